/**
 * Tests that run inside VS Code's extension host. The workbench test and `npm run test:electron` both load this file; the folder that is
 * open is a copy of `test/workbench/fixtures/project`.
 */
import * as vscode from "vscode";
import { checks } from "./checks";

export async function run(): Promise<void> {
  const failed: string[] = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(`ok ${name}`);
    } catch (error) {
      failed.push(name);
      console.log(`not ok ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  if (failed.length > 0) throw new Error(`${failed.length} of ${Object.keys(checks).length} checks failed: ${failed.join(", ")}`);
}
