import type { Expr } from "../ir/types";
import type { Binding, ResolvedType, Scope } from "../resolve/types";
import { awaited, fieldSources, passed, reaching } from "./bindings";
import { requestBody, withFirst } from "./contents";
import { contentsOf, takenBy } from "./elements";
import { fromEtcd } from "./etcd-values";
import { between, exact, lessSure, mergeReasons, oneOf, sum } from "./facts";
import { numberOf } from "./numbers";
import { fromProfile, guarded, placeOf, type Reader, reason } from "./reader";
import { isRequest } from "./requests";
import { serializedSize } from "./serialized";
import { calledSize } from "./sizes-of-calls";
import { anything, type Size, sizeOfType } from "./sizes-of-types";
import { utf8 } from "./text-values";
import type { Fact, Reason, ValueShape } from "./types";

/** Bytes of an expression's value as text or bytes. Unknown parts come from the profile and are marked assumed. Cycle-safe and bounded. */
export function sizeOf(expr: Expr, scope: Scope, reader: Reader): Size {
  return guarded(reader, "size", expr, anything(reader), () => evaluate(expr, scope, reader));
}

export const constant = (bytes: number, because: readonly Reason[]): Size => ({
  bytes: exact(bytes, because),
  shape: "constant",
  bounded: true,
});

function evaluate(expr: Expr, scope: Scope, reader: Reader): Size {
  switch (expr.kind) {
    case "literal":
      return constant(expr.value === null ? 0 : utf8(String(expr.value)), [reason("literal", "literal", {}, placeOf(scope, expr.span))]);
    case "template":
      return joined(expr.parts, scope, reader);
    case "binary":
      return binary(expr, scope, reader);
    case "name":
      return named(expr, scope, reader);
    case "member":
      return member(expr, scope, reader);
    case "await":
    case "cast":
      return sizeOf(expr.operand, scope, reader);
    case "unary":
      return expr.op === "&" || expr.op === "*" ? sizeOf(expr.operand, scope, reader) : constant(5, []);
    case "conditional":
      return oneSize([sizeOf(expr.then, scope, reader), sizeOf(expr.else, scope, reader)], reader);
    case "assignment":
      return sizeOf(expr.value, scope, reader);
    case "call":
      return calledSize(expr, scope, reader);
    case "composite":
      return composite(expr, scope, reader);
    case "slice":
      return sliced(expr, scope, reader);
    case "receive": {
      const sent = contentsOf(expr.channel, scope, reader)?.values ?? [];
      return sent.length > 0
        ? oneSize(
            sent.map(({ value, scope: from }) => sizeOf(value, from, reader)),
            reader,
          )
        : typed(expr, scope, reader);
    }
    case "index":
      return typed(expr, scope, reader);
    case "function":
    case "type":
    case "unknown":
      return anything(reader);
  }
}

/** One of several: bounded only when all are; the shape of the first that is not, else of the largest. */
export function oneSize(sizes: readonly Size[], reader: Reader): Size {
  const bytes = oneOf(sizes.map((size) => size.bytes));
  const first = sizes[0];
  if (!first || !bytes) return anything(reader);
  const open = sizes.find((size) => !size.bounded);
  const largest = sizes.reduce((a, b) => (b.bytes.likely > a.bytes.likely ? b : a), first);
  return { bytes, shape: (open ?? largest).shape, bounded: open === undefined };
}

export function joined(parts: readonly Expr[], scope: Scope, reader: Reader): Size {
  return together(parts.map((part) => sizeOf(part, scope, reader)));
}

/** Parts written one after the other. */
export function together(sizes: readonly Size[]): Size {
  const open = sizes.find((size) => !size.bounded);
  const shape: ValueShape = open ? open.shape : (sizes.find((size) => size.shape !== "constant")?.shape ?? "constant");
  return {
    bytes: sum(sizes.map((size) => size.bytes)),
    shape: shape === "unknown" && sizes.length > 1 ? "text" : shape,
    bounded: open === undefined,
  };
}

function binary(expr: Expr & { readonly kind: "binary" }, scope: Scope, reader: Reader): Size {
  if (expr.op === "||" || expr.op === "??") return oneSize([sizeOf(expr.left, scope, reader), sizeOf(expr.right, scope, reader)], reader);
  if (expr.op !== "+") return constant(8, []);
  const parts: Expr[] = [];
  let at: Expr = expr;
  for (; at.kind === "binary" && at.op === "+"; at = at.left) parts.push(at.right);
  parts.push(at);
  return joined(parts.reverse(), scope, reader);
}

function named(expr: Expr & { readonly kind: "name" }, scope: Scope, reader: Reader): Size {
  const bindings = reaching(expr.name, expr.span, scope, reader);
  if (bindings.length === 0) return typed(expr, scope, reader);
  const sizes = bindings.map((binding) => ofBinding(binding, expr, scope, reader));
  const appended = bindings.some((binding) => binding.kind === "assigned" && binding.op === "+=");
  const whole = oneSize(sizes, reader);
  return appended ? grown(whole, expr.name, bindings, reader) : whole;
}

