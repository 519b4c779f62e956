/** Cuts shell text into words and operators. Whatever it does not know it takes for a word, so that it always ends. */
import type { Span } from "../../text/span";
import type { Source } from "../source";
import { merged, type Piece, textPieces, type Word } from "./words";

export type Token =
  | { readonly kind: "word"; readonly word: Word; readonly inner: readonly Span[] }
  | { readonly kind: "operator"; readonly text: string; readonly span: Span }
  | { readonly kind: "heredoc"; readonly span: Span };

const operators = ["&&", "||", ";;", ";", "|&", "|", "&", "(", ")", "\n"];

/** Tokens of a part of a file. Comments and redirections are left out; bodies of here-documents are tokens of their own. */
export function tokensOf(source: Source): readonly Token[] {
  return new Lexer(source).run();
}

class Lexer {
  private readonly tokens: Token[] = [];
  private readonly text: string;
  private at: number;
  private readonly end: number;
  /** Here-documents that begin behind the line's end. */
  private readonly waiting: { readonly delimiter: string; readonly tabs: boolean }[] = [];

  constructor(private readonly source: Source) {
    this.text = source.text;
    this.at = source.span.start;
    this.end = source.span.end;
  }

  run(): readonly Token[] {
    while (this.at < this.end) this.step();
    return this.tokens;
  }

  private step(): void {
    const { text } = this;
    const char = text.charAt(this.at);
    if (char === " " || char === "\t" || char === "\r") this.at += 1;
    else if (char === "\\" && /^\\\r?\n/.test(text.slice(this.at, this.at + 3))) this.at = text.indexOf("\n", this.at) + 1;
    else if (char === "#" && this.startsWord()) this.skipLine();
    else if (this.redirection()) return;
    else {
      const operator = operators.find((one) => text.startsWith(one, this.at));
      if (operator === undefined) this.word();
      else {
        this.tokens.push({ kind: "operator", text: operator, span: { start: this.at, end: this.at + operator.length } });
        this.at += operator.length;
        if (operator === "\n") this.hereDocuments();
      }
    }
  }

  private startsWord(): boolean {
    return this.at === this.source.span.start || /[\s;&|()]/.test(this.text.charAt(this.at - 1));
  }

  private skipLine(): void {
    const newline = this.text.indexOf("\n", this.at);
    this.at = newline === -1 || newline > this.end ? this.end : newline;
  }

