/** The command that compares the model with a running etcd, as a person uses it. */
import type { Page } from "playwright-core";
import { serverOf } from "../model/verify/binaries";
import { startCluster } from "../model/verify/server";
import { openFile, squiggles } from "./browser";
import type { OverviewChecks } from "./overview";

const patience = 45_000;

export async function calibration(page: Page, url: string, folder: string, { check }: OverviewChecks): Promise<void> {
  await check(page, "calibration asks for the endpoint, and says when nothing listens there", async () => {
    await openFile(page, url, folder, "sessions.go", "Get(ctx");
    await squiggles(page);
    await ask(page, "http://127.0.0.1:1");
    await page.locator(".notification-list-item-message", { hasText: "refused the connection" }).first().waitFor({ timeout: patience });
  });
  const binary = serverOf("3.4", false, Date.now());
  if ("skipped" in binary) return console.log(`SKIPPED: calibration from a real etcd in the editor: ${binary.skipped}`);
  const cluster = await startCluster(binary, {});
  try {
    await check(page, "calibration from a real etcd shows the model beside the server", async () => {
      await ask(page, cluster.members[0]?.client ?? "");
      await page.locator('.tab.active[data-resource-name="calibration.txt"]').waitFor({ timeout: patience });
      await page
        .locator(".editor-instance .view-lines", { hasText: /raft-log|live\s+heap|etcd\s+3\.4/ })
        .first()
        .waitFor({ timeout: patience });
    });
  } finally {
    await cluster.stop();
  }
}

async function ask(page: Page, endpoint: string): Promise<void> {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget input.input");
  await input.waitFor({ timeout: patience });
  await input.fill(">etcd-lint: Calibrate from a Running etcd");
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "Calibrate" }).first().waitFor({ timeout: patience });
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-title", { hasText: "Calibrate from a Running etcd" }).waitFor({ timeout: patience });
  await input.fill(endpoint);
  await page.keyboard.press("Enter");
}
