/** Calibration against servers that are old, strange, shut, or no etcd at all. */
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { type Calibration, calibrate } from "../../server/src/host/calibrate";
import type { EtcdProblem } from "../../server/src/host/etcd/problems";
import { call } from "./calls";
import { type FakeEtcd, fakeEtcd } from "./fake-etcd";
import { fixture } from "./fixture";

const base = { calls: [call("put", "/jobs/{}", 1)], settingsFile: "/nowhere/etcd-lint.json", date: "2026-01-31" };

async function problem(endpoint: string, more: Partial<Parameters<typeof calibrate>[0]> = {}): Promise<EtcdProblem> {
  const result = await calibrate({ endpoint, ...base, ...more });
  if (!("problem" in result)) throw new Error("it was read");
  expect(result.problem).not.toContain("\n");
  return result;
}

async function read(options: FakeEtcd, more: Partial<Parameters<typeof calibrate>[0]> = {}) {
  const server = await fakeEtcd(options);
  const result = await calibrate({ endpoint: server.url, ...base, ...more });
  if ("problem" in result) throw new Error(result.problem);
  return { result: result satisfies Calibration, asked: server.asked };
}

const jobs = (count: number, value: string) =>
  Array.from({ length: count }, (_, at) => ({ key: `/jobs/${String(at).padStart(6, "0")}`, value }));

describe("what cannot be read", () => {
  it("nothing listens", async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
      });
    });
    expect(await problem(`http://127.0.0.1:${port}`)).toMatchObject({
      kind: "refused",
      problem: expect.stringContaining("nothing listens there"),
    });
  });

  it("no answer in time", async () => {
    const { url } = await fakeEtcd({ silent: true });
    expect(await problem(url, { timeout: 50 })).toMatchObject({ kind: "timeout" });
  });

  it.each([
    ["127.0.0.1:2379", "as in http://127.0.0.1:2379"],
    ["ftp://x", "needs its scheme"],
    ["http://user:secret@127.0.0.1:1", "user and password do not belong into the endpoint"],
    ["http://127.0.0.1:1/v3", "an endpoint is an address alone: http://127.0.0.1:1"],
    ["http://[", "is no address"],
  ])("the endpoint %s", async (endpoint, words) => {
    const found = await problem(endpoint);
    expect(found).toMatchObject({ kind: "bad-endpoint", problem: expect.stringContaining(words) });
    expect(found.problem).not.toContain("secret");
  });

  it.each<[string, FakeEtcd, string, string]>([
    ["another server", { answers: { "/version": [200, "<html>"] } }, "not-etcd", "it is not an etcd"],
    ["another server with JSON", { answers: { "/version": [200, '{"version":"1.2"}'] } }, "not-etcd", "names no etcdserver"],
    ["an etcd of the second line", { version: "2.3.8" }, "v2-only", "etcd 2.3.8 with the v2 API only"],
    ["an etcd whose gateway is off", { gateway: "" }, "failed", "--enable-grpc-gateway=false"],
    ["an etcd without metrics", { answers: { "/metrics": [404, "404"] } }, "failed", "no metrics of etcd (HTTP 404)"],
    [
      "a server that wants TLS",
      { answers: { "/version": [400, "Client sent an HTTP request to an HTTPS server.\n"] } },
      "wrong-scheme",
      "write https://",
    ],
    ["an etcd that wants a user", { user: ["root", "right"] }, "unauthorised", "--user NAME"],
  ])("%s", async (_name, options, kind, words) => {
    const { url } = await fakeEtcd(options);
    expect(await problem(url)).toMatchObject({ kind, problem: expect.stringContaining(words) });
  });

  it("a wrong password", async () => {
    const { url } = await fakeEtcd({ user: ["root", "right"] });
    const found = await problem(url, { credentials: { user: "root", password: "wrong" } });
    expect(found).toMatchObject({ kind: "unauthorised", problem: expect.stringContaining("does not know this user and password") });
    expect(found.problem).not.toContain("wrong");
  });

  it("certificates on plain text", async () => {
    expect(await problem("http://127.0.0.1:1", { certificates: { authority: fixture("ca.pem") } })).toMatchObject({ kind: "bad-endpoint" });
  });

  it("TLS to a server without it", async () => {
    const { url } = await fakeEtcd({});
    expect(await problem(url.replace("http:", "https:"))).toMatchObject({
      kind: "wrong-scheme",
      problem: expect.stringContaining("http://"),
    });
  });

  it("a certificate of an unknown authority", async () => {
    const { url } = await fakeEtcd({ tls: "server" });
    expect(await problem(url)).toMatchObject({ kind: "untrusted", problem: expect.stringContaining("--cacert") });
    expect(await problem(url, { certificates: { authority: fixture("stranger.pem") } })).toMatchObject({ kind: "untrusted" });
  });

  it("a certificate for another name", async () => {
    const { url } = await fakeEtcd({ tls: "server" });
    const found = await problem(url.replace("127.0.0.1", "127.0.0.2"), { certificates: { authority: fixture("ca.pem") } });
    expect(["untrusted", "refused"]).toContain(found.kind);
  });

  it("a server that wants our certificate, with none and with a wrong one", async () => {
    const { url } = await fakeEtcd({ tls: "client" });
    const authority = fixture("ca.pem");
    expect(await problem(url, { certificates: { authority } })).toMatchObject({
      kind: "client-certificate",
      problem: expect.stringContaining("--cert and --key"),
    });
    const stranger = { authority, certificate: fixture("stranger.pem"), key: fixture("stranger-key.pem") };
    expect(await problem(url, { certificates: stranger })).toMatchObject({ kind: "client-certificate" });
  });

  it("certificates that are none", async () => {
    const found = await problem("https://127.0.0.1:1", { certificates: { certificate: "x", key: "y" } });
    expect(["untrusted", "failed", "client-certificate"]).toContain(found.kind);
  });
});

