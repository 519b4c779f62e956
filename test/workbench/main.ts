/**
 * The extension as people get it: packed, installed into the real VS Code (code-server), looked at in a browser. Prints one line a check
 * and `N passed, M failed` at the end. `--screenshots` also writes the pictures of the README.
 */

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { framesWithoutSquiggles, hover, openFile, quickFix, runCommand, squiggles, startBrowser, untilEditorShows } from "./browser";
import { buildSuite } from "./build-suite";
import { calibration } from "./calibration";
import { installExtension, startCodeServer } from "./code-server";
import { runInHost } from "./host-run";
import { overBudget, overview } from "./overview";
import { packageExtension } from "./package-extension";
import { takeScreenshots } from "./screenshots";

const root = process.cwd();
const results: boolean[] = [];

/** A picture of what the page showed when a check failed says more than its message. */
async function check(page: Page, name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    report(true, name);
  } catch (error) {
    const picture = path.join(root, `node_modules/.cache/etcd-lint/failed-${results.length + 1}.png`);
    await page.screenshot({ path: picture });
    report(false, `${name}: ${error instanceof Error ? error.message : String(error)}\nsee ${picture}`);
  }
}

function report(passed: boolean, line: string): void {
  results.push(passed);
  console.log(`${passed ? "ok" : "not ok"} ${line}`);
}

function expectText(text: string, ...parts: readonly (string | RegExp)[]): void {
  for (const part of parts) {
    const there = typeof part === "string" ? text.includes(part) : part.test(text);
    if (!there) throw new Error(`no ${part} in: ${text}`);
  }
}

/** A copy of the project, so that what a test writes is gone with it. */
function copyOf(folder: string, work: string, name: string): string {
  const copy = path.join(work, name);
  cpSync(path.join(root, folder), copy, { recursive: true });
  return copy;
}

const settings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.colorTheme": "Default Light Modern",
  "chat.commandCenter.enabled": false,
  "window.commandCenter": false,
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  "editor.hover.above": false,
  "editor.hover.delay": 100,
  "editor.fontSize": 14,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "typescript.disableAutomaticTypeAcquisition": true,
  "typescript.validate.enable": false,
};

async function inEditor(page: Page, url: string, folder: string): Promise<void> {
  for (const [name, call] of [
    ["sessions.go", "Get(ctx"],
    ["sessions.ts", "getAll"],
  ] as const) {
    await check(page, `${name}: a squiggle is drawn`, async () => {
      await openFile(page, url, folder, name, call);
      await squiggles(page);
    });
    await check(page, `${name}: the hover tells the cost`, async () => {
      expectText(await hover(page), "unbounded-range", "by the documents", "total", "Assumed:", "etcd-lint: ");
      await page.keyboard.press("Escape");
    });
    await check(page, `${name}: a lens stands over the function`, async () => {
      await page.locator(".editor-instance .codelens-decoration", { hasText: "etcd: about" }).first().waitFor({ timeout: 20_000 });
    });
  }
  await check(page, "sessions.go: the squiggle stays while somebody types", async () => {
    await openFile(page, url, folder, "sessions.go", "keeps the sessions");
    await squiggles(page);
    const without = await framesWithoutSquiggles(page, "carefully ".repeat(3));
    if (without > 0) throw new Error(`${without} frames without a squiggle`);
    await page.keyboard.press("Control+Z");
    await runCommand(page, "File: Revert File");
  });
  await check(page, "sessions.go: a quick fix from the menu changes the text, and the squiggle goes", async () => {
    await openFile(page, url, folder, "sessions.go", "Get(ctx");
    await squiggles(page);
    await quickFix(page, "Disable unbounded-range");
    await page
      .locator(".editor-instance .squiggly-info, .editor-instance .squiggly-warning")
      .first()
      .waitFor({ state: "detached", timeout: 20_000 });
    await untilEditorShows(page, "// etcd-lint-disable-next-line unbounded-range -- why this cost is fine");
  });
  await check(page, "the reason is selected, to be typed over", async () => {
    await page.keyboard.type("the table has ten rows");
    await untilEditorShows(page, "// etcd-lint-disable-next-line unbounded-range -- the table has ten rows");
  });
}

async function main(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), "etcd-lint-workbench-"));
  const installed = execFileSync(path.join(root, "test/workbench/install.sh"), {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  }).trim();
  const options = { installed, userData: path.join(work, "user"), extensions: path.join(work, "extensions") };
  mkdirSync(path.join(options.userData, "User"), { recursive: true });
  mkdirSync(options.extensions, { recursive: true });
  writeFileSync(path.join(options.userData, "User/settings.json"), JSON.stringify(settings, undefined, 2));

  installExtension(packageExtension(root, work), options);
  const unpacked = readdirSync(options.extensions).find((name) => name.startsWith("etcd-lint.etcd-lint-"));
  if (!unpacked) throw new Error("the extension was not installed");

  const suite = await buildSuite(root, work);
  const server = await startCodeServer(options);
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await inEditor(page, server.url, copyOf("test/workbench/fixtures/project", work, "editor"));
    await page.close();

    const whole = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const costly = copyOf("test/workbench/fixtures/project", work, "overview");
    overBudget(costly);
    await overview(whole, server.url, costly, { check });
    await whole.close();

    const live = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await calibration(live, server.url, copyOf("test/workbench/fixtures/project", work, "calibration"), { check });
    await live.close();

    const host = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const folder = copyOf("test/workbench/fixtures/project", work, "host");
    const run = await runInHost(host, { url: server.url, folder, extension: path.join(options.extensions, unpacked), suite });
    for (const line of run.lines) report(line.startsWith("ok "), line.replace(/^(not )?ok /, "extension host: "));
    if (run.lines.length === 0 || (run.code !== 0) !== run.lines.some((line) => line.startsWith("not ok")))
      report(false, `the suite ended with ${run.code}`);
    await host.close();

    if (process.argv.includes("--screenshots")) await takeScreenshots(browser, server.url, root, work);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(work, { recursive: true, force: true });
  }
  const passed = results.filter(Boolean).length;
  console.log(`${passed} passed, ${results.length - passed} failed`);
  if (passed < results.length) process.exitCode = 1;
}

await main();
