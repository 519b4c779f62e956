/** `npm run check`: types, lint and format, import directions, dead code; all at the same time. */
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const bin = (name) => path.join(root, "node_modules/.bin", name);

const checks = {
  types: ["tsc", "-p", "."],
  "lint and format": ["biome", "check", "--error-on-warnings"],
  "import directions": ["depcruise", "--config", ".dependency-cruiser.cjs", "server/src", "client/src"],
  "dead code": ["knip", "--no-progress"],
};

function run([command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(bin(command), args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: 1, output: String(error) }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

const results = await Promise.all(Object.entries(checks).map(async ([name, command]) => ({ name, ...(await run(command)) })));
for (const { name, code, output } of results) {
  console.log(`${code === 0 ? "ok    " : "FAILED"}  ${name}`);
  if (code !== 0) console.log(output.trimEnd());
}
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;
