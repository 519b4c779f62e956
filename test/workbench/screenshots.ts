/** The pictures of the README: a hover in each language, in files of `examples/`. */
import { cpSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { hoverOn, openFile, runCommand, squiggles } from "./browser";

interface Picture {
  readonly file: string;
  /** Text in the file that the pointer rests on. */
  readonly on: string;
  readonly image: string;
}

const pictures: readonly Picture[] = [
  { file: "go/status/main.go", on: "Put(ctx, statusKey", image: "hover-go.png" },
  { file: "typescript/src/sessions.ts", on: "getAll", image: "hover-typescript.png" },
];

export async function takeScreenshots(browser: Browser, url: string, root: string, work: string): Promise<void> {
  const folder = path.join(work, "examples");
  cpSync(path.join(root, "examples"), folder, { recursive: true });
  for (const { file, on, image } of pictures) {
    const page = await browser.newPage({ viewport: { width: 1100, height: 640 }, deviceScaleFactor: 2 });
    await openFile(page, url, folder, file);
    await squiggles(page);
    await runCommand(page, "View: Toggle Primary Side Bar Visibility");
    await hoverOn(page, on);
    await page.waitForTimeout(1000);
    await page.screenshot({ path: path.join(root, "docs/images", image) });
    await page.close();
  }
}
