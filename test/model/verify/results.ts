/** Measurements on disk, one file a line: the pages and the tests need no server. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Line } from "./binaries";
import type { Measured } from "./run";

export interface LineResults {
  readonly line: Line;
  readonly version: string;
  readonly go: string;
  /** Of the last run. */
  readonly date: string;
  readonly scenarios: Readonly<Record<string, readonly Measured[]>>;
}

const folder = path.resolve("test/model/verify/results");

/** The measurements of a line, if there are any. The file is ours: its shape is what `store` wrote. */
export function stored(line: Line): LineResults | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, `${line}.json`), "utf8")) as LineResults;
  } catch {
    return undefined;
  }
}

export function store(results: LineResults): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${results.line}.json`), `${JSON.stringify(results)}\n`);
}
