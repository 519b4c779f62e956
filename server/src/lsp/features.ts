/** Answers to the editor's questions about one document, from what the last analysis found in it. */
import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeLens,
  type Hover,
  MarkupKind,
  type Position,
  type Range,
} from "vscode-languageserver";
import type { Finding } from "../engine/types";
import type { Run } from "../report/types";
import { codeActions } from "./actions";
import { fingerprintOf } from "./diagnostics";
import { hoverText, hoverTexts } from "./hover";
import { codeLenses } from "./lens";
import { rulePage } from "./rule-page";
import { holds, toRange, touches } from "./to-lsp";

/** A document together with its current findings. */
export interface Subject {
  readonly uri: string;
  readonly root: string;
  readonly text: string;
  readonly commentMarker: string;
  readonly findings: readonly Finding[];
  /** 1-based line of a place in the project. */
  readonly lineOf: Run["lineOf"];
}

export interface FeatureContext {
  readonly extensionDirectory?: string | undefined;
  readonly commands: boolean;
  readonly versionOf?: (uri: string) => number | null;
}

/** The hover at a position: every finding there; undefined when there is none. */
export function hoverAt(subject: Subject, position: Position, context: FeatureContext): Hover | undefined {
  const here = subject.findings.filter((finding) => holds(toRange(finding), position));
  const [first] = here;
  if (!first) return undefined;
  const texts = here.map((finding) =>
    hoverText(finding, {
      commentMarker: subject.commentMarker,
      lineOf: subject.lineOf,
      page: rulePage(finding.rule, context.extensionDirectory),
    }),
  );
  return { contents: { kind: MarkupKind.Markdown, value: hoverTexts(texts) }, range: toRange(first) };
}

export function lensesOf(subject: Subject, context: FeatureContext): CodeLens[] {
  return codeLenses(subject.findings, subject.uri, context.commands);
}

/** Actions for the findings in a range. Nothing for a request that wants other kinds, as the one that runs on save. */
export function actionsIn(subject: Subject, range: Range, asked: CodeActionContext, context: FeatureContext): CodeAction[] {
  if (asked.only && !asked.only.some((kind) => kind === "" || kind === CodeActionKind.QuickFix)) return [];
  return subject.findings
    .filter((finding) => touches(toRange(finding), range))
    .flatMap((finding) =>
      codeActions(
        finding,
        asked.diagnostics.find((diagnostic) => fingerprintOf(diagnostic) === finding.fingerprint),
        { ...subject, commands: context.commands, ...(context.versionOf ? { versionOf: context.versionOf } : {}) },
      ),
    );
}
