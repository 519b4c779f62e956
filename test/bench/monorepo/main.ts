/**
 * `npm run bench:monorepo [-- FILES PERCENT]`: a generated monorepo, 100 000 files by default. Shards merged must be the whole, memory must
 * not grow with the files that do not matter, and the throughput stands beside ripgrep and ast-grep on the same tree.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { generateTree } from "./tree";

const [files = 100_000, percent = 4] = process.argv.slice(2).map(Number);
const shards = 4;
const cli = path.resolve("dist/cli.cjs");
const work = mkdtempSync(path.join(os.tmpdir(), "etcd-lint-monorepo-"));

interface Measured {
  readonly seconds: number;
  readonly cpu: number;
  readonly megabytes: number;
  readonly status: number | null;
  readonly out: string;
}

/** Runs a program under a small parent that reports what its children used. */
function measure(command: readonly string[], cwd: string): Measured {
  const script = `import resource, subprocess, sys, time
start = time.time()
code = subprocess.run(sys.argv[2:], stdout=open(sys.argv[1], "wb"), stderr=subprocess.DEVNULL).returncode
use = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.time() - start, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024, code)`;
  const out = path.join(work, "out");
  const { stdout, status, stderr } = spawnSync("python3", ["-c", script, out, ...command], { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`python3 measures the runs, and cannot: ${stderr}`);
  const [seconds = 0, cpu = 0, megabytes = 0, code = 0] = stdout.trim().split(" ").map(Number);
  return { seconds, cpu, megabytes, status: code, out: readFileSync(out, "utf8") };
}

let failed = false;
function check(what: string, holds: boolean): void {
  console.log(`${holds ? "ok    " : "FAILED"}  ${what}`);
  if (!holds) failed = true;
}

function row(name: string, { seconds, cpu, megabytes }: Measured, count: number): void {
  const cells = [
    `${seconds.toFixed(1)} s`,
    `${cpu.toFixed(1)} s`,
    `${Math.round(megabytes)} MiB`,
    `${Math.round(count / cpu)} files/s of CPU`,
  ];
  console.log(`${name.padEnd(34)}${cells.map((cell) => cell.padStart(12)).join("  ")}`);
}

function there(program: string): boolean {
  return spawnSync(program, ["--version"]).status === 0;
}

const lint = (...args: string[]): readonly string[] => [process.execPath, cli, "--fail-on", "never", ...args];

try {
  const tree = path.join(work, "tree");
  const small = path.join(work, "small");
  const { withEtcd } = generateTree(tree, { files, percent });
  // As many packages with etcd, among a tenth of the files.
  generateTree(small, { files: files / 10, percent: Math.min(100, percent * 10) });
  console.log(`${files} files, ${withEtcd} packages with etcd; Node ${process.version}, ${os.cpus().length} processors`);

  measure(lint("--format", "json"), tree);
  const whole = measure(lint("--format", "json"), tree);
  row("etcd-lint, the whole", whole, files);
  const reports = Array.from({ length: shards }, (_, at) => {
    const file = path.join(work, `shard-${at + 1}.json`);
    row(
      `etcd-lint, shard ${at + 1} of ${shards}`,
      measure(lint("--shard", `${at + 1}/${shards}`, "--format", `json=${file}`), tree),
      files,
    );
    return file;
  });
  const merged = measure([process.execPath, cli, "merge", ...reports, "--fail-on", "never", "--format", "json"], tree);
  row("etcd-lint merge", merged, files);
  const tenth = measure(lint("--format", "json"), small);
  row(`etcd-lint, ${files / 10} files`, tenth, files / 10);
  if (there("rg")) row("rg -l -F etcd", measure(["rg", "-l", "-F", "etcd", "."], tree), files);
  else console.log("SKIPPED: ripgrep is not here");
  const astGrep = path.resolve("node_modules/@ast-grep/cli-linux-x64-gnu/ast-grep");
  if (there(astGrep)) row("ast-grep, one pattern for Go", measure([astGrep, "run", "-l", "go", "-p", "$A.Put($$$B)", "."], tree), files);
  else console.log("SKIPPED: ast-grep's binary for this platform is not here");

  const { findings } = JSON.parse(whole.out);
  check(`there are findings to divide: ${findings.length}`, findings.length >= withEtcd);
  check("shards merged are the whole, byte for byte", merged.status === 0 && merged.out === whole.out);
  check(
    `memory: ten times the files take ${(whole.megabytes / tenth.megabytes).toFixed(2)} x, less than 1.5 x`,
    whole.megabytes < tenth.megabytes * 1.5,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
