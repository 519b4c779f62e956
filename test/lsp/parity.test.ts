/** Editor and CI print the same findings for the same tree: the shipped command line and the shipped server, on the same files. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import { URI } from "vscode-uri";
import type { Client } from "./support/client";
import { startShipped } from "./support/client";

interface CliFinding {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
}

let tree: string;
let client: Client | undefined;

beforeAll(() => {
  tree = realpathSync(mkdtempSync(path.join(tmpdir(), "etcd-lint-parity-")));
  cpSync("examples", path.join(tree, "examples"), { recursive: true });
  cpSync("test/rules/fixtures", path.join(tree, "code"), { recursive: true });
});
afterAll(async () => {
  await client?.stop();
  rmSync(tree, { recursive: true, force: true });
});

const severityNames: Readonly<Record<number, string>> = {
  [DiagnosticSeverity.Error]: "error",
  [DiagnosticSeverity.Warning]: "warning",
  [DiagnosticSeverity.Information]: "info",
  [DiagnosticSeverity.Hint]: "info",
};

const rowOfCli = (one: CliFinding): string =>
  `${one.file}:${one.line}:${one.column}-${one.endLine}:${one.endColumn} ${one.severity} ${one.rule}`;

const rowOfEditor = (file: string, { range, severity, code }: Diagnostic): string =>
  `${file}:${range.start.line + 1}:${range.start.character + 1}-${range.end.line + 1}:${range.end.character + 1} ${severityNames[severity ?? 0]} ${code}`;

test("the same findings in the same places with the same severities and words", async () => {
  const { stdout } = spawnSync(process.execPath, [path.resolve("dist/cli.cjs"), ".", "--format", "json", "--fail-on", "never"], {
    cwd: tree,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const { findings } = JSON.parse(stdout) as { findings: readonly CliFinding[] };
  expect(findings.length).toBeGreaterThan(50);

  client = await startShipped({ folders: [tree] });
  const editor = client;
  const fromEditor = (): (readonly [string, Diagnostic])[] => {
    const latest = new Map(editor.published.map(({ uri, diagnostics }) => [uri, diagnostics]));
    return [...latest].flatMap(([uri, diagnostics]) =>
      diagnostics.map((one) => [path.relative(tree, URI.parse(uri).fsPath).split(path.sep).join("/"), one] as const),
    );
  };
  await editor.until("as many findings as the command line has", () => fromEditor().length >= findings.length);

  const rows = fromEditor();
  expect(rows.map(([file, one]) => rowOfEditor(file, one)).sort()).toEqual(findings.map(rowOfCli).sort());
  for (const [file, one] of rows) {
    const same = findings.find((finding) => rowOfCli(finding) === rowOfEditor(file, one));
    expect(one.message).toContain(same?.message);
  }
});
