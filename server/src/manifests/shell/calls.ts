/** Words that call etcd, `etcdctl` and the JSON gateway through `curl`, as calls of the common program. */
import type { CallExpr, Entry, Expr } from "../../ir/types";
import type { Span } from "../../text/span";
import { commandNamed, isBoolean } from "./etcdctl";
import { restOf, startOf, textOf, type Word } from "./words";

/** The call that the words make; undefined when they call something else. */
export function callOf(words: readonly Word[], api: 2 | 3, span: Span): CallExpr | undefined {
  return etcdctlCall(words, api, span) ?? gatewayCall(words, span);
}

function etcdctlCall(words: readonly Word[], api: 2 | 3, span: Span): CallExpr | undefined {
  const at = words.findIndex(isEtcdctl);
  if (at === -1) return undefined;
  const own = words.slice(0, at).some((word) => startOf(word) === "ETCDCTL_API=2") ? 2 : api;
  const { positional, flags } = split(words.slice(at + 1));
  const found = commandNamed(
    positional.slice(0, 2).map((word) => textOf(word) ?? ""),
    own,
  );
  if (!found) return undefined;
  const program = words[at] as Word;
  const values = positional.slice(found.used);
  const entries = [
    ...found.command.positional.flatMap((name, index) => {
      const word = values[index];
      return word ? [entry(name, exprOf(word), word.span)] : [];
    }),
    ...flags,
  ];
  const name = positional[found.used - 1] as Word;
  return call(own === 3 ? "etcdctl" : "etcdctl2", program.span, found.command.name, name.span, entries, span);
}

function isEtcdctl(word: Word): boolean {
  const text = textOf(word);
  if (text !== undefined) return text === "etcdctl" || text.endsWith("/etcdctl");
  const last = word.pieces.at(-1);
  if (last?.kind === "text") return last.text.endsWith("/etcdctl");
  return word.pieces.length === 1 && last?.variable?.scheme === "shell" && /^ETCDCTL(_(BIN|CMD|EXEC))?$/i.test(last.variable.name);
}

function split(words: readonly Word[]): { readonly positional: readonly Word[]; readonly flags: readonly Entry[] } {
  const positional: Word[] = [];
  const flags: Entry[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    const match = word.quoted ? undefined : /^--?([A-Za-z][\w-]*)(=)?/.exec(startOf(word));
    if (!match) {
      positional.push(word);
      continue;
    }
    const [whole, name = "", equals] = match;
    if (equals) flags.push(entry(name, exprOf(restOf(word, whole.length)), word.span));
    else if (isBoolean(name)) flags.push(entry(name, { kind: "literal", type: "bool", value: true, span: word.span }, word.span));
    else {
      at += 1;
      const value = words[at];
      if (value) flags.push(entry(name, exprOf(value), value.span));
    }
  }
  return { positional, flags };
}

/** `/v3/kv/range` and its older spellings. */
const gatewayPath =
  /\/v3(?:alpha|beta)?\/(kv\/range|kv\/put|kv\/deleterange|kv\/txn|kv\/compaction|watch|lease\/grant|maintenance\/defragment)\b/;

function gatewayCall(words: readonly Word[], span: Span): CallExpr | undefined {
  if (!words.some((word) => /(^|\/)(curl|wget|http|https|xh)$/.test(textOf(word) ?? ""))) return undefined;
  for (const word of words) {
    const match = gatewayPath.exec(word.pieces.map((piece) => (piece.kind === "text" ? piece.text : "{}")).join(""));
    if (match?.[1]) return call("gateway", word.span, match[1].replace(/^.*\//, ""), word.span, bodyOf(words), span);
  }
  return undefined;
}

/** The request behind `-d`: JSON whose keys are in base64. A body from a file or a variable is unknown, and so is all it says. */
function bodyOf(words: readonly Word[]): readonly Entry[] {
  const at = words.findIndex((word) => /^(-d|--data|--data-raw|--data-binary|--json)$/.test(textOf(word) ?? ""));
  const word = at === -1 ? words.find((one) => startOf(one).startsWith("-d{")) : words[at + 1];
  const text = word && textOf(word)?.replace(/^-d/, "");
  if (!word || text === undefined) return [];
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null) return [];
    const request =
      "create_request" in body && typeof body.create_request === "object" && body.create_request !== null ? body.create_request : body;
    return Object.entries(request).flatMap(([name, value]) => jsonEntry(name, value, word.span));
  } catch {
    return [];
  }
}

function jsonEntry(name: string, value: unknown, span: Span): readonly Entry[] {
  if (typeof value === "boolean") return [entry(name, { kind: "literal", type: "bool", value, span }, span)];
  if (typeof value === "number") return [entry(name, { kind: "literal", type: "number", value, span }, span)];
  if (typeof value !== "string") return [];
  const plain = /^(key|range_end|value)$/.test(name) ? fromBase64(value) : value;
  if (/^-?\d+$/.test(value) && /limit|revision/.test(name))
    return [entry(name, { kind: "literal", type: "number", value: Number(value), span }, span)];
  return [entry(name, { kind: "literal", type: "string", value: plain, span }, span)];
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bytes as characters; what is no base64 stays as it is. */
function fromBase64(text: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return text;
  let bits = 0;
  let held = 0;
  let out = "";
  for (const letter of text.replace(/=+$/, "")) {
    held = (held << 6) | alphabet.indexOf(letter);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += String.fromCharCode((held >> bits) & 0xff);
    }
  }
  return out;
}

function call(library: string, program: Span, name: string, nameSpan: Span, entries: readonly Entry[], span: Span): CallExpr {
  const end = span.end;
  return {
    kind: "call",
    callee: {
      kind: "member",
      object: { kind: "name", name: library, span: program },
      name,
      nameSpan,
      span: { start: program.start, end: nameSpan.end },
    },
    args: [{ value: { kind: "composite", shape: "object", entries, span: { start: nameSpan.end, end } }, spread: false }],
    typeArgs: [],
    construct: false,
    span: { start: Math.min(program.start, span.start), end },
    argsSpan: { start: end, end },
  };
}

function entry(name: string, value: Expr, span: Span): Entry {
  return { name, value, spread: false, span };
}

/** A word as an expression: a number, a text, or a text with variables in it. */
export function exprOf(word: Word): Expr {
  const text = textOf(word);
  const { span } = word;
  if (text !== undefined) {
    if (!word.quoted && /^-?\d+$/.test(text)) return { kind: "literal", type: "number", value: Number(text), span };
    if (text === "true" || text === "false") return { kind: "literal", type: "bool", value: text === "true", span };
    return { kind: "literal", type: "string", value: text, span };
  }
  const parts = word.pieces.map((piece): Expr => {
    if (piece.kind === "text") return { kind: "literal", type: "string", value: piece.text, span };
    return piece.variable?.scheme === "shell" && /^[A-Za-z_]\w*$/.test(piece.variable.name)
      ? { kind: "name", name: piece.variable.name, span }
      : { kind: "unknown", parts: [], span };
  });
  const [only, second] = parts;
  return only && !second ? only : { kind: "template", parts, span };
}
