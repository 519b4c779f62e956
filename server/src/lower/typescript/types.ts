/** Type annotations to type references. */
import type { Field, MethodSignature, Param, TypeRef } from "../../ir/types";
import type { Ctx } from "./context";
import { childNamed, has, type N, named, span, textOf } from "./node";

export const unknownType: TypeRef = { kind: "unknown" };
const basic = (name: Extract<TypeRef, { kind: "basic" }>["name"]): TypeRef => ({ kind: "basic", name });
const voidType = basic("void");
const stringType = basic("string");

const basics: Readonly<Record<string, TypeRef>> = {
  string: stringType,
  String: stringType,
  number: basic("float"),
  Number: basic("float"),
  bigint: basic("int"),
  boolean: basic("bool"),
  Boolean: basic("bool"),
  any: basic("any"),
  unknown: basic("any"),
  object: basic("any"),
  Object: basic("any"),
  Function: { kind: "function", params: [], results: [] },
  symbol: unknownType,
  void: voidType,
  never: voidType,
  undefined: voidType,
  null: voidType,
  Buffer: basic("bytes"),
  Uint8Array: basic("bytes"),
  Uint8ClampedArray: basic("bytes"),
  ArrayBuffer: basic("bytes"),
  SharedArrayBuffer: basic("bytes"),
  Date: basic("time"),
  Error: basic("error"),
};

/** A type by its name and arguments, with the built-in containers of the language made plain. Also used for types in JSDoc. */
export function typeByName(
  qualifier: string | undefined,
  name: string,
  args: readonly TypeRef[],
  at: { start: number; end: number },
): TypeRef {
  const first = args[0] ?? unknownType;
  if (qualifier === undefined) {
    const known = Object.hasOwn(basics, name) ? basics[name] : undefined;
    if (known && args.length <= 1) return known;
    switch (name) {
      case "Array":
      case "ReadonlyArray":
      case "Set":
      case "ReadonlySet":
      case "WeakSet":
        return { kind: "list", element: first };
      case "Map":
      case "ReadonlyMap":
      case "WeakMap":
      case "Record":
        return { kind: "map", key: first, value: args[1] ?? unknownType };
      case "Promise":
      case "PromiseLike":
        return { kind: "promise", element: first };
      case "Partial":
      case "Required":
      case "Readonly":
      case "NonNullable":
      case "Awaited":
        if (args.length === 1) return first;
        break;
      default:
        break;
    }
  }
  return { kind: "named", ...(qualifier === undefined ? {} : { qualifier }), name, args, span: { start: at.start, end: at.end } };
}

/** Drops `null` and `undefined` (the rest becomes optional) and repeated basic types (`"a" | "b"` is a string). */
export function unionOf(members: readonly TypeRef[]): TypeRef {
  const kept: TypeRef[] = [];
  let optional = false;
  for (const member of members) {
    if (member.kind === "basic" && member.name === "void") optional = true;
    else if (member.kind !== "basic" || !kept.some((other) => other.kind === "basic" && other.name === member.name)) kept.push(member);
  }
  const only = kept[0];
  if (!only) return voidType;
  const type: TypeRef = kept.length === 1 ? only : { kind: "union", members: kept };
  return optional ? optionalOf(type) : type;
}

export function optionalOf(type: TypeRef): TypeRef {
  return type.kind === "optional" || type.kind === "unknown" ? type : { kind: "optional", element: type };
}

/** The type inside a `: T` annotation (or a predicate); unknown without one. */
export function annotatedType(ctx: Ctx, annotation: N | undefined): TypeRef {
  if (!annotation) return unknownType;
  switch (annotation.type) {
    case "type_predicate_annotation":
      return basic("bool");
    case "asserts_annotation":
      return voidType;
    default: {
      const inner = named(annotation)[0];
      return inner ? ctx.type(inner) : unknownType;
    }
  }
}

/** A type node to a reference. Anything that needs a type checker (conditional, `keyof`, `typeof`, look-ups) is unknown. */
export function typeOfNode(ctx: Ctx, node: N): TypeRef {
  switch (node.type) {
    case "predefined_type":
      return basics[textOf(ctx, node)] ?? unknownType;
    case "type_identifier":
    case "identifier":
      return typeByName(undefined, textOf(ctx, node), [], node);
    case "nested_type_identifier":
    case "nested_identifier":
    case "member_expression":
      return nestedType(ctx, node, []);
    case "generic_type": {
      const name = childNamed(node, "name");
      const args = typeArguments(ctx, childNamed(node, "type_arguments"));
      if (!name) return unknownType;
      return name.type === "type_identifier" || name.type === "identifier"
        ? typeByName(undefined, textOf(ctx, name), args, node)
        : nestedType(ctx, name, args);
    }
    case "array_type":
      return { kind: "list", element: innerType(ctx, node) };
    case "readonly_type":
    case "parenthesized_type":
    case "type_annotation":
    case "rest_type":
      return innerType(ctx, node);
    case "optional_type":
    case "flow_maybe_type":
      return optionalOf(innerType(ctx, node));
    case "tuple_type":
      return tupleType(ctx, node);
    case "union_type":
      return unionOf(flatten(node, "union_type").map(ctx.type));
    case "intersection_type":
      return intersection(flatten(node, "intersection_type").map(ctx.type));
    case "literal_type":
      return literalType(node);
    case "template_literal_type":
    case "index_type_query":
      return stringType;
    case "object_type":
      return objectType(ctx, node);
    case "function_type":
    case "constructor_type": {
      const result = childNamed(node, "return_type") ?? childNamed(node, "type");
      return { kind: "function", params: ctx.params(childNamed(node, "parameters")), results: result ? [ctx.type(result)] : [] };
    }
    case "type_predicate":
      return basic("bool");
    default:
      return unknownType;
  }
}

