/** The browser that shows the workbench, and what a test does in it. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

const candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const patience = 45_000;

export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.ETCD_LINT_CHROMIUM ?? candidates.find((file) => existsSync(file));
  if (!executablePath) throw new Error(`no Chromium: looked at ${candidates.join(", ")}; set ETCD_LINT_CHROMIUM`);
  const quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", ...quiet] });
}

/** Opens a file (relative to the folder) in a fresh window on the folder, with the cursor on the first place of `on`. */
export async function openFile(page: Page, url: string, folder: string, file: string, on: string): Promise<void> {
  const before = textBefore(readFileSync(path.join(folder, file), "utf8"), on).split("\n");
  const place = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  const payload = [
    ["openFile", `vscode-remote://${new URL(url).host}${folder}/${file}:${place}`],
    ["gotoLineMode", "true"],
  ];
  await page.goto(`${url}?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
  await page.locator(`.tab.active[data-resource-name="${path.basename(file)}"]`).waitFor({ timeout: patience });
  await page.locator(".editor-instance .view-line").first().waitFor({ timeout: patience });
}

function textBefore(text: string, part: string): string {
  const at = text.indexOf(part);
  if (at < 0) throw new Error(`no "${part}" in the file`);
  return text.slice(0, at);
}

/** Runs a command of the palette by its title. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget input.input");
  await input.waitFor({ timeout: patience });
  await input.fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title }).first().waitFor({ timeout: patience });
  await page.keyboard.press("Enter");
  await input.waitFor({ state: "hidden", timeout: patience });
}

/** Waits for squiggles in the active editor; gives how many there are. */
export async function squiggles(page: Page): Promise<number> {
  const any = page.locator(".editor-instance .squiggly-info, .editor-instance .squiggly-warning, .editor-instance .squiggly-error");
  await any.first().waitFor({ state: "attached", timeout: patience });
  return any.count();
}

/** Runs in the page. */
const countFrames = `
  window.framesWithout = 0;
  (function look() {
    if (!document.querySelector(".editor-instance [class*='squiggly-']")) window.framesWithout += 1;
    requestAnimationFrame(look);
  })();
`;

/** Types in the active editor and gives how many of the frames drawn meanwhile showed no squiggle. */
export async function framesWithoutSquiggles(page: Page, text: string): Promise<number> {
  await page.evaluate(countFrames);
  await page.keyboard.type(text, { delay: 60 });
  await page.waitForTimeout(500);
  return page.evaluate<number>("window.framesWithout");
}

/** Shows the hover at the cursor and gives its text, with plain spaces. */
export async function hover(page: Page): Promise<string> {
  await runCommand(page, "Show or Focus Hover");
  const shown = page.locator(".monaco-hover:not(.hidden) .hover-contents", { hasText: "bytes\u00a0each" });
  await shown.first().waitFor({ timeout: patience });
  const text = (await page.locator(".monaco-hover:not(.hidden)").first().textContent()) ?? "";
  return text.replaceAll(/[\s\u2060]+/g, " ");
}

/** Opens the quick fix menu at the cursor and chooses the entry that has the title, with the keyboard: a layer lies over the list. */
export async function quickFix(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+.");
  const rows = page.locator(".action-widget .monaco-list-row.action");
  await rows.filter({ hasText: title }).first().waitFor({ timeout: patience });
  for (let step = await rows.count(); step > 0; step--) {
    if ((await page.locator(".action-widget .monaco-list-row.focused").textContent())?.includes(title)) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
}

/** Waits until the active editor draws the text; spaces are non-breaking there. */
export async function untilEditorShows(page: Page, text: string): Promise<void> {
  await page
    .locator(".editor-instance .view-line", { hasText: text.replaceAll(" ", "\u00a0") })
    .first()
    .waitFor({ timeout: patience });
}

/** Makes the hover taller, the way a person does with its lower edge. */
export async function stretchHover(page: Page, by: number): Promise<void> {
  const box = await page.locator(".monaco-resizable-hover").first().boundingBox();
  if (!box) throw new Error("no hover is shown");
  const [x, y] = [box.x + box.width / 2, box.y + box.height - 1];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + by, { steps: 10 });
  await page.mouse.up();
}
