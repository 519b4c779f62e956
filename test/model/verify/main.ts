/**
 * `npm run verify:model`: real etcd servers of each line against the model.
 * Options: --lines 3.4,3.5  --only ID,ID  --not ID,ID  --runs N  --no-build
 *          --more    keeps the stored runs and makes those that are missing
 *          --prepare  only gets and builds the programs, as far as they come within --minutes N
 *          --report  no servers: the page and the plot again, from the stored measurements
 *          --calibrate  loads a server of each line with a bit of everything and asks the built `etcd-lint calibrate` about it; nothing stored
 *          --subset  small scenarios within --minutes N (default 4), nothing stored: what CI runs
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { formatBytes } from "../../../server/src/text/format";
import { judge } from "./bars";
import { LINES, type Line, loadClient, type ServerBinary, serverOf } from "./binaries";
import { explainedBy } from "./calibrated";
import { evaluate, type Row } from "./evaluate";
import { page } from "./page";
import { plot } from "./plot";
import { type LineResults, store, stored } from "./results";
import { type Measured, runScenario } from "./run";
import type { Scenario } from "./scenario";
import { SCENARIOS } from "./scenarios";
import { describe, summary } from "./text";

const { values } = parseArgs({
  options: {
    lines: { type: "string" },
    only: { type: "string" },
    not: { type: "string" },
    runs: { type: "string", default: "3" },
    minutes: { type: "string", default: "4" },
    subset: { type: "boolean", default: false },
    more: { type: "boolean", default: false },
    prepare: { type: "boolean", default: false },
    calibrate: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
    "no-build": { type: "boolean", default: false },
  },
});

const lines = LINES.filter((line) => values.lines === undefined || values.lines.split(",").includes(line));
const deadline = values.subset || values.prepare ? Date.now() + Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY;
const problems: string[] = [];

function wanted(line: Line): readonly Scenario[] {
  const only = values.only?.split(",");
  const not = values.not?.split(",") ?? [];
  return SCENARIOS.filter(
    (scenario) =>
      (only === undefined || only.includes(scenario.id)) &&
      !not.includes(scenario.id) &&
      (!values.subset || scenario.subset === true) &&
      (scenario.lines === undefined || scenario.lines.includes(line)),
  );
}

async function measure(binary: ServerBinary, client: string, scenario: Scenario, times: number): Promise<readonly Measured[]> {
  const runs: Measured[] = [];
  for (let i = 0; i < times; i += 1) {
    const start = Date.now();
    try {
      runs.push(await runScenario(binary, client, scenario));
      console.log(`etcd ${binary.version}  ${scenario.id}  run ${i + 1}: ${Math.round((Date.now() - start) / 1000)} s`);
    } catch (error) {
      problems.push(`etcd ${binary.version}, ${scenario.id}: ${error instanceof Error ? error.message : String(error)}`);
      console.log(`FAILED: ${problems.at(-1)}`);
      break;
    }
  }
  return runs;
}

/** All scenarios of a line, stored one by one, so that a run that is ended early leaves what it has. */
async function full(binary: ServerBinary, client: string): Promise<void> {
  const before = stored(binary.line);
  let scenarios: LineResults["scenarios"] = before?.version === binary.version ? before.scenarios : {};
  for (const scenario of wanted(binary.line)) {
    const kept = values.more ? (scenarios[scenario.id] ?? []) : [];
    const missing = Math.min(Number(values.runs), scenario.runs ?? Number.POSITIVE_INFINITY) - kept.length;
    const runs = [...kept, ...(await measure(binary, client, scenario, missing))];
    if (runs.length === kept.length) continue;
    scenarios = { ...scenarios, [scenario.id]: runs };
    store({ line: binary.line, version: binary.version, go: binary.go, date: new Date().toISOString().slice(0, 10), scenarios });
  }
}

/** The small scenarios once; what misses runs twice more and is then judged by its median. */
async function subset(binary: ServerBinary, client: string): Promise<void> {
  const scenarios = wanted(binary.line);
  for (const [i, scenario] of scenarios.entries()) {
    if (Date.now() > deadline) {
      const left = scenarios.slice(i).map(({ id }) => id);
      console.log(`SKIPPED: etcd ${binary.version}, ${left.join(", ")}: the ${values.minutes} minutes are over`);
      return;
    }
    let runs = await measure(binary, client, scenario, 1);
    const misses = () => judge(evaluate(binary.version, binary.line, scenario, runs)).misses;
    if (runs.length > 0 && misses().length > 0) runs = [...runs, ...(await measure(binary, client, scenario, 2))];
    for (const row of evaluate(binary.version, binary.line, scenario, runs)) console.log(describe(row));
    if (runs.length > 0) problems.push(...misses().map((row) => `etcd ${binary.version}: ${describe(row)}`));
  }
}

/** Calibrate has to explain this much of the live heap of a server that the verification loaded. */
const explainedAtLeast = 0.85;

async function calibrated(binary: ServerBinary, client: string): Promise<void> {
  for (const scenario of SCENARIOS.filter(({ id }) => id === "everything")) {
    const { explained, live } = await explainedBy(binary, client, scenario, ["t", "k"]);
    const line = `etcd ${binary.version}, ${scenario.id}: calibrate explains ${Math.round(explained * 100)} % of ${formatBytes(live)} live`;
    console.log(line);
    if (!(explained >= explainedAtLeast)) problems.push(line);
  }
}

async function servers(): Promise<void> {
  if (process.platform !== "linux") {
    console.log("SKIPPED: every line of etcd: memory is read from /proc, which Linux has");
    return;
  }
  const build = !values["no-build"];
  const client = loadClient(build, deadline);
  if (typeof client !== "string") {
    console.log(`SKIPPED: every line of etcd: the load client: ${client.skipped}`);
    return;
  }
  for (const line of lines) {
    const found = serverOf(line, build, deadline);
    if ("skipped" in found) console.log(`SKIPPED: etcd ${line}: ${found.skipped}`);
    else if (values.prepare) console.log(`etcd ${found.version}, ${found.go}: ready`);
    else if (values.calibrate) await calibrated(found, client);
    else await (values.subset ? subset(found, client) : full(found, client));
  }
}

function rowsOf(results: LineResults): readonly Row[] {
  return SCENARIOS.flatMap((scenario) => {
    const runs = results.scenarios[scenario.id];
    return runs === undefined ? [] : evaluate(results.version, results.line, scenario, runs);
  });
}

/** Writes the page and the plot, prints the comparisons, and says whether the bars hold. */
function report(): void {
  const known = LINES.flatMap((line) => stored(line) ?? []).map((results) => ({ results, rows: rowsOf(results) }));
  const docs = path.resolve("docs");
  writeFileSync(path.join(docs, "model-verification.md"), page(known, readFileSync("test/model/verify/method.md", "utf8")));
  writeFileSync(path.join(docs, "images", "model-verification.svg"), plot(known.flatMap(({ rows }) => rows)));
  for (const { results, rows } of known) {
    const shown = lines.includes(results.line);
    if (shown) console.log(`\netcd ${results.version}, ${results.go}, ${results.date}`);
    if (shown) for (const row of rows) console.log(describe(row));
    if (shown && !judge(rows).holds) problems.push(`etcd ${results.version}: the bars do not hold`);
  }
  console.log();
  for (const { results, rows } of known) console.log(summary(results.version, judge(rows)));
}

if (!values.report) await servers();
if (!values.subset && !values.prepare && !values.calibrate) report();
for (const problem of problems) console.log(`FAILED: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
