/**
 * Packs the extension: `npm run package [-- --out FILE]`. The npm package and the extension come from the same list of files; the extension
 * leaves out the bundles of the command line, which it never loads and which are a third of its size.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import picomatch from "picomatch";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
/** What VS Code loads; every other bundle belongs to the command line. */
const bundles = new Set(["dist/extension.cjs", "dist/server.cjs"]);

const listed = picomatch(manifest.files.flatMap((pattern) => [pattern, `${pattern}/**`]));
const isPacked = (file) => listed(file) && (!/^dist\/[^/]+\.[cm]js$/.test(file) || bundles.has(file));

const out = process.argv.indexOf("--out");
const target = path.resolve(out === -1 ? `${manifest.name}-${manifest.version}.vsix` : (process.argv[out + 1] ?? ""));
const folder = mkdtempSync(path.join(os.tmpdir(), "etcd-lint-package-"));
try {
  for (const top of new Set(manifest.files.map((pattern) => pattern.split("/")[0]))) {
    cpSync(path.join(root, top), path.join(folder, top), {
      recursive: true,
      filter: (source) => statSync(source).isDirectory() || isPacked(path.relative(root, source).split(path.sep).join("/")),
    });
  }
  const {
    bin: _bin,
    exports: _exports,
    types: _types,
    scripts: _scripts,
    devDependencies: _devDependencies,
    files: _files,
    ...rest
  } = manifest;
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ ...rest, files: ["**/*"] }, undefined, 2));
  await createVSIX({
    cwd: folder,
    packagePath: target,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
    allowUnusedFilesPattern: true,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
