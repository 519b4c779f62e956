/** Text with holes: what the code states of a key or value, and why the rest varies. */
import type { Profile } from "../config/types";
import type { FunctionDecl, Loop } from "../ir/types";
import { exact, mergeReasons, oneOf, sum } from "./facts";
import { fromProfile, type Reader } from "./reader";
import type { Fact, Reason } from "./types";

/** Why a hole is not fixed text, which decides whether it can differ from one execution to the next. */
export type HoleOrigin =
  | { readonly kind: "loop"; readonly loop: Loop }
  | { readonly kind: "param"; readonly fn: FunctionDecl }
  /** A field of the instance that a method belongs to. */
  | { readonly kind: "instance" }
  /** From outside the program: environment, configuration. */
  | { readonly kind: "setting" }
  /** Differs each time: identifiers, clocks, counters. */
  | { readonly kind: "fresh" }
  /** One of several fixed texts. */
  | { readonly kind: "choice" }
  | { readonly kind: "unknown" };

export type Piece = { readonly kind: "text"; readonly text: string } | Hole;
export interface Hole {
  readonly kind: "hole";
  readonly origin: HoleOrigin;
  readonly bytes: Fact;
  readonly mayBeEmpty: boolean;
}

export interface Text {
  readonly pieces: readonly Piece[];
  readonly because: readonly Reason[];
}

const maxPieces = 64;

/** The whole text when it has no holes. */
export function constantText(text: Text): string | undefined {
  let all = "";
  for (const piece of text.pieces) {
    if (piece.kind === "hole") return undefined;
    all += piece.text;
  }
  return all;
}

/** UTF-8 bytes. */
export function bytesOfText(text: Text): Fact {
  return sum(
    text.pieces.map((piece) => (piece.kind === "text" ? exact(utf8(piece.text)) : piece.bytes)),
    text.because,
  );
}

/** UTF-8 bytes of a string. */
export function utf8(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

/** How many bytes a piece of a key has when nothing says: strings of the profile, within a factor of four. */
export function holeBytes(reader: Reader, name: "stringBytes" | "keyBytes" = "stringBytes"): Fact {
  return fromProfile(reader, name satisfies keyof Profile, 4);
}

export function hole(origin: HoleOrigin, bytes: Fact, mayBeEmpty = false): Text {
  return { pieces: [{ kind: "hole", origin, bytes, mayBeEmpty }], because: [] };
}
export const unknownText = (reader: Reader): Text => hole({ kind: "unknown" }, holeBytes(reader));
export const plain = (text: string, because: readonly Reason[] = []): Text => ({
  pieces: text === "" ? [] : [{ kind: "text", text }],
  because,
});

export function concat(texts: readonly Text[]): Text {
  const pieces: Piece[] = [];
  for (const piece of texts.flatMap((text) => text.pieces)) {
    const last = pieces[pieces.length - 1];
    if (piece.kind === "text" && last?.kind === "text") pieces[pieces.length - 1] = { kind: "text", text: last.text + piece.text };
    else if (pieces.length < maxPieces) pieces.push(piece);
  }
  return { pieces, because: mergeReasons(...texts.map((text) => text.because)) };
}

/** One of several texts: the text itself when they agree, else a hole as long as the shortest to the longest. */
export function choice(texts: readonly Text[], reader: Reader, fallback = false): Text {
  const first = texts[0];
  if (!first) return unknownText(reader);
  const constants = texts.map(constantText);
  if (constants.every((text) => text !== undefined && text === constants[0])) return first;
  const common = commonForm(texts);
  if (common) return { ...common, because: mergeReasons(...texts.map((text) => text.because)) };
  const bytes = oneOf(texts.map(bytesOfText)) ?? holeBytes(reader);
  const mayBeEmpty = fallback ? lastMayBeEmpty(texts) : texts.some((text) => text.pieces.length === 0 || mayBeEmptyText(text));
  const holes = texts.flatMap((text) => text.pieces.filter((piece): piece is Hole => piece.kind === "hole"));
  const origin = holes.find((at) => at.origin.kind === "loop" || at.origin.kind === "fresh")?.origin ??
    holes[0]?.origin ?? { kind: "choice" };
  return {
    pieces: [{ kind: "hole", origin: holes.length > 0 ? origin : { kind: "choice" }, bytes, mayBeEmpty }],
    because: mergeReasons(...texts.map((text) => text.because)),
  };
}
/** The text with holes that all the texts have the form of: `/jobs/{}/` for itself and for `/jobs/nightly/`. undefined when there is none. */
function commonForm(texts: readonly Text[]): Text | undefined {
  const form = texts.find((text) => constantText(text) === undefined && text.pieces.some((piece) => piece.kind === "text"));
  const skeleton = form && literalsOf(form);
  if (!form || !skeleton) return undefined;
  const fits = (text: Text): boolean => {
    const constant = constantText(text);
    return constant === undefined ? sameList(literalsOf(text), skeleton) : fillsIn(constant, skeleton);
  };
  return texts.every(fits) ? form : undefined;
}

/** The text pieces in order, with an empty one where the text begins or ends with a hole. */
function literalsOf({ pieces }: Text): readonly string[] {
  const literals = [""];
  for (const piece of pieces) {
    if (piece.kind === "hole") literals.push("");
    else literals[literals.length - 1] += piece.text;
  }
  return literals;
}

function fillsIn(constant: string, literals: readonly string[]): boolean {
  const [first = "", ...rest] = literals;
  const last = rest.pop();
  if (last === undefined || !constant.startsWith(first) || !constant.endsWith(last)) return false;
  let at = first.length;
  for (const literal of rest) {
    const found = constant.indexOf(literal, at);
    if (found === -1) return false;
    at = found + literal.length;
  }
  return at + last.length <= constant.length;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

function lastMayBeEmpty(texts: readonly Text[]): boolean {
  const last = texts[texts.length - 1];
  return last !== undefined && mayBeEmptyText(last);
}

/** True when every piece may be empty, and there is one at least. */
export function mayBeEmptyText(text: Text): boolean {
  return text.pieces.length > 0 && text.pieces.every((piece) => piece.kind === "hole" && piece.mayBeEmpty);
}

export const loosened = (text: Text): Text => ({
  ...text,
  pieces: [
    {
      kind: "hole",
      origin: text.pieces.find((piece) => piece.kind === "hole")?.origin ?? { kind: "choice" },
      bytes: { ...bytesOfText(text), low: 0 },
      mayBeEmpty: false,
    },
  ],
});
