/** Text made by formats, joins and the like. */
import type { CallExpr, Expr } from "../ir/types";
import type { Scope } from "../resolve/types";
import { exact } from "./facts";
import type { TextBuilder } from "./knowledge/text";
import { numberOf } from "./numbers";
import { argument, bare, type Reader } from "./reader";
import {
  bytesOfText,
  concat,
  constantText,
  type Hole,
  type HoleOrigin,
  hole,
  holeBytes,
  loosened,
  plain,
  type Text,
  unknownText,
} from "./text-values";
import type { Fact } from "./types";

/** Reads the text of an expression; handed in, since that is what asks for built text. */
type ReadText = (expr: Expr, scope: Scope, reader: Reader) => Text;

/** What a text building function of another package makes of its arguments. */
export function builtText(builder: TextBuilder, call: CallExpr, scope: Scope, reader: Reader, textOf: ReadText): Text {
  const arg = (index: number): Text => {
    const expr = index === -1 ? (call.callee.kind === "member" ? call.callee.object : undefined) : argument(call, index);
    return expr ? textOf(expr, scope, reader) : unknownText(reader);
  };
  const all = (from: number): readonly Text[] =>
    call.args.slice(from).map((at) => (at.spread ? unknownText(reader) : textOf(at.value, scope, reader)));
  switch (builder.kind) {
    case "format":
      return formatted(constantText(arg(builder.arg)), all(builder.arg + 1), reader);
    case "join":
      return joined(all(builder.from), builder.separator, builder.clean);
    case "join-list": {
      const list = builder.list === -1 && call.callee.kind === "member" ? bare(call.callee.object) : argument(call, builder.list);
      const items = list && bare(list);
      const separator = constantText(arg(builder.separator)) ?? ",";
      if (items?.kind !== "composite" || items.shape !== "list") return loosened(unknownText(reader));
      return joined(
        items.entries.map((entry) => textOf(entry.value, scope, reader)),
        separator,
        false,
      );
    }
    case "same":
      return arg(builder.arg);
    case "concat":
      return concat([...(call.callee.kind === "member" && call.callee.name === "concat" ? [arg(-1)] : []), ...all(0)]);
    case "number": {
      const first = argument(call, 0);
      const value = first && numberOf(first, scope, reader);
      if (value) return plain(String(value.value), value.because);
      const origin = first ? originHole(textOf(first, scope, reader)) : undefined;
      return hole(origin ?? { kind: "unknown" }, { ...exact(4), low: 1, high: 20, basis: "partly" });
    }
    case "fresh":
      return hole({ kind: "fresh" }, exact(builder.bytes));
    case "setting":
      return hole({ kind: "setting" }, holeBytes(reader), true);
  }
}

const originHole = (text: Text): HoleOrigin | undefined => text.pieces.find((piece): piece is Hole => piece.kind === "hole")?.origin;

/** Verbs of printf formats (https://pkg.go.dev/fmt, util.format): each takes the next argument. */
function formatted(format: string | undefined, args: readonly Text[], reader: Reader): Text {
  if (format === undefined) return args.length > 0 ? loosened(concat(args)) : unknownText(reader);
  const pieces: Text[] = [];
  let next = 0;
  let at = 0;
  for (const verb of format.matchAll(/%(%|[-+# 0]*(\d*)(?:\.\d+)?([a-zA-Z]))/g)) {
    pieces.push(plain(format.slice(at, verb.index)));
    at = verb.index + verb[0].length;
    if (verb[1] === "%") {
      pieces.push(plain("%"));
      continue;
    }
    const arg = args[next] ?? unknownText(reader);
    next += 1;
    const width = verb[2] === "" ? 0 : Number(verb[2]);
    pieces.push(width > 0 ? widened(arg, width) : arg);
  }
  pieces.push(plain(format.slice(at)));
  return concat(pieces);
}

function widened(text: Text, width: number): Text {
  const constant = constantText(text);
  if (constant !== undefined) return plain(constant.padStart(width, "0"), text.because);
  const bytes = bytesOfText(text);
  const number: Fact = { ...exact(width), high: Math.max(width, Math.min(bytes.high, 20)), basis: "partly" };
  return hole(originHole(text) ?? { kind: "unknown" }, number);
}

/** Parts with a separator between; `clean` does what path joins do: no doubled and no trailing separator, no empty parts. */
function joined(parts: readonly Text[], separator: string, clean: boolean): Text {
  const kept = clean ? parts.filter((part) => part.pieces.length > 0) : parts;
  const text = concat(kept.flatMap((part, index) => (index === 0 ? [part] : [plain(separator), part])));
  if (!clean) return text;
  const pieces = text.pieces.map((piece) => (piece.kind === "text" ? { ...piece, text: piece.text.replace(/\/{2,}/g, "/") } : piece));
  const last = pieces[pieces.length - 1];
  if (last?.kind === "text" && last.text.length > 1) pieces[pieces.length - 1] = { ...last, text: last.text.replace(/\/$/, "") };
  return { ...text, pieces };
}
