/**
 * Expressions inside of macro calls, which the grammar leaves as tokens: names, fields, calls, literals, references, `?`, `.await`,
 * simple operators and struct-free blocks. What else stands there becomes unknown, and is passed over.
 */
import type { Expr } from "../../ir/types";
import type { Span } from "../../text/span";
import { callOf, emptyCollection, givesReceiver, nothing, wrapsArgument } from "./calls";
import type { Ctx } from "./context";
import { numberValue, stringValue } from "./literals";
import { pathExpr } from "./names";

const token =
  /(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s+)|([bc]?r(#*)"[\s\S]*?"\2|[bc]?"(?:\\[\s\S]|[^"\\])*"|b?'(?:\\[^\n]{1,10}?|[^'\\\n])'|'\w+)|((?:0[xob][\w]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?\w*))|([A-Za-z_$]\w*)|(::|->|=>|\.\.=?|&&|\|\||[-+*/%&|^=!<>]=|[\s\S])/y;

interface Token {
  readonly kind: "text" | "number" | "word" | "sign";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const maxTokens = 4000;
const maxNesting = 60;

/** Tokens between two offsets. */
export function tokensIn(text: string, start: number, end: number): readonly Token[] {
  const found: Token[] = [];
  token.lastIndex = start;
  while (token.lastIndex < end && found.length < maxTokens) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) break;
    const [whole, literal, , number, word, sign] = match;
    const kind =
      literal !== undefined
        ? "text"
        : number !== undefined
          ? "number"
          : word !== undefined
            ? "word"
            : sign !== undefined
              ? "sign"
              : undefined;
    if (kind) found.push({ kind, text: whole, start: at, end: Math.min(end, at + whole.length) });
    if (token.lastIndex <= at) break;
  }
  return found;
}

/** Groups of tokens between signs such as commas that stand in no brackets. */
export function splitTokens(tokens: readonly Token[], sign: string): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const one of tokens) {
    if (one.kind === "sign" && /^[([{]$/.test(one.text)) depth += 1;
    else if (one.kind === "sign" && /^[)\]}]$/.test(one.text)) depth -= 1;
    if (depth === 0 && one.kind === "sign" && one.text === sign) parts.push([]);
    else parts[parts.length - 1]?.push(one);
  }
  return parts.filter((part) => part.length > 0);
}

/** One expression; unknown with what could be read of it when tokens are left over. */
export function exprOfTokens(ctx: Ctx, tokens: readonly Token[]): Expr {
  const reader = new TokenReader(ctx, tokens);
  return reader.whole();
}

class TokenReader {
  private at = 0;
  private depth = 0;
  constructor(
    private readonly ctx: Ctx,
    private readonly tokens: readonly Token[],
  ) {}

  whole(): Expr {
    const first = this.tokens[0];
    const last = this.tokens[this.tokens.length - 1];
    const expr = this.binary();
    if (this.at >= this.tokens.length) return expr;
    return { kind: "unknown", parts: [expr], span: { start: first?.start ?? 0, end: last?.end ?? 0 } };
  }

  private peek(text: string): boolean {
    return this.tokens[this.at]?.text === text && this.tokens[this.at]?.kind !== "text";
  }

  private take(text: string): Token | undefined {
    if (!this.peek(text)) return undefined;
    return this.tokens[this.at++];
  }

  private binary(): Expr {
    let left = this.unary();
    for (
      let next = this.tokens[this.at];
      next?.kind === "sign" && /^(\+|-|\*|\/|%|==|!=|<|>|<=|>=|&&|\|\|)$/.test(next.text);
      next = this.tokens[this.at]
    ) {
      this.at += 1;
      const right = this.unary();
      left = { kind: "binary", op: next.text, left, right, span: { start: left.span.start, end: right.span.end } };
    }
    return left;
  }

  private unary(): Expr {
    const next = this.tokens[this.at];
    if (next?.kind === "sign" && /^(&|&&|\*)$/.test(next.text)) {
      this.at += 1;
      this.take("mut");
      return this.nested(() => this.unary());
    }
    if (next?.kind === "sign" && (next.text === "-" || next.text === "!")) {
      this.at += 1;
      const operand = this.nested(() => this.unary());
      return { kind: "unary", op: next.text, operand, span: { start: next.start, end: operand.span.end } };
    }
    return this.postfix(this.primary());
  }

  /** Bounded, since brackets may nest as deep as somebody likes. */
  private nested(work: () => Expr): Expr {
    if (this.depth > maxNesting) {
      this.at = this.tokens.length;
      return nothing(this.tokens[this.tokens.length - 1] ?? { start: 0, end: 0 });
    }
    this.depth += 1;
    const made = work();
    this.depth -= 1;
    return made;
  }

