/** HTTP to one endpoint: TLS, time limits, and answers of a bounded size. It only reads. */
import http from "node:http";
import https from "node:https";
import { type EtcdProblem, problemOf } from "./problems";

export interface Certificates {
  /** PEM texts. */
  readonly authority?: string;
  readonly certificate?: string;
  readonly key?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Connection {
  /** As shown to people. */
  readonly name: string;
  readonly tls: boolean;
  get(path: string): Promise<Answer | EtcdProblem>;
  /** A POST with JSON, which is how the gateway takes questions. */
  ask(path: string, question: object, token?: string): Promise<Answer | EtcdProblem>;
  close(): void;
}

export interface ConnectionOptions {
  readonly certificates?: Certificates;
  /** Milliseconds for one answer. */
  readonly timeout: number;
}

/** Metrics of a large server have under a megabyte; a page of keys is asked for so that it stays under two. */
const maxBody = 32 * 1024 * 1024;

/** The endpoint as an URL, or what is wrong with it. Nothing is sent yet. */
export function connectionTo(endpoint: string, { certificates, timeout }: ConnectionOptions): Connection | EtcdProblem {
  const origin = originOf(endpoint);
  if ("problem" in origin) return origin;
  const tls = origin.protocol === "https:";
  const name = `${origin.protocol}//${origin.host}`;
  if (!tls && certificates !== undefined) {
    return { kind: "bad-endpoint", problem: `${name} is plain text, so certificates mean nothing there; write https://` };
  }
  let agent: http.Agent;
  try {
    agent = tls
      ? new https.Agent({ keepAlive: true, maxSockets: 1, ...tlsOptions(certificates) })
      : new http.Agent({ keepAlive: true, maxSockets: 1 });
  } catch (error) {
    return { kind: "untrusted", problem: `the certificates cannot be used: ${error instanceof Error ? error.message : String(error)}` };
  }
  const send = (method: "GET" | "POST", path: string, body: string | undefined, token: string | undefined): Promise<Answer | EtcdProblem> =>
    request(new URL(path, origin), { method, agent, body, token, timeout }).catch((error: unknown) => problemOf(error, name));
  return {
    name,
    tls,
    get: (path) => send("GET", path, undefined, undefined),
    ask: (path, question, token) => send("POST", path, JSON.stringify(question), token),
    close: () => agent.destroy(),
  };
}

function originOf(endpoint: string): URL | EtcdProblem {
  const bad = (problem: string): EtcdProblem => ({ kind: "bad-endpoint", problem });
  const text = endpoint.trim();
  if (!/^https?:\/\//i.test(text))
    return bad(`the endpoint "${text}" needs its scheme, as in http://${text.replace(/^[a-z]*:?\/\//i, "") || "127.0.0.1:2379"}`);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return bad(`"${text}" is no address; an endpoint is written http://127.0.0.1:2379`);
  }
  if (url.username !== "" || url.password !== "")
    return bad("user and password do not belong into the endpoint: use --user and the environment variable ETCD_LINT_PASSWORD");
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "")
    return bad(`an endpoint is an address alone: ${url.protocol}//${url.host}`);
  return url;
}

function tlsOptions({ authority, certificate, key }: Certificates = {}): https.AgentOptions {
  return {
    ...(authority === undefined ? {} : { ca: authority }),
    ...(certificate === undefined ? {} : { cert: certificate }),
    ...(key === undefined ? {} : { key }),
  };
}

interface Sent {
  readonly method: "GET" | "POST";
  readonly agent: http.Agent;
  readonly body: string | undefined;
  readonly token: string | undefined;
  readonly timeout: number;
}

function request(url: URL, { method, agent, body, token, timeout }: Sent): Promise<Answer> {
  const headers = {
    ...(body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
    ...(token === undefined ? {} : { authorization: token }),
  };
  return new Promise((resolve, reject) => {
    const { request: start } = url.protocol === "https:" ? https : http;
    const sent = start(url, { method, agent, headers, signal: AbortSignal.timeout(timeout) }, (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on("data", (part: Buffer) => {
        size += part.length;
        if (size > maxBody) sent.destroy(new Error("the answer is too large"));
        else parts.push(part);
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString("utf8") }));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
