/** The memory report of one project: the same as the command line's, drawn for a view of the editor or for a file. */
import { lintHtml, lintPage } from "../report/html";
import type { Frame } from "../report/html-page";
import { lintMarkdown } from "../report/markdown";
import type { LintRun } from "../report/types";
import type { ReportAnswer, ReportParams } from "./protocol";

/** `run` is undefined when no project has the folder. */
export function report({ root, format, nonce = "" }: ReportParams, run: LintRun | undefined): ReportAnswer {
  if (!run) return { problem: `${root} is no folder of the workspace` };
  switch (format) {
    case "view":
      if (!/^[\w+/=-]{16,}$/.test(nonce)) return { problem: "the view needs a nonce" };
      return { text: lintPage(run, viewFrame(nonce)) };
    case "html":
      return { text: lintHtml(run) };
    case "markdown":
      return { text: lintMarkdown(run) };
  }
}

/** Only what carries the nonce runs or is styled; nothing is loaded. */
function viewFrame(nonce: string): Frame {
  return {
    policy: `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`,
    nonce,
    looks: themeLooks,
    script: placeScript,
  };
}

/** The colours of VS Code's theme, https://code.visualstudio.com/api/references/theme-color, in place of our own. */
const themeLooks = `
:root { color-scheme: normal; --text: var(--vscode-editor-foreground); --soft: var(--vscode-descriptionForeground); --back: var(--vscode-editor-background);
  --line: var(--vscode-contrastBorder, var(--vscode-editorWidget-border, rgba(128, 128, 128, 0.35))); --panel: var(--vscode-editorWidget-background);
  --error: var(--vscode-editorError-foreground); --warning: var(--vscode-editorWarning-foreground); --info: var(--vscode-editorInfo-foreground);
  --bar: var(--vscode-charts-blue, var(--vscode-textLink-foreground)); }
body { font: var(--vscode-font-size)/1.5 var(--vscode-font-family); }
figure { border: 1px solid var(--vscode-contrastBorder, transparent); }
code, pre { font: var(--vscode-editor-font-size)/1.45 var(--vscode-editor-font-family); color: var(--text); background: none; } pre { background: var(--panel); }
input { border-color: var(--vscode-input-border, var(--line)); background: var(--vscode-input-background); color: var(--vscode-input-foreground); }
a { color: var(--vscode-textLink-foreground); } a:focus-visible, summary:focus-visible, input:focus-visible, th button:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
`;

/** Makes the places of findings into links that ask the editor to go there. */
const placeScript = `
const editor = acquireVsCodeApi();
for (const place of document.querySelectorAll("code[data-file]")) {
  const link = document.createElement("a");
  link.href = "#";
  link.append(...place.childNodes);
  place.append(link);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    editor.postMessage({ file: place.dataset.file, line: Number(place.dataset.line) - 1, column: Number(place.dataset.column) - 1 });
  });
}
`;
