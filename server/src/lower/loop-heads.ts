/** Where the head of a loop is written in languages with C's loops. */
import { childByField, type LightNode } from "../syntax/light-node";
import type { Span } from "../text/span";

/** From `for` to the closing parenthesis; `do … while (x)` has its head at the end. */
export function headSpan(text: string, node: LightNode, body: LightNode | undefined): Span {
  const condition = childByField(node, "condition");
  if (node.type === "do_statement") {
    return condition ? { start: condition.start, end: condition.end } : { start: node.start, end: node.start + 2 };
  }
  const before = text.slice(node.start, body?.start ?? node.end);
  return { start: node.start, end: node.start + before.trimEnd().length };
}
