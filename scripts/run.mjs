/** Runs a TypeScript file of this repository: `node scripts/run.mjs FILE ARGS...`. Bundles it into node_modules/.cache and runs it there. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const [entry, ...rest] = process.argv.slice(2);
if (!entry) throw new Error("usage: node scripts/run.mjs FILE ARGS...");
const outfile = path.join(root, "node_modules/.cache/etcd-lint", `${path.basename(entry, ".ts")}-${process.pid}.mjs`);
await build({
  entryPoints: [path.resolve(root, entry)],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  // These packages list no exports, and Node's own loader then wants the whole file name.
  alias: { "vscode-jsonrpc/node": "vscode-jsonrpc/node.js", "vscode-languageserver/node": "vscode-languageserver/node.js" },
  logLevel: "warning",
});
const { status } = spawnSync(process.execPath, ["--enable-source-maps", outfile, ...rest], { stdio: "inherit", cwd: root });
rmSync(outfile, { force: true });
process.exitCode = status ?? 1;
