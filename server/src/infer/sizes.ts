/** Bytes of a value that is written to etcd, followed from the expression through names, fields, calls and serializers. */
import { typeById } from "../catalog/index";
import type { CallExpr, Expr, FunctionDecl, Stmt } from "../ir/types";
import { walk } from "../ir/walk";
import type { Binding, ResolvedType, Scope } from "../resolve/types";
import { awaited, fieldSources, passed, reaching } from "./bindings";
import { growth, isCompression } from "./encodings";
import { between, exact, lessSure, mapped, mergeReasons, oneOf, sum } from "./facts";
import {
  contents,
  type Growth,
  growths,
  type Sized,
  sameSize,
  serializers,
  sized,
  streamEncoders,
  textEncodings,
} from "./knowledge/values";
import { numberOf } from "./numbers";
import { argument, bare, fromProfile, guarded, isSelf, knownName, own, placeOf, type Reader, reason, rootName } from "./reader";
import { isRequest } from "./requests";
import { serializedSize } from "./serialized";
import { anything, type Size, sizeOfType, someText } from "./sizes-of-types";
import { bytesOfText, textOf, utf8 } from "./texts";
import type { Fact, Reason, ValueShape } from "./types";

/** Bytes of an expression's value as text or bytes. Unknown parts come from the profile and are marked assumed. Cycle-safe and bounded. */
export function sizeOf(expr: Expr, scope: Scope, reader: Reader): Size {
  return guarded(reader, "size", expr, anything(reader), () => evaluate(expr, scope, reader));
}

const constant = (bytes: number, because: readonly Reason[]): Size => ({ bytes: exact(bytes, because), shape: "constant", bounded: true });

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
      return called(expr, scope, reader);
    case "composite":
      return composite(expr, scope, reader);
    case "slice":
      return sliced(expr, scope, reader);
    case "index":
    case "receive":
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

function joined(parts: readonly Expr[], scope: Scope, reader: Reader): Size {
  return together(parts.map((part) => sizeOf(part, scope, reader)));
}

