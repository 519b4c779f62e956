/** An etcd of a few lines for what a real one cannot be made to do: old gateways, wrong answers, silence. It remembers what it was asked. */
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { fixture } from "./fixture";

export interface FakeKey {
  readonly key: string;
  readonly value: string;
  readonly version?: number;
  readonly lease?: string;
}

export interface FakeEtcd {
  readonly version?: string;
  /** Path of the gateway; `""` has none. */
  readonly gateway?: string;
  readonly metrics?: string;
  readonly vars?: object;
  readonly keys?: readonly FakeKey[];
  readonly members?: number;
  /** Name and password that it wants. */
  readonly user?: readonly [string, string];
  /** Prefixes that the user may not read. */
  readonly denied?: readonly string[];
  /** Answers instead of all others, by path. */
  readonly answers?: Readonly<Record<string, readonly [number, string]>>;
  /** Serves TLS; `client` wants a certificate that the test authority signed. */
  readonly tls?: "server" | "client";
  /** Never answers. */
  readonly silent?: boolean;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Running {
  readonly url: string;
  readonly asked: readonly Asked[];
}

/** Starts it on a free port of the loopback interface until the test ends. */
export async function fakeEtcd(options: FakeEtcd): Promise<Running> {
  const asked: Asked[] = [];
  const handle: http.RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString("utf8");
      const one = { method: request.method ?? "", path: request.url ?? "", body: text === "" ? {} : JSON.parse(text) };
      asked.push(one);
      if (options.silent) return;
      const [status, body] = answer(options, one, request.headers.authorization);
      response.writeHead(status).end(body);
    });
  };
  const server = options.tls
    ? https.createServer(
        {
          cert: fixture("server.pem"),
          key: fixture("server-key.pem"),
          ...(options.tls === "client" ? { ca: fixture("ca.pem"), requestCert: true, rejectUnauthorized: true } : {}),
        },
        handle,
      )
    : http.createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `${options.tls ? "https" : "http"}://127.0.0.1:${port}`, asked };
}

function answer(options: FakeEtcd, { path, body }: Asked, token: string | undefined): readonly [number, string] {
  const fixed = options.answers?.[path];
  if (fixed) return fixed;
  const { version = "3.4.23", gateway = "/v3", user } = options;
  const json = (status: number, value: object): readonly [number, string] => [status, JSON.stringify(value)];
  switch (path) {
    case "/version":
      return json(200, { etcdserver: version, etcdcluster: version });
    case "/metrics":
      return [200, options.metrics ?? "etcd_server_has_leader 1\n"];
    case "/debug/vars":
      return json(200, options.vars ?? {});
  }
  if (gateway === "" || !path.startsWith(`${gateway}/`)) return [404, "404 page not found\n"];
  const question = path.slice(gateway.length);
  if (question === "/auth/authenticate") {
    if (!user) return json(400, { error: "etcdserver: authentication is not enabled", code: 9 });
    if (body.name !== user[0] || body.password !== user[1])
      return json(400, { error: "etcdserver: authentication failed, invalid user ID or password", code: 3 });
    return json(200, { token: "token.1" });
  }
  if (user && token !== "token.1") return json(400, { error: "etcdserver: user name is empty", code: 3 });
  if (question === "/cluster/member/list")
    return json(200, { members: Array.from({ length: options.members ?? 1 }, (_, at) => ({ ID: String(at) })) });
  if (question !== "/kv/range") return [404, "404 page not found\n"];
  return rangeAnswer(options, body);
}

function rangeAnswer({ keys = [], denied = [] }: FakeEtcd, body: Asked["body"]): readonly [number, string] {
  const text = (value: unknown): string => Buffer.from(String(value ?? ""), "base64").toString("utf8");
  const from = text(body.key);
  if (denied.some((prefix) => from.startsWith(prefix))) return [403, JSON.stringify({ error: "etcdserver: permission denied", code: 7 })];
  const to = body.range_end === undefined ? undefined : text(body.range_end);
  const found = keys
    .filter(({ key }) => (to === undefined ? key === from : key >= from && key < to))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const limit = Number(body.limit ?? found.length);
  const encode = (value: string): string => Buffer.from(value, "utf8").toString("base64");
  return [
    200,
    JSON.stringify({
      ...(found.length === 0 ? {} : { count: String(found.length) }),
      kvs: found.slice(0, limit).map(({ key, value, version = 1, lease }) => ({
        key: encode(key),
        ...(value === "" ? {} : { value: encode(value) }),
        version: String(version),
        create_revision: "2",
        mod_revision: String(1 + version),
        ...(lease === undefined ? {} : { lease }),
      })),
    }),
  ];
}
