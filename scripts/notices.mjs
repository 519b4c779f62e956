/** Writes ThirdPartyNotices.txt: the licences of everything that the bundles contain. Run after a dependency was added or updated. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

const grammars = new Set(Object.values(JSON.parse(readFileSync(path.join(root, "grammars.json"), "utf8"))));

const bundled = [
  "@modelcontextprotocol/sdk",
  "ajv",
  "ajv-formats",
  "commander",
  "fast-deep-equal",
  "fast-uri",
  "ignore",
  "json-schema-traverse",
  "jsonc-parser",
  "picocolors",
  "picomatch",
  "vscode-jsonrpc",
  "vscode-languageclient",
  "vscode-languageclient/node_modules/minimatch",
  "vscode-languageclient/node_modules/brace-expansion",
  "vscode-languageclient/node_modules/balanced-match",
  "semver",
  "vscode-languageserver",
  "vscode-languageserver-protocol",
  "vscode-languageserver-types",
  "vscode-uri",
  "zod",
  "zod-to-json-schema",
  ...grammars,
].sort();

const notices = bundled.map((name) => {
  const folder = path.join(root, "node_modules", name);
  const { name: called, version, license, repository } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  const source = typeof repository === "string" ? repository : (repository?.url ?? "");
  const text = readFileSync(path.join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  return `${called} ${version} (${license})\n${source}\n\n${text}\n`;
});

const rule = `\n${"-".repeat(100)}\n\n`;
const head = "etcd-lint contains the following software. Each part is under its own licence.\n";
writeFileSync(path.join(root, "ThirdPartyNotices.txt"), [head, ...notices].join(rule));
