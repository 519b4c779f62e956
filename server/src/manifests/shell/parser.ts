/** Shell text to a tree of commands. Broken scripts give the commands that can be made out. */
import type { Span } from "../../text/span";
import { part, type Source } from "../source";
import { type Token, tokensOf } from "./lexer";
import type { Heredoc, ShellNode, SimpleCommand } from "./types";
import { startOf, textOf, type Word } from "./words";

const maxDepth = 40;

/** Commands of a script. */
export function parseShell(source: Source, depth = 0): readonly ShellNode[] {
  if (depth > maxDepth) return [];
  return new Parser(source, tokensOf(source), depth).list([]);
}

class Parser {
  private at = 0;

  constructor(
    private readonly source: Source,
    private readonly tokens: readonly Token[],
    private depth: number,
  ) {}

  /** Commands up to one of the words, which is not taken, or the end. */
  list(until: readonly string[]): readonly ShellNode[] {
    const nodes: ShellNode[] = [];
    while (this.at < this.tokens.length) {
      if (until.includes(this.peek() ?? "")) break;
      const before = this.at;
      const node = this.command();
      if (node) nodes.push(node);
      if (this.at === before) this.at += 1;
    }
    return nodes;
  }

  /** Text of the next token where it is a bare word or an operator. */
  private peek(): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind === "operator") return token.text;
    return token?.kind === "word" && !token.word.quoted ? textOf(token.word) : undefined;
  }

  private take(text: string): boolean {
    if (this.peek() !== text) return false;
    this.at += 1;
    return true;
  }

  private position(): number {
    const token = this.tokens[this.at];
    return token ? spanOf(token).start : this.source.span.end;
  }

  private end(): number {
    const token = this.tokens[this.at - 1];
    return token ? spanOf(token).end : this.source.span.start;
  }

  private command(): ShellNode | undefined {
    const start = this.position();
    if (this.depth > maxDepth) {
      this.at = this.tokens.length;
      return undefined;
    }
    this.depth += 1;
    try {
      return this.compound(start) ?? this.simple(start);
    } finally {
      this.depth -= 1;
    }
  }

  private compound(start: number): ShellNode | undefined {
    switch (this.peek()) {
      case "while":
      case "until": {
        this.at += 1;
        const condition = this.list(["do"]);
        const body = this.body("do", "done");
        return { kind: "loop", loop: "while", condition, body, span: { start, end: this.end() } };
      }
      case "for":
        return this.forLoop(start);
      case "if": {
        this.at += 1;
        return this.branches(start);
      }
      case "case":
        return this.caseBranches(start);
      case "function":
        this.at += 1;
        return this.functionNamed(start);
      case "{":
        return { kind: "group", body: this.body("{", "}"), span: { start, end: this.end() } };
      case "(":
        return { kind: "group", body: this.body("(", ")"), span: { start, end: this.end() } };
      default:
        return this.tokens[this.at + 1]?.kind === "operator" && this.isFunction() ? this.functionNamed(start) : undefined;
    }
  }

  private isFunction(): boolean {
    const [name, open, close] = [this.tokens[this.at], this.tokens[this.at + 1], this.tokens[this.at + 2]];
    return name?.kind === "word" && isOperator(open, "(") && isOperator(close, ")");
  }

  private functionNamed(start: number): ShellNode | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== "word") return undefined;
    this.at += 1;
    if (this.take("(")) this.take(")");
    while (this.take("\n"));
    const opens = this.peek() === "(" ? "(" : "{";
    const body = this.body(opens, opens === "(" ? ")" : "}");
    return { kind: "function", name: startOf(token.word), nameSpan: token.word.span, body, span: { start, end: this.end() } };
  }

  private body(open: string, close: string): readonly ShellNode[] {
    if (!this.take(open)) return [];
    const nodes = this.list([close]);
    this.take(close);
    return nodes;
  }

  private forLoop(start: number): ShellNode {
    this.at += 1;
    const over: Word[] = [];
    let variable: string | undefined;
    while (this.at < this.tokens.length && this.peek() !== "do") {
      const token = this.tokens[this.at];
      if (token?.kind === "word") {
        if (variable === undefined) variable = textOf(token.word) ?? "";
        else if (textOf(token.word) !== "in" || token.word.quoted) over.push(token.word);
      }
      this.at += 1;
    }
    const body = this.body("do", "done");
    return { kind: "loop", loop: "for", ...(variable ? { variable } : {}), over, condition: [], body, span: { start, end: this.end() } };
  }

  private branches(start: number): ShellNode {
    const condition = [...this.list(["then"])];
    const bodies: (readonly ShellNode[])[] = [];
    while (this.take("then") || this.take("else")) {
      bodies.push(this.list(["elif", "else", "fi"]));
      if (this.take("elif")) condition.push(...this.list(["then"]));
    }
    this.take("fi");
    return { kind: "branch", condition, bodies, span: { start, end: this.end() } };
  }

  private caseBranches(start: number): ShellNode {
    this.at += 1;
    while (this.at < this.tokens.length && !this.take("in")) this.at += 1;
    const bodies: (readonly ShellNode[])[] = [];
    while (this.at < this.tokens.length && this.peek() !== "esac") {
      while (this.at < this.tokens.length && !this.take(")") && this.peek() !== "esac") this.at += 1;
      bodies.push(this.list([";;", "esac"]));
      this.take(";;");
      while (this.take("\n"));
    }
    this.take("esac");
    return { kind: "branch", condition: [], bodies, span: { start, end: this.end() } };
  }

  private simple(start: number): ShellNode | undefined {
    const words: Word[] = [];
    const assignments: SimpleCommand["assignments"][number][] = [];
    const heredocs: Heredoc[] = [];
    const inner: Span[] = [];
    let background = false;
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at];
      if (!token) break;
      if (token.kind === "operator") {
        // A closing parenthesis belongs to whoever opened it.
        if (token.text === ")" || token.text === ";;") break;
        this.at += 1;
        background = token.text === "&";
        // Bodies of here-documents come behind the line's end.
        while (token.text === "\n" && this.tokens[this.at]?.kind === "heredoc") {
          const body = this.tokens[this.at];
          if (body?.kind === "heredoc") heredocs.push({ span: body.span });
          this.at += 1;
        }
        break;
      }
      this.at += 1;
      if (token.kind === "heredoc") {
        heredocs.push({ span: token.span });
        continue;
      }
      inner.push(...token.inner);
      const assignment = words.length === 0 ? assignmentOf(token.word) : undefined;
      if (assignment) assignments.push(assignment);
      else words.push(token.word);
    }
    if (words.length === 0 && assignments.length === 0 && heredocs.length === 0) return undefined;
    return {
      kind: "command",
      assignments,
      words,
      inner: inner.flatMap((span) => parseShell(part(this.source, span), this.depth)),
      heredocs,
      background,
      span: { start, end: words.at(-1)?.span.end ?? this.end() },
    };
  }
}

function isOperator(token: Token | undefined, text: string): boolean {
  return token?.kind === "operator" && token.text === text;
}

function spanOf(token: Token): Span {
  return token.kind === "word" ? token.word.span : token.span;
}

/** `NAME=value`, which is no command. */
export function assignmentOf(word: Word): SimpleCommand["assignments"][number] | undefined {
  const match = /^([A-Za-z_]\w*)\+?=/.exec(startOf(word));
  if (!match) return undefined;
  const [first, ...others] = word.pieces;
  const rest = first?.kind === "text" ? first.text.slice(match[0].length) : "";
  const pieces =
    rest === ""
      ? others.length === 0
        ? [{ kind: "text" as const, text: "" }]
        : others
      : [{ kind: "text" as const, text: rest }, ...others];
  const value = { ...word, pieces, span: { start: Math.min(word.span.start + match[0].length, word.span.end), end: word.span.end } };
  return { name: match[1] ?? "", value, span: word.span };
}
