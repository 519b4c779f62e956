/** YAML as plain nodes with places. Aliases are references to the node they name, so that no document grows by being read. */
import { isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments } from "yaml";
import type { Span } from "../../text/span";
import type { Source } from "../source";

export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: "map";
  readonly entries: readonly YamlEntry[];
  readonly span: Span;
  readonly flow: boolean;
}

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode | undefined;
}

export interface YamlList {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
  readonly span: Span;
  readonly flow: boolean;
}

export interface YamlScalar {
  readonly kind: "scalar";
  /** Text as YAML reads it. */
  readonly text: string;
  readonly span: Span;
  readonly style: "plain" | "quoted" | "block";
  /** Its line ends become spaces. */
  readonly folded: boolean;
  /** The content as it stands in the file, without quotes and without the head of a block. */
  readonly inner: Span;
}

/** Documents of more text than this are not parsed: nobody writes them by hand. */
const maxLength = 512 * 1024;
const maxDepth = 200;

/** The documents of a part of a file; undefined when it is too large or too deep to be parsed. Broken documents give what can be read. */
export function readYaml(source: Source): readonly YamlNode[] | undefined {
  const text = source.text.slice(source.span.start, source.span.end);
  if (text.length > maxLength) return undefined;
  try {
    const documents = parseAllDocuments(text, {
      uniqueKeys: false,
      logLevel: "silent",
      strict: false,
      prettyErrors: false,
      version: "1.2",
    });
    if (!Array.isArray(documents)) return [];
    return documents.flatMap(({ contents }) => {
      const node = contents ? new Reader(source, text).node(contents, 0) : undefined;
      return node ? [node] : [];
    });
  } catch (error) {
    // The parser recurses over nested lists: a document of ten thousand brackets ends its stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class Reader {
  private readonly anchors = new Map<string, YamlNode>();

  constructor(
    private readonly source: Source,
    private readonly text: string,
  ) {}

  node(node: unknown, depth: number): YamlNode | undefined {
    if (depth > maxDepth) return undefined;
    if (isAlias(node)) return this.anchors.get(node.source);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return undefined;
    const made = isScalar(node) ? this.scalar(node) : isSeq(node) ? this.list(node, depth) : this.map(node, depth);
    if (made && "anchor" in node && typeof node.anchor === "string") this.anchors.set(node.anchor, made);
    return made;
  }

  private list(node: import("yaml").YAMLSeq, depth: number): YamlList {
    const items = node.items.flatMap((item) => this.node(item, depth + 1) ?? []);
    return { kind: "list", items, span: this.span(node), flow: node.flow === true };
  }

  private map(node: import("yaml").YAMLMap, depth: number): YamlMap {
    const entries: YamlEntry[] = [];
    for (const pair of node.items) {
      const { key } = pair;
      const value = this.node(pair.value, depth + 1);
      if (isScalar(key) && key.value === "<<") entries.push(...mergedEntries(value));
      else if (isScalar(key)) entries.push({ key: String(key.value ?? ""), keySpan: this.span(key), value });
    }
    return { kind: "map", entries, span: this.span(node), flow: node.flow === true };
  }

  private scalar(node: import("yaml").Scalar): YamlScalar {
    const span = this.span(node);
    const written = this.source.text.slice(span.start, span.end);
    const type = String(node.type ?? "PLAIN");
    const text = typeof node.source === "string" ? node.source : typeof node.value === "string" ? node.value : "";
    if (type.startsWith("BLOCK")) {
      const newline = written.indexOf("\n");
      const start = newline === -1 ? span.end : span.start + newline + 1;
      return {
        kind: "scalar",
        text,
        span,
        style: "block",
        folded: type === "BLOCK_FOLDED",
        inner: { start: Math.min(start, span.end), end: span.end },
      };
    }
    if (type.startsWith("QUOTE")) {
      return {
        kind: "scalar",
        text,
        span,
        style: "quoted",
        folded: written.includes("\n"),
        inner: { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) },
      };
    }
    return { kind: "scalar", text, span, style: "plain", folded: written.includes("\n"), inner: span };
  }

  private span(node: Pick<Node, "range">): Span {
    const base = this.source.span.start;
    const [start, end] = node.range ?? [0, 0];
    return { start: base + start, end: base + Math.min(end, this.text.length) };
  }
}

/** Own entries come after merged ones, and the last of a name counts. */
function mergedEntries(value: YamlNode | undefined): readonly YamlEntry[] {
  if (value?.kind === "map") return value.entries;
  return value?.kind === "list" ? value.items.flatMap((item) => (item.kind === "map" ? item.entries : [])) : [];
}

/** The value of a key; the last one counts. */
export function valueAt(node: YamlNode | undefined, ...path: readonly string[]): YamlNode | undefined {
  let at: YamlNode | undefined = node;
  for (const key of path) {
    if (at?.kind !== "map") return undefined;
    at = at.entries.findLast((entry) => entry.key === key)?.value;
  }
  return at;
}

export function entryAt(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  return node?.kind === "map" ? node.entries.findLast((entry) => entry.key === key) : undefined;
}

/** Text of a scalar. */
export function scalarText(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" ? node.text : undefined;
}
