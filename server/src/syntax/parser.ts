/**
 * The only owner of the parser and of syntax trees. A tree lives in WASM memory that the collector cannot see, so every tree
 * is deleted here: after lowering, or, for documents open in an editor, when the next version replaces it.
 */
import { Edit, Language as Grammar, Parser, type Tree } from "web-tree-sitter";
import { startRuntime } from "./wasm-memory";

/** Gives the bytes of a grammar or of the parser runtime by file name (`tree-sitter-go.wasm`). The host decides where they are. */
export type WasmLoader = (file: string) => Promise<Uint8Array>;

/** Stops a parse that takes longer; a file that needs more is reported as skipped, not waited for. */
export interface ParseLimits {
  /** Called every few thousand steps of the parser; true stops it. The host decides by clock, the engine has none. */
  readonly shouldStop?: () => boolean;
}

export interface SyntaxParser {
  /** Parses and hands the tree to `use`, then frees it. undefined when the limits stopped the parse. */
  with<T>(grammar: string, text: string, use: (tree: Tree) => T, limits?: ParseLimits): Promise<T | undefined>;
  /** A document that is edited: keeps its last tree for incremental parsing until disposed. */
  document(grammar: string): SyntaxDocument;
}

/** One edit of a text, in UTF-16 offsets and zero-based positions. */
export interface TextChange {
  readonly startIndex: number;
  readonly oldEndIndex: number;
  readonly newEndIndex: number;
  readonly startPosition: { readonly row: number; readonly column: number };
  readonly oldEndPosition: { readonly row: number; readonly column: number };
  readonly newEndPosition: { readonly row: number; readonly column: number };
}

export interface SyntaxDocument {
  /** Tells what changed since the last `parse`; without any edit the next parse starts from nothing. */
  edit(edit: TextChange): void;
  /** Parses the whole new text, reusing the former tree. The tree stays owned by the document: do not keep nodes. */
  parse<T>(text: string, use: (tree: Tree) => T, limits?: ParseLimits): Promise<T | undefined>;
  dispose(): void;
}

/** Makes a parser. Nothing is loaded until the first parse; each grammar is loaded once, when first needed. */
export function createParser(load: WasmLoader): SyntaxParser {
  let runtime: Promise<void> | undefined;
  const grammars = new Map<string, Promise<Grammar>>();
  const parsers = new Map<string, Parser>();

  const start = (): Promise<void> => {
    runtime ??= load("web-tree-sitter.wasm").then(startRuntime);
    return runtime;
  };
  const parserFor = async (grammar: string): Promise<Parser> => {
    await start();
    let loading = grammars.get(grammar);
    if (!loading) {
      loading = load(grammar).then((bytes) => Grammar.load(bytes));
      grammars.set(grammar, loading);
    }
    const language = await loading;
    let parser = parsers.get(grammar);
    if (!parser) {
      parser = new Parser();
      parser.setLanguage(language);
      parsers.set(grammar, parser);
    }
    return parser;
  };
  const run = (parser: Parser, text: string, old: Tree | null, limits?: ParseLimits): Tree | undefined => {
    const shouldStop = limits?.shouldStop;
    const tree = parser.parse(text, old, shouldStop ? { progressCallback: () => shouldStop() } : undefined);
    // A stopped parse would be resumed by the next call on the same parser; that call is for another text.
    if (!tree) parser.reset();
    return tree ?? undefined;
  };

  return {
    async with(grammar, text, use, limits) {
      const parser = await parserFor(grammar);
      const tree = run(parser, text, null, limits);
      if (!tree) return undefined;
      try {
        return use(tree);
      } finally {
        tree.delete();
      }
    },
    document(grammar) {
      let kept: Tree | undefined;
      let edited = false;
      return {
        edit(edit) {
          kept?.edit(new Edit(edit));
          edited = true;
        },
        async parse(text, use, limits) {
          const parser = await parserFor(grammar);
          const old = edited ? (kept ?? null) : null;
          const tree = run(parser, text, old, limits);
          if (!tree) return undefined;
          kept?.delete();
          kept = tree;
          edited = false;
          return use(tree);
        },
        dispose() {
          kept?.delete();
          kept = undefined;
        },
      };
    },
  };
}
