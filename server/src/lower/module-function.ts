/** The function that stands for what a file runs when it is loaded. */
import type { FunctionDecl } from "../ir/types";

/** `length`: UTF-16 units of the file's text. `async` where a file may wait at its top level. */
export function moduleFunction(body: FunctionDecl["body"], length: number, async = false): FunctionDecl {
  return {
    name: "<module>",
    kind: "module",
    params: [],
    results: [],
    typeParams: [],
    body,
    span: { start: 0, end: length },
    nameSpan: { start: 0, end: 0 },
    async,
    static: false,
    exported: false,
    decorators: [],
  };
}
