/** The calculator: the memory model asked directly, without code. */
import { DEFAULT_LINE, type Prediction, predict, profileFor } from "../model";
import type { Operation } from "./operation";
import { assumed, count, type Option, type Read, type Unit } from "./options";
import { quotaNotes } from "./quota";

export type { Operation } from "./operation";
export { operations } from "./operations";
export type { Option } from "./options";

export interface CalculationInput {
  readonly name: string;
  readonly value: number | string | boolean;
  readonly unit: Unit;
  /** False when nobody gave it and the default stands in. */
  readonly given: boolean;
}

/** A total of what was calculated, in bytes. */
export interface GrowthPoint {
  readonly hours: number;
  readonly document: number;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export interface Calculation {
  readonly operation: string;
  readonly title: string;
  readonly inputs: readonly CalculationInput[];
  /** Of one member. */
  readonly prediction: Prediction;
  readonly members: number;
  /** Of the whole cluster: what is stored counts on every member, what clients hold on the one that they talk to. */
  readonly cluster: Omit<GrowthPoint, "hours">;
  readonly growth?: readonly GrowthPoint[];
  readonly notes: readonly string[];
}

/** Points of the growth: enough for a chart in a terminal, and for the teeth of the log to show. */
const growthPoints = 64;

/** Options that every operation takes. */
export const commonOptions: Readonly<Record<"etcd" | "members", Option<string> | Option<number>>> = {
  etcd: {
    unit: "text",
    placeholder: "version",
    description: `version of the server, as in 3.4.23, 3.5 or 3.4-3.6 (${DEFAULT_LINE} by default)`,
    fallback: DEFAULT_LINE,
    read: readVersion,
  },
  members: assumed(count({ least: 1, description: "members of the cluster" }), "1"),
};

/** Calculates from the texts of options, by name; a switch is "true". `problem` is one sentence. */
export function calculate(
  operation: Operation,
  texts: Readonly<Record<string, string | undefined>>,
): Calculation | { readonly problem: string } {
  const inputs: CalculationInput[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries<Option<unknown>>({ ...operation.options, ...commonOptions })) {
    const text = texts[name] ?? option.fallback;
    if (text === undefined) {
      if (option.required) return { problem: `--${kebab(name)} <${option.placeholder ?? ""}> is missing` };
      continue;
    }
    const read = option.read(text);
    if ("problem" in read) return { problem: `--${kebab(name)}: ${read.problem}` };
    values[name] = read.value;
    if (isPlain(read.value)) inputs.push({ name, value: read.value, unit: option.unit, given: texts[name] !== undefined });
  }
  const asked = operation.ask(values);
  if ("problem" in asked) return asked;
  const etcd = String(values.etcd);
  const members = Number(values.members);
  const others = members > 1 ? { peers: { peers: members - 1 } } : {};
  const predictAt = (hours?: number): Prediction => predict({ etcd, ...asked.load(hours), ...others });
  const prediction = predictAt();
  return {
    operation: operation.name,
    title: asked.title,
    inputs,
    prediction,
    members,
    cluster: clusterOf(prediction, members),
    ...(asked.hours === undefined ? {} : { growth: growthOf(asked.hours, predictAt) }),
    notes: [...asked.notes, ...quotaNotes({ hours: asked.hours, load: asked.load, predict: predictAt })],
  };
}

/** `snapshotCount` as the command line spells it. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function isPlain(value: unknown): value is CalculationInput["value"] {
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean";
}

function readVersion(text: string): Read<string> {
  const { match } = profileFor(text);
  if (match === "exact" || match === "range") return { value: text };
  const known = "known are 3.3, 3.4, 3.5, 3.6 and 3.7";
  return { problem: match === "default" ? `"${text}" is no version; ${known}` : `nothing is known of etcd ${text}; ${known}` };
}

/** Only the member that a client talks to holds its connection, streams, watchers and answers. */
const byClient: ReadonlySet<string> = new Set(["connections", "streams", "watchers", "watch-backlog", "range"]);

function clusterOf({ components }: Prediction, members: number): Calculation["cluster"] {
  const sum = (bytes: (part: Prediction["components"][number]) => number): number =>
    components.reduce((total, part) => total + bytes(part) * (byClient.has(part.component) ? 1 : members), 0);
  return { document: sum((c) => c.document), low: sum((c) => c.low), likely: sum((c) => c.likely), high: sum((c) => c.high) };
}

function growthOf(hours: number, predictAt: (hours: number) => Prediction): readonly GrowthPoint[] {
  return Array.from({ length: growthPoints + 1 }, (_, at) => {
    const now = (hours * at) / growthPoints;
    const { document, low, likely, high } = predictAt(now).estimate;
    return { hours: now, document, low, likely, high };
  });
}
