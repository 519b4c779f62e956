/** The status line: what a person reads to know whether it works. */
import type { Skipped } from "../engine/types";
import type { StatusParams } from "./protocol";

export interface ProjectState {
  readonly findings: number;
  readonly files: number;
  readonly calls: number;
  readonly skipped: readonly Skipped[];
  /** Something broke; in words. */
  readonly trouble: readonly string[];
  readonly milliseconds: number;
}

/** One status of all projects. `held`: problems of closed files that a cap keeps from being shown. */
export function statusOf(projects: readonly ProjectState[], busy: boolean, held: number): StatusParams {
  const total = (read: (project: ProjectState) => number): number => projects.reduce((sum, project) => sum + read(project), 0);
  const trouble = projects.flatMap((project) => project.trouble);
  const numbers = {
    findings: total(({ findings }) => findings),
    files: total(({ files }) => files),
    calls: total(({ calls }) => calls),
    skipped: projects.flatMap(({ skipped }) => skipped.map(({ file, reason }) => ({ file, reason }))),
    milliseconds: Math.round(total(({ milliseconds }) => milliseconds)),
  };
  if (busy) return { state: "busy", message: "reading", ...numbers };
  if (trouble.length > 0) return { state: "degraded", message: trouble.join("; "), ...numbers };
  return { state: "ok", message: messageOf(numbers, held), ...numbers };
}

function messageOf({ findings, files, calls, skipped, milliseconds }: Omit<StatusParams, "state" | "message">, held: number): string {
  const left = skipped.length > 0 ? `, ${plural(skipped.length, "file")} skipped` : "";
  const more = held > 0 ? `, ${held} more in closed files not shown` : "";
  return `${plural(findings, "finding")} in ${plural(calls, "etcd call")}, ${plural(files, "file")}${left}${more}, ${milliseconds} ms`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
