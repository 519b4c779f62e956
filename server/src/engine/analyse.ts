/** One analysis of a resolved project: facts, rules, and the ordered pipeline from drafts to findings. */
import type { Config } from "../config/types";
import type { Annotation, CallFacts } from "../infer/types";
import type { CommentStyle } from "../manifests/types";
import type { EtcdCall, Project } from "../resolve/types";
import { rules } from "../rules/index";
import type { FindingDraft, Rule } from "../rules/types";
import type { ServerPicture } from "../settings/servers";
import { type LineIndex, type Place, positionAt, type Span } from "../text/span";
import { callRow } from "./call-row";
import { type ControlComments, parseControlComments, type Suppression } from "./control-comments";
import { hash, normalise, normaliseCall } from "./fingerprint";
import { renderMessage } from "./messages";
import { severityOf } from "./severity";
import type { Analysis, CallRow, Finding, Identity, PipelineRuleId, Range1 } from "./types";

/** What the pipeline needs to know of the kind of a file. */
export interface KindOfFile {
  readonly comments: CommentStyle;
  isTest(path: string): boolean;
}

/** A file as the session keeps it. */
export interface KnownFile {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly language: KindOfFile;
  readonly comments: ControlComments;
}

export interface AnalysisContext {
  readonly project: Project;
  readonly servers: ServerPicture;
  facts(call: EtcdCall): CallFacts;
  file(path: string): KnownFile | undefined;
  config(path: string): Config;
  /** Runs a step of the analysis that has a name, for those who measure it. */
  readonly around?: Around;
}

/** Does the work and gives what it gives. */
export type Around = <T>(step: string, work: () => T) => T;

/** Ids of everything that may be disabled in a comment. */
export const knownRuleIds: readonly string[] = [...rules.map((rule) => rule.id), "unused-suppression", "bad-comment"];

/** Comments of one file, read once when the file is lowered. */
export function readComments(
  path: string,
  text: string,
  lines: LineIndex,
  language: KindOfFile,
  comments: Parameters<typeof parseControlComments>[0],
): ControlComments {
  return parseControlComments(comments, path, text, lines, language, knownRuleIds);
}

function rangeOf(lines: LineIndex, span: Span): Range1 {
  const start = positionAt(lines, span.start);
  const end = positionAt(lines, span.end);
  return { line: start.line + 1, column: start.column + 1, endLine: end.line + 1, endColumn: end.column + 1 };
}

const nowhere: Range1 = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** Assumption comments by call: behind the code of a line for that line's call, else for the next call of the file. */
export function annotationsOf(
  calls: readonly EtcdCall[],
  comments: ReadonlyMap<string, { readonly comments: ControlComments; readonly lines: LineIndex }>,
): {
  readonly byCall: ReadonlyMap<string, Annotation>;
  readonly unused: readonly Place[];
} {
  const byCall = new Map<string, Annotation>();
  const unused: Place[] = [];
  const byFile = new Map<string, EtcdCall[]>();
  for (const call of calls) {
    const list = byFile.get(call.module.path);
    if (list) list.push(call);
    else byFile.set(call.module.path, [call]);
  }
  for (const [file, { comments: read, lines }] of comments) {
    const inFile = [...(byFile.get(file) ?? [])].sort((a, b) => a.span.start - b.span.start);
    for (const assumption of read.assumptions) {
      const { line } = assumption;
      const call =
        line === undefined
          ? inFile.find((candidate) => candidate.span.start > assumption.span.end)
          : inFile.find(
              (candidate) => positionAt(lines, candidate.span.start).line <= line && positionAt(lines, candidate.span.end).line >= line,
            );
      if (call) byCall.set(call.id, { ...byCall.get(call.id), ...assumption.annotation });
      else unused.push({ file, span: assumption.span });
    }
  }
  return { byCall, unused };
}

export interface Drafted {
  readonly rule: Rule;
  readonly draft: FindingDraft;
}

/** What the rules have to say of the project, rule by rule. */
export function draftsOf({ project, servers, facts, config, around }: DraftContext, calls = project.judged): readonly Drafted[] {
  const drafted: Drafted[] = [];
  const measured: Around = around ?? ((_, work) => work());
  for (const rule of rules) {
    measured(`rule ${rule.id}`, () =>
      rule.check({ project, calls, servers, facts, config, report: (draft) => drafted.push({ rule, draft }) }),
    );
  }
  return drafted;
}

/** Every etcd call, and after each those of wrappers that are judged in its place. */
export function allCalls({ calls, judged }: Project): readonly EtcdCall[] {
  const outer = new Map<EtcdCall, EtcdCall[]>();
  for (const call of judged) if (call.wraps) outer.set(call.wraps, [...(outer.get(call.wraps) ?? []), call]);
  return calls.flatMap((call) => [call, ...(outer.get(call) ?? [])]);
}

export type DraftContext = Pick<AnalysisContext, "project" | "servers" | "facts" | "config" | "around">;

/** Runs the rules over the project and the pipeline over their drafts. */
export function analyseProject(
  context: AnalysisContext,
  files: readonly KnownFile[],
  unusedAssumptions: readonly Place[],
): Pick<Analysis, "findings" | "calls"> {
  const { project } = context;
  const drafted = draftsOf(context);
  let calls: readonly CallRow[] | undefined;
  return {
    findings: pipeline(drafted, context, files, unusedAssumptions),
    // The inventory wants every fact of every call; most runs never look at it.
    get calls() {
      calls ??= allCalls(project).map((call) => {
        const row = callRow(call, context.facts(call), context.file(call.module.path));
        return project.unfollowed.includes(call) ? { ...row, facts: { ...row.facts, callers: "too many to follow" } } : row;
      });
      return calls;
    },
  };
}

