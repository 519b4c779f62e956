/** A server that a scenario loaded, as the shipped `etcd-lint calibrate` explains it. */
import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { ServerBinary } from "./binaries";
import { startLoad } from "./load";
import type { Scenario } from "./scenario";
import { startCluster } from "./server";

const run = promisify(execFile);
const cli = path.resolve("dist/cli.cjs");

export interface Explained {
  /** 1 less how far the model's live heap is from the server's, either way. */
  readonly explained: number;
  /** Heap and stacks alive after a collection, in bytes. */
  readonly live: number;
}

/** Loads a server as the scenario does, and asks calibrate about it and the prefixes that the scenario writes. */
export async function explainedBy(
  binary: ServerBinary,
  client: string,
  scenario: Scenario,
  prefixes: readonly string[],
): Promise<Explained> {
  const load = startLoad(client);
  const cluster = await startCluster(binary, scenario.server);
  try {
    const [member] = cluster.members;
    if (!member) throw new Error("no member");
    await load.do({ op: "open", endpoints: [member.client] });
    const nothing = () => Promise.resolve();
    await scenario.run({
      do: async (command) => void (await load.do(command)),
      fill: nothing,
      read: nothing,
      peak: nothing,
      restart: nothing,
    });
    const args = ["--endpoint", member.client, "--collect", "--format", "json", ...prefixes.flatMap((prefix) => ["--prefix", prefix])];
    const empty = mkdtempSync(path.join(tmpdir(), "etcd-lint-calibrated-"));
    const { stdout } = await run(process.execPath, [cli, "calibrate", ...args], { cwd: empty, maxBuffer: 1 << 26 });
    const { explained, measured }: { explained: number; measured: { live: number } } = JSON.parse(stdout);
    return { explained, live: measured.live };
  } finally {
    await cluster.stop();
    load.end();
  }
}
