/** What a person sees of the workspace's costs as a whole: the view, the marks, the report. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { openFile, runCommand, squiggles } from "./browser";

const patience = 45_000;

export interface OverviewChecks {
  check(page: Page, name: string, work: () => Promise<void>): Promise<void>;
}

/** Everything in the folder is over budget, so that there is something to mark. */
export function overBudget(folder: string): void {
  writeFileSync(path.join(folder, "etcd-lint.json"), JSON.stringify({ thresholds: { hideBelow: "1B", warnAt: "1KiB" } }));
}

/** Runs in the page: two files of the explorer have a badge of ours, which is drawn by a style and has no text. */
const badges = `
  [...document.querySelectorAll(".explorer-folders-view .monaco-icon-label")]
    .filter((label) => /[BKMGTP][+]|[0-9][BKMGTP]/.test(getComputedStyle(label, "::after").content)).length === 2
`;

export async function overview(page: Page, url: string, folder: string, { check }: OverviewChecks): Promise<void> {
  const rows = page.locator(".sidebar .pane-body .monaco-list-row");
  const row = (text: string | RegExp) => rows.filter({ hasText: text }).first();

  await check(page, "the view shows the costs by rule, with the likely cost and the documents' number", async () => {
    await openFile(page, url, folder, "sessions.go", "keeps the sessions");
    await squiggles(page);
    await runCommand(page, "View: Show etcd memory");
    await row(/unbounded-range.*\d MiB likely .*\d MiB documents/).waitFor({ timeout: patience });
    await row(/sessions\.ts:\d+.*\d MiB likely/).waitFor({ timeout: patience });
  });
  await check(page, "a click in the view goes to the line", async () => {
    await row(/sessions\.ts:\d+/).click();
    await page.locator('.tab.active[data-resource-name="sessions.ts"]').waitFor({ timeout: patience });
    await squiggles(page);
    await page.keyboard.press("Escape");
  });
  await check(page, "the view follows the cursor", async () => {
    await openFile(page, url, folder, "sessions.go", "Get(ctx");
    await squiggles(page);
    // A fresh window shows the explorer again.
    await runCommand(page, "View: Show etcd memory");
    await rows
      .and(page.locator(".selected"))
      .filter({ hasText: /sessions\.go:\d+/ })
      .first()
      .waitFor({ timeout: patience });
  });
  await check(page, "the view is grouped by file, by part of memory, and listed by size", async () => {
    await runCommand(page, "etcd-lint: Group by File");
    await row(/unbounded-range in line \d+/).waitFor({ timeout: patience });
    await runCommand(page, "etcd-lint: Group by Part of etcd's Memory");
    await row(/^range\s*[\d.]+ MiB likely/).waitFor({ timeout: patience });
    await runCommand(page, "etcd-lint: List by Size");
    await row(/unbounded-range sessions\.go:\d+/).waitFor({ timeout: patience });
  });
  await check(page, "a filter that hides everything says so, and is cleared by a click", async () => {
    await runCommand(page, "etcd-lint: Show Errors Only");
    await page.locator(".welcome-view-content", { hasText: "The filter hides all findings" }).waitFor({ timeout: patience });
    await page.locator(".welcome-view-content .monaco-button", { hasText: "Clear the Filter" }).click();
    await row(/unbounded-range sessions\.go:\d+/).waitFor({ timeout: patience });
  });
  await check(page, "expensive lines are marked in the gutter, files in the explorer", async () => {
    await page.locator('.editor-instance .glyph-margin-widgets [class*="ced-"]').first().waitFor({ state: "attached", timeout: patience });
    await runCommand(page, "View: Show Explorer");
    await page.waitForFunction(badges, undefined, { timeout: patience });
  });
  await check(page, "the memory report has the theme's colours, and its places lead to the code", async () => {
    await runCommand(page, "etcd-lint: Memory Report");
    const report = await frameWith(page, "What this code costs etcd");
    const back = await report.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    if (back !== "rgb(255, 255, 255)") throw new Error(`the ground is ${back} in a light theme`);
    await report.locator("figcaption", { hasText: "By part of etcd's memory" }).waitFor({ timeout: patience });
    await report.locator("#filter").fill("sessions.ts");
    await report.locator("#findings tbody tr:visible a", { hasText: "sessions.ts" }).first().click();
    await page.locator('.tab.active[data-resource-name="sessions.ts"]').waitFor({ timeout: patience });
  });
  await check(page, "a rule's page opens inside of the editor", async () => {
    await runCommand(page, "etcd-lint: Explain the Finding at the Cursor");
    await frameWith(page, "unbounded-range");
  });
}

/** The frame of a webview, once it shows a heading with the text. */
async function frameWith(page: Page, heading: string): Promise<Frame> {
  const end = Date.now() + patience;
  for (;;) {
    for (const frame of page.frames()) {
      const texts = await frame
        .locator("h1")
        .allTextContents()
        .catch(() => []);
      if (texts.some((text) => text.includes(heading))) return frame;
    }
    if (Date.now() > end) throw new Error(`no view with the heading ${heading}`);
    await page.waitForTimeout(200);
  }
}
