/** What a function writes into a buffer or a string builder before it uses the whole. */
import type { CallExpr, Expr, FunctionDecl, Loop } from "../ir/types";
import { walk } from "../ir/walk";
import type { Scope } from "../resolve/types";
import { mergeReasons, sum } from "./facts";
import { formatWriters, streamEncoders, writeMethods } from "./knowledge/values";
import { classifyLoop } from "./loops";
import { argument, bare, fromProfile, isSelf, knownName, own, placeOf, type Reader, reason, rootName } from "./reader";
import { serializedSize } from "./serialized";
import { sizeOf, together } from "./sizes";
import type { Size } from "./sizes-of-types";

/**
 * Size of a local buffer by the writes to it: `buf.WriteString(s)`, `fmt.Fprintf(&buf, …)`, `gob.NewEncoder(&buf).Encode(v)`. Writes in a loop
 * over a collection make it grow with that. undefined when nothing is written to it here.
 */
export function writtenSize(expr: Expr, scope: Scope, reader: Reader): Size | undefined {
  const name = rootName(expr);
  const { fn } = scope;
  if (name === undefined || !fn || isSelf(name, scope)) return undefined;
  const sizes: Size[] = [];
  for (const { call, loops } of callsIn(fn)) {
    const size = writeTo(name, call, scope, reader);
    if (size) sizes.push(loops.reduceRight((inner, loop) => turned(inner, loop, call, scope, reader), size));
  }
  return sizes.length === 0 ? undefined : together(sizes);
}

function callsIn(fn: FunctionDecl): readonly { readonly call: CallExpr; readonly loops: readonly Loop[] }[] {
  const loops: Loop[] = [];
  const calls: { call: CallExpr; loops: readonly Loop[] }[] = [];
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "loop") loops.push(stmt);
      return true;
    },
    expr: (expr) => {
      if (expr.kind === "call")
        calls.push({ call: expr, loops: loops.filter(({ span }) => span.start <= expr.span.start && expr.span.end <= span.end) });
      return true;
    },
  });
  return calls;
}

/** What one call writes to the buffer. */
function writeTo(name: string, call: CallExpr, scope: Scope, reader: Reader): Size | undefined {
  const { callee } = call;
  if (callee.kind !== "member") return undefined;
  if (writeMethods.has(callee.name) && rootName(callee.object) === name && bare(callee.object).kind === "name") {
    const value = argument(call, 0);
    return value && sizeOf(value, scope, reader);
  }
  const first = argument(call, 0);
  if (first && rootName(first) === name && own(formatWriters, knownName(reader.project.target(call, scope)) ?? "")) {
    return together(call.args.slice(1).map((arg) => sizeOf(arg.value, scope, reader)));
  }
  return callee.name === "Encode" ? encoded(name, callee.object, call, scope, reader) : undefined;
}

function encoded(name: string, encoder: Expr, call: CallExpr, scope: Scope, reader: Reader): Size | undefined {
  const made = encoderOf(encoder, scope, reader);
  const into = made?.args[0]?.value;
  const encoding = made && own(streamEncoders, knownName(reader.project.target(made, scope)) ?? "");
  const value = argument(call, 0);
  if (!encoding || !into || !value || rootName(into) !== name) return undefined;
  return serializedSize(
    value,
    encoding,
    scope,
    reader,
    reason("serialization", "serialized", { encoding }, placeOf(scope, call.span)),
    false,
  );
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

/** Written once a turn of a loop. */
function turned(size: Size, loop: Loop, call: CallExpr, scope: Scope, reader: Reader): Size {
  const found = classifyLoop(loop, call.span, undefined, scope, reader);
  if (found.kind === "single") return size;
  const turns = found.kind === "turns" ? found.turns : fromProfile(reader, "collectionEntries");
  const { bytes } = size;
  const product = { low: bytes.low * turns.low, likely: bytes.likely * turns.likely, high: bytes.high * turns.high };
  const whole = {
    ...sum([bytes]),
    ...product,
    basis: turns.basis === "known" ? bytes.basis : ("assumed" as const),
    because: mergeReasons(turns.because, bytes.because),
  };
  if (found.kind === "turns" && !found.unbounded) return { ...size, bytes: whole };
  return { bytes: { ...whole, low: 0, high: Number.POSITIVE_INFINITY }, shape: "collection", bounded: false };
}
