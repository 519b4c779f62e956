/** Runs the suite inside the extension host of a code-server, by the same contract as `extensionTestsPath` under electron. */
import type { Page } from "playwright-core";

export interface HostRun {
  /** `ok NAME` and `not ok NAME: WHY`, as the suite prints them. */
  readonly lines: readonly string[];
  /** 0 when every check passed. */
  readonly code: number;
}

export interface HostRunOptions {
  readonly url: string;
  readonly folder: string;
  /** Unpacked extension and bundled suite; absolute. */
  readonly extension: string;
  readonly suite: string;
}

const maxMilliseconds = 300_000;

export async function runInHost(page: Page, { url, folder, extension, suite }: HostRunOptions): Promise<HostRun> {
  const remote = (file: string): string => `vscode-remote://${new URL(url).host}${file}`;
  const payload = [
    ["extensionDevelopmentPath", remote(extension)],
    ["extensionTestsPath", remote(suite)],
    ["skipWelcome", "true"],
  ];
  const lines: string[] = [];
  const ended = new Promise<number>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`the suite did not end in ${maxMilliseconds} ms; it said:\n${lines.join("\n")}`)),
      maxMilliseconds,
    );
    void page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
      const line = args.map(String).join(" ");
      if (/^(not )?ok /.test(line)) lines.push(line);
    });
    void page.exposeFunction("codeAutomationExit", (code: number) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
  await page.goto(`${url}?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
  return { code: await ended, lines };
}
