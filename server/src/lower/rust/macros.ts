/** Macro calls: text that is formatted, lists, values handed back as errors, and the rest as a call of its arguments. */
import type { Expr, Stmt } from "../../ir/types";
import type { Span } from "../../text/span";
import { callOf, nothing } from "./calls";
import type { Ctx, Sink } from "./context";
import { stringValue } from "./literals";
import { pathExpr } from "./names";
import { childNamed, childOf, type N, span, textOf } from "./node";
import { segmentsOf } from "./paths";
import { exprOfTokens, splitTokens, tokensIn } from "./token-exprs";

/** Macros that end the function. */
const throwing: ReadonlySet<string> = new Set(["panic", "unreachable", "todo", "unimplemented", "bail"]);
const formatting: ReadonlySet<string> = new Set(["format", "format_args", "concat"]);
/** Arguments of these run. */
const running: ReadonlySet<string> = new Set(["join", "try_join", "pin", "dbg", "ready", "ok", "timeout"]);

function nameOf(ctx: Ctx, node: N): string {
  const name = childNamed(node, "macro");
  return name ? (segmentsOf(textOf(ctx, name)).at(-1) ?? "") : "";
}

export const isThrow = (ctx: Ctx, node: N): boolean => throwing.has(nameOf(ctx, node));

function argumentsIn(ctx: Ctx, node: N): { readonly parts: ReturnType<typeof splitTokens>; readonly tree: N | undefined } {
  const tree = childOf(node, "token_tree");
  return { parts: tree ? splitTokens(tokensIn(ctx.text, tree.start + 1, tree.end - 1), ",") : [], tree };
}

export function macroExpr(ctx: Ctx, node: N): Expr {
  const name = nameOf(ctx, node);
  const at = span(node);
  const { parts, tree } = argumentsIn(ctx, node);
  if (formatting.has(name)) return formatted(ctx, parts, at);
  if (name === "vec") {
    // `vec![item; n]`
    const [repeated, count] = tree ? splitTokens(tokensIn(ctx.text, tree.start + 1, tree.end - 1), ";") : [];
    if (repeated && count) return repeat(exprOfTokens(ctx, repeated), exprOfTokens(ctx, count), at);
    const values = parts.map((part) => exprOfTokens(ctx, part));
    return { kind: "composite", shape: "list", entries: values.map((value) => ({ value, spread: false, span: value.span })), span: at };
  }
  if (
    /^(debug|info|warn|error|trace|event|log|print|println|eprint|eprintln|assert|assert_eq|assert_ne|debug_assert|matches|write|writeln)$/.test(
      name,
    )
  ) {
    return { kind: "unknown", parts: parts.map((part) => exprOfTokens(ctx, part)), span: at };
  }
  if (running.has(name))
    return { kind: "unknown", parts: parts.map((part) => ({ kind: "await", operand: exprOfTokens(ctx, part), span: at })), span: at };
  if (name === "select" || throwing.has(name)) return nothing(at);
  return { kind: "unknown", parts: parts.map((part) => exprOfTokens(ctx, part)), span: at };
}

/** `vec![0u8; n]` is as large as the number says; of other items it is a list. */
function repeat(item: Expr, count: Expr, at: Span): Expr {
  if (item.kind !== "literal" || item.type !== "number") {
    return { kind: "composite", shape: "list", entries: [{ value: item, spread: false, span: item.span }], span: at };
  }
  const callee: Expr = { kind: "name", name: "vec", span: { start: at.start, end: Math.min(at.end, at.start + 3) } };
  return callOf(callee, [{ value: count, spread: false }], at, { start: at.end, end: at.end });
}

const hole = /\{\{|\}\}|\{\s*([\w]*)\s*(?::[^{}]*)?\}/g;

/** `format!("/a/{}/{name}", x)`: https://doc.rust-lang.org/std/fmt/ */
function formatted(ctx: Ctx, parts: ReturnType<typeof splitTokens>, at: Span): Expr {
  const [first, ...rest] = parts;
  const only = first?.length === 1 ? first[0] : undefined;
  if (only?.kind !== "text") {
    return { kind: "template", parts: parts.map((part) => exprOfTokens(ctx, part)), span: at };
  }
  const plain: Expr[] = [];
  const byName = new Map<string, Expr>();
  for (const part of rest) {
    const [word, sign, ...value] = part;
    if (word?.kind === "word" && sign?.text === "=" && value.length > 0) byName.set(word.text, exprOfTokens(ctx, value));
    else plain.push(exprOfTokens(ctx, part));
  }
  const place: Span = { start: only.start, end: only.end };
  const text = stringValue(only.text);
  const pieces: Expr[] = [];
  const literal = (value: string): void => {
    const last = pieces[pieces.length - 1];
    if (value === "") return;
    if (last?.kind === "literal") pieces[pieces.length - 1] = { ...last, value: `${last.value}${value}` };
    else pieces.push({ kind: "literal", type: "string", value, span: place });
  };
  let from = 0;
  let next = 0;
  for (const match of text.matchAll(hole)) {
    const [whole, name = ""] = match;
    literal(text.slice(from, match.index));
    from = match.index + whole.length;
    if (whole === "{{" || whole === "}}") literal(whole.slice(1));
    else if (name === "") pieces.push(plain[next++] ?? nothing(place));
    else if (/^\d+$/.test(name)) pieces.push(plain[Number(name)] ?? nothing(place));
    else pieces.push(byName.get(name) ?? pathExpr(ctx, name, place));
  }
  literal(text.slice(from));
  const [single] = pieces;
  if (pieces.length === 0) return { kind: "literal", type: "string", value: "", span: at };
  if (single?.kind === "literal" && pieces.length === 1) return { ...single, span: at };
  return { kind: "template", parts: pieces, span: at };
}

/** Statements that a macro stands for; undefined when it is an expression. */
export function macroStmts(ctx: Ctx, node: N, _sink: Sink): readonly Stmt[] | undefined {
  const name = nameOf(ctx, node);
  const at = span(node);
  if (throwing.has(name)) return [{ kind: "throw", span: at }];
  if (name === "ensure") {
    const { parts } = argumentsIn(ctx, node);
    return parts[0] ? [{ kind: "expr", expr: exprOfTokens(ctx, parts[0]), span: at }] : [];
  }
  return undefined;
}
