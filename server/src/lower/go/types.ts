/** Go's types. */
import type { BasicType, Field, MethodSignature, Param, TypeRef } from "../../ir/types";
import { childByField, childOfType, type LightNode } from "../../syntax/light-tree";
import { childrenByField, type GoFile, namedChildren, none, spanOf, textOf } from "./file";
import { numberValue, stringValue } from "./literals";

const unknown: TypeRef = { kind: "unknown" };

/** Predeclared types: https://go.dev/ref/spec#Predeclared_identifiers. */
const predeclared: ReadonlyMap<string, BasicType> = new Map<string, BasicType>([
  ["string", "string"],
  ["bool", "bool"],
  ["byte", "byte"],
  ["uint8", "byte"],
  ["float32", "float"],
  ["float64", "float"],
  ["error", "error"],
  ["any", "any"],
  ["comparable", "any"],
  ...["int", "int8", "int16", "int32", "int64", "uint", "uint16", "uint32", "uint64", "uintptr", "rune"].map(
    (name): [string, BasicType] => [name, "int"],
  ),
]);

const typeNodes: ReadonlySet<string> = new Set([
  "type_identifier",
  "qualified_type",
  "generic_type",
  "pointer_type",
  "slice_type",
  "array_type",
  "implicit_length_array_type",
  "map_type",
  "channel_type",
  "function_type",
  "struct_type",
  "interface_type",
  "negated_type",
  "parenthesized_type",
  "type_elem",
  "type_constraint",
]);

/** True for nodes that only types have. */
export function isTypeNode(node: LightNode): boolean {
  return typeNodes.has(node.type);
}

/** A type expression. Pointers vanish: `*T` is `T`. */
export function lowerType(file: GoFile, node: LightNode | undefined): TypeRef {
  if (!node) return unknown;
  switch (node.type) {
    case "identifier":
    case "type_identifier":
      return namedType(file, node);
    case "qualified_type":
      return qualified(file, node, none);
    case "generic_type":
      return generic(file, node);
    case "pointer_type":
    case "parenthesized_type":
    case "negated_type":
      return lowerType(file, firstNamed(node));
    case "slice_type":
    case "implicit_length_array_type":
    case "array_type":
      return listType(file, node);
    case "map_type":
      return { kind: "map", key: lowerType(file, childByField(node, "key")), value: lowerType(file, childByField(node, "value")) };
    case "channel_type":
      return { kind: "channel", element: lowerType(file, childByField(node, "value")) };
    case "function_type":
      return {
        kind: "function",
        params: lowerParams(file, childByField(node, "parameters")),
        results: lowerResults(file, childByField(node, "result")).map((result) => result.type),
      };
    case "struct_type":
      return { kind: "struct", ...lowerStruct(file, node), methods: none };
    case "interface_type": {
      const { methods, embeds } = lowerInterface(file, node);
      return methods.length === 0 && embeds.length === 0
        ? { kind: "basic", name: "any" }
        : { kind: "struct", fields: none, embeds, methods };
    }
    case "type_elem":
    case "type_constraint": {
      const members = namedChildren(node).map((child) => lowerType(file, child));
      return members.length === 1 ? (members[0] ?? unknown) : members.length === 0 ? unknown : { kind: "union", members };
    }
    default:
      return unknown;
  }
}

function firstNamed(node: LightNode): LightNode | undefined {
  return node.children.find((child) => child.named);
}

function namedType(file: GoFile, node: LightNode): TypeRef {
  const name = textOf(file, node);
  if (name === "") return unknown;
  const basic = predeclared.get(name);
  return basic ? { kind: "basic", name: basic } : { kind: "named", name, args: none, span: spanOf(node) };
}

function qualified(file: GoFile, node: LightNode, args: readonly TypeRef[], span = spanOf(node)): TypeRef {
  const qualifier = childByField(node, "package");
  const name = childByField(node, "name");
  if (!qualifier || !name) return unknown;
  return { kind: "named", qualifier: textOf(file, qualifier), name: textOf(file, name), args, span };
}

