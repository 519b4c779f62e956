import { describe, expect, test } from "vitest";
import { callsOf } from "../support/calls";

const rows = async (text: string): Promise<readonly string[]> =>
  (await callsOf({ "src/a.ts": text })).map((row) => row.replace("src/a.ts:", ""));

describe("the receiver is a client because its type says so", () => {
  test("constructor, annotation, class field, parameter property, constructor assignment", async () => {
    expect(
      await rows(`import { Etcd3, Namespace } from "etcd3";
const client = new Etcd3({ hosts: "127.0.0.1:2379" });
class Store {
  private readonly ns: Namespace;
  own = new Etcd3();
  constructor(private readonly etcd: Etcd3) {
    this.ns = etcd.namespace("app/");
  }
  async a() { await this.etcd.put("a").value("1"); await this.own.get("b").string(); await this.ns.getAll().prefix("c").strings(); }
}
async function b(c: Etcd3) { await c.delete().prefix("d"); }
async function e() { await client.get("e"); }
`),
    ).toEqual([
      "7 open-stream Namespace.namespace namespace=always:app/",
      '9 put Namespace.put "a"',
      '9 range Namespace.get "b" limit=always:1',
      '9 range Namespace.getAll "c" namespace=always prefix=always',
      '11 delete Namespace.delete "d" prefix=always',
      '12 range Namespace.get "e" limit=always:1',
      "2 connect Etcd3",
      "5 connect Etcd3",
    ]);
  });

  test("an untyped parameter takes the type of what callers pass", async () => {
    const files = {
      "src/main.js": `const { Etcd3 } = require("etcd3");\nconst Jobs = require("./jobs");\nclass App {\n  constructor() {\n    this.client = new Etcd3();\n    this.jobs = new Jobs(this);\n  }\n}\nmodule.exports = App;\n`,
      "src/jobs.js": `class Jobs {\n  constructor(options) {\n    this._client = options.client;\n  }\n  async list() { return this._client.getAll().prefix("jobs/").sort(...this.order).limit(5); }\n}\nmodule.exports = Jobs;\n`,
    };
    expect((await callsOf(files)).filter((row) => row.includes("range"))).toEqual([
      'src/jobs.js:5 range Namespace.getAll "jobs/" limit=always:5 prefix=always sort-order=always:this.order sort-target=always:this.order',
    ]);
  });

  test("a client of another module: default export, named export, re-export, CommonJS", async () => {
    const files = {
      "src/client.ts": `import { Etcd3 } from "etcd3";\nexport const client = new Etcd3();\nexport default client;\n`,
      "src/index.ts": `export { client as etcd } from "./client";\n`,
      "src/a.ts": `import { etcd } from "./index";\nimport shared from "./client";\nexport async function a() { await etcd.get("a"); await shared.get("b").json(); }\n`,
      "src/b.js": `const { Etcd3 } = require("etcd3");\nconst db = new Etcd3();\nmodule.exports = { db };\n`,
      "src/c.js": `const { db } = require("./b");\nconst whole = require("./b");\nasync function c() { await db.get("c"); await whole.db.get("d"); }\n`,
    };
    expect((await callsOf(files)).filter((row) => !row.includes("connect"))).toEqual([
      'src/a.ts:3 range Namespace.get "a" limit=always:1',
      'src/a.ts:3 range Namespace.get "b" limit=always:1',
      'src/c.js:3 range Namespace.get "c" limit=always:1',
      'src/c.js:3 range Namespace.get "d" limit=always:1',
    ]);
  });

  test("look-alikes stay quiet", async () => {
    expect(
      await rows(`import Redis from "ioredis";
import axios from "axios";
const redis = new Redis();
export async function a(map: Map<string, string>) { await redis.get("a"); await axios.get("/b"); map.get("c"); await redis.watch("d"); }
`),
    ).toEqual([]);
  });
});

// etcd3 reads one key as a range with limit 1 (src/builder.ts, SingleRangeBuilder).
describe("builders are thenables", () => {
  test("terminals decide: count, keys, json; no prefix is the whole keyspace", async () => {
    expect(
      await rows(`import { Etcd3 } from "etcd3";
export async function a(c: Etcd3) {
  await c.getAll();
  await c.getAll().prefix("a").count();
  await c.getAll().prefix("b").keys();
  await c.getAll().prefix("d").limit(10).json();
  await c.getAll().prefix("e").limit(Infinity);
  await c.getAll().prefix("f").sort("Create", "Ascend").limit(1);
}
`),
    ).toEqual([
      "3 range Namespace.getAll all-keys=always",
      '4 count Namespace.getAll "a" count-only=always prefix=always',
      '5 range Namespace.getAll "b" keys-only=always prefix=always',
      '6 range Namespace.getAll "d" limit=always:10 prefix=always',
      '7 range Namespace.getAll "e" prefix=always',
      '8 range Namespace.getAll "f" limit=always:1 prefix=always sort-order=always:order:ascend sort-target=always:target:create',
    ]);
  });

  test("kept in a variable, limited on one path; one that is never awaited never runs", async () => {
    expect(
      await rows(`import { Etcd3 } from "etcd3";
export async function a(c: Etcd3, n: number) {
  const all = c.getAll().prefix("a");
  if (n > 0) {
    all.limit(n);
  }
  return await all.strings();
}
export function b(c: Etcd3) {
  const never = c.getAll().prefix("b");
}
export const d = (c: Etcd3, keys: string[]) => Promise.all([c.get("x"), c.get("y").string()]);
`),
    ).toEqual([
      '3 range Namespace.getAll "a" limit=sometimes:n prefix=always',
      '12 range Namespace.get "x" limit=always:1',
      '12 range Namespace.get "y" limit=always:1',
    ]);
  });

  test("a transaction holds its operations; watches and leases", async () => {
    expect(
      await rows(`import { Etcd3 } from "etcd3";
export async function a(c: Etcd3, pairs: [string, string][]) {
  await c.if("a", "Create", "==", 0).then(c.put("a").value("1")).else(c.get("b")).commit();
  const watcher = await c.watch().prefix("w/").withPreviousKV().create();
  const lease = c.lease(10);
  await lease.put("l").value("2");
}
`),
    ).toEqual([
      '3 txn Namespace.if "a" [put("a"), range("b") limit=always:1]',
      '4 watch Namespace.watch "w/" prefix=always prev-kv=always progress-notify=always',
      "5 lease-grant Namespace.lease",
      '6 put Lease.put "l" lease=always',
    ]);
  });
});

test("reads and writes inside a software transaction, and an election's calls, are calls of their own", async () => {
  expect(
    await rows(`import { Etcd3 } from "etcd3";
export async function a(c: Etcd3) {
  await c.stm().transact(async (tx) => {
    const n = await tx.get("n").number();
    await tx.put("n").value(n + 1);
  });
  const election = c.election("e");
  const leader = await election.leader();
}
`),
  ).toEqual([
    "3 txn SoftwareTransaction.transact",
    '4 range SoftwareTransaction.get "n" limit=always:1',
    '5 put SoftwareTransaction.put "n"',
    '7 open-stream Namespace.election "e"',
    '8 election Election.leader "e" limit=always:1 prefix=always sort-order=always:order:ascend sort-target=always:target:create',
  ]);
});

test("a module that is itself a function makes a client", async () => {
  expect(
    await rows(`import etcdjs from "etcdjs";\nconst store = etcdjs("127.0.0.1:4001");\nstore.get("a", { recursive: true }, () => {});\n`),
  ).toEqual(["2 connect default", '3 range Client.get "a" recursive=always']);
});
