/** Annotations to type references. */
import type { TypeRef } from "../../ir/types";
import type { Ctx } from "./context";
import { childNamed, firstNamed, type N, named, span, textOf } from "./node";

export const unknownType: TypeRef = { kind: "unknown" };
const basic = (name: Extract<TypeRef, { kind: "basic" }>["name"]): TypeRef => ({ kind: "basic", name });
const voidType = basic("void");

const basics: Readonly<Record<string, TypeRef>> = {
  str: basic("string"),
  bytes: basic("bytes"),
  bytearray: basic("bytes"),
  memoryview: basic("bytes"),
  int: basic("int"),
  float: basic("float"),
  complex: basic("float"),
  Decimal: basic("float"),
  bool: basic("bool"),
  object: basic("any"),
  Any: basic("any"),
  None: voidType,
  datetime: basic("time"),
  date: basic("time"),
  timedelta: basic("duration"),
  Exception: basic("error"),
  BaseException: basic("error"),
  Text: basic("string"),
  AnyStr: basic("string"),
  Callable: { kind: "function", params: [], results: [] },
};

const lists: ReadonlySet<string> = new Set(
  "list List set Set frozenset FrozenSet tuple Tuple Sequence MutableSequence Iterable Iterator Collection deque Deque AsyncIterator AsyncIterable Generator AsyncGenerator".split(
    " ",
  ),
);
const maps: ReadonlySet<string> = new Set(
  "dict Dict Mapping MutableMapping defaultdict DefaultDict OrderedDict Counter TypedDict ChainMap".split(" "),
);
const through: ReadonlySet<string> = new Set("Annotated Final ClassVar Required NotRequired ReadOnly InitVar Type type".split(" "));
const promises: ReadonlySet<string> = new Set(["Awaitable", "Coroutine", "Future", "Task"]);
/** Modules whose names are those of the language. */
const standard: ReadonlySet<string> = new Set([
  "typing",
  "t",
  "collections",
  "collections.abc",
  "typing_extensions",
  "datetime",
  "asyncio",
  "decimal",
]);

/** A type by its name and arguments, with the containers of the language made plain. */
function typeByName(qualifier: string | undefined, name: string, args: readonly TypeRef[], at: N): TypeRef {
  const first = args[0] ?? unknownType;
  if (qualifier === undefined || standard.has(qualifier)) {
    const known = Object.hasOwn(basics, name) ? basics[name] : undefined;
    if (known) return known;
    if (name === "Tuple" || name === "tuple")
      return args.length > 1 && args[1] !== unknownType ? tupleOf(args) : { kind: "list", element: first };
    if (lists.has(name)) return { kind: "list", element: first };
    if (maps.has(name)) return { kind: "map", key: first, value: args[1] ?? unknownType };
    if (name === "Optional") return optionalOf(first);
    if (name === "Union") return unionOf(args);
    if (name === "Literal") return args.length === 0 ? basic("string") : first;
    if (through.has(name) && args.length > 0) return first;
    if (promises.has(name)) return { kind: "promise", element: args[args.length - 1] ?? unknownType };
  }
  return { kind: "named", ...(qualifier === undefined ? {} : { qualifier }), name, args, span: span(at) };
}

/** A tuple of different things is a record with its positions as fields. */
function tupleOf(args: readonly TypeRef[]): TypeRef {
  const fields = args.map((type, index) => ({ name: String(index), type, span: { start: 0, end: 0 }, optional: false }));
  return { kind: "struct", fields, embeds: [], methods: [] };
}

function optionalOf(type: TypeRef): TypeRef {
  return type.kind === "optional" || type.kind === "unknown" ? type : { kind: "optional", element: type };
}

function unionOf(members: readonly TypeRef[]): TypeRef {
  const kept = members.filter((member) => member.kind !== "basic" || member.name !== "void");
  const only = kept[0];
  if (!only) return voidType;
  const type: TypeRef = kept.length === 1 ? only : { kind: "union", members: kept };
  return kept.length < members.length ? optionalOf(type) : type;
}

/** A type node, or an expression in the place of one. */
export function typeOfNode(ctx: Ctx, node: N): TypeRef {
  switch (node.type) {
    case "type":
    case "parenthesized_expression": {
      const inner = firstNamed(node);
      return inner ? typeOfNode(ctx, inner) : unknownType;
    }
    case "identifier":
    case "none":
      return typeByName(undefined, textOf(ctx, node), [], node);
    case "attribute":
    case "member_type":
      return dotted(ctx, node, []);
    case "generic_type": {
      const name = firstNamed(node);
      const list = node.children.find((child) => child.type === "type_parameter");
      const args = list ? typeArgs(ctx, list) : [];
      if (!name) return unknownType;
      return name.type === "attribute" ? dotted(ctx, name, args) : typeByName(undefined, textOf(ctx, name), args, node);
    }
    case "subscript": {
      const value = childNamed(node, "value");
      const args = node.children
        .filter((child) => child.named && child.field === "subscript")
        .flatMap((child) => subscriptArgs(ctx, child));
      if (!value) return unknownType;
      return value.type === "attribute" ? dotted(ctx, value, args) : typeByName(undefined, textOf(ctx, value), args, node);
    }
    case "union_type":
      return unionOf(named(node).map((child) => typeOfNode(ctx, child)));
    case "binary_operator": {
      const left = childNamed(node, "left");
      const right = childNamed(node, "right");
      return left && right ? unionOf([typeOfNode(ctx, left), typeOfNode(ctx, right)]) : unknownType;
    }
    case "string":
      return quoted(ctx, node);
    default:
      return unknownType;
  }
}

function typeArgs(ctx: Ctx, list: N): readonly TypeRef[] {
  return named(list).map((child) => typeOfNode(ctx, child));
}

function subscriptArgs(ctx: Ctx, node: N): readonly TypeRef[] {
  return node.type === "tuple" ? named(node).map((child) => typeOfNode(ctx, child)) : [typeOfNode(ctx, node)];
}

function dotted(ctx: Ctx, node: N, args: readonly TypeRef[]): TypeRef {
  const text = textOf(ctx, node);
  const dot = text.lastIndexOf(".");
  return dot === -1 ? typeByName(undefined, text, args, node) : typeByName(text.slice(0, dot), text.slice(dot + 1), args, node);
}

/** `"etcd3.Etcd3Client"`: a name in quotes stands for itself; longer expressions only as far as a name, an Optional or a union with None. */
function quoted(ctx: Ctx, node: N): TypeRef {
  const text = textOf(ctx, node).replace(/^[a-z]*["']+|["']+$/gi, "");
  return written(text, node);
}

function written(text: string, node: N): TypeRef {
  const trimmed = text.trim();
  const alternatives = trimmed.includes("[") ? [trimmed] : trimmed.split("|");
  if (alternatives.length > 1) return unionOf(alternatives.map((part) => written(part, node)));
  const generic = /^([\w.]+)\[(.*)\]$/s.exec(trimmed);
  const name = generic?.[1] ?? trimmed;
  if (!/^[\w.]+$/.test(name)) return unknownType;
  const inner = generic?.[2];
  const args = inner === undefined ? [] : splitArgs(inner).map((part) => written(part, node));
  const dot = name.lastIndexOf(".");
  return dot === -1 ? typeByName(undefined, name, args, node) : typeByName(name.slice(0, dot), name.slice(dot + 1), args, node);
}

/** Parts between the commas that stand in no brackets. */
function splitArgs(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "[") depth += 1;
    else if (sign === "]") depth -= 1;
    else if (sign === "," && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
