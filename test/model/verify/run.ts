/** Runs a scenario against a server and collects its readings. */
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ServerBinary } from "./binaries";
import { type Load, startLoad } from "./load";
import { commitsOf, type Memory, type Peak, readMemory, readPeak } from "./probe";
import { FILL, FILL_KEY, type Run, type Scenario } from "./scenario";
import { type Cluster, startCluster, temporaryFolder } from "./server";

/** One run, as measured. `base`: before the load, one a member. */
export interface Measured {
  readonly base: readonly Memory[];
  readonly readings: Readonly<Record<string, { readonly member: number } & Memory>>;
  readonly peaks: Readonly<Record<string, Peak>>;
  /** Writes between two commits of the database, of the last put command before a reading. */
  readonly batch: Readonly<Record<string, number>>;
}

/** The data of `prepare`, one folder a line and scenario for the time of this process. */
const prepared = new Map<string, string>();

export async function runScenario(binary: ServerBinary, client: string, scenario: Scenario): Promise<Measured> {
  const load = startLoad(client);
  try {
    const data = scenario.prepare === undefined ? undefined : await dataOf(binary, load, scenario);
    const cluster = await startCluster(binary, scenario.server, data);
    try {
      return await measure(cluster, load, scenario);
    } finally {
      await cluster.stop();
    }
  } finally {
    load.end();
  }
}

async function measure(cluster: Cluster, load: Load, scenario: Scenario): Promise<Measured> {
  const readings: Record<string, { readonly member: number } & Memory> = {};
  const peaks: Record<string, Peak> = {};
  const batch: Record<string, number> = {};
  let writes = 0;
  const member = (at: number) => {
    const found = cluster.members[at];
    if (found === undefined) throw new Error(`no member ${at}`);
    return found;
  };
  const open = () => load.do({ op: "open", endpoints: [member(0).client], tls: scenario.server.tls === true });
  const run: Run = {
    do: async (command) => {
      const before = command.op === "put" ? await commitsOf(member(0)) : 0;
      await load.do(command.op === "v2" ? { ...command, url: member(0).client } : command);
      if (command.op === "put") writes = (command.count ?? 0) / Math.max(1, (await commitsOf(member(0))) - before);
    },
    fill: () => run.do(filler),
    read: async (name, at = 0) => {
      await sleep(300);
      readings[name] = { member: at, ...(await readMemory(member(at), scenario.settle === true)) };
      batch[name] = Math.round(writes);
    },
    peak: async (name, command) => {
      // What an earlier request left behind in the heap would hide a part of this one.
      if (Object.keys(peaks).length > 0) await run.restart();
      peaks[name] = await readPeak(member(0), () => load.do(command));
    },
    restart: async () => {
      await cluster.restart();
      await open();
    },
  };
  await open();
  if (scenario.filled === true) await run.fill();
  await sleep(1_000);
  const base: Memory[] = [];
  for (let at = 0; at < cluster.members.length; at += 1) base.push(await readMemory(member(at), false));
  await scenario.run(run);
  return { base, readings, peaks, batch };
}

const filler = { op: "put", prefix: "f", oneKey: true, keyBytes: FILL_KEY, valueBytes: 0, count: FILL, workers: 32 } as const;

async function dataOf(binary: ServerBinary, load: Load, scenario: Scenario): Promise<string> {
  const key = `${binary.version} ${scenario.id}`;
  const known = prepared.get(key);
  if (known !== undefined) return known;
  const folder = path.join(temporaryFolder(), "data");
  const cluster = await startCluster(binary, scenario.server);
  try {
    await load.do({ op: "open", endpoints: cluster.members.map(({ client }) => client), tls: scenario.server.tls === true });
    const noReading = () => Promise.reject(new Error("nothing is read while data is prepared"));
    await scenario.prepare?.({
      do: async (command) => {
        await load.do(command);
      },
      fill: async () => {
        await load.do(filler);
      },
      read: noReading,
      peak: noReading,
      restart: () => cluster.restart(),
    });
    await cluster.saveTo(folder);
  } finally {
    await cluster.stop();
  }
  prepared.set(key, folder);
  return folder;
}
