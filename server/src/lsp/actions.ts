/** Quick fixes: the rule's own, the assumption comment, and a suppression with a reason. */
import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit, type WorkspaceEdit } from "vscode-languageserver";
import type { Finding, RenderedFix } from "../engine/types";
import { assumptionText } from "./assumptions";
import { selectTextCommand } from "./protocol";
import { toRange, uriOfFile } from "./to-lsp";

export interface ActionContext {
  readonly root: string;
  readonly uri: string;
  readonly text: string;
  /** Line comment marker of the language. */
  readonly commentMarker: string;
  /** Versions of open documents, so that an edit made for an older text is refused; undefined where the client cannot take them. */
  readonly versionOf?: (uri: string) => number | null;
  /** The client has our commands. */
  readonly commands: boolean;
}

/** Stands in the comment until a person writes why. */
export const reasonPlaceholder = "why this cost is fine";

/** Actions of one finding, the rule's own fixes first. `diagnostic` is the problem they answer, as the client knows it. */
export function codeActions(finding: Finding, diagnostic: Diagnostic | undefined, context: ActionContext): CodeAction[] {
  const known = diagnostic ? { diagnostics: [diagnostic] } : {};
  const onlySafe = finding.fixes.filter(({ safe }) => safe).length === 1;
  return [
    ...finding.fixes.map((fix) => ({
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      ...known,
      ...(fix.safe && onlySafe ? { isPreferred: true } : {}),
      edit: fixEdit(fix, context),
    })),
    ...assumptionAction(finding, context).map((action) => ({ ...action, ...known })),
    { ...disableAction(finding, context), ...known },
  ];
}

function fixEdit(fix: RenderedFix, context: ActionContext): WorkspaceEdit {
  const edits = new Map<string, TextEdit[]>();
  for (const { file, range, text } of fix.edits) {
    const uri = uriOfFile(context.root, file);
    edits.set(uri, [...(edits.get(uri) ?? []), { range: toRange(range), newText: text }]);
  }
  return workspaceEdit(edits, context);
}

function assumptionAction(finding: Finding, context: ActionContext): CodeAction[] {
  const comment = assumptionText(finding);
  if (!comment) return [];
  return [
    {
      title: `Say what etcd-lint assumed: ${comment.replace("etcd-lint: ", "")}`,
      kind: CodeActionKind.QuickFix,
      edit: lineAbove(finding, `${context.commentMarker} ${comment}`, context),
    },
  ];
}

function disableAction(finding: Finding, context: ActionContext): CodeAction {
  const comment = `${context.commentMarker} etcd-lint-disable-next-line ${finding.rule} -- ${reasonPlaceholder}`;
  return {
    title: `Disable ${finding.rule} for this line, with a reason`,
    kind: CodeActionKind.QuickFix,
    edit: lineAbove(finding, comment, context),
    ...(context.commands
      ? {
          command: { title: "Write the reason", command: selectTextCommand, arguments: [context.uri, finding.line - 1, reasonPlaceholder] },
        }
      : {}),
  };
}

/** Inserts a line above the finding with its indentation and the file's own line end. */
function lineAbove(finding: Finding, text: string, context: ActionContext): WorkspaceEdit {
  const line = context.text.split("\n", finding.line)[finding.line - 1] ?? "";
  const indent = /^[\t ]*/.exec(line)?.[0] ?? "";
  const end = line.endsWith("\r") ? "\r\n" : "\n";
  const at = { line: finding.line - 1, character: 0 };
  return workspaceEdit(new Map([[context.uri, [{ range: { start: at, end: at }, newText: `${indent}${text}${end}` }]]]), context);
}

function workspaceEdit(edits: ReadonlyMap<string, TextEdit[]>, { versionOf }: ActionContext): WorkspaceEdit {
  if (!versionOf) return { changes: Object.fromEntries(edits) };
  return {
    documentChanges: [...edits].map(([uri, list]) => ({ textDocument: { uri, version: versionOf(uri) }, edits: list })),
  };
}
