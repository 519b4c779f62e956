/**
 * Builds dist/: the command line (a thin entry and the bundles that it loads as it needs them), the language server,
 * the extension, and the grammars. Everything is bundled, so the published package needs no node_modules.
 */
import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.dirname(fileURLToPath(import.meta.url));
const inRoot = (...parts) => path.join(root, ...parts);
/** `node esbuild.mjs FOLDER` builds FOLDER/dist instead. */
const target = path.resolve(process.argv[2] ?? root);

/** File name to the npm package that holds it. */
const grammars = JSON.parse(readFileSync(inRoot("grammars.json"), "utf8"));

/** The command line loads these at run time, each from its own file: `--version` and a tree without etcd do not pay for them. */
const lazyBundles = {
  name: "lazy-bundles",
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /^\.\/(analyse|calibrate|engine|formats|mcp|merge|model|settings|tools)$/ }, ({ kind, path: name }) =>
      kind === "dynamic-import" ? { path: `${name}.cjs`, external: true } : undefined,
    );
  },
};
const lazy = { plugins: [lazyBundles], supported: { "dynamic-import": false } };

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  // jsonc-parser's UMD main hides its requires from bundlers; its ESM build does not.
  mainFields: ["module", "main"],
  // The ESM build of web-tree-sitter needs `import.meta`, which a CommonJS bundle does not have.
  alias: { "web-tree-sitter": inRoot("node_modules/web-tree-sitter/web-tree-sitter.cjs") },
};

const bundles = [
  { entry: "server/src/cli/main.ts", outfile: "dist/cli.cjs", banner: { js: "#!/usr/bin/env node" }, ...lazy },
  { entry: "server/src/cli/analyse.ts", outfile: "dist/analyse.cjs", ...lazy },
  { entry: "server/src/cli/calibrate.ts", outfile: "dist/calibrate.cjs", ...lazy },
  { entry: "server/src/cli/model.ts", outfile: "dist/model.cjs", ...lazy },
  { entry: "server/src/cli/formats.ts", outfile: "dist/formats.cjs" },
  { entry: "server/src/cli/tools.ts", outfile: "dist/tools.cjs", ...lazy },
  { entry: "server/src/cli/merge.ts", outfile: "dist/merge.cjs", ...lazy },
  { entry: "server/src/cli/mcp.ts", outfile: "dist/mcp.cjs", ...lazy },
  { entry: "server/src/cli/api.ts", outfile: "dist/api.cjs", ...lazy },
  { entry: "server/src/host/engine.ts", outfile: "dist/engine.cjs" },
  { entry: "server/src/host/settings.ts", outfile: "dist/settings.cjs" },
  { entry: "server/src/lsp/main.ts", outfile: "dist/server.cjs" },
  { entry: "client/src/extension.ts", outfile: "dist/extension.cjs", external: ["vscode"] },
].filter(({ entry }) => existsSync(inRoot(entry)));

await mkdir(path.join(target, "dist/grammars"), { recursive: true });
await Promise.all([
  ...bundles.map(({ entry, ...options }) =>
    build({ ...common, ...options, entryPoints: [entry], outfile: path.join(target, options.outfile) }),
  ),
  ...Object.entries(grammars).map(([file, name]) => copyFile(inRoot("node_modules", name, file), path.join(target, "dist/grammars", file))),
]);

await writeFile(
  path.join(target, "dist/api.mjs"),
  'import api from "./api.cjs";\nexport const { EtcdLintError, formats, lint, render } = api;\n',
);

// What an older build left behind would be packed too.
const known = new Set(bundles.map(({ outfile }) => path.basename(outfile)));
for (const name of await readdir(path.join(target, "dist"))) {
  if (name.endsWith(".cjs") && !known.has(name)) await rm(path.join(target, "dist", name));
}
