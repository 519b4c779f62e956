/** Calibration against real servers. Without an etcd binary these are skipped, and it is said. */
import { describe, expect, it } from "vitest";
import { calibrate } from "../../server/src/host/calibrate";
import { type Connection, connectionTo } from "../../server/src/host/etcd/connection";
import { call } from "./calls";
import { fixture, fixtureFile } from "./fixture";
import { installedEtcd, startEtcd } from "./real-etcd";

const version = installedEtcd();
if (version === undefined)
  console.warn("SKIPPED: calibration against a real etcd, since no etcd binary was found (Debian: apt install etcd-server)");

const base = { settingsFile: "/nowhere/etcd-lint.json", date: "2026-01-31" };
const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

function open(endpoint: string, certificates?: Parameters<typeof connectionTo>[1]["certificates"]): Connection {
  const connection = connectionTo(endpoint, { timeout: 10_000, ...(certificates ? { certificates } : {}) });
  if ("problem" in connection) throw new Error(connection.problem);
  return connection;
}

async function ask(connection: Connection, path: string, question: object, token?: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await connection.ask(`/v3${path}`, question, token);
  if ("problem" in answer) throw new Error(answer.problem);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.body}`);
  return JSON.parse(answer.body);
}

async function put(connection: Connection, prefix: string, keys: number, value: string, more: object = {}, token?: string): Promise<void> {
  for (let at = 0; at < keys; at += 1) {
    await ask(connection, "/kv/put", { key: base64(`${prefix}${String(at).padStart(6, "0")}`), value: base64(value), ...more }, token);
  }
}

describe.skipIf(version === undefined)("a real etcd", () => {
  it("that is loaded is explained by the model: at least 85 % of its live heap", async () => {
    const endpoint = await startEtcd(["--enable-pprof"]);
    const connection = open(endpoint);
    await put(connection, "/jobs/", 1500, "x".repeat(20_000));
    await put(connection, "/jobs/", 500, "y".repeat(20_000));
    const { ID } = await ask(connection, "/lease/grant", { TTL: 3600 });
    await put(connection, "/leases/", 300, "alive", { lease: ID });
    const calls = [call("put", "/jobs/{}", 7), call("put", "/leases/{}", 9), call("lease-grant", undefined, 8)];
    const result = await calibrate({ endpoint, calls, collect: true, ...base });
    connection.close();
    if ("problem" in result) throw new Error(result.problem);
    expect(result.facts).toMatchObject({ version, members: 1, tls: false, store: { keys: 1800 }, log: { snapshots: 0 } });
    expect(result.groups).toMatchObject([
      { key: "/jobs/", keys: 1500, valueBytes: expect.closeTo(20_000), leased: 0 },
      { key: "/leases/", keys: 300, valueBytes: expect.closeTo(5), leased: expect.closeTo(1) },
    ]);
    const { explained = 0, rows, measuredLive = 0 } = result.account;
    expect(measuredLive).toBeGreaterThan(40e6);
    expect(explained).toBeGreaterThanOrEqual(0.85);
    expect(rows.find(({ component }) => component === "raft-log")?.because[0]).toMatchObject({ call: { line: 7 } });
    expect(rows.find(({ component }) => component === "lease")?.because[0]).toMatchObject({ call: { line: 8 } });
  });

  it("with TLS client certificates and authentication is read with both, and with neither is not", async () => {
    const certificates = { authority: fixture("ca.pem"), certificate: fixture("client.pem"), key: fixture("client-key.pem") };
    const flags = [
      "--cert-file",
      fixtureFile("server.pem"),
      "--key-file",
      fixtureFile("server-key.pem"),
      "--trusted-ca-file",
      fixtureFile("ca.pem"),
      "--client-cert-auth",
    ];
    const endpoint = await startEtcd(flags, "https");
    const connection = open(endpoint, certificates);
    await put(connection, "/jobs/", 20, "x".repeat(100));
    await ask(connection, "/auth/user/add", { name: "root", password: "right" });
    await ask(connection, "/auth/role/add", { name: "root" });
    await ask(connection, "/auth/user/grant", { user: "root", role: "root" });
    await ask(connection, "/auth/user/add", { name: "reader", password: "right" });
    await ask(connection, "/auth/enable", {});
    connection.close();

    const calls = [call("put", "/jobs/{}", 7)];
    const look = (more: object) => calibrate({ endpoint, calls, ...base, ...more });
    const credentials = { user: "root", password: "right" };
    const result = await look({ certificates, credentials });
    if ("problem" in result) throw new Error(result.problem);
    expect(result.groups).toMatchObject([{ keys: 20, valueBytes: expect.closeTo(100) }]);
    expect(result.facts).toMatchObject({ tls: true, version });
    expect(result.settings.after).toContain('"tls": true');
    expect(result.settings.after).not.toContain("right");

    expect(await look({ certificates })).toMatchObject({ kind: "unauthorised", problem: expect.stringContaining("wants a user") });
    expect(await look({ certificates, credentials: { ...credentials, password: "wrong" } })).toMatchObject({ kind: "unauthorised" });
    const reader = await look({ certificates, credentials: { user: "reader", password: "right" } });
    expect(reader).toMatchObject({ groups: [], notes: [expect.stringContaining("does not let this user read")] });
    const named = { ...certificates, certificate: fixture("named.pem"), key: fixture("named-key.pem") };
    expect(await look({ certificates: named, credentials })).toMatchObject({ problem: expect.stringContaining("with a common name") });
    expect(await look({ certificates: { authority: certificates.authority }, credentials })).toMatchObject({ kind: "client-certificate" });
    expect(await look({ credentials })).toMatchObject({ kind: "untrusted" });
    expect(await calibrate({ endpoint: endpoint.replace("https:", "http:"), calls, ...base })).toMatchObject({ kind: "wrong-scheme" });
  });
});
