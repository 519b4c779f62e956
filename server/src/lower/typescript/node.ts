/** How lowering looks at syntax: plain nodes, comments already taken out. */
import { childByField, type LightNode } from "../../syntax/light-node";
import type { Span } from "../../text/span";

export type N = LightNode;

export const span = (node: N): Span => ({ start: node.start, end: node.end });

/** The first child in this field. */
export const childNamed = childByField;

/** The children that are not tokens. */
export function named(node: N): readonly N[] {
  const { children } = node;
  for (let i = 0; i < children.length; i++) if (!children[i]?.named) return children.filter((child) => child.named);
  return children;
}

/** The first child that is not a token. */
export function firstNamed(node: N): N | undefined {
  const { children } = node;
  for (let i = 0; i < children.length; i++) if (children[i]?.named) return children[i];
  return undefined;
}

/** True when a keyword or sign stands among the children. Only tokens in `keptTokens` are there to be found. */
export function has(node: N, token: string): boolean {
  const { children } = node;
  for (let i = 0; i < children.length; i++) if (children[i]?.type === token && !children[i]?.named) return true;
  return false;
}

/** Tokens that fill no field and yet mean something. */
export const keptTokens: readonly string[] = [
  "async",
  "static",
  "get",
  "set",
  "?",
  "*",
  "const",
  "type",
  "await",
  "using",
  "default",
  "abstract",
];

export const textOf = (ctx: { readonly text: string }, node: N): string => ctx.text.slice(node.start, node.end);