const innerType = (ctx: Ctx, node: N): TypeRef => {
  const inner = named(node)[0];
  return inner ? ctx.type(inner) : unknownType;
};

const noTypes: readonly TypeRef[] = [];

export function typeArguments(ctx: Ctx, node: N | undefined): readonly TypeRef[] {
  return node ? named(node).map(ctx.type) : noTypes;
}

/** `A.B.C`, or `import("m").C`, which is made reachable by a type-only import under the name `import("m")`. */
function nestedType(ctx: Ctx, node: N, args: readonly TypeRef[]): TypeRef {
  const parts = named(node);
  const last = parts.at(-1);
  const first = parts[0];
  if (!last || !first || parts.length < 2) return unknownType;
  if (first.type === "call_expression") {
    const source = /^import\(\s*['"]([^'"]+)['"]\s*\)$/.exec(textOf(ctx, first))?.[1];
    return source === undefined ? unknownType : typeByName(ctx.importedType(source, span(first)), textOf(ctx, last), args, node);
  }
  return typeByName(ctx.text.slice(node.start, first.end), textOf(ctx, last), args, node);
}

/** `a | b | c` nests to the left, as deep as it is long. */
function flatten(node: N, type: string): readonly N[] {
  const found: N[] = [];
  const stack = [node];
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.type === type) stack.push(...named(top).toReversed());
    else found.push(top);
  }
  return found;
}

function literalType(node: N): TypeRef {
  switch (named(node)[0]?.type) {
    case "string":
      return stringType;
    case "number":
    case "unary_expression":
      return basic("float");
    case "true":
    case "false":
      return basic("bool");
    case "null":
    case "undefined":
      return voidType;
    default:
      return unknownType;
  }
}

function tupleType(ctx: Ctx, node: N): TypeRef {
  const members = named(node);
  const open = members.some((member) => member.type === "rest_type" || childNamed(member, "name")?.type === "rest_pattern");
  const types = members.map((member) => {
    const annotation = childNamed(member, "type");
    const type = annotation ? annotatedType(ctx, annotation) : ctx.type(member);
    return open && type.kind === "list" ? type.element : type;
  });
  const element = types.length === 0 ? unknownType : unionOf(types);
  return { kind: "list", element, ...(open ? {} : { length: members.length }) };
}

function intersection(types: readonly TypeRef[]): TypeRef {
  const structs = types.filter((type) => type.kind === "struct");
  return {
    kind: "struct",
    fields: structs.flatMap((type) => type.fields),
    embeds: [...structs.flatMap((type) => type.embeds), ...types.filter((type) => type.kind !== "struct")],
    methods: structs.flatMap((type) => type.methods),
  };
}

function objectType(ctx: Ctx, node: N): TypeRef {
  const { fields, methods, index, calls } = members(ctx, node);
  if (fields.length === 0 && methods.length === 0) {
    const call = calls[0];
    if (index) return index;
    if (call) return { kind: "function", params: call.params, results: call.results };
  }
  return { kind: "struct", fields, embeds: index ? [index] : [], methods };
}

export interface Members {
  readonly fields: readonly Field[];
  readonly methods: readonly MethodSignature[];
  /** `[key: K]: V` as a map. */
  readonly index?: TypeRef;
  /** `(…): R` signatures. */
  readonly calls: readonly { readonly params: readonly Param[]; readonly results: readonly TypeRef[] }[];
}

/** Members of an interface body or object type. */
export function members(ctx: Ctx, body: N): Members {
  const fields: Field[] = [];
  const methods: MethodSignature[] = [];
  const calls: { params: readonly Param[]; results: readonly TypeRef[] }[] = [];
  let index: TypeRef | undefined;
  for (const member of named(body)) {
    switch (member.type) {
      case "property_signature": {
        const name = childNamed(member, "name");
        const type = annotatedType(ctx, childNamed(member, "type"));
        if (name) fields.push({ name: ctx.propertyName(name), type, span: span(member), optional: has(member, "?") });
        break;
      }
      case "method_signature":
        methods.push(methodSignature(ctx, member));
        break;
      case "call_signature":
        calls.push({ params: ctx.params(childNamed(member, "parameters")), results: resultsOf(ctx, member) });
        break;
      case "index_signature":
        index = indexSignature(ctx, member);
        break;
      default:
        break;
    }
  }
  return { fields, methods, calls, ...(index ? { index } : {}) };
}

export function methodSignature(ctx: Ctx, node: N): MethodSignature {
  const name = childNamed(node, "name");
  return {
    name: name ? ctx.propertyName(name) : "",
    params: ctx.params(childNamed(node, "parameters")),
    results: resultsOf(ctx, node),
    span: span(node),
  };
}

function resultsOf(ctx: Ctx, node: N): readonly TypeRef[] {
  const annotation = childNamed(node, "return_type");
  return annotation ? [annotatedType(ctx, annotation)] : [];
}

function indexSignature(ctx: Ctx, node: N): TypeRef {
  const mapped = named(node).find((child) => child.type === "mapped_type_clause");
  const keyNode = mapped ? childNamed(mapped, "type") : childNamed(node, "index_type");
  return {
    kind: "map",
    key: keyNode ? ctx.type(keyNode) : stringType,
    value: annotatedType(ctx, childNamed(node, "type")),
  };
}
