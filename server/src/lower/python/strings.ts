/** String literals, f-strings, and the two older ways to put values into text, all as templates. */
import type { Arg, Expr } from "../../ir/types";
import type { Span } from "../../text/span";
import type { Ctx } from "./context";
import { decodeContent, prefixOf } from "./literals";
import { childNamed, firstNamed, type N, named, span, textOf } from "./node";

/** One string or several in a row. */
export function stringOfNode(ctx: Ctx, node: N): Expr {
  const pieces: Expr[] = [];
  for (const one of node.type === "concatenated_string" ? named(node) : [node]) if (one.type === "string") addPieces(ctx, one, pieces);
  return templateOf(pieces, span(node));
}

function addPieces(ctx: Ctx, node: N, pieces: Expr[]): void {
  const start = node.children.find((child) => child.type === "string_start");
  const prefix = start ? prefixOf(textOf(ctx, start)) : "";
  for (const child of node.children) {
    if (child.type === "string_content") {
      const content = decodeContent(textOf(ctx, child), prefix);
      pieces.push(literal(/f/i.test(prefix) ? content.replaceAll("{{", "{").replaceAll("}}", "}") : content, span(child)));
    } else if (child.type === "interpolation") {
      const inner = childNamed(child, "expression") ?? firstNamed(child);
      if (inner) pieces.push(ctx.expr(inner));
    }
  }
}

const literal = (value: string, at: Span): Expr & { readonly kind: "literal" } => ({ kind: "literal", type: "string", value, span: at });

/** Pieces in a row; neighbouring literals become one. */
function templateOf(pieces: readonly Expr[], at: Span): Expr {
  const parts: Expr[] = [];
  for (const piece of pieces) {
    const last = parts[parts.length - 1];
    if (piece.kind === "literal" && last?.kind === "literal" && last.type === "string" && piece.type === "string")
      parts[parts.length - 1] = literal(`${last.value}${piece.value}`, { start: last.span.start, end: piece.span.end });
    else parts.push(piece);
  }
  const only = parts[0];
  if (!only) return literal("", at);
  if (parts.length === 1 && only.kind === "literal" && only.type === "string") return { ...only, span: at };
  return { kind: "template", parts, span: at };
}

const conversion = /%(?:\((\w+)\))?[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?([diouxXeEfFgGcrsab%])/g;

/** `"…%s…" % values`; undefined when the text on the left is no literal or the values do not fit it. */
export function percentFormat(format: Expr, values: Expr, at: Span): Expr | undefined {
  if (format.kind !== "literal" || typeof format.value !== "string") return undefined;
  const listed = values.kind === "composite" && values.shape === "list" ? values.entries.map((entry) => entry.value) : [values];
  const pieces: Expr[] = [];
  let from = 0;
  let next = 0;
  for (const found of format.value.matchAll(conversion)) {
    const [whole, name, kind] = found;
    pieces.push(literal(format.value.slice(from, found.index), format.span));
    from = found.index + whole.length;
    if (kind === "%") {
      pieces.push(literal("%", format.span));
      continue;
    }
    const value = name === undefined ? listed[next] : entryNamed(values, name);
    next += 1;
    pieces.push(value ?? { kind: "unknown", parts: [values], span: values.span });
  }
  pieces.push(literal(format.value.slice(from), format.span));
  return templateOf(pieces.filter(isSomething), at);
}

function entryNamed(values: Expr, name: string): Expr | undefined {
  return values.kind === "composite" ? values.entries.find((entry) => entry.name === name)?.value : undefined;
}

const field = /\{\{|\}\}|\{([\w.[\]]*)(?:![rsa])?(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}/g;

/** `"…{}…{name}…".format(values)`; undefined when the receiver is no literal. */
export function braceFormat(format: Expr, args: readonly Arg[], at: Span): Expr | undefined {
  if (format.kind !== "literal" || typeof format.value !== "string") return undefined;
  const pieces: Expr[] = [];
  let from = 0;
  let next = 0;
  for (const found of format.value.matchAll(field)) {
    const [whole, name = ""] = found;
    pieces.push(literal(format.value.slice(from, found.index), format.span));
    from = found.index + whole.length;
    if (whole === "{{" || whole === "}}") {
      pieces.push(literal(whole.slice(1), format.span));
      continue;
    }
    const root = /^\w*/.exec(name)?.[0] ?? "";
    const position = root === "" ? next : Number(root);
    if (root === "") next += 1;
    const arg = Number.isNaN(position)
      ? args.find((candidate) => candidate.name === root)
      : args.filter((candidate) => candidate.name === undefined)[position];
    pieces.push(arg && !arg.spread && name === root ? arg.value : { kind: "unknown", parts: arg ? [arg.value] : [], span: format.span });
  }
  pieces.push(literal(format.value.slice(from), format.span));
  return templateOf(pieces.filter(isSomething), at);
}

const isSomething = (piece: Expr): boolean => piece.kind !== "literal" || piece.value !== "";
