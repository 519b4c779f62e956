/** Rows of the inventory as the engine makes them, for tests. */
import type { CallRow } from "../../server/src/engine/types";

export function call(operation: CallRow["operation"], key: string | undefined, line: number, facts: CallRow["facts"] = {}): CallRow {
  return {
    library: "x",
    operation,
    method: "M",
    file: "store.go",
    line,
    column: 1,
    ...(key === undefined ? {} : { key }),
    options: {},
    facts,
  };
}
