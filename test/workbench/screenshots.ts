/** The pictures of the README: a hover in each language, in files of `examples/`. */
import { cpSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { hover, openFile, runCommand, squiggles, stretchHover } from "./browser";

interface Picture {
  readonly file: string;
  /** Text in the file that the pointer rests on. */
  readonly on: string;
  readonly image: string;
  /** Lines to scroll down. */
  readonly down: number;
  /** Of the window, just enough for the hover. */
  readonly height: number;
}

const pictures: readonly Picture[] = [
  { file: "go/status/main.go", on: "Put(ctx, statusKey", image: "hover-go.png", down: 10, height: 620 },
  { file: "typescript/src/sessions.ts", on: "getAll", image: "hover-typescript.png", down: 0, height: 700 },
];

export async function takeScreenshots(browser: Browser, url: string, root: string, work: string): Promise<void> {
  const folder = path.join(work, "examples");
  cpSync(path.join(root, "examples"), folder, { recursive: true });
  for (const { file, on, image, down, height } of pictures) {
    const page = await browser.newPage({ viewport: { width: 1100, height }, deviceScaleFactor: 2 });
    await openFile(page, url, folder, file, on);
    await squiggles(page);
    await runCommand(page, "View: Toggle Primary Side Bar Visibility");
    // Room for the hover below the line.
    for (let line = 0; line < down; line++) await page.keyboard.press("Control+ArrowDown");
    await runCommand(page, "Notifications: Clear All Notifications");
    await hover(page);
    await stretchHover(page, 160);
    await page.waitForTimeout(1000);
    await page.screenshot({ path: path.join(root, "docs/images", image) });
    await page.close();
  }
}
