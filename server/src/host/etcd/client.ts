/** The few questions that calibration asks an etcd, over its HTTP side: version, metrics, start arguments, members, and keys page by page. */
import type { Stratum } from "../../calibrate";
import type { Answer, Connection } from "./connection";
import { type EtcdProblem, isProblem } from "./problems";

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface KeyPage extends Stratum {
  /** The first key, one character a byte; undefined when there is none. */
  readonly first: string | undefined;
}

export interface Etcd {
  readonly version: string;
  metrics(): Promise<string | EtcdProblem>;
  /** `/debug/vars`; undefined when the server does not give it. */
  vars(): Promise<string | undefined>;
  members(): Promise<number | undefined>;
  /** Makes the server collect its garbage; false where it was started without --enable-pprof. */
  collect(): Promise<boolean>;
  /** The first keys of a prefix, or one key, with the number of all. `from` (one character a byte) starts further on in the prefix. */
  page(key: string, isPrefix: boolean, limit: number, from?: string): Promise<KeyPage | EtcdProblem>;
}

/** Reads the version, finds the JSON gateway and logs in when there are credentials. */
export async function openEtcd(connection: Connection, credentials: Credentials | undefined): Promise<Etcd | EtcdProblem> {
  const version = await versionOf(connection);
  if (typeof version !== "string") return version;
  const gateway = await gatewayOf(connection, version, credentials);
  if (isProblem(gateway)) return gateway;
  const { prefix, token } = gateway;
  return {
    version,
    async metrics() {
      const answer = await connection.get("/metrics");
      if (isProblem(answer)) return answer;
      if (answer.status === 200 && answer.body.includes("etcd_")) return answer.body;
      return { kind: "failed", problem: `${connection.name}/metrics has no metrics of etcd (HTTP ${answer.status})` };
    },
    async vars() {
      const answer = await connection.get("/debug/vars");
      return isProblem(answer) || answer.status !== 200 ? undefined : answer.body;
    },
    async members() {
      const answer = await connection.ask(`${prefix}/cluster/member/list`, {}, token);
      const members = isProblem(answer) || answer.status !== 200 ? undefined : objectOf(answer.body)?.members;
      return Array.isArray(members) && members.length > 0 ? members.length : undefined;
    },
    async collect() {
      const answer = await connection.get("/debug/pprof/heap?gc=1");
      return !isProblem(answer) && answer.status === 200;
    },
    async page(key, isPrefix, limit, from) {
      const start = Buffer.from(key, "utf8");
      const question = {
        key: (from === undefined ? start : Buffer.from(from, "latin1")).toString("base64"),
        ...(isPrefix ? { range_end: endOf(start).toString("base64") } : {}),
        limit,
        // Answered by this member alone, without a round through the cluster.
        serializable: true,
      };
      const answer = await connection.ask(`${prefix}/kv/range`, question, token);
      if (isProblem(answer)) return answer;
      return answer.status === 200 ? pageOf(answer.body) : refusalOf(answer, connection.name);
    },
  };
}

async function versionOf(connection: Connection): Promise<string | EtcdProblem> {
  const answer = await connection.get("/version");
  if (isProblem(answer)) return answer;
  if (answer.status === 400 && /HTTP request to an HTTPS server/i.test(answer.body)) {
    return { kind: "wrong-scheme", problem: `${connection.name} speaks TLS; write https://` };
  }
  const { etcdserver, etcdcluster } = objectOf(answer.body) ?? {};
  if (answer.status !== 200 || typeof etcdserver !== "string") {
    return { kind: "not-etcd", problem: `${connection.name} answers, but it is not an etcd: its /version names no etcdserver` };
  }
  if (/^[012]\./.test(etcdserver) || (typeof etcdcluster === "string" && /^[12]\./.test(etcdcluster))) {
    return { kind: "v2-only", problem: `${connection.name} is etcd ${etcdserver} with the v2 API only; calibrate reads the v3 store` };
  }
  return etcdserver;
}

interface Gateway {
  readonly prefix: string;
  readonly token?: string;
}