/** `text += line`: in a loop it grows with what the loop runs over. */
function grown(size: Size, name: string, bindings: readonly Binding[], reader: Reader): Size {
  const adding = bindings.find((binding) => binding.kind === "assigned" && binding.op === "+=" && binding.conditional);
  if (adding?.kind !== "assigned") return { ...size, bytes: { ...lessSure(size.bytes), high: size.bytes.high * bindings.length } };
  const entries = fromProfile(reader, "collectionEntries");
  const why = reason("struct-fields", "open-collection", { name }, placeOf(adding.scope, adding.span));
  const bytes: Fact = {
    low: size.bytes.low,
    likely: size.bytes.likely * entries.likely,
    high: Number.POSITIVE_INFINITY,
    basis: "assumed",
    because: mergeReasons([why], size.bytes.because, entries.because),
  };
  return { bytes, shape: "collection", bounded: false };
}

function ofBinding(binding: Binding, expr: Expr & { readonly kind: "name" }, scope: Scope, reader: Reader): Size {
  switch (binding.kind) {
    case "assigned":
      if (binding.resultIndex > 0 || (binding.property?.length ?? 0) > 0) return typed(expr, scope, reader);
      return withReason(sizeOf(binding.value, binding.scope, reader), binding, expr.name);
    case "param":
      return ofParam(binding, expr, scope, reader);
    case "loop":
      return ofElement(binding, expr, scope, reader);
    case "function":
    case "import":
    case "declared":
      return typed(expr, scope, reader);
  }
}

/** What a loop takes out of a collection is what was put in. */
function ofElement(binding: Binding & { readonly kind: "loop" }, expr: Expr, scope: Scope, reader: Reader): Size {
  const contents = takenBy(binding, reader);
  if (!contents) return typed(expr, scope, reader);
  return oneSize(
    contents.values.map(({ value, scope: from }) => sizeOf(value, from, reader)),
    reader,
  );
}

function withReason(size: Size, binding: Binding & { readonly kind: "assigned" }, name: string): Size {
  if (size.shape !== "constant") return size;
  const why = reason("constant", "constant", { name }, placeOf(binding.scope, binding.span));
  return { ...size, bytes: { ...size.bytes, because: mergeReasons([why], size.bytes.because) } };
}

/** What the known callers pass; the profile when there are none. */
function ofParam(binding: Binding & { readonly kind: "param" }, expr: Expr, scope: Scope, reader: Reader): Size {
  const { args, missing } = passed(binding.fn, binding.index, reader);
  if (binding.property !== undefined || args.length === 0) return typed(expr, scope, reader);
  const size = oneSize(
    args.map(({ value, site }) => sizeOf(value, site.scope, reader)),
    reader,
  );
  if (args.length === 1 && !missing) return size;
  const why = reason("constant", "callers", { count: args.length });
  return { ...size, bytes: { ...(missing ? lessSure(size.bytes) : size.bytes), because: mergeReasons([why], size.bytes.because) } };
}

function member(expr: Expr & { readonly kind: "member" }, scope: Scope, reader: Reader): Size {
  if (isRequest(expr, scope, reader)) return requestBody(expr, scope, reader);
  const field = fieldSources(expr, scope, reader);
  if (field && field.values.length > 0 && field.values.length <= 4) {
    const sizes = field.values.map((at) => (at.resultIndex === 0 ? sizeOf(at.value, at.scope, reader) : typed(expr, scope, reader)));
    if (sizes.every((size) => size.bytes.basis !== "assumed")) return oneSize(sizes, reader);
  }
  return typed(expr, scope, reader);
}

/** By type alone. A value that came out of etcd has the size of the values in it. */
export function typed(expr: Expr, scope: Scope, reader: Reader): Size {
  if (isRequest(expr, scope, reader)) return requestBody(expr, scope, reader);
  const type = awaited(reader.project.typeOf(expr, scope));
  if (type.kind === "foreign" && type.name.endsWith("Body")) return requestBody(expr, scope, reader);
  if (fromEtcd(expr, scope, reader))
    return {
      ...anything(reader),
      bytes: withFirst(fromProfile(reader, "valueBytes", 16), reason("library", "etcd-value", {}, placeOf(scope, expr.span))),
    };
  if (type.kind === "unknown" || type.kind === "foreign" || type.kind === "library" || type.kind === "function") return anything(reader);
  if (isBytes(type)) return anything(reader);
  return sizeOfType(type, { encoding: "text", reader, nesting: 0 });
}

const isBytes = (type: ResolvedType): boolean =>
  type.kind === "plain" && type.type.kind === "basic" && (type.type.name === "bytes" || type.type.name === "any");

function sliced(expr: Expr & { readonly kind: "slice" }, scope: Scope, reader: Reader): Size {
  const whole = sizeOf(expr.object, scope, reader);
  const high = expr.high && numberOf(expr.high, scope, reader);
  if (high?.unit !== "none") return { ...whole, bytes: { ...lessSure(whole.bytes), low: 0 } };
  const low = (expr.low && numberOf(expr.low, scope, reader)?.value) ?? 0;
  const most = Math.max(0, high.value - low);
  return {
    bytes: between(
      { low: Math.min(whole.bytes.low, most), likely: Math.min(whole.bytes.likely, most), high: most },
      "partly",
      high.because,
    ),
    shape: whole.shape,
    bounded: true,
  };
}

/** A value built in place and written as it is: the library turns it into JSON. */
function composite(expr: Expr & { readonly kind: "composite" }, scope: Scope, reader: Reader): Size {
  const bytes = expr.type?.kind === "basic" && expr.type.name === "bytes";
  if (bytes) return constant(expr.entries.length, [reason("literal", "literal", {}, placeOf(scope, expr.span))]);
  return serializedSize(
    expr,
    "json",
    scope,
    reader,
    reason("serialization", "serialized", { encoding: "json" }, placeOf(scope, expr.span)),
    false,
  );
}
