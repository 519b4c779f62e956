/** The package as a library: what `import ... from "etcd-lint"` gives. Its types for others are `types/index.d.ts`. */
import { formatNames } from "../report/format-names";
import { renderers } from "../report/formats";
import { lintReport } from "../report/json";
import type { LintRun } from "../report/types";
import type { Io } from "./io";
import { knownFrom, select } from "./known";
import { lintRun } from "./lint-run";
import type { LintCommandOptions } from "./program";

export type Report = ReturnType<typeof lintReport>;

export interface ApiOptions extends Pick<LintCommandOptions, "config" | "etcdVersion" | "cache" | "baseline" | "since"> {
  readonly cwd?: string;
  readonly rules?: LintCommandOptions["rule"];
  readonly signal?: AbortSignal;
}

/** The run cannot start, for a reason that is the caller's to change. */
export class EtcdLintError extends Error {
  override readonly name = "EtcdLintError";
}

export const formats = formatNames;

/** What a report was made from: some formats say more than the JSON does. */
const runs = new WeakMap<Report, LintRun>();

/** Lints files and folders as `etcd-lint lint` does, and gives what `--format json` prints. */
export async function lint(paths: string | readonly string[] = ["."], options: ApiOptions = {}): Promise<Report> {
  const { cwd = process.cwd(), rules, signal, ...rest } = options;
  let problem = "";
  const io: Io = {
    cwd,
    colours: false,
    watched: false,
    guest: true,
    out: () => undefined,
    err: (text) => {
      problem += text;
    },
  };
  const refuse = (): never => {
    throw new EtcdLintError(problem.replace(/^etcd-lint: /gm, "").trim());
  };
  const settings: LintCommandOptions = {
    ...rest,
    ...(rules ? { rule: rules } : {}),
    color: false,
    failOn: "error",
    format: [],
    frames: true,
    maxFindings: Number.POSITIVE_INFINITY,
  };
  const targets = typeof paths === "string" ? [paths] : paths;
  const selection = await select(targets, settings, io, signal ? { signal } : {}, "");
  if (typeof selection === "number") return refuse();
  try {
    const known = knownFrom(selection, settings, io);
    if (typeof known === "number") return refuse();
    const run = lintRun(selection, known, settings, undefined);
    const report = lintReport(run);
    runs.set(report, run);
    return report;
  } finally {
    selection.dispose();
  }
}

/** Writes a report of `lint` in another format. It must be the very object that `lint` gave. */
export function render(report: Report, format: (typeof formatNames)[number]): string {
  const run = runs.get(report);
  if (!run) throw new EtcdLintError("render takes a report that lint gave in this process");
  const renderer = Object.hasOwn(renderers, format) ? renderers[format] : undefined;
  if (!renderer) throw new EtcdLintError(`there is no format "${format}". There are ${formatNames.join(", ")}.`);
  return renderer(run, { colours: false, bare: false, frames: true, maxFindings: Number.POSITIVE_INFINITY });
}
