/** Types written in JSDoc comments, as far as they are simple. They only add types where the code has none. */
import type { Comment, TypeRef } from "../../ir/types";
import type { Ctx } from "./context";
import { optionalOf, typeByName, unionOf } from "./types";

const noSpan = { start: 0, end: 0 };

/** The type of `@param {T} name` in a comment; undefined when there is none or it is not simple. */
export function jsDocParamType(ctx: Ctx, doc: string | undefined, name: string): TypeRef | undefined {
  if (doc === undefined || name === "") return undefined;
  for (const match of doc.matchAll(/@(?:param|arg|argument)\s*\{([^{}]{1,200})\}\s*(\[?)([\w$]+)/g)) {
    if (match[3] !== name) continue;
    const type = jsDocType(ctx, match[1] ?? "");
    return type && match[2] === "[" ? optionalOf(type) : type;
  }
  return undefined;
}

/** The type of `@type {T}` or `@returns {T}` in a comment. */
export function jsDocTagType(ctx: Ctx, doc: string | undefined, tag: "type" | "returns"): TypeRef | undefined {
  if (doc === undefined) return undefined;
  const pattern = tag === "type" ? /@type\s*\{([^{}]{1,200})\}/ : /@returns?\s*\{([^{}]{1,200})\}/;
  const text = pattern.exec(doc)?.[1];
  return text === undefined ? undefined : jsDocType(ctx, text);
}

/** Names, dotted names, `import("m").T`, `T[]`, `Array<T>`, `A|B`, `?T`, `T=`. */
function jsDocType(ctx: Ctx, source: string): TypeRef | undefined {
  const text = source.trim().replace(/^\((.*)\)$/, "$1");
  if (/^[?]|=$/.test(text)) {
    const inner = jsDocType(ctx, text.replace(/^\?|=$/g, ""));
    return inner && optionalOf(inner);
  }
  if (text.startsWith("!") || text.startsWith("...")) return jsDocType(ctx, text.replace(/^(!|\.\.\.)/, ""));
  const members = splitTop(text, "|");
  if (members.length > 1) {
    const types = members.map((member) => jsDocType(ctx, member));
    return types.every((type) => type !== undefined) ? unionOf(types) : undefined;
  }
  if (text.endsWith("[]")) {
    const element = jsDocType(ctx, text.slice(0, -2));
    return element && { kind: "list", element };
  }
  const match = /^(?:(import\(['"][^'"]+['"]\)|[\w$.]+)\.)?([\w$]+)(?:\.?<(.*)>)?$/.exec(text);
  if (!match?.[2]) return undefined;
  const args = match[3] === undefined ? [] : splitTop(match[3], ",").map((arg) => jsDocType(ctx, arg) ?? { kind: "unknown" as const });
  const imported = match[1] === undefined ? undefined : /^import\(['"](.+)['"]\)$/.exec(match[1])?.[1];
  const qualifier = imported === undefined ? match[1] : ctx.importedType(imported, noSpan);
  if (match[2] === "Object" && args.length === 2) return typeByName(undefined, "Record", args, noSpan);
  if (match[2] === "array" || match[2] === "function" || match[2] === "boolean") {
    return typeByName(undefined, match[2] === "array" ? "Array" : match[2] === "function" ? "Function" : "boolean", args, noSpan);
  }
  return typeByName(qualifier, match[2], args, noSpan);
}

/** Splits at a separator that stands outside of brackets. */
function splitTop(text: string, separator: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if ("<([".includes(char)) depth += 1;
    else if (">)]".includes(char)) depth -= 1;
    else if (char === separator && depth === 0) {
      pieces.push(text.slice(from, i));
      from = i + 1;
    }
  }
  pieces.push(text.slice(from));
  return pieces;
}

/**
 * Finds the JSDoc comment that belongs to code starting at an offset: the last one before it, when nothing but the head of the same
 * declaration (`export const f = `) stands between.
 */
export function jsDocFinder(text: string, comments: readonly Comment[]): (start: number) => string | undefined {
  const docs = comments.filter((comment) => comment.text.startsWith("/**"));
  return (start) => {
    let low = 0;
    let high = docs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((docs[middle]?.span.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const doc = docs[low - 1];
    if (!doc || start - doc.span.end > 200) return undefined;
    return /[;{}(]/.test(text.slice(doc.span.end, start)) ? undefined : doc.text;
  };
}
