/** The command line and the server, both as they ship, say the same about the same tree. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Diagnostic } from "vscode-languageserver";
import { URI } from "vscode-uri";
import { pulling, startShipped } from "./support/client";

interface Reported {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly fingerprint: string;
  readonly related: readonly string[];
}

const severities = ["", "error", "warning", "info"];

let work: string;
beforeAll(() => {
  work = realpathSync(mkdtempSync(path.join(tmpdir(), "etcd-lint-parity-")));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function byCommandLine(folder: string): Reported[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [path.resolve("dist/cli.cjs"), "lint", ".", "--format", "json", "--fail-on", "never"],
    {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 256 * 1024 ** 2,
    },
  );
  if (stdout === "") throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as {
    findings: (Omit<Reported, "related"> & { related: { file: string; line: number; column: number; message: string }[] })[];
  };
  return findings.map(({ rule, severity, file, line, column, endLine, endColumn, message, fingerprint, related }) => ({
    ...{ rule, severity, file, line, column, endLine, endColumn, message, fingerprint },
    related: related.map((one) => `${one.file}:${one.line}:${one.column} ${one.message}`),
  }));
}

async function byServer(folder: string): Promise<Reported[]> {
  const client = await startShipped({ folders: [folder], capabilities: pulling });
  try {
    await client.until("the scan", () => (client.statuses.at(-1)?.files ?? 0) > 0);
    const { findings } = await client.idle();
    const stream = client.pullWorkspace();
    await client.until("every finding", () => [...client.reported.values()].flat().length >= findings);
    await stream.stop();
    return [...client.reported].flatMap(([uri, diagnostics]) => diagnostics.map((diagnostic) => reported(folder, uri, diagnostic)));
  } finally {
    await client.stop();
  }
}

function reported(folder: string, uri: string, { range, severity, code, message, data, relatedInformation }: Diagnostic): Reported {
  const place = (at: string) => path.relative(folder, URI.parse(at).fsPath).split(path.sep).join("/");
  return {
    rule: String(code),
    severity: severities[severity ?? 0] ?? "",
    file: place(uri),
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
    message,
    fingerprint: (data as { fingerprint: string }).fingerprint,
    related: (relatedInformation ?? []).map(
      ({ location, message: text }) =>
        `${place(location.uri)}:${location.range.start.line + 1}:${location.range.start.character + 1} ${text}`,
    ),
  };
}

const ordered = (list: readonly Reported[]) => list.map((one) => JSON.stringify(one)).sort();

test.each(["examples", "test/rules"])("%s", async (tree) => {
  const folder = path.join(work, path.basename(tree));
  cpSync(tree, folder, { recursive: true });
  const expected = byCommandLine(folder);
  expect(expected.length).toBeGreaterThan(10);
  expect(ordered(await byServer(folder))).toEqual(ordered(expected));
});
