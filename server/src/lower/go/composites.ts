/** Go's composite literals: https://go.dev/ref/spec#Composite_literals. */
import type { Entry, Expr, TypeRef } from "../../ir/types";
import { childByField, type LightNode } from "../../syntax/light-tree";
import type { Span } from "../../text/span";
import { type GoFile, namedChildren, none, spanOf, textOf } from "./file";
import { stringValue } from "./literals";

type Shape = "object" | "list" | "map";
type Lower = (file: GoFile, node: LightNode) => Expr;

/** A literal's braces as a value of `type`; element types that the source leaves out are filled in from it. */
export function lowerComposite(file: GoFile, body: LightNode, type: TypeRef, lowerExpr: Lower, span: Span): Expr {
  const elements = namedChildren(body);
  const shape = shapeOf(type, elements);
  const inner = elementTypes(type);
  const value = (node: LightNode | undefined, elided: TypeRef): Expr => {
    const content = node?.type === "literal_element" ? node.children.find((child) => child.named) : node;
    if (!content) return { kind: "unknown", parts: none, span: { start: node?.end ?? body.end, end: node?.end ?? body.end } };
    return content.type === "literal_value" ? lowerComposite(file, content, elided, lowerExpr, spanOf(content)) : lowerExpr(file, content);
  };
  const entries = elements.map((element): Entry => {
    if (element.type !== "keyed_element") return { value: value(element, inner.value), spread: false, span: spanOf(element) };
    const keyNode = childByField(element, "key");
    const name = keyNode && plainKey(file, keyNode, shape);
    const content = value(childByField(element, "value"), inner.value);
    const span = spanOf(element);
    if (name !== undefined) return { name, value: content, spread: false, span };
    return { keyExpr: value(keyNode, inner.key), value: content, spread: false, span };
  });
  return { kind: "composite", shape, ...(type.kind === "unknown" ? {} : { type }), entries, span };
}

/** A named type is a struct where keys are plain names or there is nothing inside; else its elements show what it is. */
function shapeOf(type: TypeRef, elements: readonly LightNode[]): Shape {
  if (type.kind === "map") return "map";
  if (type.kind === "struct") return "object";
  if (type.kind === "list" || (type.kind === "basic" && type.name === "bytes")) return "list";
  const first = elements[0];
  if (!first) return "object";
  if (first.type !== "keyed_element") return "list";
  return contentOf(childByField(first, "key"))?.type === "identifier" ? "object" : "map";
}

function elementTypes(type: TypeRef): { readonly key: TypeRef; readonly value: TypeRef } {
  const unknown: TypeRef = { kind: "unknown" };
  if (type.kind === "map") return { key: type.key, value: type.value };
  if (type.kind === "list") return { key: unknown, value: type.element };
  return { key: unknown, value: unknown };
}

function contentOf(node: LightNode | undefined): LightNode | undefined {
  return node?.type === "literal_element" ? node.children.find((child) => child.named) : node;
}

function plainKey(file: GoFile, node: LightNode, shape: Shape): string | undefined {
  const content = contentOf(node);
  if (content?.type === "identifier" && shape === "object") return textOf(file, content);
  if (content?.type === "interpreted_string_literal" || content?.type === "raw_string_literal") return stringValue(textOf(file, content));
  return undefined;
}
