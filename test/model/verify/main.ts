/**
 * `npm run verify:model`: real etcd servers of each line against the model.
 * Options: --lines 3.4,3.5  --only ID,ID  --runs N  --subset (small scenarios, what CI runs)  --no-build  --report (no servers: only the pages again)
 */
import { parseArgs } from "node:util";
import { LINES, loadClient, type ServerBinary, serverOf } from "./binaries";
import { evaluate, type Row } from "./evaluate";
import { store, stored } from "./results";
import { type Measured, runScenario } from "./run";
import { SCENARIOS } from "./scenarios";

const { values } = parseArgs({
  options: {
    lines: { type: "string" },
    only: { type: "string" },
    runs: { type: "string" },
    subset: { type: "boolean" },
    "no-build": { type: "boolean" },
    report: { type: "boolean" },
  },
});

async function verify(binary: ServerBinary, client: string): Promise<void> {
  const before = stored(binary.line);
  const scenarios: Record<string, readonly Measured[]> = before?.version === binary.version ? { ...before.scenarios } : {};
  const only = values.only?.split(",");
  for (const scenario of SCENARIOS) {
    if (only !== undefined && !only.includes(scenario.id)) continue;
    if (values.subset === true && scenario.subset !== true) continue;
    if (scenario.lines !== undefined && !scenario.lines.includes(binary.line)) continue;
    const runs: Measured[] = [];
    for (let i = 0; i < Math.min(Number(values.runs ?? 3), scenario.runs ?? 9); i += 1) {
      const start = Date.now();
      runs.push(await runScenario(binary, client, scenario));
      console.log(`${binary.version}  ${scenario.id}  run ${i + 1}: ${Math.round((Date.now() - start) / 1000)} s`);
    }
    scenarios[scenario.id] = runs;
    store({ line: binary.line, version: binary.version, go: binary.go, date: new Date().toISOString().slice(0, 10), scenarios });
  }
}

function show(): void {
  for (const line of LINES) {
    const results = stored(line);
    if (results === undefined) continue;
    console.log(`\netcd ${results.version}, ${results.go}, ${results.date}`);
    for (const scenario of SCENARIOS) {
      const runs = results.scenarios[scenario.id];
      if (runs !== undefined) for (const row of evaluate(results.version, line, scenario, runs)) console.log(lineOf(row));
    }
  }
}

function lineOf(row: Row): string {
  const mib = (bytes: number) => (bytes / 2 ** 20).toFixed(1).padStart(8);
  const off = row.error === undefined ? "" : `${Math.round(row.error * 100)}%`;
  const verdict = !row.inside ? "OUTSIDE" : row.error !== undefined && Math.abs(row.error) > 0.25 ? "FAR" : "ok";
  const { low, likely, high } = row.predicted;
  return `${row.scenario.padEnd(22)} ${row.reading.padEnd(18)} ${row.what.padEnd(8)} ${mib(row.measured)}  predicted ${mib(low)} ${mib(likely)} ${mib(high)}  x${(high / low).toFixed(1)} ${off.padStart(6)}  ${verdict}`;
}

if (values.report === true) {
  show();
  process.exit(0);
}

const build = values["no-build"] !== true;
const client = loadClient(build);
if (typeof client !== "string") throw new Error(`load client: ${client.skipped}`);
for (const line of LINES) {
  if (values.lines !== undefined && !values.lines.split(",").includes(line)) continue;
  const found = serverOf(line, build);
  if ("skipped" in found) {
    console.log(`SKIPPED: etcd ${line}: ${found.skipped}`);
    continue;
  }
  await verify(found, client);
}
show();