function generic(file: GoFile, node: LightNode): TypeRef {
  const base = childByField(node, "type");
  const args = lowerTypeArguments(file, childByField(node, "type_arguments"));
  if (base?.type === "qualified_type") return qualified(file, base, args, spanOf(node));
  const type = lowerType(file, base);
  return type.kind === "named" ? { ...type, args, span: spanOf(node) } : type;
}

/** `[int, T]` after the name of something generic. */
export function lowerTypeArguments(file: GoFile, node: LightNode | undefined): readonly TypeRef[] {
  return node ? namedChildren(node).map((child) => lowerType(file, child)) : none;
}

function listType(file: GoFile, node: LightNode): TypeRef {
  const element = lowerType(file, childByField(node, "element"));
  if (node.type === "array_type") {
    const length = childByField(node, "length");
    const value = length?.type === "int_literal" ? numberValue(textOf(file, length)) : undefined;
    return value === undefined ? { kind: "list", element } : { kind: "list", element, length: value };
  }
  return element.kind === "basic" && element.name === "byte" ? { kind: "basic", name: "bytes" } : { kind: "list", element };
}

/** Parameters of a function; those without a name get an empty one. */
export function lowerParams(file: GoFile, list: LightNode | undefined): readonly Param[] {
  const params: Param[] = [];
  for (const node of list?.children ?? []) {
    const variadic = node.type === "variadic_parameter_declaration";
    if (!variadic && node.type !== "parameter_declaration") continue;
    const type = lowerType(file, childByField(node, "type"));
    const names = childrenByField(node, "name");
    if (names.length === 0) params.push({ name: "", type, variadic, span: spanOf(node) });
    for (const name of names) params.push({ name: textOf(file, name), type, variadic, span: spanOf(name) });
  }
  return params;
}

/** Results of a function, named or not. */
export function lowerResults(file: GoFile, node: LightNode | undefined): readonly { readonly name?: string; readonly type: TypeRef }[] {
  if (!node) return none;
  if (node.type !== "parameter_list") return [{ type: lowerType(file, node) }];
  return lowerParams(file, node).map(({ name, type }) => (name === "" ? { type } : { name, type }));
}

/** Names of type parameters. */
export function lowerTypeParams(file: GoFile, list: LightNode | undefined): readonly string[] {
  return (list?.children ?? []).flatMap((param) => childrenByField(param, "name").map((name) => textOf(file, name)));
}

/** Fields and embedded types of a struct. A field that is a pointer is optional: it may be nil. */
export function lowerStruct(file: GoFile, node: LightNode): { readonly fields: readonly Field[]; readonly embeds: readonly TypeRef[] } {
  const fields: Field[] = [];
  const embeds: TypeRef[] = [];
  for (const declaration of childOfType(node, "field_declaration_list")?.children ?? []) {
    if (declaration.type !== "field_declaration") continue;
    const typeNode = childByField(declaration, "type");
    const type = lowerType(file, typeNode);
    const names = childrenByField(declaration, "name");
    if (names.length === 0) {
      embeds.push(type);
      continue;
    }
    const tagNode = childByField(declaration, "tag");
    const tag = tagNode ? { tag: stringValue(textOf(file, tagNode)) } : {};
    for (const name of names)
      fields.push({ name: textOf(file, name), type, span: spanOf(declaration), optional: typeNode?.type === "pointer_type", ...tag });
  }
  return { fields, embeds };
}

/** Methods and embedded types (or type sets) of an interface. */
export function lowerInterface(
  file: GoFile,
  node: LightNode,
): { readonly methods: readonly MethodSignature[]; readonly embeds: readonly TypeRef[] } {
  const methods: MethodSignature[] = [];
  const embeds: TypeRef[] = [];
  for (const element of node.children) {
    if (element.type === "method_elem") {
      const name = childByField(element, "name");
      methods.push({
        name: name ? textOf(file, name) : "",
        params: lowerParams(file, childByField(element, "parameters")),
        results: lowerResults(file, childByField(element, "result")).map((result) => result.type),
        span: spanOf(element),
      });
    } else if (isTypeNode(element)) embeds.push(lowerType(file, element));
  }
  return { methods, embeds };
}
