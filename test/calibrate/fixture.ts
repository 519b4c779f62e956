import { readFileSync } from "node:fs";
import path from "node:path";

const folder = "test/calibrate/fixtures";

/** Text of a key or certificate of the tests. */
export function fixture(name: string): string {
  return readFileSync(fixtureFile(name), "utf8");
}

export function fixtureFile(name: string): string {
  return path.resolve(folder, name);
}