/** Parts written one after the other. */
function together(sizes: readonly Size[]): Size {
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
    case "function":
    case "import":
    case "declared":
      return typed(expr, scope, reader);
  }
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
function typed(expr: Expr, scope: Scope, reader: Reader): Size {
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
const withFirst = (fact: Fact, first: Reason): Fact => ({ ...fact, because: mergeReasons([first], fact.because) });

/** `kv.Value`, `resp.Kvs[0].Value`: the field of a key-value of a client library that holds its value. */
export function fromEtcd(expr: Expr, scope: Scope, reader: Reader): boolean {
  const at = bare(expr);
  if (at.kind === "index") return fromEtcd(at.object, scope, reader);
  if (at.kind !== "member") return false;
  const type = awaited(reader.project.typeOf(at.object, scope));
  if (type.kind !== "library") return false;
  const role = own(typeById(type.id)?.responseFields ?? {}, at.name);
  return role === "value" || role === "prev-kv";
}

function requestBody(expr: Expr, scope: Scope, reader: Reader): Size {
  const body = fromProfile(reader, "requestBodyBytes", 16);
  const why = reason("request-body", "request-body", {}, placeOf(scope, expr.span));
  return { bytes: { ...withFirst(body, why), high: Number.POSITIVE_INFINITY }, shape: "request-body", bounded: false };
}

function file(expr: Expr, scope: Scope, reader: Reader): Size {
  const content = fromProfile(reader, "fileBytes", 16);
  const why = reason("file", "file", {}, placeOf(scope, expr.span));
  return { bytes: { ...withFirst(content, why), high: Number.POSITIVE_INFINITY }, shape: "file", bounded: false };
}

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

function called(expr: CallExpr, scope: Scope, reader: Reader): Size {
  const target = reader.project.target(expr, scope);
  const name = knownName(target);
  if (target?.kind === "project") return returnedSize(target.fn, target.scope, expr, scope, reader);
  if (name === undefined) return typed(expr, scope, reader);
  const operand = (index: number): Expr | undefined =>
    index === -1 ? (expr.callee.kind === "member" ? expr.callee.object : undefined) : argument(expr, index);

  const serializer = own(serializers, name);
  const value = serializer && operand(serializer.arg);
  if (serializer && value) {
    const indented =
      serializer.indented === true || (serializer.indentArg !== undefined && argument(expr, serializer.indentArg) !== undefined);
    const why = reason("serialization", "serialized", { encoding: serializer.encoding }, placeOf(scope, expr.span));
    return serializedSize(value, serializer.encoding, scope, reader, why, indented);
  }
  if (expr.callee.kind === "member" && (target?.kind === "global" || target?.kind === "foreign")) {
    const method = serializerMethods[expr.callee.name];
    const type = reader.project.typeOf(expr.callee.object, scope);
    if (method && type.kind === "declared") {
      return serializedSize(
        expr.callee.object,
        method,
        scope,
        reader,
        reason("serialization", "serialized", { encoding: method }, placeOf(scope, expr.span)),
        false,
      );
    }
  }
  const growing = own(growths, name) ?? textEncoding(expr, name);
  const grownOperand = growing && operand(growing.arg);
  if (growing && grownOperand) return grownBy(growing.name, sizeOf(grownOperand, scope, reader), expr, scope);

  switch (own(contents, name)) {
    case "file":
      return file(expr, scope, reader);
    case "request-body":
      return requestBody(expr, scope, reader);
    case "stream": {
      const source = argument(expr, 0);
      return source && fromFile(source, scope, reader) ? file(expr, scope, reader) : requestBody(expr, scope, reader);
    }
    case undefined:
  }
  const size = own(sized, name);
  if (size) return ofSized(size, expr, scope, reader) ?? typed(expr, scope, reader);
  if (name === "#make") return made(expr, scope, reader);
  if (name === "#append" || name === "#concat" || name === "bytes#Join" || name === "strings#Join" || name === "#Buffer.concat")
    return appended(expr, scope, reader);
  const same = own(sameSize, name);
  const kept = same === undefined ? undefined : operand(same);
  if (kept) return bufferOf(kept, scope, reader) ?? sizeOf(kept, scope, reader);
  const text = textOf(expr, scope, reader);
  if (text.pieces.length > 1 || text.pieces[0]?.kind === "text") return { bytes: bytesOfText(text), shape: "text", bounded: true };
  return typed(expr, scope, reader);
}

const serializerMethods: Readonly<Record<string, "json" | "proto" | "yaml">> = {
  MarshalJSON: "json",
  toJSON: "json",
  Marshal: "proto",
  MarshalYAML: "yaml",
};

function textEncoding(call: CallExpr, name: string): Growth | undefined {
  const first = argument(call, 0);
  if (!(name === "#toString" || name.endsWith(".toString")) || first?.kind !== "literal") return undefined;
  const encoding = own(textEncodings, String(first.value));
  return encoding && { name: encoding, arg: -1 };
}

function grownBy(name: Growth["name"], size: Size, expr: Expr, scope: Scope): Size {
  const quantity = growth(name, size.bytes);
  const place = placeOf(scope, expr.span);
  const why = isCompression(name)
    ? reason("encoding", "compressed", { encoding: name }, place)
    : reason("encoding", "encoded", { encoding: name, factor: name === "hex" ? "2" : "4/3" }, place);
  const basis = isCompression(name) ? lessSure(size.bytes).basis : size.bytes.basis;
  return { ...size, bytes: between(quantity, basis, mergeReasons([why], size.bytes.because)) };
}

/** Whether a stream that is read whole comes from a file. */
function fromFile(source: Expr, scope: Scope, reader: Reader): boolean {
  const at = bare(source);
  if (at.kind === "call") return /^os#(Open|OpenFile)$/.test(knownName(reader.project.target(at, scope)) ?? "");
  if (at.kind !== "name") return false;
  return reaching(at.name, at.span, scope, reader).some(
    (binding) => binding.kind === "assigned" && binding.value !== at && fromFile(binding.value, binding.scope, reader),
  );
}

function ofSized(size: Sized, call: CallExpr, scope: Scope, reader: Reader): Size | undefined {
  const place = placeOf(scope, call.span);
  if (size.size !== undefined) {
    const count = argument(call, size.size);
    const bytes = count && numberOf(count, scope, reader);
    return (
      bytes && {
        bytes: between({ low: bytes.value, likely: bytes.value, high: bytes.value }, bytes.certain ? "known" : "partly", [
          reason("literal", "sized-buffer", { bytes: bytes.value }, place),
        ]),
        shape: "constant",
        bounded: true,
      }
    );
  }
  const text = size.text === -1 ? (call.callee.kind === "member" ? call.callee.object : undefined) : argument(call, size.text ?? 0);
  const times = argument(call, size.times ?? 0);
  const count = times && numberOf(times, scope, reader);
  if (!text || !count) return undefined;
  const each = sizeOf(text, scope, reader);
  const why = reason("literal", "repeated", { count: count.value }, place);
  return {
    ...each,
    bytes: { ...mapped(each.bytes, (bytes) => bytes * count.value, [why]), ...(count.certain ? {} : { basis: "partly" as const }) },
  };
}

/** `make([]byte, n)`. */
function made(call: CallExpr, scope: Scope, reader: Reader): Size {
  const type = call.args[0]?.value;
  const isByteList = type?.kind === "type" && type.type.kind === "basic" && type.type.name === "bytes";
  return (isByteList ? ofSized({ size: 1 }, call, scope, reader) : undefined) ?? typed(call, scope, reader);
}

/** Something with something added. Added to what etcd held: it grows with each write. */
function appended(call: CallExpr, scope: Scope, reader: Reader): Size {
  const parts = [
    ...(call.callee.kind === "member" && call.callee.name === "concat" ? [call.callee.object] : []),
    ...call.args.map((arg) => arg.value),
  ];
  return joined(parts, scope, reader);
}

/** What was written into a buffer: `buf.Bytes()` after `gob.NewEncoder(&buf).Encode(v)`. */
function bufferOf(expr: Expr, scope: Scope, reader: Reader): Size | undefined {
  const name = rootName(expr);
  const fn = scope.fn;
  if (name === undefined || !fn || isSelf(name, scope)) return undefined;
  const sizes: Size[] = [];
  walk(fn.body as readonly Stmt[], {
    expr: (at) => {
      if (at.kind !== "call" || at.callee.kind !== "member" || at.callee.name !== "Encode") return true;
      const made = encoderOf(at.callee.object, scope, reader);
      const into = made?.args[0]?.value;
      const encoding = made && own(streamEncoders, knownName(reader.project.target(made, scope)) ?? "");
      const value = argument(at, 0);
      if (encoding && into && value && rootName(into) === name) {
        sizes.push(
          serializedSize(
            value,
            encoding,
            scope,
            reader,
            reason("serialization", "serialized", { encoding }, placeOf(scope, at.span)),
            false,
          ),
        );
      }
      return true;
    },
  });
  return sizes.length === 0 ? undefined : together(sizes);
}

function encoderOf(expr: Expr, scope: Scope, reader: Reader): CallExpr | undefined {
  const at = bare(expr);
  if (at.kind === "call") return at;
  if (at.kind !== "name") return undefined;
  for (const binding of reader.project.bindings(at.name, scope)) {
    const value = binding.kind === "assigned" ? bare(binding.value) : undefined;
    if (value?.kind === "call") return value;
  }
  return undefined;
}

/** What a function of the project returns first. */
function returnedSize(fn: FunctionDecl, home: Scope, call: CallExpr, scope: Scope, reader: Reader): Size {
  const inner: Scope = { module: home.module, fn, ...(home.outer ? { outer: home.outer } : {}) };
  const sizes: Size[] = [];
  walk(fn.body, {
    stmt: (stmt) => {
      const value = stmt.kind === "return" ? stmt.values[0] : undefined;
      if (value && sizes.length < 4 && !(value.kind === "literal" && (value.value === null || value.value === "")))
        sizes.push(sizeOf(value, inner, reader));
      return true;
    },
  });
  return sizes.length === 0 ? typed(call, scope, reader) : oneSize(sizes, reader);
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

/** Text of a name for people: `items` of `s.items`. */
export function nameOf(expr: Expr): string {
  const at = bare(expr);
  if (at.kind === "name" || at.kind === "member") return at.name;
  if (at.kind === "call") return nameOf(at.callee);
  return at.kind === "index" ? nameOf(at.object) : "";
}

export { someText };
