/** What a server's memory is, read from outside: `/proc`, `/metrics` and the forced collection of its heap profile. */
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { get, type Member } from "./server";

/** All bytes, except goroutines. */
export interface Memory {
  /** Resident before anything is forced: anonymous, and of files (program and database). */
  readonly anonAsIs: number;
  readonly fileAsIs: number;
  /** Live heap after two forced collections, and the stacks in use. */
  readonly live: number;
  readonly stacks: number;
  /** Anonymous resident after them. */
  readonly anon: number;
  /** Database file, and its pages in use. */
  readonly db: number;
  readonly dbInUse: number;
  readonly goroutines: number;
}

/** A request that came and went. */
export interface Peak {
  /** Highest anonymous resident bytes during the request, over those before it. */
  readonly peak: number;
  /** Heap that was resident but free before it: what the request could take without `peak` showing it. */
  readonly free: number;
  /** Bytes allocated while it was served, garbage included. */
  readonly allocated: number;
  /** Collections of the heap while it was served. */
  readonly collections: number;
}

export async function readMemory(member: Member, settle: boolean): Promise<Memory> {
  const before = statusOf(member);
  await collected(member);
  const heap = await collected(member);
  const after = settle ? await settled(member) : statusOf(member);
  const metrics = (await get(`${member.client}/metrics`)).toString("utf8");
  const [stacks] = numbers(heap, "# Stack");
  return {
    anonAsIs: before.anon,
    fileAsIs: before.file,
    live: one(heap, "# HeapAlloc"),
    stacks: stacks ?? Number.NaN,
    anon: after.anon,
    db: one(metrics, "etcd_mvcc_db_total_size_in_bytes"),
    dbInUse: one(metrics, "etcd_mvcc_db_total_size_in_use_in_bytes"),
    goroutines: one(metrics, "go_goroutines"),
  };
}

/** Measures one request from a heap without garbage: the kernel keeps the highest resident size since it was reset. */
export async function readPeak(member: Member, request: () => Promise<unknown>): Promise<Peak> {
  await collected(member);
  await sleep(500);
  const start = await collected(member);
  const before = statusOf(member);
  writeFileSync(`/proc/${member.pid()}/clear_refs`, "5");
  await request();
  const after = statusOf(member);
  const end = (await get(`${member.client}/debug/pprof/heap?debug=1`)).toString("utf8");
  return {
    peak: after.highest - after.file - before.anon,
    free: one(start, "# HeapIdle") - one(start, "# HeapReleased"),
    allocated: one(end, "# TotalAlloc") - one(start, "# TotalAlloc"),
    collections: one(end, "# NumGC") - one(start, "# NumGC"),
  };
}

/** Commits of the database so far. */
export async function commitsOf(member: Member): Promise<number> {
  return one((await get(`${member.client}/metrics`)).toString("utf8"), "etcd_disk_backend_commit_duration_seconds_count");
}

/** Pages of a heap that was larger before go back to the kernel by and by: waits until they do no longer, at most a quarter of a minute. */
async function settled(member: Member): Promise<ReturnType<typeof statusOf>> {
  let last = statusOf(member);
  for (let quiet = 0, i = 0; quiet < 3 && i < 30; i += 1) {
    await sleep(500);
    const now = statusOf(member);
    quiet = now.anon < last.anon * 0.995 ? 0 : quiet + 1;
    last = now;
  }
  return last;
}

/** Forces a collection. The text form of the heap profile carries the runtime's figures as they are right after it. */
async function collected(member: Member): Promise<string> {
  return (await get(`${member.client}/debug/pprof/heap?gc=1&debug=1`)).toString("utf8");
}

/** The numbers of a line such as `# HeapAlloc = 5`, `# Stack = 5 / 6` or `etcd_metric 5`. */
function numbers(text: string, name: string): readonly number[] {
  const found = new RegExp(`^${name}(?:\\{[^}]*\\})?(?: =)? (.+)$`, "m").exec(text);
  if (found?.[1] === undefined) throw new Error(`the server does not say ${name}`);
  return found[1].split(" / ").map(Number);
}

function one(text: string, name: string): number {
  return numbers(text, name)[0] ?? Number.NaN;
}

function statusOf(member: Member): { readonly anon: number; readonly file: number; readonly highest: number } {
  const text = readFileSync(`/proc/${member.pid()}/status`, "utf8");
  const kib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)?.[1] ?? Number.NaN) * 1024;
  return { anon: kib("RssAnon"), file: kib("RssFile"), highest: kib("VmHWM") };
}
