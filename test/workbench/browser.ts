/** The browser that shows the workbench, and what a test does in it. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const patience = 45_000;

export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.ETCD_LINT_CHROMIUM ?? candidates.find((file) => existsSync(file));
  if (!executablePath) throw new Error(`no Chromium: looked at ${candidates.join(", ")}; set ETCD_LINT_CHROMIUM`);
  const quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", ...quiet] });
}

/** Opens a file (relative to the folder) in a fresh window on the folder, and waits for its text. */
export async function openFile(page: Page, url: string, folder: string, file: string): Promise<void> {
  const payload = [["openFile", `vscode-remote://${new URL(url).host}${folder}/${file}`]];
  await page.goto(`${url}?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
  await page.locator(`.tab.active[data-resource-name="${file.split("/").pop()}"]`).waitFor({ timeout: patience });
  await page.locator(".editor-instance .view-line").first().waitFor({ timeout: patience });
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

/** Puts the cursor on the first place of `text` in the active editor, shows the hover there, and gives its text. */
export async function hoverOn(page: Page, text: string): Promise<string> {
  await goTo(page, text);
  await runCommand(page, "Show or Focus Hover");
  const hover = page.locator(".monaco-hover:not(.hidden) .hover-contents", { hasText: "bytes each" });
  await hover.first().waitFor({ timeout: patience });
  return (await page.locator(".monaco-hover:not(.hidden)").first().textContent()) ?? "";
}

/** Selects the first place of `text` through the find box, and leaves the cursor there. */
export async function goTo(page: Page, text: string): Promise<void> {
  await page
    .locator(".editor-instance .view-lines")
    .first()
    .click({ position: { x: 4, y: 4 } });
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+F");
  const find = page.locator(".find-widget.visible textarea.input").first();
  await find.waitFor({ timeout: patience });
  await find.fill(text);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowLeft");
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

/** Text of the active editor as it is drawn; spaces are non-breaking there. */
export async function editorText(page: Page): Promise<string> {
  return ((await page.locator(".editor-instance .view-lines").first().textContent()) ?? "").replaceAll("\u00a0", " ");
}
