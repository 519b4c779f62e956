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
  for (const child of children) if (!child.named) return children.filter((other) => other.named);
  return children;
}

/** The first child that is not a token. */
export function firstNamed(node: N): N | undefined {
  return node.children.find((child) => child.named);
}

/** Children that are not tokens and fill the field. */
export function childrenNamed(node: N, field: string): readonly N[] {
  return node.children.filter((child) => child.named && child.field === field);
}

/** Tokens that fill no field and yet mean something. */
export const keptTokens: readonly string[] = ["static", "abstract", "final", "default", "transient", "private"];

/** Nodes whose text says it all. */
export const leaves: readonly string[] = ["string_fragment", "multiline_string_fragment", "character_literal"];

export const textOf = (ctx: { readonly text: string }, node: N): string => ctx.text.slice(node.start, node.end);
