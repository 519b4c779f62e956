/** The text that Prometheus reads: names, labels and numbers. */

export interface Metrics {
  /** The first sample of a name; undefined when there is none or it is no number. */
  get(name: string): number | undefined;
  /** Sum of the samples of a name whose labels have these values; undefined when there is none. */
  sum(name: string, labels: Readonly<Record<string, string>>): number | undefined;
  /** A label of the first sample of a name. */
  label(name: string, label: string): string | undefined;
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g;

/** Reads the exposition format. Lines that are none are left out; never throws. */
export function parseMetrics(text: string): Metrics {
  const samples = new Map<string, Sample[]>();
  for (const row of text.split("\n")) {
    if (row.startsWith("#")) continue;
    const [, name, labels = "", number = ""] = line.exec(row.trimEnd()) ?? [];
    const value = Number(number);
    if (name === undefined || !Number.isFinite(value)) continue;
    const sample = { labels: labelsOf(labels), value };
    const known = samples.get(name);
    if (known) known.push(sample);
    else samples.set(name, [sample]);
  }
  return {
    get: (name) => samples.get(name)?.[0]?.value,
    sum(name, wanted) {
      const found = (samples.get(name) ?? []).filter((sample) =>
        Object.entries(wanted).every(([key, value]) => sample.labels[key] === value),
      );
      return found.length === 0 ? undefined : found.reduce((total, sample) => total + sample.value, 0);
    },
    label: (name, wanted) => samples.get(name)?.[0]?.labels[wanted],
  };
}

function labelsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...text.matchAll(label)].map(([, name = "", value = ""]) => [name, value.replace(/\\(.)/g, "$1")]));
}
