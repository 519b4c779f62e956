/**
 * Copies a tree by reading the parser's own structures in WASM memory, without a call across the border.
 *
 * Layouts, for the 32-bit build: `lib/src/subtree.h` (Subtree, SubtreeInlineData, SubtreeHeapData), `lib/src/tree.h` (TSTree) and
 * `lib/src/parser.h` (TSLanguage, fixed by the grammar ABI). Which children show, under which name and in which field follows
 * `ts_tree_cursor_child_iterator_next` and `ts_tree_cursor_current_field_id` in `lib/src/tree_cursor.c`. The library's version is
 * pinned and a test compares this reader with the public cursor.
 */
import type { Tree } from "web-tree-sitter";
import type { Span } from "../text/span";
import { keepAs, LightNode, type LightTree, maxDepth, type Selection } from "./light-node";
import type { WasmMemory } from "./wasm-memory";

const errorSymbol = 0xffff;
/** Grammar ABI versions whose TSLanguage starts with the fields read here. */
const abiVersions: readonly number[] = [13, 14, 15];

/** Copies the whole tree; undefined when the memory does not look as expected, and then nothing was read that matters. */
export function readHeapTree(memory: WasmMemory, tree: Tree, selection: Selection): LightTree | undefined {
  const rootNode = tree.rootNode;
  return new HeapReader(memory, rootNode.id, selection).read(rootNode.startIndex, rootNode.endIndex, rootNode.childCount);
}

class HeapReader {
  private readonly u8: Uint8Array;
  private readonly u16: Uint16Array;
  private readonly u32: Uint32Array;
  private readonly language: number;
  private readonly aliasSequences: number;
  private readonly aliasWidth: number;
  private readonly publicSymbols: number;
  private readonly symbolMetadata: number;
  /** Children of the nodes being read, deepest last: collected here so that each node gets an array of the right size. */
  private readonly pending: LightNode[] = [];
  private top = 0;
  private readonly comments: Span[] = [];
  private readonly errors: Span[] = [];
  private inError = false;

  constructor(
    memory: WasmMemory,
    private readonly tree: number,
    private readonly selection: Selection,
  ) {
    this.u8 = memory.HEAPU8;
    this.u16 = memory.HEAPU16;
    this.u32 = memory.HEAPU32;
    this.language = this.word(tree + 8);
    this.aliasWidth = this.half(this.language + 36);
    this.symbolMetadata = this.word(this.language + 72);
    this.publicSymbols = this.word(this.language + 76);
    this.aliasSequences = this.word(this.language + 84);
  }

  read(start: number, end: number, childCount: number): LightTree | undefined {
    const data = this.word(this.tree);
    // A root small enough to be stored inline has no children worth copying; the cursor reads it just as well.
    if (data === 0 || data & 1 || !abiVersions.includes(this.word(this.language))) return undefined;
    const position = this.word(data + 4);
    if (position >> 1 !== start || (position + this.word(data + 16)) >> 1 !== end || this.word(data + 48) !== childCount) return undefined;
    const symbol = this.half(data + 40);
    const root = new LightNode(this.typeName(symbol), "", true, start, end);
    if (symbol === errorSymbol) {
      this.errors.push({ start, end });
      this.inError = true;
    }
    this.readChildren(root, data, position, 0);
    return { root, comments: this.comments, errors: this.errors };
  }

  private word(address: number): number {
    return this.u32[address >> 2] as number;
  }

  private half(address: number): number {
    return this.u16[address >> 1] as number;
  }

  private typeName(symbol: number): string {
    return symbol === errorSymbol ? "ERROR" : (this.selection.types[this.half(this.publicSymbols + symbol * 2)] ?? "ERROR");
  }

  private fieldsOf(production: number): Uint16Array | null {
    const known = this.selection.productionFields[production];
    if (known !== undefined) return known;
    const slice = this.word(this.language + 64) + production * 4;
    const count = this.word(this.language + 32) === 0 ? 0 : this.half(slice + 2);
    let fields: Uint16Array | null = null;
    for (let i = count - 1; i >= 0; i--) {
      const entry = this.word(this.language + 68) + (this.half(slice) + i) * 4;
      if (this.u8[entry + 3] !== 0) continue;
      fields ??= new Uint16Array(256);
      fields[this.u8[entry + 2] as number] = this.half(entry);
    }
    this.selection.productionFields[production] = fields;
    return fields;
  }

