/** Copies a tree through the parser library's public cursor. */
import type { Tree, TreeCursor } from "web-tree-sitter";
import type { Span } from "../text/span";
import { keepAs, LightNode, type LightTree, maxDepth, type Selection } from "./light-node";

/** Copies the whole tree; what `selection` drops is left out. */
export function readCursorTree(tree: Tree, selection: Selection): LightTree {
  const comments: Span[] = [];
  const errors: Span[] = [];
  const cursor = tree.walk();
  const root = nodeAt(cursor, selection, "");
  copyChildren(cursor, root, selection, 0, root.type === "ERROR", comments, errors);
  if (root.type === "ERROR") errors.unshift({ start: root.start, end: root.end });
  cursor.delete();
  return { root, comments, errors };
}

function nodeAt(cursor: TreeCursor, selection: Selection, field: string): LightNode {
  return new LightNode(selection.types[cursor.nodeTypeId] ?? "ERROR", field, cursor.nodeIsNamed, cursor.startIndex, cursor.endIndex);
}

function copyChildren(
  cursor: TreeCursor,
  parent: LightNode,
  selection: Selection,
  depth: number,
  inError: boolean,
  comments: Span[],
  errors: Span[],
): void {
  if (!cursor.gotoFirstChild()) return;
  const children: LightNode[] = [];
  do {
    const keep = selection.keep[cursor.nodeTypeId] ?? keepAs.node;
    const field = selection.fields[cursor.currentFieldId] ?? "";
    if (cursor.nodeIsMissing && !inError) errors.push({ start: cursor.startIndex, end: cursor.endIndex });
    if (keep === keepAs.comment) comments.push({ start: cursor.startIndex, end: cursor.endIndex });
    else if (keep > keepAs.ifField || (keep === keepAs.ifField && field !== "")) {
      const node = nodeAt(cursor, selection, field);
      if (node.type === "ERROR" && !inError) errors.push({ start: node.start, end: node.end });
      children.push(node);
      if (keep === keepAs.node && depth < maxDepth)
        copyChildren(cursor, node, selection, depth + 1, inError || node.type === "ERROR", comments, errors);
    }
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
  if (children.length > 0) parent.children = children;
}
