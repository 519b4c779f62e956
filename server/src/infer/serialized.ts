/** Bytes of an expression's value once serialized: by what is put into it where the code shows that, else by its type. */
import type { Entry, Expr, FunctionDecl } from "../ir/types";
import { walk } from "../ir/walk";
import type { Binding, ResolvedType, Scope } from "../resolve/types";
import { awaited, passed, reaching } from "./bindings";
import { elementOverhead, fieldOverhead, isText, recordOverhead, textOverhead } from "./encodings";
import { exact, mapped, mergeReasons, sum } from "./facts";
import { type Encoding, sameContent } from "./knowledge/values";
import { listedLength } from "./lengths";
import { growsFromEtcd } from "./read-back";
import { bare, guarded, isSelf, knownName, nameOf, own, placeOf, type Reader, reason, rootName } from "./reader";
import { isRequest } from "./requests";
import { oneSize, sizeOf } from "./sizes";
import { anything, collection, recordOf, repeated, type Size, sizeOfType } from "./sizes-of-types";
import { fieldTag } from "./tags";
import type { Reason } from "./types";

/** Indented JSON spends about this much more. */
const indentation = 1.3;

/**
 * Size of the serialized form of `expr`. `why` names the serializer and its place. Values that were read from etcd, added to and are now
 * written back have the shape `read-append-write` and no bound.
 */
export function serializedSize(expr: Expr, encoding: Encoding, scope: Scope, reader: Reader, why: Reason, indented: boolean): Size {
  const inner = inside(expr, encoding, scope, reader, 0);
  const bytes = mapped(inner.bytes, (value) => (indented && isText(encoding) ? Math.round(value * indentation) : value), [why]);
  const back = inner.bounded && inner.shape !== "unknown" ? undefined : growsFromEtcd(expr, scope, reader);
  if (!back) return { ...inner, bytes };
  return {
    bytes: { ...bytes, high: Number.POSITIVE_INFINITY, because: mergeReasons([why, back], bytes.because) },
    shape: "read-append-write",
    bounded: false,
  };
}

const maxNesting = 6;

/** Serialized size of a value inside another, quotes included. */
function inside(expr: Expr, encoding: Encoding, scope: Scope, reader: Reader, nesting: number): Size {
  const at = bare(expr);
  if (nesting > maxNesting) return anything(reader);
  switch (at.kind) {
    case "literal": {
      const size = sizeOf(at, scope, reader);
      if (at.type === "null") return { ...size, bytes: exact(4, size.bytes.because) };
      return at.type === "string" ? { ...size, bytes: mapped(size.bytes, (bytes) => bytes + textOverhead(encoding)) } : size;
    }
    case "composite":
      return entriesOf(at, encoding, scope, reader, nesting);
    case "name":
      return guarded(
        reader,
        "serialized",
        at,
        anything(reader),
        () => named(at, encoding, scope, reader, nesting),
        `serialized ${encoding} ${nesting}`,
      );
    case "conditional":
      return oneSize([inside(at.then, encoding, scope, reader, nesting), inside(at.else, encoding, scope, reader, nesting)], reader);
    case "template":
      return quoted(sizeOf(at, scope, reader), encoding);
    case "call": {
      const each = mappedSize(at, encoding, scope, reader, nesting);
      if (each) return each;
      const held = contentOf(at, scope, reader);
      return held ? inside(held, encoding, scope, reader, nesting) : byType(at, encoding, scope, reader, nesting);
    }
    default:
      return byType(at, encoding, scope, reader, nesting);
  }
}

/** `xs.map((x) => …)` and comprehensions: as many of what the function returns as there are entries. */
function mappedSize(
  call: Expr & { readonly kind: "call" },
  encoding: Encoding,
  scope: Scope,
  reader: Reader,
  nesting: number,
): Size | undefined {
  const callback = call.args[0]?.value;
  if (knownName(reader.project.target(call, scope)) !== "#map" || call.callee.kind !== "member" || callback?.kind !== "function")
    return undefined;
  const { fn } = callback;
  let returned: Expr | undefined;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "return") returned ??= stmt.values[0];
      return returned === undefined;
    },
  });
  if (!returned) return undefined;
  const element = inside(returned, encoding, { module: scope.module, fn, outer: scope }, reader, nesting + 1);
  const question = { encoding, reader, nesting };
  const over = call.callee.object;
  const count = listedLength(over, scope, reader);
  // An empty one is filled somewhere else.
  if (count) return repeated(element, count, question);
  const size = collection(element, undefined, question);
  const why = reason("struct-fields", "open-collection", { name: nameOf(over) }, placeOf(scope, over.span));
  return { ...size, bytes: { ...size.bytes, because: mergeReasons([why], size.bytes.because) } };
}

