/**
 * Templates in configuration files: Jinja, Go templates (Helm), ERB. They are masked by characters that no file has, letter for letter, so
 * that what is left can be read as what it becomes and every place stays where it was.
 */
import type { Variable } from "../settings/types";

/** Stands for text that a template puts there; private use, so that it is plain text to every reader. */
export const unknownMark = "\uE000";

export interface Masked {
  readonly text: string;
  /** Start of each run of marks to the expression that makes it. */
  readonly expressions: ReadonlyMap<number, string>;
  /** Ranges that a condition or loop of the template decides about. */
  readonly conditional: readonly (readonly [number, number])[];
  /** Places where a template puts lines of its own. */
  readonly inserted: readonly number[];
}

const opening = /\{\{|\{%|\{#|<%/g;
const closingOf: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>" };

/** A text without templates comes back as it is. */
export function maskTemplates(text: string): Masked {
  if (!/\{\{|\{%|\{#|<%/.test(text)) return { text, expressions: new Map(), conditional: [], inserted: [] };
  const out: string[] = [];
  const expressions = new Map<number, string>();
  const conditional: [number, number][] = [];
  const inserted: number[] = [];
  const open: number[] = [];
  let at = 0;
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const close = closingOf[match[0]] ?? "";
    const end = text.indexOf(close, match.index + 2);
    if (end === -1) break;
    const stop = end + close.length;
    const body = text
      .slice(match.index + 2, end)
      .replace(/^[-=+]/, "")
      .replace(/-$/, "")
      .trim();
    out.push(text.slice(at, match.index));
    const control = controlOf(match[0], body);
    if (control === "open") open.push(match.index);
    if (control === "close") {
      const start = open.pop();
      if (start !== undefined) conditional.push([start, stop]);
    }
    const whole = text.slice(match.index, stop);
    if (control) out.push(blank(whole, " "));
    else if (isAlone(text, match.index, stop)) {
      inserted.push(match.index);
      out.push(blank(whole, " "));
    } else {
      expressions.set(match.index, body);
      // A line end within the braces would break the value that the template becomes.
      out.push(unknownMark.repeat(whole.length));
    }
    at = stop;
    opening.lastIndex = stop;
  }
  out.push(text.slice(at));
  return { text: out.join(""), expressions, conditional, inserted };
}

function blank(text: string, by: string): string {
  return text.replace(/[^\r\n]/g, by);
}

function controlOf(brace: string, body: string): "open" | "close" | "other" | undefined {
  if (brace === "{#" || body.startsWith("/*") || body.startsWith("#")) return "other";
  const word = /^[a-z]+/.exec(body)?.[0] ?? "";
  if (word.startsWith("end")) return "close";
  if (/^(if|range|with|for|define|block|macro|raw|unless|filter|call)$/.test(word) && /^\w+($|[\s(])/.test(body)) return "open";
  if (brace === "{%" || brace === "<%") return "other";
  if (/^(else|elif|break|continue)\b/.test(word)) return "other";
  return /^\$[\w]*\s*:?=/.test(body) ? "other" : undefined;
}

/** The template makes lines of its own: nothing else stands on its line. */
function isAlone(text: string, start: number, end: number): boolean {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", end);
  const lineEnd = newline === -1 ? text.length : newline;
  return text.slice(lineStart, start).trim() === "" && text.slice(end, lineEnd).trim() === "";
}

/** The one variable that an expression takes its value from, when filters only change how it looks. */
export function variableOf(expression: string): Variable | undefined {
  const helm =
    /^\(?\s*(?:(?:quote|toString|int|int64|print)\s+)?\$?\.Values\.([\w.]+)\s*\)?\s*(?:\|\s*(?:quote|squote|int|int64|toString)\s*)*$/.exec(
      expression,
    );
  if (helm?.[1]) return { scheme: "helm", name: helm[1] };
  const jinja = /^([A-Za-z_]\w*)\s*(?:\|\s*(?:string|int|quote|trim|lower|to_json)\s*)*$/.exec(expression);
  return jinja?.[1] ? { scheme: "jinja", name: jinja[1] } : undefined;
}

export function isConditional(masked: Masked, offset: number): boolean {
  return masked.conditional.some(([start, end]) => start <= offset && offset < end);
}
