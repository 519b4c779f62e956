/**
 * `npm run bench [-- --corpus DIR --plain DIR]`: our speed as ratios to programs that do a part of the same work on the same files, in one
 * run on one machine. Ends with 1 when a bar is missed.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { createDisk } from "../../server/src/host/disk";
import { languageOf, languages } from "../../server/src/lower/index";
import { alignedLines } from "../../server/src/report/cost-table";
import { formatBytes, formatCount } from "../../server/src/text/format";
import { measureAll, type Timing } from "./measure";
import { measureServer } from "./server";
import { describeTree, findTrees } from "./trees";

interface Row {
  readonly name: string;
  readonly measured: string;
  readonly bar: string;
  readonly value: number;
  readonly limit: number;
}

const rows: Row[] = [];
const notes: string[] = [];

const node = process.execPath;
const cli = path.resolve("dist/cli.cjs");
const work = path.resolve("node_modules/.cache/etcd-lint/bench");
const start = { name: "node -e 0", command: [node, "-e", "0"] };
const findingCodes = [0, 1];

function ratio(name: string, value: number, limit: number, of: string): void {
  rows.push({ name, measured: `${value.toFixed(2)} x ${of}`, bar: `≤ ${limit} x`, value, limit });
}

function amount(name: string, value: number, limit: number, format: (value: number) => string): void {
  rows.push({ name, measured: format(value), bar: `≤ ${format(limit)}`, value, limit });
}

function note(name: string, { cpu, lowest, highest, wall }: Timing): void {
  notes.push(`${name}: ${cpu.toFixed(3)} CPU s (${lowest.toFixed(3)}–${highest.toFixed(3)}), ${wall.toFixed(3)} s wall`);
}

function found(command: string): boolean {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;
}

function skipped(what: string): void {
  notes.push(`NOT MEASURED: ${what}`);
}

function startCase(): void {
  const { ours, control } = measureAll({ ours: { name: "etcd-lint --version", command: [node, cli, "--version"] }, control: start });
  note("etcd-lint --version", ours);
  note("node -e 0", control);
  ratio("start: --version", ours.cpu / control.cpu, 1.3, "node -e 0");
}

function plainCase(tree: string): void {
  if (!found("rg")) return skipped("a tree without etcd: ripgrep is not here (Debian: apt-get install ripgrep)");
  const globs = languages.flatMap(({ extensions }) => extensions.flatMap((extension) => ["-g", `*${extension}`]));
  const { ours, grep, control } = measureAll({
    ours: { name: "etcd-lint", command: [node, cli, "lint", tree], codes: findingCodes },
    grep: { name: "rg", command: ["rg", "-l", "-F", "etcd", ...globs, tree], codes: findingCodes },
    control: start,
  });
  note(`etcd-lint, ${describeTree(tree)}`, ours);
  note("rg -l -F etcd", grep);
  notes.push(`  ${ours.output.trim().split("\n").at(-1)}`);
  ratio("a large tree without etcd", Math.max(0, ours.cpu - control.cpu) / grep.cpu, 2, "rg, beyond start");
}

async function heavyCase(tree: string): Promise<void> {
  const disk = createDisk({ root: tree, withTests: true });
  await disk.reload(new Map());
  const { files, seen } = await disk.scan();
  const matter = files.filter((file) => languageOf(file.path) !== undefined).map((file) => file.path);
  const list = path.join(work, "files");
  writeFileSync(list, matter.join("\n"));
  const floorFile = path.join(work, "floor.cjs");
  await build({
    entryPoints: ["test/bench/floor.ts"],
    outfile: floorFile,
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: true,
    mainFields: ["module", "main"],
    alias: { "web-tree-sitter": path.resolve("node_modules/web-tree-sitter/web-tree-sitter.cjs") },
    logLevel: "error",
  });
  const native = path.resolve("node_modules/@ast-grep/cli-linux-x64-gnu/ast-grep");
  const withNative = existsSync(native);
  if (!withNative) skipped("ast-grep: its binary for this platform is not here");
  const pattern = [native, "run", "--lang", "go", "--pattern", "$CLIENT.Get($CTX, $KEY, $$$OPTIONS)", "--json=stream", tree];
  const { ours, floor, peer } = measureAll({
    ours: { name: "etcd-lint", command: [node, cli, "lint", tree], codes: findingCodes },
    floor: { name: "floor", command: [node, floorFile, tree, list, path.resolve("dist/grammars")] },
    peer: withNative ? { name: "ast-grep", command: pattern, codes: findingCodes, mixesLines: true } : start,
  });
  note(`etcd-lint, ${describeTree(tree)}`, ours);
  note(`prefilter, and parse of the ${formatCount(matter.length)} of ${formatCount(seen)} files that it lets through`, floor);
  ratio("an etcd-heavy tree", ours.cpu / floor.cpu, 1.3, "prefilter and parse");
  if (!withNative) return;
  note("ast-grep, one pattern for Go, whole tree", peer);
  ratio("the same tree against a pattern tool", ours.cpu / peer.cpu, 0.6, "ast-grep");
}

async function serverCase(): Promise<void> {
  const server = path.resolve("dist/server.cjs");
  if (!existsSync(server)) return skipped("the server: dist/server.cjs is not there");
  const figures = await measureServer(server);
  const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
  notes.push(`server: diagnostics p50 ${milliseconds(figures.diagnosticsP50)} beyond the debounce`);
  amount("server: diagnostics p95 after an edit", figures.diagnosticsP95, 150, milliseconds);
  amount("server: hover p95", figures.hoverP95, 10, milliseconds);
  if (figures.grown === undefined) return skipped("the server's memory: no /proc here");
  notes.push(`server: ${formatBytes(figures.resident ?? 0)} resident after the first edits`);
  amount("server: memory after 1 000 edits", Math.max(0, figures.grown), 30 * 1024 ** 2, formatBytes);
}

function packageCase(): void {
  const file = path.join(work, "etcd-lint.vsix");
  const { status, stderr } = spawnSync("npm", ["run", "--silent", "package", "--", "--out", file], { encoding: "utf8" });
  if (status !== 0) return skipped(`the package: ${stderr.trim().split("\n").at(-1)}`);
  amount("size of the VSIX", statSync(file).size, 2 * 1024 ** 2, formatBytes);
}

async function main(): Promise<void> {
  mkdirSync(work, { recursive: true });
  const trees = findTrees(process.argv.slice(2));
  startCase();
  if (trees.plain) plainCase(trees.plain);
  else skipped("a tree without etcd: none found; say --plain DIR");
  if (trees.heavy) await heavyCase(trees.heavy);
  else skipped("an etcd-heavy tree: none found; say --corpus DIR");
  await serverCase();
  packageCase();
  const table = rows.map(({ name, measured, bar, value, limit }) => [name, measured, bar, value <= limit ? "met" : "MISSED"]);
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`;
  const commit = execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
  console.log([...alignedLines([["case", "measured", "bar", ""], ...table]), "", ...notes, `${commit} on ${machine}`].join("\n"));
  process.exitCode = rows.every(({ value, limit }) => value <= limit) ? 0 : 1;
}

await main();