/** What a copy or another container is made of: `asdict(x)`, `list(xs)`. */
function contentOf(call: Expr & { readonly kind: "call" }, scope: Scope, reader: Reader): Expr | undefined {
  const position = own(sameContent, knownName(reader.project.target(call, scope)) ?? "");
  if (position === undefined) return undefined;
  if (position === -1) return call.callee.kind === "member" ? call.callee.object : undefined;
  return call.args[position]?.value;
}

const quoted = (size: Size, encoding: Encoding): Size => ({
  ...size,
  bytes: mapped(size.bytes, (bytes) => bytes + textOverhead(encoding)),
});

/** Each entry by its value; struct fields that are left out are absent or zero and cost what their type costs at least. */
function entriesOf(expr: Expr & { readonly kind: "composite" }, encoding: Encoding, scope: Scope, reader: Reader, nesting: number): Size {
  const type = expr.type ? reader.project.resolveType(expr.type, scope.module) : undefined;
  // A struct is as large as its type says; entries only tell more where they are fixed texts or collections, which the type tells as well.
  if (type?.kind === "declared" && type.decl.kind !== "alias") return declared(expr, type, encoding, scope, reader, nesting);
  const sizes = expr.entries.map((entry) => entrySize(entry, expr.shape, encoding, scope, reader, nesting));
  const listed = expr.shape === "list";
  const why = reason(
    "struct-fields",
    listed ? "listed-entries" : "object-fields",
    listed ? { count: sizes.length } : { encoding },
    placeOf(scope, expr.span),
  );
  return recordOf(sizes, recordOverhead(encoding), why);
}

function entrySize(
  entry: Entry,
  shape: "object" | "list" | "map",
  encoding: Encoding,
  scope: Scope,
  reader: Reader,
  nesting: number,
): Size {
  const value = inside(entry.value, encoding, scope, reader, nesting + 1);
  if (entry.spread || shape === "list")
    return { ...value, bytes: mapped(value.bytes, (bytes) => bytes + (entry.spread ? 0 : elementOverhead(encoding, nesting))) };
  if (entry.name !== undefined) {
    const overhead = fieldOverhead(encoding, entry.name, nesting);
    return { ...value, bytes: mapped(value.bytes, (bytes) => bytes + overhead) };
  }
  const key = entry.keyExpr ? sizeOf(entry.keyExpr, scope, reader) : anything(reader);
  return { ...value, bytes: mapped(sum([key.bytes, value.bytes]), (bytes) => bytes + fieldOverhead(encoding, "", nesting)) };
}

/** A literal of a declared struct: fields written in place by their values, the others by their types. */
function declared(
  expr: Expr & { readonly kind: "composite" },
  type: ResolvedType & { readonly kind: "declared" },
  encoding: Encoding,
  scope: Scope,
  reader: Reader,
  nesting: number,
): Size {
  const whole = sizeOfType(type, { encoding, reader, nesting });
  if (whole.bounded || expr.entries.some((entry) => entry.name === undefined)) return whole;
  // The type is open only through some fields: those written here may be bounded by what is put in.
  const sizes: Size[] = [];
  for (const field of type.decl.fields) {
    const tag = fieldTag(field, encoding);
    if (tag.skipped) continue;
    const entry = expr.entries.find((candidate) => candidate.name === field.name);
    const byFieldType = sizeOfType(reader.project.resolveType(field.type, type.module), { encoding, reader, nesting: nesting + 1 });
    const size = byFieldType.bounded
      ? byFieldType
      : entry
        ? inside(entry.value, encoding, scope, reader, nesting + 1)
        : { ...byFieldType, bytes: exact(4), bounded: true };
    const overhead = fieldOverhead(encoding, tag.name, nesting);
    sizes.push({ ...size, bytes: mapped(size.bytes, (bytes) => bytes + overhead) });
  }
  for (const embedded of type.decl.embeds)
    sizes.push(sizeOfType(reader.project.resolveType(embedded, type.module), { encoding, reader, nesting: nesting + 1 }));
  return recordOf(
    sizes,
    recordOverhead(encoding),
    reason("struct-fields", "struct-fields", { type: type.decl.name, encoding }, placeOf(scope, expr.span)),
  );
}