describe("what is read", () => {
  it("asks for the prefixes of the code alone, in pages of bounded size, and changes nothing", async () => {
    const keys = [...jobs(5000, "x".repeat(100)), { key: "/secret", value: "not ours" }];
    const { result, asked } = await read({ keys });
    expect(result.groups).toMatchObject([{ key: "/jobs/", keys: 5000, keyBytes: expect.closeTo(12), valueBytes: expect.closeTo(100) }]);
    expect(result.groups[0]?.sample.length).toBeGreaterThan(100);
    const ranges = asked.filter(({ path }) => path.endsWith("/kv/range"));
    for (const { body } of ranges) {
      expect(body.serializable).toBe(true);
      expect(Number(body.limit)).toBeGreaterThan(0);
      expect(body).not.toHaveProperty("sort_order");
    }
    // One look for the gateway, then a few small pages within the prefix.
    const pages = ranges.slice(1).map(({ body }) => body);
    for (const { range_end: end } of pages) expect(end).toBe(Buffer.from("/jobs0").toString("base64"));
    expect(pages.length).toBeLessThan(20);
    expect(pages.reduce((sum, { limit }) => sum + Number(limit), 0)).toBeLessThanOrEqual(2 * 200);
    const questions = new Set(asked.map(({ path }) => path));
    expect([...questions].sort()).toEqual(["/debug/vars", "/metrics", "/v3/cluster/member/list", "/v3/kv/range", "/version"]);
  });

  it("does not take the first keys of a prefix for all of them", async () => {
    // By number: 1 000 keys of 10 B, then 4 000 of 1 000 B. By hexadecimal name: every sixteenth a large one.
    const numbered = [...jobs(1000, "x".repeat(10)), ...jobs(5000, "x".repeat(1000)).slice(1000)];
    const named = Array.from({ length: 4096 }, (_, at) => {
      const name = at.toString(16).padStart(3, "0");
      return { key: `/files/${name}`, value: "x".repeat(name.startsWith("0") ? 5000 : 100) };
    });
    const calls = [call("put", "/jobs/{}", 1), call("put", "/files/{}", 2)];
    const { result } = await read({ keys: [...numbered, ...named], version: "3.5.9" }, { calls });
    const mean = (key: string) => result.groups.find((group) => group.key === key)?.valueBytes ?? 0;
    expect(mean("/jobs/") / 802).toBeGreaterThan(0.8);
    expect(mean("/jobs/") / 802).toBeLessThan(1.25);
    expect(mean("/files/")).toBeLessThan(4 * 406);
  });

  it("takes one page of a large prefix where the server would build an array for each", async () => {
    const { asked } = await read({ keys: jobs(100_001, "x"), version: "3.4.9" });
    expect(asked.filter(({ body }) => body.range_end !== undefined)).toHaveLength(2);
  });

  it("asks for fewer keys where values are large", async () => {
    const { result, asked } = await read({ keys: jobs(100, "x".repeat(300_000)) });
    expect(result.groups[0]).toMatchObject({ keys: 100, sample: { length: 10 }, valueBytes: 300_000 });
    expect(Math.max(...asked.map(({ body }) => Number(body.limit ?? 0)))).toBe(10);
  });

  it.each([
    ["3.3.27", "/v3beta"],
    ["3.2.32", "/v3alpha"],
    ["3.4.9", "/v3"],
    ["3.6.0", "/v3"],
  ])("finds the gateway of %s at %s", async (version, gateway) => {
    const { result } = await read({ version, gateway, keys: jobs(3, "x") });
    expect(result.facts.version).toBe(version);
    expect(result.groups).toHaveLength(1);
  });

  it("logs in, and needs no login where there is none", async () => {
    const credentials = { user: "root", password: "right" };
    const { result, asked } = await read({ user: ["root", "right"], keys: jobs(3, "x") }, { credentials });
    expect(result.groups[0]?.keys).toBe(3);
    expect(asked.filter(({ path }) => path.endsWith("/authenticate"))).toHaveLength(1);
    expect((await read({ keys: jobs(3, "x") }, { credentials })).result.groups[0]?.keys).toBe(3);
  });

  it("goes on where a prefix is forbidden, and says so", async () => {
    const calls = [call("put", "/jobs/{}", 1), call("put", "/private/{}", 2)];
    const { result } = await read({ keys: jobs(3, "x"), denied: ["/private/"] }, { calls });
    expect(result.groups).toHaveLength(1);
    expect(result.notes.join()).toContain("/private/");
  });

  it("shows a certificate where one is wanted", async () => {
    const certificates = { authority: fixture("ca.pem"), certificate: fixture("client.pem"), key: fixture("client-key.pem") };
    const { result } = await read({ tls: "client", keys: jobs(3, "x") }, { certificates });
    expect(result.facts.tls).toBe(true);
  });

  it("counts members, and says when no prefix is known", async () => {
    const { result } = await read({ members: 3 }, { calls: [] });
    expect(result.facts.members).toBe(3);
    expect(result.notes.join()).toContain("--prefix");
  });

  it("stops at a bounded number of prefixes, and says so", async () => {
    const calls = Array.from({ length: 80 }, (_, at) => call("put", `/p${at}/{}`, at));
    const { result, asked } = await read({}, { calls });
    expect(asked.filter(({ path }) => path.endsWith("/kv/range")).length).toBeLessThanOrEqual(65);
    expect(result.notes.join()).toContain("16 of 80 prefixes were not asked for");
  });
});
