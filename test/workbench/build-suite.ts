/** Bundles the suite for the extension host, which loads CommonJS. */
import path from "node:path";
import { build } from "esbuild";

/** Gives the file to load. */
export async function buildSuite(root: string, folder: string): Promise<string> {
  const outfile = path.join(folder, "suite", "index.js");
  const entryPoints = [path.join(root, "test/workbench/suite/index.ts")];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    logLevel: "warning",
  });
  return outfile;
}