/** Order matters: equal findings are one, suppressions see everything that would be shown, ordinals count what is left. */
function pipeline(
  drafted: readonly Drafted[],
  context: AnalysisContext,
  files: readonly KnownFile[],
  unusedAssumptions: readonly Place[],
): readonly Finding[] {
  const seen = new Set<string>();
  const used = new Set<Suppression>();
  const barred: Finding[] = [];
  const shown: Finding[] = [];
  for (const { rule, draft } of drafted) {
    const { at } = draft;
    const key = `${rule.id}|${at.file}|${at.span.start}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const file = context.file(at.file);
    const severity = severityOf(
      rule.id,
      draft,
      context.config(at.file),
      draft.call?.inTest ?? (file ? file.language.isTest(at.file) : false),
    );
    if (!severity) continue;
    const range = file ? rangeOf(file.lines, at.span) : nowhere;
    const suppression = file?.comments.suppressions.find((one) => covers(one, rule.id, range));
    if (suppression) {
      used.add(suppression);
      if (!context.config(at.file).locked.includes(rule.id)) continue;
      if (file) barred.push(...lockedFinding(rule.id, suppression, file, context.config(at.file)));
    }
    const holder = draft.call?.holder;
    const identity: Identity = {
      holder: `${holder?.owner ?? ""}.${holder?.name ?? ""}`,
      call: draft.call ? normaliseCall(draft.call.expr) : file ? normalise(file.text.slice(at.span.start, at.span.end)) : "",
    };
    shown.push({
      ...range,
      rule: rule.id,
      severity,
      file: at.file,
      span: at.span,
      message: renderMessage(rule.messages[draft.messageId] ?? draft.messageId, draft.data),
      ...(draft.call ? { call: { library: draft.call.library.id, operation: draft.call.operation } } : {}),
      ...(draft.estimate ? { estimate: draft.estimate } : {}),
      inputs: draft.inputs,
      related: draft.related.map((one) => {
        const place = context.file(one.place.file);
        const start = place ? positionAt(place.lines, one.place.span.start) : { line: 0, column: 0 };
        return {
          file: one.place.file,
          line: start.line + 1,
          column: start.column + 1,
          message: renderMessage(rule.messages[one.messageId] ?? one.messageId, one.data),
        };
      }),
      fixes: draft.fixes.map((fix) => ({
        title: renderMessage(rule.messages[fix.messageId] ?? fix.messageId, fix.data),
        safe: fix.safe,
        edits: fix.edits.map((edit) => {
          const place = context.file(edit.place.file);
          return { file: edit.place.file, range: place ? rangeOf(place.lines, edit.place.span) : nowhere, text: edit.text };
        }),
      })),
      fingerprint: `${rule.id}|${at.file}|${identity.holder}|${identity.call}`,
      identity,
      ...(holder && file ? { holder: { name: holder.name, line: positionAt(file.lines, holder.nameSpan.start).line + 1 } } : {}),
    });
  }
  shown.push(...barred, ...commentFindings(context, files, used, unusedAssumptions));
  shown.sort((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.rule, b.rule));
  return numbered(shown);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A comment that would disable a rule that the settings lock. */
function lockedFinding(rule: string, { span }: Suppression, { path, lines }: KnownFile, config: Config): readonly Finding[] {
  const configured = config.rules["bad-comment"];
  if (configured === "off") return [];
  const message = `${rule} is locked by the settings: a comment does not disable it`;
  const what = { rule: "bad-comment", severity: configured ?? "warning", file: path, span, message } as const;
  return [{ ...rangeOf(lines, span), ...what, inputs: [], related: [], fixes: [], fingerprint: `bad-comment|${path}|${message}` }];
}

function covers(suppression: Suppression, rule: string, range: Range1): boolean {
  const line = range.line - 1;
  if (line < suppression.fromLine || line > suppression.toLine) return false;
  return suppression.rules.length === 0 || suppression.rules.includes(rule);
}

/** Fingerprints become hashes, with the ordinal among findings that are otherwise equal. */
function numbered(findings: readonly Finding[]): readonly Finding[] {
  const count = new Map<string, number>();
  return findings.map((finding) => {
    const ordinal = (count.get(finding.fingerprint) ?? 0) + 1;
    count.set(finding.fingerprint, ordinal);
    return { ...finding, fingerprint: hash(`${finding.fingerprint}|${ordinal}`) };
  });
}

/** Suppressions that suppress nothing and comments that cannot be read, unless the configuration turns them off. */
function commentFindings(
  context: AnalysisContext,
  files: readonly KnownFile[],
  used: ReadonlySet<Suppression>,
  unusedAssumptions: readonly Place[],
): readonly Finding[] {
  const found: Finding[] = [];
  const add = (rule: PipelineRuleId, path: string, span: Span, message: string, severity: "info" | "warning"): void => {
    const file = context.file(path);
    const configured = context.config(path).rules[rule];
    if (!file || configured === "off") return;
    found.push({
      ...rangeOf(file.lines, span),
      rule,
      severity: configured ?? severity,
      file: path,
      span,
      message,
      inputs: [],
      related: [],
      fixes: [],
      fingerprint: `${rule}|${path}|${message}`,
    });
  };
  for (const file of files) {
    for (const problem of file.comments.problems) add("bad-comment", file.path, problem.span, problem.message, "warning");
    for (const one of file.comments.suppressions) {
      if (used.has(one)) continue;
      const what = one.rules.length === 0 ? "any rule" : one.rules.join(", ");
      add("unused-suppression", file.path, one.span, `this comment suppresses nothing: no finding of ${what} there`, "info");
    }
  }
  for (const place of unusedAssumptions)
    add("unused-suppression", place.file, place.span, "this assumption has no etcd call after it", "info");
  return found;
}
