/** The key of a call: its pattern, its bytes, whether it is the same each time, and whether it may be empty. */
import type { Loop } from "../ir/types";
import type { Argument, EtcdCall, OptionUse } from "../resolve/types";
import type { Activation } from "./activation";
import { covers } from "./bindings";
import { exact } from "./facts";
import { namespaceText } from "./namespaces";
import { fromProfile, type Reader, reason } from "./reader";
import { bytesOfText, concat, type Hole, type HoleOrigin, mayBeEmptyText, type Text, unknownText } from "./text-values";
import { textOf } from "./texts";
import type { KeyFact, TriggerKind } from "./types";

/** A key, and the namespace that the client puts before it; `call` tells which client that is. */
export interface KeyInput {
  readonly argument: Argument | undefined;
  readonly namespace: OptionUse | undefined;
  readonly call?: Pick<EtcdCall, "expr" | "scope">;
}

/** The text of a key as the server sees it. */
function keyText({ argument, namespace, call }: KeyInput, reader: Reader): Text | undefined {
  const own = argument && textOf(argument.value, argument.scope, reader);
  const before = namespaceText(call, namespace, reader);
  return before ? concat([before, own ?? unknownText(reader)]) : own;
}

/** Reads the key argument; `active` says what makes the call run, which decides whether a hole in the key can change between runs. */
export function keyFact(input: KeyInput, active: Activation, reader: Reader): KeyFact {
  const stated = reader.annotation?.key;
  const text = keyText(input, reader);
  const fact = text ? fromText(text, active, reader) : withoutKey(reader);
  return stated ? { ...fact, bytes: exact(stated.value, [reason("annotation", "annotation", {}, stated.place)]) } : fact;
}

function withoutKey(reader: Reader): KeyFact {
  return { bytes: fromProfile(reader, "keyBytes", 4), variation: "unknown", empty: "no" };
}

function fromText(text: Text, active: Activation, reader: Reader): KeyFact {
  const { pieces } = text;
  const empty = pieces.length === 0 ? "yes" : mayBeEmptyText(text) ? "maybe" : "no";
  const onlyHole = pieces.length === 1 && pieces[0]?.kind === "hole" && pieces[0].bytes.basis === "assumed";
  const bytes = onlyHole ? fromProfile(reader, "keyBytes", 4) : bytesOfText(text);
  // A key that is all holes has no pattern worth showing.
  const pattern = pieces.some((piece) => piece.kind === "text") || pieces.length === 0 ? { pattern: patternOf(text) } : {};
  return { bytes, ...pattern, variation: variationOf(text, active), empty };
}

/** Literal pieces with `{}` for what varies. */
export function patternOf(text: Text): string {
  return text.pieces.map((piece) => (piece.kind === "text" ? piece.text : "{}")).join("");
}

/** The literal start of a key, for settings by prefix. */
export function literalPrefix(input: KeyInput, reader: Reader): string {
  const first = keyText(input, reader)?.pieces[0];
  return first?.kind === "text" ? first.text : "";
}

function variationOf(text: Text, active: Activation): KeyFact["variation"] {
  const kinds = text.pieces.filter((piece): piece is Hole => piece.kind === "hole").map((hole) => ofHole(hole.origin, active));
  if (kinds.includes("varies")) return "varies";
  return kinds.includes("unknown") ? "unknown" : "fixed";
}

/** A hole changes with the loop that binds it, or with the call of the function whose parameter it is, unless the trigger fires inside of both. */
function ofHole(origin: HoleOrigin, active: Activation): KeyFact["variation"] {
  switch (origin.kind) {
    case "loop":
      return active.rootLoop && origin.loop !== active.rootLoop && encloses(origin.loop, active.rootLoop) ? "fixed" : "varies";
    case "param":
      return active.rootFn && isTimed(active.trigger.kind) && (active.rootFn === origin.fn || covers(origin.fn.span, active.rootFn.span))
        ? "fixed"
        : "varies";
    case "instance":
      return isTimed(active.trigger.kind) ? "fixed" : "unknown";
    case "setting":
      return "fixed";
    case "fresh":
      return "varies";
    case "choice":
    case "unknown":
      return "unknown";
  }
}

const encloses = (outer: Loop, inner: Loop): boolean => covers(outer.span, inner.span);

/** Triggers that fire by themselves, at a pace the code sets. */
export function isTimed(kind: TriggerKind): boolean {
  return kind === "ticker" || kind === "timer" || kind === "schedule" || kind === "sleep-loop" || kind === "loop";
}
