/**
 * A syntax tree copied out of the parser's memory in one pass, as plain objects.
 *
 * Asking a tree-sitter node anything crosses the WASM border, and a full walk that way costs more than the parse. Lowering
 * therefore works on this copy, which holds named nodes, tokens that fill a field, and the tokens a language asks for. Comments and
 * errors are listed apart, so they are never in the way between two children (an ERROR node is a child as well: what is
 * inside may still be of use).
 */
import type { Language, Tree } from "web-tree-sitter";
import { readCursorTree } from "./cursor-tree";
import { readHeapTree } from "./heap-tree";
import { keepAs, type LightTree, type Selection } from "./light-node";
import { wasmMemory } from "./wasm-memory";

export { childByField, childOfType, LightNode, type LightTree, maxDepth } from "./light-node";

export interface LightOptions {
  /** Tokens to keep although they fill no field, e.g. `async`. */
  readonly tokens?: readonly string[];
  /** Named nodes whose inside is not wanted, e.g. string literals that are decoded from the text. */
  readonly leaves?: readonly string[];
  /** Node types that are comments. */
  readonly comments: readonly string[];
}

/** Makes the function that copies trees; keep it for the life of the process, it remembers each grammar's tables. */
export function lightTreeReader(options: LightOptions): (tree: Tree) => LightTree {
  const selections = new WeakMap<Language, Selection>();
  return (tree) => {
    let selection = selections.get(tree.language);
    if (!selection) {
      selection = select(tree.language, options);
      selections.set(tree.language, selection);
    }
    const memory = wasmMemory();
    return (memory && readHeapTree(memory, tree, selection)) ?? readCursorTree(tree, selection);
  };
}

/** The same by the library's public cursor only: several times slower, used where the runtime hides its memory. */
export function slowTreeReader(options: LightOptions): (tree: Tree) => LightTree {
  return (tree) => readCursorTree(tree, select(tree.language, options));
}

function select(language: Language, options: LightOptions): Selection {
  const keep = Uint8Array.from(language.types, (name, id) => {
    if (!language.nodeTypeIsNamed(id)) return options.tokens?.includes(name) ? keepAs.leaf : keepAs.ifField;
    if (options.comments.includes(name)) return keepAs.comment;
    return options.leaves?.includes(name) ? keepAs.leaf : keepAs.node;
  });
  return {
    types: language.types.map(internalised),
    fields: language.fields.map((name) => internalised(name ?? "")),
    keep,
    productionFields: [],
  };
}

/**
 * The same text as the engine keeps it for names in source code. Strings that come out of WASM are not kept so, and comparing them
 * with constants, which lowering does all the time, takes several times longer.
 */
function internalised(text: string): string {
  return Object.keys({ [text]: true })[0] ?? text;
}
