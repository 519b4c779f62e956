/** A syntax tree as plain objects, and how to find a child in it. `light-tree.ts` makes it. */
import type { Span } from "../text/span";

const none: readonly LightNode[] = [];

export class LightNode {
  children: readonly LightNode[] = none;
  constructor(
    /** Node type as the grammar names it; `ERROR` for what could not be parsed. For a token its text, e.g. `+=`. */
    readonly type: string,
    /** Field this node fills in its parent; empty for none. */
    readonly field: string,
    readonly named: boolean,
    /** UTF-16 offsets into the parsed text. A node the parser made up to go on is empty. */
    readonly start: number,
    readonly end: number,
  ) {}
}

export interface LightTree {
  readonly root: LightNode;
  readonly comments: readonly Span[];
  /** Outermost ERROR nodes, and empty spans where the parser had to make a token up. In source order. */
  readonly errors: readonly Span[];
}

/** Nodes nested deeper than this have no children: recursion over the tree is safe, and lowering says `unknown` for what is under it. */
export const maxDepth = 400;

/** What to do with a node, by its type id. */
export const keepAs = { drop: 0, ifField: 1, leaf: 2, node: 3, comment: 4 } as const;

export interface Selection {
  /** Type names and field names by their ids. */
  readonly types: readonly string[];
  readonly fields: readonly string[];
  /** One of `keepAs` by type id. */
  readonly keep: Uint8Array;
  /** Field ids by production and then by child, as `heap-tree.ts` finds them; null for a production without fields. */
  readonly productionFields: (Uint16Array | null | undefined)[];
}

/** First child that fills the field. */
export function childByField(node: LightNode, field: string): LightNode | undefined {
  const { children } = node;
  for (let i = 0; i < children.length; i++) if (children[i]?.field === field) return children[i];
  return undefined;
}

/** First child of the type. */
export function childOfType(node: LightNode, type: string): LightNode | undefined {
  const { children } = node;
  for (let i = 0; i < children.length; i++) if (children[i]?.type === type) return children[i];
  return undefined;
}