function named(expr: Expr & { readonly kind: "name" }, encoding: Encoding, scope: Scope, reader: Reader, nesting: number): Size {
  const byItsType = (): Size => byType(expr, encoding, scope, reader, nesting);
  if (isSelf(expr.name, scope)) return byItsType();
  const bindings = reaching(expr.name, expr.span, scope, reader);
  const fn = scope.fn;
  if (bindings.length === 0 || (fn && isAddedTo(expr.name, fn))) return byItsType();
  const sizes = bindings.map((binding) => ofBinding(binding, expr, encoding, scope, reader, nesting));
  return sizes.every((size) => size !== undefined) ? oneSize(sizes, reader) : byItsType();
}

function ofBinding(binding: Binding, expr: Expr, encoding: Encoding, scope: Scope, reader: Reader, nesting: number): Size | undefined {
  switch (binding.kind) {
    case "assigned": {
      if (binding.op !== "=" || binding.resultIndex > 0 || (binding.property?.length ?? 0) > 0) return undefined;
      const value = bare(binding.value);
      if (value.kind === "composite" && value.entries.length === 0) {
        // An empty list or map that is filled elsewhere, or a struct whose fields are set later.
        return byType(value.type ? value : expr, encoding, value.type ? binding.scope : scope, reader, nesting);
      }
      return value.kind === "composite" || value.kind === "literal" || value.kind === "template" || value.kind === "name"
        ? inside(value, encoding, binding.scope, reader, nesting)
        : undefined;
    }
    case "param": {
      const { args } = passed(binding.fn, binding.index, reader);
      const type = awaited(reader.project.typeOf(expr, scope));
      const open =
        type.kind === "unknown" ||
        (type.kind === "plain" && type.type.kind === "basic" && type.type.name === "any") ||
        (type.kind === "plain" && type.type.kind === "named" && binding.fn.typeParams.includes(type.type.name));
      if (!open || args.length === 0 || binding.property !== undefined) return undefined;
      return oneSize(
        args.map(({ value, site }) => inside(value, encoding, site.scope, reader, nesting)),
        reader,
      );
    }
    case "loop":
    case "function":
    case "import":
    case "declared":
      return undefined;
  }
}

/** By the type that resolving gives. What has no known type is of the profile's value size. */
function byType(expr: Expr, encoding: Encoding, scope: Scope, reader: Reader, nesting: number): Size {
  if (isRequest(expr, scope, reader)) return sizeOf(expr, scope, reader);
  const type = awaited(reader.project.typeOf(expr, scope));
  if (expr.kind === "call" || expr.kind === "binary") {
    const textual = type.kind === "plain" && type.type.kind === "basic" && (type.type.name === "string" || type.type.name === "bytes");
    if (textual || type.kind === "unknown") return quoted(sizeOf(expr, scope, reader), encoding);
  }
  const size = sizeOfType(type, { encoding, reader, nesting });
  if (size.bounded) return size;
  const why = reason("struct-fields", "open-collection", { name: nameOf(expr) }, placeOf(scope, expr.span));
  return { ...size, bytes: { ...size.bytes, because: mergeReasons([why], size.bytes.because) } };
}

const adders: ReadonlySet<string> = new Set([
  "push",
  "unshift",
  "add",
  "set",
  "append",
  "extend",
  "insert",
  "update",
  "setdefault",
  "appendleft",
]);

/** True when the function puts more into what the name holds: `m[k] = v`, `xs.push(x)`, `xs = append(xs, x)`, `obj.list = …`. */
function isAddedTo(name: string, fn: FunctionDecl): boolean {
  let added = false;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign") {
        for (const target of stmt.targets) {
          const place = target.kind === "place" ? bare(target.expr) : undefined;
          if (place?.kind === "index" && rootName(place.object) === name) added = true;
        }
      }
      return !added;
    },
    expr: (expr) => {
      if (expr.kind !== "call") return !added;
      const { callee } = expr;
      if (callee.kind === "member" && adders.has(callee.name) && rootName(callee.object) === name) added = true;
      if (callee.kind === "name" && callee.name === "append" && expr.args[0] && rootName(expr.args[0].value) === name) added = true;
      return !added;
    },
    fn: () => true,
  });
  return added;
}
