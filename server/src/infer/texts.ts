/** Text that the code states: literals joined by concatenation, formats, path joins and templates, with holes for what varies. */
import type { CallExpr, Expr, FunctionDecl } from "../ir/types";
import type { Binding, Scope } from "../resolve/types";
import { fieldSources, mentions, passed, reaching } from "./bindings";
import { exact, mergeReasons, oneOf } from "./facts";
import { settingRoots, textBuilders } from "./knowledge/text";
import { entryOf, numberOf } from "./numbers";
import { bare, guarded, isSelf, knownName, own, placeOf, type Reader, reason, rootName, withArguments } from "./reader";
import { builtText } from "./text-builders";
import {
  bytesOfText,
  choice,
  concat,
  constantText,
  type Hole,
  type HoleOrigin,
  hole,
  holeBytes,
  loosened,
  mayBeEmptyText,
  plain,
  type Text,
  unknownText,
} from "./text-values";

/** The text of an expression, holes included. Never fails: what is not understood is one hole. Cycle-safe and bounded. */
export function textOf(expr: Expr, scope: Scope, reader: Reader): Text {
  return guarded(reader, "text", expr, unknownText(reader), () => evaluate(expr, scope, reader));
}

function evaluate(expr: Expr, scope: Scope, reader: Reader): Text {
  switch (expr.kind) {
    case "literal": {
      const value = expr.value === null ? "" : String(expr.value);
      return plain(value, [reason("literal", "literal", {}, placeOf(scope, expr.span))]);
    }
    case "template":
      return concat(expr.parts.map((part) => textOf(part, scope, reader)));
    case "await":
    case "cast":
      return textOf(expr.operand, scope, reader);
    case "unary":
      return expr.op === "&" || expr.op === "*" ? textOf(expr.operand, scope, reader) : unknownText(reader);
    case "binary":
      if (expr.op === "+") return sumOf(expr, scope, reader);
      if (expr.op === "||" || expr.op === "??")
        return choice([textOf(expr.left, scope, reader), textOf(expr.right, scope, reader)], reader, true);
      return hole({ kind: "unknown" }, exact(8));
    case "conditional":
      return choice([textOf(expr.then, scope, reader), textOf(expr.else, scope, reader)], reader);
    case "name":
      return named(expr, scope, reader);
    case "member":
      return member(expr, scope, reader);
    case "index":
      return fromRoot(expr, scope, reader);
    case "slice":
      return loosened(textOf(expr.object, scope, reader));
    case "call":
      return called(expr, scope, reader);
    case "assignment":
      return textOf(expr.value, scope, reader);
    case "composite":
    case "receive":
    case "function":
    case "type":
    case "unknown":
      return unknownText(reader);
  }
}

/** A long chain of `a + b + c` leans left; read it in a loop so that thousands of parts do not nest. */
function sumOf(expr: Expr & { readonly kind: "binary" }, scope: Scope, reader: Reader): Text {
  const parts: Expr[] = [];
  let at: Expr = expr;
  while (at.kind === "binary" && at.op === "+") {
    parts.push(at.right);
    at = at.left;
  }
  parts.push(at);
  if (parts.every((part) => numeric(part))) {
    const number = numberOf(expr, scope, reader);
    if (number) return plain(String(number.value), number.because);
  }
  return concat(parts.reverse().map((part) => textOf(part, scope, reader)));
}
const numeric = (expr: Expr): boolean => expr.kind === "literal" && expr.type === "number";

function named(expr: Expr & { readonly kind: "name" }, scope: Scope, reader: Reader): Text {
  const texts = reaching(expr.name, expr.span, scope, reader).map((binding) => ofBinding(binding, expr, reader));
  return texts.length === 0 ? unknownText(reader) : choice(texts, reader);
}

function ofBinding(binding: Binding, expr: Expr & { readonly kind: "name" }, reader: Reader): Text {
  switch (binding.kind) {
    case "assigned": {
      if (binding.op !== "=") return hole({ kind: "fresh" }, holeBytes(reader));
      if (binding.resultIndex > 0) return unknownText(reader);
      if ((binding.property?.length ?? 0) > 0) return originOnly(fromRoot(binding.value, binding.scope, reader));
      const text = textOf(binding.value, binding.scope, reader);
      return {
        ...text,
        because: mergeReasons([reason("constant", "constant", { name: expr.name }, placeOf(binding.scope, binding.span))], text.because),
      };
    }
    case "param":
      return ofParam(binding, reader);
    case "loop":
      return hole(
        { kind: "loop", loop: binding.loop },
        binding.role === "counter" ? { ...exact(4), low: 1, high: 10, basis: "partly" } : holeBytes(reader),
      );
    case "function":
    case "declared":
      return unknownText(reader);
    case "import":
      return hole({ kind: "setting" }, holeBytes(reader));
  }
}