  private primary(): Expr {
    const next = this.tokens[this.at];
    if (!next) return nothing(this.tokens[this.tokens.length - 1] ?? { start: 0, end: 0 });
    const at: Span = { start: next.start, end: next.end };
    this.at += 1;
    switch (next.kind) {
      case "text":
        return { kind: "literal", type: "string", value: stringValue(next.text), span: at };
      case "number": {
        const value = numberValue(next.text);
        return value === undefined ? nothing(at) : { kind: "literal", type: "number", value, span: at };
      }
      case "word":
        if (next.text === "true" || next.text === "false") return { kind: "literal", type: "bool", value: next.text === "true", span: at };
        return this.path(next);
      case "sign":
        if (next.text === "(" || next.text === "[") {
          const close = next.text === "(" ? ")" : "]";
          const { items, end } = this.items(close);
          const [only] = items;
          if (close === ")" && only && items.length === 1) return only;
          const entries = items.map((value) => ({ value, spread: false, span: value.span }));
          return { kind: "composite", shape: "list", entries, span: { start: at.start, end } };
        }
        return nothing(at);
    }
  }

  /** `a::b::<T>::c` */
  private path(first: Token): Expr {
    let text = first.text;
    let end = first.end;
    while (this.peek("::")) {
      this.at += 1;
      const next = this.tokens[this.at];
      if (next?.kind === "word") {
        text += `::${next.text}`;
        end = next.end;
        this.at += 1;
      } else if (!this.generics()) break;
    }
    if (this.peek("!")) {
      // A macro within a macro: its arguments are passed over.
      const open = this.tokens[this.at + 1];
      if (open && /^[([{]$/.test(open.text)) {
        this.at += 2;
        const { items, end: close } = this.items(open.text === "(" ? ")" : open.text === "[" ? "]" : "}");
        const span = { start: first.start, end: close };
        return text === "format" || text === "concat" ? { kind: "unknown", parts: items, span } : { kind: "unknown", parts: items, span };
      }
    }
    return pathExpr(this.ctx, text, { start: first.start, end });
  }

  private generics(): boolean {
    if (!this.take("<")) return false;
    let depth = 1;
    while (depth > 0 && this.at < this.tokens.length) {
      const text = this.tokens[this.at]?.text;
      if (text === "<") depth += 1;
      if (text === ">") depth -= 1;
      this.at += 1;
    }
    return true;
  }

  private postfix(start: Expr): Expr {
    let expr = start;
    for (;;) {
      if (this.take("?")) continue;
      if (this.peek("(")) {
        this.at += 1;
        expr = this.called(expr);
      } else if (this.peek("[")) {
        this.at += 1;
        const { items, end } = this.items("]");
        expr = { kind: "index", object: expr, index: items[0] ?? nothing(expr.span), span: { start: expr.span.start, end } };
      } else if (this.peek(".")) {
        const name = this.tokens[this.at + 1];
        if (name?.kind !== "word" && name?.kind !== "number") return expr;
        this.at += 2;
        const at = { start: expr.span.start, end: name.end };
        if (name.text === "await") expr = { kind: "await", operand: expr, span: at };
        else if (this.peek("(") || this.peek("::")) {
          if (this.take("::")) this.generics();
          if (!this.take("(")) return expr;
          const { items, end } = this.items(")");
          if (givesReceiver(this.ctx, name.text, items.length)) continue;
          const callee: Expr = { kind: "member", object: expr, name: name.text, nameSpan: { start: name.start, end: name.end }, span: at };
          expr = callOf(
            callee,
            items.map((value) => ({ value, spread: false })),
            { start: at.start, end },
            { start: name.end, end },
          );
        } else expr = { kind: "member", object: expr, name: name.text, nameSpan: { start: name.start, end: name.end }, span: at };
      } else return expr;
    }
  }

  private called(callee: Expr): Expr {
    const { items, end } = this.items(")");
    const at = { start: callee.span.start, end };
    const text = this.ctx.text.slice(callee.span.start, callee.span.end);
    const [only] = items;
    if (only && wrapsArgument(text, items.length)) return only;
    const fresh = items.length < 2 ? emptyCollection(text, at) : undefined;
    return (
      fresh ??
      callOf(
        callee,
        items.map((value) => ({ value, spread: false })),
        at,
        { start: callee.span.end, end },
      )
    );
  }

  /** What stands between brackets, the opening one taken already. */
  private items(close: string): { readonly items: readonly Expr[]; readonly end: number } {
    const from = this.at;
    let depth = 0;
    while (this.at < this.tokens.length) {
      const one = this.tokens[this.at];
      if (one?.kind === "sign" && depth === 0 && one.text === close) break;
      if (one?.kind === "sign" && /^[([{]$/.test(one.text)) depth += 1;
      if (one?.kind === "sign" && /^[)\]}]$/.test(one.text)) depth -= 1;
      this.at += 1;
    }
    const inside = this.tokens.slice(from, this.at);
    const end = this.tokens[this.at]?.end ?? inside[inside.length - 1]?.end ?? 0;
    this.at += 1;
    if (this.depth > maxNesting) return { items: [], end };
    this.depth += 1;
    const items = splitTokens(inside, ",").map((part) => {
      const inner = new TokenReader(this.ctx, part);
      inner.depth = this.depth;
      return inner.whole();
    });
    this.depth -= 1;
    return { items, end };
  }
}
