import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../server/src/config/defaults";
import { serverVersion, withVersion } from "../../server/src/engine/server-version";
import { createSession } from "../../server/src/engine/session";
import { readManifest } from "../../server/src/manifests/index";
import { serverPicture } from "../../server/src/settings/servers";
import { parser } from "../support/parser";

const picture = (files: Readonly<Record<string, string>>) => {
  const all = Object.entries(files).flatMap(([path, text]) => readManifest(text, path) ?? []);
  return serverPicture({
    servers: all.flatMap(({ servers }) => servers),
    definitions: all.flatMap(({ definitions }) => definitions),
    pins: all.flatMap(({ pins }) => pins),
    charts: [],
    apiServers: [],
  });
};
const compose = (tag: string) => `services:\n  etcd:\n    image: quay.io/coreos/etcd:${tag}\n`;

describe("the version that a project's files pin", () => {
  it("is the oldest of one line", () => {
    expect(serverVersion(picture({ "a.yml": compose("v3.6.4"), "b.yml": compose("v3.6.1") }), false)).toBe("3.6.1");
  });

  it("is unknown where lines differ, and for what Kubernetes or a test runs", () => {
    expect(serverVersion(picture({ "a.yml": compose("v3.6.4"), "b.yml": compose("v3.4.1") }), false)).toBeUndefined();
    expect(serverVersion(picture({ "test/a.yml": compose("v3.6.4") }), false)).toBeUndefined();
    const pod =
      "metadata: { name: etcd, labels: { tier: control-plane } }\nspec: { containers: [{ image: registry.k8s.io/etcd:3.6.4-0 }] }";
    expect(serverVersion(picture({ "a.yml": pod }), false)).toBeUndefined();
  });

  it("is the server module of a program that embeds one", () => {
    const files = { "go.mod": "require go.etcd.io/etcd/server/v3 v3.4.9\n", "a.yml": compose("v3.6.4") };
    expect(serverVersion(picture(files), true)).toBe("3.4.9");
    expect(serverVersion(picture(files), false)).toBe("3.6.4");
  });

  it("does not count where settings say a version", () => {
    const stated = { ...defaultConfig, etcdVersion: "3.3", etcdVersionSource: "config" as const };
    expect(withVersion(() => stated, "3.6.4")("x").etcdVersion).toBe("3.3");
    const config = withVersion(() => defaultConfig, "3.6.4");
    expect(config("x")).toMatchObject({ etcdVersion: "3.6.4", etcdVersionSource: "project" });
    expect(config("x")).toBe(config("y"));
  });

  it("changes what the model reckons with", async () => {
    const session = createSession(parser);
    const program = `package main
import ("context"; "time"; clientv3 "go.etcd.io/etcd/client/v3")
func Beat(cli *clientv3.Client, b [65536]byte) {
	for range time.Tick(time.Second) { cli.Put(context.Background(), "/state", string(b[:])) }
}`;
    await session.update({ path: "main.go", text: program });
    const options = { packageRoots: [], config: () => defaultConfig };
    const high = () => session.analyse(options).findings.find(({ rule }) => rule !== "missing-compaction")?.estimate?.high ?? 0;
    const before = high();
    await session.update({ path: "compose.yml", text: compose("v3.6.4") });
    // Up to 3.5 the log holds 105 000 writes at most, from 3.6 on some 5 200.
    expect(high()).toBeLessThan(before / 5);
    session.dispose();
  });
});
