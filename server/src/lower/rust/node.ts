/** How lowering looks at syntax: plain nodes, comments already taken out. */
import { childByField, type LightNode } from "../../syntax/light-node";
import type { Span } from "../../text/span";

export type N = LightNode;

export const span = (node: N): Span => ({ start: node.start, end: node.end });

/** The first child in this field. */
export const childNamed = childByField;

/** The children that are not tokens; attributes are not among them. */
export function named(node: N): readonly N[] {
  return node.children.filter((child) => child.named && child.type !== "attribute_item" && child.type !== "inner_attribute_item");
}

/** The first child that is not a token. */
export const firstNamed = (node: N): N | undefined => named(node)[0];

export const childOf = (node: N, type: string): N | undefined => node.children.find((child) => child.type === type);

/** True when a keyword stands among the children. Only tokens in `keptTokens` are there to be found. */
export const has = (node: N, token: string): boolean => node.children.some((child) => child.type === token && !child.named);

/** Tokens that fill no field and yet mean something. */
export const keptTokens: readonly string[] = ["async", "_", "-", "!", "*", "..", "..=", "pub"];

/** Nodes whose text says it all. */
export const leaves: readonly string[] = ["string_literal", "raw_string_literal", "char_literal", "token_tree", "lifetime"];

export const textOf = (ctx: { readonly text: string }, node: N): string => ctx.text.slice(node.start, node.end);
