/**
 * What people say to the linter in comments: suppressions and assumptions.
 *
 *   etcd-lint-disable-next-line rule, rule -- reason      etcd-lint-disable-line …      etcd-lint-disable … / etcd-lint-enable …
 *   etcd-lint-disable-file …                              etcd-lint: value=2MiB keys=100000 rate=1/5s
 */
import { parseBytes, parseCount, parseRate, parseSeconds } from "../config/units";
import type { Annotation, Stated } from "../infer/types";
import type { Comment } from "../ir/types";
import type { CommentStyle } from "../manifests/types";
import { type LineIndex, positionAt, type Span } from "../text/span";
import { didYouMean } from "../text/suggest";

export interface Suppression {
  /** Rule ids; empty = all rules. */
  readonly rules: readonly string[];
  readonly reason?: string;
  /** Zero-based lines that it covers, both included. */
  readonly fromLine: number;
  readonly toLine: number;
  readonly span: Span;
}

export interface Assumption {
  readonly annotation: Annotation;
  readonly span: Span;
  /** Zero-based line of the code it stands behind; undefined when it stands on a line of its own and means the next call. */
  readonly line?: number;
}

export interface CommentProblem {
  readonly span: Span;
  readonly message: string;
}

export interface ControlComments {
  readonly suppressions: readonly Suppression[];
  readonly assumptions: readonly Assumption[];
  readonly problems: readonly CommentProblem[];
}

const marker = "etcd-lint";

/** What an assumption comment may state, and how each is read. */
export const assumptionParsers: Readonly<Record<keyof Annotation, (text: string) => number | undefined>> = {
  value: parseBytes,
  key: parseBytes,
  keys: parseCount,
  rate: parseRate,
  concurrent: parseCount,
  ttl: parseSeconds,
  connections: parseCount,
};

const isAssumptionName = (name: string): name is keyof Annotation => Object.hasOwn(assumptionParsers, name);

/** The comment's words without its markers. */
function stripMarkers(text: string, language: { readonly comments: CommentStyle }): string {
  for (const [open, close] of language.comments.block) {
    if (text.startsWith(open)) {
      const body = text.endsWith(close) ? text.slice(open.length, -close.length) : text.slice(open.length);
      return body.replace(/^[\s*]+/, "").trim();
    }
  }
  for (const line of language.comments.line) if (text.startsWith(line)) return text.slice(line.length).trim();
  return text.trim();
}

interface Parsed {
  readonly suppressions: Suppression[];
  readonly assumptions: Assumption[];
  readonly problems: CommentProblem[];
}

function parseAssumption(words: string, comment: Comment, file: string, hasCodeBefore: boolean, line: number, out: Parsed): void {
  const annotation: Partial<Record<keyof Annotation, Stated>> = {};
  const body = words.split(" -- ")[0] ?? "";
  for (const piece of body.split(/[\s,]+/).filter((part) => part !== "")) {
    const [name = "", text] = piece.split(/=(.*)/s);
    if (text === undefined || !isAssumptionName(name)) {
      const names = Object.keys(assumptionParsers);
      const hint = text === undefined ? "" : didYouMean(name, names);
      out.problems.push({ span: comment.span, message: `"${piece}" is not an assumption; write ${names.join("=…, ")}=….${hint}` });
      continue;
    }
    const value = assumptionParsers[name](text);
    if (value === undefined) out.problems.push({ span: comment.span, message: `cannot read "${text}" as ${name}` });
    else annotation[name] = { value, place: { file, span: comment.span } };
  }
  if (Object.keys(annotation).length > 0) out.assumptions.push({ annotation, span: comment.span, ...(hasCodeBefore ? { line } : {}) });
}

/** Reads the control comments of one file. `knownRules` are the ids that may be named. */
export function parseControlComments(
  comments: readonly Comment[],
  file: string,
  text: string,
  lines: LineIndex,
  language: { readonly comments: CommentStyle },
  knownRules: readonly string[],
): ControlComments {
  const out: Parsed = { suppressions: [], assumptions: [], problems: [] };
  const open: { rules: readonly string[]; reason?: string; fromLine: number; span: Span }[] = [];
  for (const comment of comments) {
    if (!comment.text.includes(marker)) continue;
    const words = stripMarkers(comment.text, language);
    if (!words.startsWith(marker)) continue;
    const line = positionAt(lines, comment.span.start).line;
    const hasCodeBefore = text.slice(lines.starts[line] ?? 0, comment.span.start).trim() !== "";
    if (words.startsWith(`${marker}:`)) {
      parseAssumption(words.slice(marker.length + 1), comment, file, hasCodeBefore, line, out);
      continue;
    }
    const match = /^etcd-lint-(disable-next-line|disable-line|disable-file|disable|enable)(?=\s|$)\s*(.*)$/s.exec(words);
    if (!match) {
      if (/^etcd-lint-(dis|en)/.test(words))
        out.problems.push({ span: comment.span, message: `unknown control comment "${words.split(/\s/)[0]}"` });
      continue;
    }
    const [names = "", ...reasons] = (match[2] ?? "").split(/(?:^|\s)--\s/);
    const rules = names.split(/[\s,]+/).filter((name) => name !== "");
    const reason = reasons.join(" -- ").trim();
    for (const rule of rules) {
      if (knownRules.includes(rule)) continue;
      out.problems.push({ span: comment.span, message: `there is no rule "${rule}".${didYouMean(rule, knownRules)}` });
    }
    const one = { rules, ...(reason === "" ? {} : { reason }), span: comment.span };
    const endLine = positionAt(lines, comment.span.end).line;
    switch (match[1]) {
      case "disable-next-line":
        out.suppressions.push({ ...one, fromLine: endLine + 1, toLine: endLine + 1 });
        break;
      case "disable-line":
        out.suppressions.push({ ...one, fromLine: line, toLine: line });
        break;
      case "disable-file":
        out.suppressions.push({ ...one, fromLine: 0, toLine: Number.POSITIVE_INFINITY });
        break;
      case "disable":
        open.push({ ...one, fromLine: line });
        break;
      case "enable":
        closeBlocks(open, rules, line, out);
        break;
    }
  }
  for (const block of open) out.suppressions.push({ ...block, toLine: Number.POSITIVE_INFINITY });
  return out;
}

function closeBlocks(
  open: { rules: readonly string[]; reason?: string; fromLine: number; span: Span }[],
  rules: readonly string[],
  line: number,
  out: Parsed,
): void {
  for (let i = open.length - 1; i >= 0; i--) {
    const block = open[i];
    if (!block) continue;
    if (rules.length === 0 || block.rules.every((rule) => rules.includes(rule))) {
      out.suppressions.push({ ...block, toLine: line });
      open.splice(i, 1);
    }
  }
}