/** The gateway moved from /v3alpha (3.0 to 3.3) over /v3beta (3.3, 3.4) to /v3 (3.4 on). */
async function gatewayOf(connection: Connection, version: string, credentials: Credentials | undefined): Promise<Gateway | EtcdProblem> {
  const [, minor = "0"] = /^3\.(\d+)/.exec(version) ?? [];
  const prefixes = Number(minor) >= 4 ? ["/v3", "/v3beta"] : ["/v3beta", "/v3alpha"];
  for (const prefix of prefixes) {
    const answer = credentials
      ? await connection.ask(`${prefix}/auth/authenticate`, { name: credentials.user, password: credentials.password })
      : await connection.ask(`${prefix}/kv/range`, { key: Buffer.from("\0").toString("base64"), limit: 1, serializable: true });
    if (isProblem(answer)) return answer;
    if (answer.status === 404) continue;
    const { token } = objectOf(answer.body) ?? {};
    if (credentials && answer.status === 200 && typeof token === "string") return { prefix, token };
    // Credentials for a server that wants none are no reason to stop.
    if (answer.status === 200 || /authentication is not enabled/i.test(answer.body)) return { prefix };
    const refusal = refusalOf(answer, connection.name);
    // Over TLS the gateway's own certificate may stand in for the user that is missing, and that one may read nothing.
    return credentials || refusal.kind !== "unauthorised" ? refusal : wantsUser(connection.name);
  }
  return { kind: "failed", problem: `${connection.name} has no JSON gateway; the server was started with --enable-grpc-gateway=false` };
}

function refusalOf({ status, body }: Answer, name: string): EtcdProblem {
  const { error, message } = objectOf(body) ?? {};
  const words = String(message ?? error ?? body)
    .replace(/\s+/g, " ")
    .slice(0, 200);
  if (/user name is empty|invalid auth token/i.test(words)) return wantsUser(name);
  if (/authentication failed|invalid user ID or password/i.test(words)) {
    return { kind: "unauthorised", problem: `${name} does not know this user and password` };
  }
  // embed/serve.go: with authentication on, the gateway cannot make a certificate's common name a user, and refuses it.
  if (/CommonName of client/i.test(words)) {
    return {
      kind: "client-certificate",
      problem: `${name} has authentication on, and its JSON gateway then refuses certificates with a common name; use one whose subject has none`,
    };
  }
  if (/permission denied/i.test(words) || status === 401 || status === 403) {
    return { kind: "unauthorised", problem: `${name} does not let this user read the keys (${words})` };
  }
  return { kind: "failed", problem: `${name} answered HTTP ${status}: ${words}` };
}

function wantsUser(name: string): EtcdProblem {
  return {
    kind: "unauthorised",
    problem: `${name} wants a user: give --user NAME, and the password in the environment variable ETCD_LINT_PASSWORD`,
  };
}

function pageOf(body: string): KeyPage | EtcdProblem {
  const answer = objectOf(body);
  if (answer === undefined) return { kind: "failed", problem: "the answer to a range is no JSON" };
  const rows = Array.isArray(answer.kvs) ? answer.kvs.filter(isObject) : [];
  return {
    // The gateway leaves out what is 0.
    count: Number(answer.count ?? rows.length),
    first: typeof rows[0]?.key === "string" ? Buffer.from(rows[0].key, "base64").toString("latin1") : undefined,
    keys: rows.map(({ key, value, version, create_revision, mod_revision, lease }) => ({
      keyBytes: decodedBytes(key),
      valueBytes: decodedBytes(value),
      version: Number(version ?? 1),
      createdAt: Number(create_revision ?? 0),
      writtenAt: Number(mod_revision ?? 0),
      lease: lease === undefined || lease === "0" ? undefined : String(lease),
    })),
  };
}

function decodedBytes(text: unknown): number {
  return typeof text === "string" ? Buffer.byteLength(text, "base64") : 0;
}

/** The first key behind all that start with `prefix`, as clientv3's GetPrefixRangeEnd does it. */
function endOf(prefix: Buffer): Buffer {
  const last = prefix.findLastIndex((byte) => byte < 0xff);
  if (last < 0) return Buffer.from([0]);
  const end = Buffer.from(prefix.subarray(0, last + 1));
  end[last] = (end[last] ?? 0) + 1;
  return end;
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