/** What callers pass, when all that are known pass the same; else a hole that callers fill. */
function ofParam(binding: Binding & { readonly kind: "param" }, reader: Reader): Text {
  const { args, missing } = passed(binding.fn, binding.index, reader);
  const initial = binding.fn.params[binding.index]?.initial;
  const origin: HoleOrigin = { kind: "param", fn: binding.fn };
  if (binding.property !== undefined || args.length === 0) return hole(origin, holeBytes(reader));
  const texts = args.map(({ value, site }) => textOf(value, site.scope, reader));
  if (missing && initial) texts.push(textOf(initial, binding.scope, reader));
  const together = choice(texts, reader);
  if (constantText(together) !== undefined) return together;
  if (texts.length === 1 || together.pieces.some((piece) => piece.kind === "text")) return together;
  const anyVaries = texts.some((text) =>
    text.pieces.some((piece) => piece.kind === "hole" && (piece.origin.kind === "loop" || piece.origin.kind === "fresh")),
  );
  const bytes = oneOf(texts.map(bytesOfText)) ?? holeBytes(reader);
  const mayBeEmpty = texts.some((text) => text.pieces.length === 0 || mayBeEmptyText(text));
  return { pieces: [{ kind: "hole", origin: anyVaries ? { kind: "fresh" } : origin, bytes, mayBeEmpty }], because: together.because };
}

function member(expr: Expr & { readonly kind: "member" }, scope: Scope, reader: Reader): Text {
  const path = memberPath(expr);
  if (path !== undefined && settingRoots.some((root) => path.startsWith(`${root}.`)))
    return hole({ kind: "setting" }, holeBytes(reader), true);
  const direct = entryOf(expr, scope, reader, textOf);
  if (direct) return direct;
  const object = bare(expr.object);
  const viaSelf = object.kind === "name" && isSelf(object.name, scope);
  const field = fieldSources(expr, scope, reader);
  if (field && field.values.length > 0) {
    const texts = field.values.map((at) => (at.resultIndex === 0 ? textOf(at.value, at.scope, reader) : unknownText(reader)));
    const together = choice(texts, reader);
    const constant = constantText(together);
    if (constant !== undefined)
      return {
        ...together,
        because: mergeReasons([reason("constant", "constant", { name: expr.name }, placeOf(scope, expr.span))], together.because),
      };
    if (viaSelf) return instanceText(together);
  }
  return viaSelf ? hole({ kind: "instance" }, holeBytes(reader)) : fromRoot(expr, scope, reader);
}

/** Seen from a method, what its instance was made with stays; only the literal pieces keep their place. */
function instanceText(text: Text): Text {
  return {
    ...text,
    pieces: text.pieces.map((piece) =>
      piece.kind === "text" || piece.origin.kind === "setting" || piece.origin.kind === "choice"
        ? piece
        : { ...piece, origin: { kind: "instance" } },
    ),
  };
}

/** `a.b.c` as text; undefined when the chain holds anything but names. */
function memberPath(expr: Expr): string | undefined {
  if (expr.kind === "name") return expr.name;
  if (expr.kind !== "member") return undefined;
  const object = memberPath(expr.object);
  return object === undefined ? undefined : `${object}.${expr.name}`;
}

/** A hole whose origin is that of the name an expression starts from. */
function fromRoot(expr: Expr, scope: Scope, reader: Reader): Text {
  const root = rootName(expr);
  if (root === undefined) return unknownText(reader);
  if (isSelf(root, scope)) return hole({ kind: "instance" }, holeBytes(reader));
  for (const binding of reader.project.bindings(root, scope)) {
    if (binding.kind === "loop") return hole({ kind: "loop", loop: binding.loop }, holeBytes(reader));
    if (binding.kind === "param") return hole({ kind: "param", fn: binding.fn }, holeBytes(reader));
    if (binding.kind === "import") return hole({ kind: mentions(expr, isCall) ? "unknown" : "setting" }, holeBytes(reader));
    if (binding.kind === "assigned" && binding.resultIndex === 0) {
      const value = bare(binding.value);
      if (value !== expr)
        return originOnly(guarded(reader, "root", value, unknownText(reader), () => fromRoot(value, binding.scope, reader)));
    }
  }
  return unknownText(reader);
}
const isCall = (expr: Expr): boolean => expr.kind === "call";
const originOnly = (text: Text): Text => (text.pieces.some((piece) => piece.kind === "text") ? loosened(text) : text);

function called(expr: CallExpr, scope: Scope, reader: Reader): Text {
  const target = reader.project.target(expr, scope);
  const name = knownName(target);
  const builder = name === undefined ? undefined : own(textBuilders, name);
  if (builder) return builtText(builder, expr, scope, reader, textOf);
  if (target?.kind === "project") return returned(target.fn, target.scope, expr, scope, reader);
  // A method on something, such as a key's own String(): follows what it is called on.
  if (bare(expr.callee).kind === "member") return fromRoot(expr.callee, scope, reader);
  return unknownText(reader);
}

/** The text a function of the project returns, with what this call passes for its parameters when it returns one expression. */
function returned(fn: FunctionDecl, home: Scope, call: CallExpr, scope: Scope, reader: Reader): Text {
  const values = fn.body.length <= 3 ? fn.body.flatMap((stmt) => (stmt.kind === "return" ? stmt.values.slice(0, 1) : [])) : [];
  const only = values.length === 1 ? values[0] : undefined;
  if (!only) return originOnly(fromArguments(call, scope, reader));
  const inner: Scope = { module: home.module, fn, ...(home.outer ? { outer: home.outer } : {}) };
  return textOf(only, inner, withArguments(reader, fn, call, scope));
}

function fromArguments(call: CallExpr, scope: Scope, reader: Reader): Text {
  const holes = call.args.flatMap((arg) => textOf(arg.value, scope, reader).pieces.filter((piece): piece is Hole => piece.kind === "hole"));
  const varying = holes.find((at) => at.origin.kind === "loop" || at.origin.kind === "fresh") ?? holes[0];
  return varying ? hole(varying.origin, holeBytes(reader)) : unknownText(reader);
}
