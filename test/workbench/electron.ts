/** The same suite under a downloaded VS Code, for machines that can download one: `npm run test:electron`. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { buildSuite } from "./build-suite";

const root = process.cwd();
const work = mkdtempSync(path.join(tmpdir(), "etcd-lint-electron-"));
try {
  const folder = path.join(work, "project");
  cpSync(path.join(root, "test/workbench/fixtures/project"), folder, { recursive: true });
  process.exitCode = await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: await buildSuite(root, work),
    launchArgs: [folder, "--disable-extensions", "--disable-workspace-trust", "--skip-welcome"],
  });
} finally {
  rmSync(work, { recursive: true, force: true });
}
