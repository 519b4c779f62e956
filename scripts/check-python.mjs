/**
 * Checks the Python code of fixtures, rule pages and examples against the real libraries: installs them into a virtual environment in a temporary
 * folder, and lets mypy read them (names, numbers of arguments, keywords). Says what was checked and what was skipped; without Python, pip or a
 * registry everything is skipped.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Import names to what installs them; etcd-client-py is compiled and cannot be read. `etcd3` and `pyetcd` name two each: the one that a file means is told by what it uses. */
const environments = [
  {
    name: "etcd3",
    install: ["etcd3==0.12.0", "aetcd==1.0.0", "etcd3gw==2.7.0", "python-etcd==0.4.5", "aioetcd3==1.13", "etcetra==0.1.19"],
  },
  { name: "etcd3-py", install: ["etcd3-py==0.1.6"] },
];
const common = ["mypy==1.18.2", "flask", "fastapi", "tornado", "apscheduler<4", "redis"];

const work = mkdtempSync(path.join(tmpdir(), "etcd-lint-python-"));
const run = (command, args, options = {}) => spawnSync(command, args, { encoding: "utf8", ...options });
const skip = (why) => {
  console.log(`SKIPPED: the Python code was not checked: ${why}`);
  process.exit(0);
};

function sources() {
  const found = [];
  const add = (name, text) => found.push({ name, text, environment: usesEtcd3Py(text) ? "etcd3-py" : "etcd3" });
  const walk = (folder) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(name);
      else if (entry.name.endsWith(".py")) add(name, readFileSync(path.join(root, name), "utf8"));
    }
  };
  walk("test/rules/fixtures");
  walk("examples/python");
  for (const page of readdirSync(path.join(root, "docs/rules"))) {
    const text = readFileSync(path.join(root, "docs/rules", page), "utf8");
    for (const [, kind, code] of text.matchAll(/^```py (bad|good)\n([\s\S]*?)^```$/gm)) add(`docs/rules/${page} (${kind})`, code);
  }
  return found;
}

/** The function that makes a client says nothing of its type; the class does, and takes the same arguments. */
const withClasses = (text) => text.replace(/\b(etcd3|etcd3gw)\.client\(/g, "$1.Etcd3Client(");

const usesEtcd3Py = (text) => /from etcd3 import Client\b/.test(text);

/** Each source is a folder of its own, so that modules of one name do not meet; files of one folder stay together. */
function layOut(list, folder) {
  const names = new Map();
  for (const { name, text } of list) {
    const together = /python-modules|examples/.test(name);
    const home = together ? path.dirname(name).replace(/\W/g, "_") : name.replace(/\W/g, "_");
    const file = path.join(home, together ? path.basename(name) : "module.py");
    mkdirSync(path.join(folder, home), { recursive: true });
    writeFileSync(path.join(folder, home, "__init__.py"), "");
    writeFileSync(path.join(folder, file), withClasses(together ? text.replace(/^from store import/m, "from .store import") : text));
    names.set(file, name);
  }
  return names;
}

let failed = false;
if (run("python3", ["--version"]).status !== 0) skip("there is no python3");
for (const { name, install } of environments) {
  const own = sources().filter(({ environment }) => environment === name);
  const venv = path.join(work, `venv-${name}`);
  if (run("python3", ["-m", "venv", venv]).status !== 0) skip("python3 makes no virtual environment");
  const pipInstall = (...args) => run(path.join(venv, "bin/pip"), ["install", "-q", "--disable-pip-version-check", ...args]);
  // What the libraries need themselves is not read, and does not fit together.
  const tools = pipInstall(...common);
  const pip = tools.status === 0 ? pipInstall("--no-deps", ...install) : tools;
  if (pip.status !== 0) skip(`pip cannot install ${name}: ${pip.stderr.trim().split("\n").at(-1)}`);
  const folder = path.join(work, name);
  mkdirSync(folder);
  const names = layOut(own, folder);
  const flags = [
    "--check-untyped-defs",
    "--follow-untyped-imports",
    "--ignore-missing-imports",
    "--no-error-summary",
    "--disable-error-code=var-annotated",
  ];
  const mypy = run(path.join(venv, "bin/mypy"), [...flags, "."], { cwd: folder });
  if (mypy.status === 2) skip(`mypy gave up: ${(mypy.stdout + mypy.stderr).trim().split("\n").at(-1)}`);
  const problems = mypy.stdout.split("\n").filter((line) => / error: /.test(line) && names.has(line.split(":")[0]));
  for (const line of problems) {
    const [file, at, ...rest] = line.split(":");
    console.log(`${names.get(file)}:${at}:${rest.join(":")}`);
  }
  failed ||= problems.length > 0;
  console.log(`${name}: ${own.length} sources checked against ${install.join(", ")}; ${problems.length} problems`);
}
rmSync(work, { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;