  /** `>file`, `2>&1`, `<<EOF`: the word behind goes with it. */
  private redirection(): boolean {
    const match = /^\d*(<<<|<<-?|>>|>&|<&|>\||&>>?|<|>)/.exec(this.text.slice(this.at, Math.min(this.at + 8, this.end)));
    if (!match || (/^\d/.test(match[0]) && !this.startsWord())) return false;
    if (/^[<>]\($/.test(this.text.slice(this.at, this.at + 2))) return false;
    this.at += match[0].length;
    while (/[ \t]/.test(this.text.charAt(this.at))) this.at += 1;
    if (match[1] === "<<" || match[1] === "<<-") {
      const word = this.readWord().word;
      const delimiter = word.pieces.map((piece) => (piece.kind === "text" ? piece.text : "")).join("");
      if (delimiter !== "") this.waiting.push({ delimiter, tabs: match[1] === "<<-" });
    } else if (this.at < this.end && !/[\n;|&()]/.test(this.text.charAt(this.at))) this.readWord();
    else if (this.text.charAt(this.at) === "&") this.at += 1;
    return true;
  }

  private hereDocuments(): void {
    for (const { delimiter, tabs } of this.waiting.splice(0)) {
      const start = this.at;
      while (this.at < this.end) {
        const newline = this.text.indexOf("\n", this.at);
        const stop = newline === -1 || newline > this.end ? this.end : newline;
        const line = this.text.slice(this.at, stop).replace(/\r$/, "");
        const bodyEnd = this.at;
        this.at = Math.min(stop + 1, this.end);
        // In a script inside a manifest every line is indented.
        if (line === delimiter || ((tabs || this.source.span.start > 0) && line.trim() === delimiter)) {
          this.tokens.push({ kind: "heredoc", span: { start, end: bodyEnd } });
          this.tokens.push({ kind: "operator", text: "\n", span: { start: bodyEnd, end: bodyEnd } });
          break;
        }
      }
    }
  }

  private word(): void {
    const { word, inner } = this.readWord();
    this.tokens.push({ kind: "word", word, inner });
  }

  private readWord(): { readonly word: Word; readonly inner: readonly Span[] } {
    const start = this.at;
    const pieces: Piece[] = [];
    const inner: Span[] = [];
    let quoted = false;
    while (this.at < this.end) {
      const char = this.text.charAt(this.at);
      if (/[\s;&|()<>]/.test(char)) break;
      if (char === "'" || char === '"') {
        quoted = true;
        this.quotedPart(char, pieces, inner);
      } else if (char === "\\") {
        if (/\r?\n/.test(this.text.slice(this.at + 1, this.at + 3)) && /[\r\n]/.test(this.text.charAt(this.at + 1))) break;
        pieces.push({ kind: "text", text: this.text.charAt(this.at + 1) });
        this.at += 2;
      } else if (char === "$" || char === "`") this.expansion(pieces, inner);
      else this.plain(pieces, /[\s;&|()<>'"\\$`]/);
    }
    // A lone character that nothing reads must not be read for ever.
    if (this.at === start) this.at += 1;
    return { word: { pieces: merged(pieces), span: { start, end: Math.min(this.at, this.end) }, quoted }, inner };
  }

  private plain(pieces: Piece[], stop: RegExp): void {
    const from = this.at;
    while (this.at < this.end && !stop.test(this.text.charAt(this.at))) this.at += 1;
    if (this.at === from) {
      this.at += 1;
      pieces.push({ kind: "text", text: this.text.charAt(from) });
    } else pieces.push(...textPieces(this.text.slice(from, this.at), from, this.source.masked));
  }

  private quotedPart(quote: string, pieces: Piece[], inner: Span[]): void {
    this.at += 1;
    while (this.at < this.end && this.text.charAt(this.at) !== quote) {
      const char = this.text.charAt(this.at);
      if (quote === '"' && char === "\\") {
        pieces.push({ kind: "text", text: this.text.charAt(this.at + 1) });
        this.at += 2;
      } else if (quote === '"' && (char === "$" || char === "`")) this.expansion(pieces, inner);
      else this.plain(pieces, quote === '"' ? /["\\$`]/ : /'/);
    }
    this.at += 1;
    if (pieces.length === 0) pieces.push({ kind: "text", text: "" });
  }

  /** `$NAME`, `${NAME:-x}`, `$(command)`, backticks, `$((1+1))`. */
  private expansion(pieces: Piece[], inner: Span[]): void {
    const { text, at } = this;
    const name = /^\$(\w+|[@*#?!$-])/.exec(text.slice(at, at + 64));
    if (name) {
      this.at += name[0].length;
      pieces.push({ kind: "variable", variable: { scheme: "shell", name: name[1] ?? "" } });
      return;
    }
    if (text.startsWith("${", at)) {
      const close = text.indexOf("}", at);
      this.at = close === -1 || close > this.end ? this.end : close + 1;
      const variable = /^\$\{(\w+)\}$/.exec(text.slice(at, this.at))?.[1];
      pieces.push({ kind: "variable", variable: variable === undefined ? undefined : { scheme: "shell", name: variable } });
      return;
    }
    if (text.startsWith("$(", at)) {
      const close = matching(text, at + 1, this.end);
      if (!text.startsWith("$((", at)) inner.push({ start: at + 2, end: close });
      const alone = /^\$\((\w+)\)$/.exec(text.slice(at, close + 1))?.[1];
      this.at = Math.min(close + 1, this.end);
      pieces.push({ kind: "variable", variable: alone === undefined ? undefined : { scheme: "shell", name: alone } });
      return;
    }
    if (text.charAt(at) === "`") {
      const close = text.indexOf("`", at + 1);
      const stop = close === -1 || close > this.end ? this.end : close;
      inner.push({ start: at + 1, end: stop });
      this.at = Math.min(stop + 1, this.end);
      pieces.push({ kind: "variable", variable: undefined });
      return;
    }
    this.at += 1;
    pieces.push({ kind: "text", text: "$" });
  }
}

/** The parenthesis that closes the one at `open`. */
function matching(text: string, open: number, end: number): number {
  let depth = 0;
  for (let at = open; at < end; at += 1) {
    const char = text.charAt(at);
    if (char === "\\") at += 1;
    else if (char === "'") {
      const close = text.indexOf("'", at + 1);
      if (close !== -1 && close < end) at = close;
    } else if (char === "(") depth += 1;
    else if (char === ")" && --depth === 0) return at;
  }
  return end;
}
