/** Bytes of what calls give: serializers, encodings, files, repeated text, functions of the project. */
import type { CallExpr, Expr, FunctionDecl } from "../ir/types";
import { walk } from "../ir/walk";
import type { Scope } from "../resolve/types";
import { reaching } from "./bindings";
import { writtenSize } from "./buffers";
import { fileContent, requestBody } from "./contents";
import { growth, isCompression } from "./encodings";
import { between, lessSure, mapped, mergeReasons } from "./facts";
import {
  contents,
  fileMakers,
  fileReaders,
  type Growth,
  growths,
  type Sized,
  sameSize,
  serializerMethods,
  serializers,
  sized,
  textEncodings,
} from "./knowledge/values";
import { listedLength } from "./lengths";
import { numberOf } from "./numbers";
import { argument, bare, knownName, nameOf, own, placeOf, type Reader, reason, withArguments } from "./reader";
import { serializedSize } from "./serialized";
import { joined, oneSize, sizeOf, typed } from "./sizes";
import { type Size, sizeOfType } from "./sizes-of-types";
import { bytesOfText } from "./text-values";
import { textOf } from "./texts";

/** Size of what a call gives: by knowledge of the function called, by what it returns, else by its type. */
export function calledSize(expr: CallExpr, scope: Scope, reader: Reader): Size {
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
      serializer.indented === true ||
      (serializer.indentArg !== undefined && argument(expr, serializer.indentArg) !== undefined) ||
      (serializer.indentKeyword !== undefined && expr.args.some((arg) => arg.name === serializer.indentKeyword));
    const why = reason("serialization", "serialized", { encoding: serializer.encoding }, placeOf(scope, expr.span));
    return serializedSize(value, serializer.encoding, scope, reader, why, indented);
  }
  if (expr.callee.kind === "member" && (target?.kind === "global" || target?.kind === "foreign")) {
    const method = own(serializerMethods, expr.callee.name);
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

  if (expr.callee.kind === "member" && fileReaders.has(expr.callee.name) && fromFile(expr.callee.object, scope, reader))
    return fileContent(expr, scope, reader);
  switch (own(contents, name)) {
    case "file":
      return fileContent(expr, scope, reader);
    case "request-body":
      return requestBody(expr, scope, reader);
    case "stream": {
      const source = argument(expr, 0);
      return source && fromFile(source, scope, reader) ? fileContent(expr, scope, reader) : requestBody(expr, scope, reader);
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
  if (kept) return writtenSize(kept, scope, reader) ?? sizeOf(kept, scope, reader);
  if (expr.callee.kind === "member" && /^(String|Bytes)$/.test(expr.callee.name)) {
    const written = writtenSize(expr.callee.object, scope, reader);
    if (written) return written;
  }
  const listed = joinedList(name, expr, scope, reader);
  if (listed) return listed;
  const text = textOf(expr, scope, reader);
  if (text.pieces.length > 1 || text.pieces[0]?.kind === "text") return { bytes: bytesOfText(text), shape: "text", bounded: true };
  return typed(expr, scope, reader);
}

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
  if (at.kind === "call") return own(fileMakers, knownName(reader.project.target(at, scope)) ?? "") === true;
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

/** `lines.join("\n")`, `strings.Join(lines, "\n")` of a list that is not written down. */
function joinedList(name: string, call: CallExpr, scope: Scope, reader: Reader): Size | undefined {
  const list =
    name === "#join" && call.callee.kind === "member" ? call.callee.object : name === "strings#Join" ? argument(call, 0) : undefined;
  if (!list || listedLength(list, scope, reader) !== undefined) return undefined;
  const type = reader.project.typeOf(list, scope);
  if (type.kind !== "list") return undefined;
  const why = reason("struct-fields", "open-collection", { name: nameOf(list) }, placeOf(scope, list.span));
  const size = sizeOfType(type, { encoding: "text", reader, nesting: 0 });
  return { ...size, bytes: { ...size.bytes, because: mergeReasons([why], size.bytes.because) } };
}

/** What a function of the project returns first. */
function returnedSize(fn: FunctionDecl, home: Scope, call: CallExpr, scope: Scope, reader: Reader): Size {
  const inner: Scope = { module: home.module, fn, ...(home.outer ? { outer: home.outer } : {}) };
  const inside = withArguments(reader, fn, call, scope);
  const sizes: Size[] = [];
  walk(fn.body, {
    stmt: (stmt) => {
      const value = stmt.kind === "return" ? stmt.values[0] : undefined;
      if (value && sizes.length < 4 && !(value.kind === "literal" && (value.value === null || value.value === "")))
        sizes.push(sizeOf(value, inner, inside));
      return true;
    },
  });
  return sizes.length === 0 ? typed(call, scope, reader) : oneSize(sizes, reader);
}