  private readChildren(node: LightNode, data: number, at: number, depth: number): void {
    const base = this.top;
    this.copyChildren(data, at, 0, depth);
    if (this.top > base) node.children = this.pending.slice(base, this.top);
    this.top = base;
  }

  /** Appends the visible children of the subtree at `data`, those of hidden children included, to `pending`. */
  private copyChildren(data: number, start: number, hiddenField: number, depth: number): void {
    const { u32, u16, selection } = this;
    const count = u32[(data + 36) >> 2] as number;
    if (count === 0) return;
    const production = u16[(data + 66) >> 1] as number;
    const aliases = production === 0 ? 0 : this.aliasSequences + production * this.aliasWidth * 2;
    const fields = this.fieldsOf(production);
    let position = start;
    let structural = 0;
    let slot = (data - count * 8) >> 2;
    for (let i = 0; i < count; i++, slot += 2) {
      const child = u32[slot] as number;
      let padding: number;
      let size: number;
      let symbol: number;
      let visible: boolean;
      let named: boolean;
      let extra: boolean;
      let missing: boolean;
      const inline = (child & 1) !== 0;
      if (inline) {
        const rest = u32[slot + 1] as number;
        padding = (rest >>> 16) & 0xff;
        size = rest >>> 24;
        symbol = (child >>> 8) & 0xff;
        visible = (child & 2) !== 0;
        named = (child & 4) !== 0;
        extra = (child & 8) !== 0;
        missing = (child & 32) !== 0;
      } else {
        const flags = u16[(child + 44) >> 1] as number;
        padding = u32[(child + 4) >> 2] as number;
        size = u32[(child + 16) >> 2] as number;
        symbol = u16[(child + 40) >> 1] as number;
        visible = (flags & 1) !== 0;
        named = (flags & 2) !== 0;
        extra = (flags & 4) !== 0;
        missing = (flags & 512) !== 0;
      }
      if (i > 0) position += padding;
      const at = position;
      position += size;

      let field = 0;
      if (!extra) {
        if (aliases !== 0) {
          const alias = u16[(aliases >> 1) + structural] as number;
          if (alias !== 0) {
            symbol = alias;
            visible = true;
            named = this.u8[this.symbolMetadata + alias * 3 + 1] !== 0;
          }
        }
        field = (fields === null ? 0 : (fields[structural] as number)) || hiddenField;
        structural++;
      }
      if (!visible) {
        if (!inline) this.copyChildren(child, at, field, depth);
        continue;
      }
      const type = symbol === errorSymbol ? errorSymbol : (u16[(this.publicSymbols >> 1) + symbol] as number);
      const keep = type === errorSymbol ? keepAs.node : (selection.keep[type] as number);
      if (missing && !this.inError) this.errors.push({ start: at >> 1, end: (at + size) >> 1 });
      if (keep === keepAs.comment) this.comments.push({ start: at >> 1, end: (at + size) >> 1 });
      else if (keep > keepAs.ifField || (keep === keepAs.ifField && field !== 0)) {
        const node = new LightNode(selection.types[type] ?? "ERROR", selection.fields[field] ?? "", named, at >> 1, (at + size) >> 1);
        this.pending[this.top++] = node;
        if (keep === keepAs.node && !inline) this.descend(child, at, type, node, depth);
      }
    }
  }

  private descend(data: number, at: number, type: number, node: LightNode, depth: number): void {
    const outermost = type === errorSymbol && !this.inError;
    if (outermost) {
      this.errors.push({ start: node.start, end: node.end });
      this.inError = true;
    }
    if (depth < maxDepth && this.u32[(data + 36) >> 2] !== 0) this.readChildren(node, data, at, depth + 1);
    if (outermost) this.inError = false;
  }
}
