/** Words of command lines with places, as shells, manifests and unit files write them. What a variable makes of a word is unknown. */
import type { Variable, Written } from "../../settings/types";
import type { Span } from "../../text/span";
import { type Masked, unknownMark, variableOf } from "../templates";

export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly variable: Variable | undefined };

export interface Word {
  readonly pieces: readonly Piece[];
  readonly span: Span;
  /** A quote is in it, so that it is one word whatever it holds. */
  readonly quoted: boolean;
}

/** Text of a word that is known as a whole. */
export function textOf(word: Word): string | undefined {
  let text = "";
  for (const piece of word.pieces) {
    if (piece.kind === "variable") return undefined;
    text += piece.text;
  }
  return text;
}

/** Text up to where a variable takes over. */
export function startOf(word: Word): string {
  const [first] = word.pieces;
  return first?.kind === "text" ? first.text : "";
}

/** The word from a number of characters on: the value behind `--flag=`. */
export function restOf(word: Word, from: number): Word {
  const [first, ...others] = word.pieces;
  if (first?.kind !== "text") return word;
  const rest = first.text.slice(from);
  const pieces = rest === "" ? others : [{ kind: "text" as const, text: rest }, ...others];
  // A quote before the value makes the place begin a letter early, which still shows the value.
  return { ...word, pieces, span: { start: Math.min(word.span.start + from, word.span.end), end: word.span.end } };
}

/** The value that a word is; unknown as soon as a variable has a part in it. */
export function writtenOf(word: Word): Written {
  const text = textOf(word);
  if (text !== undefined) return { kind: "text", text };
  const [only, second] = word.pieces;
  const variable = only?.kind === "variable" && !second ? only.variable : undefined;
  return { kind: "unknown", ...(variable ? { variable } : {}) };
}

/** Splits a text at the marks of templates. `offset` is where the text starts in the file. */
export function textPieces(text: string, offset: number, masked: Masked): readonly Piece[] {
  if (!text.includes(unknownMark)) return text === "" ? [] : [{ kind: "text", text }];
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(new RegExp(`${unknownMark}+`, "g"))) {
    if (match.index > at) pieces.push({ kind: "text", text: text.slice(at, match.index) });
    pieces.push({ kind: "variable", variable: variableAt(masked, offset + match.index) });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ kind: "text", text: text.slice(at) });
  return pieces;
}

function variableAt(masked: Masked, offset: number): Variable | undefined {
  const expression = masked.expressions.get(offset);
  return expression === undefined ? undefined : variableOf(expression);
}

/** A text that is one word as it stands, where only `$(NAME)` and `${NAME}` are replaced: list items of a manifest, values of an environment. */
export function plainWord(text: string, span: Span, masked: Masked): Word {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(/\$\$|\$\((\w+)\)|\$\{(\w+)[^}]*\}|\$(\w+)/g)) {
    if (match[0] === "$$") continue;
    pieces.push(...textPieces(text.slice(at, match.index), span.start + at, masked));
    pieces.push({ kind: "variable", variable: { scheme: "shell", name: match[1] ?? match[2] ?? match[3] ?? "" } });
    at = match.index + match[0].length;
  }
  pieces.push(...textPieces(text.slice(at), span.start + at, masked));
  return { pieces: merged(pieces), span, quoted: true };
}

/** Neighbouring texts become one. */
export function merged(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (piece.kind === "text" && last?.kind === "text") out[out.length - 1] = { kind: "text", text: last.text + piece.text };
    else out.push(piece);
  }
  return out;
}
