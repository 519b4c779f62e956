import { describe, expect, it } from "vitest";
import { defaultConfig, presets } from "../../server/src/config/defaults";
import { isIgnored, matchesGlob } from "../../server/src/config/globs";
import { type ConfigLayer, overrideKey, resolveConfig } from "../../server/src/config/merge";
import { parseConfig } from "../../server/src/config/parse";

function layer(directory: string, value: unknown): ConfigLayer {
  const { document, problems } = parseConfig(JSON.stringify(value), ["long-key", "large-value"]);
  if (!document) throw new Error(JSON.stringify(problems));
  return { document, name: `${directory.slice(1)}/etcd-lint.json`, directory };
}

describe("resolveConfig", () => {
  it("gives the defaults when there is no file", () => expect(resolveConfig([], "/a/b.go")).toEqual(defaultConfig));

  it("lets the nearest file win value by value", () => {
    const near = layer("/repo/jobs", { profile: { valueBytes: 10 }, rules: { "long-key": "off" }, prefixes: { "/a": { keyBytes: 1 } } });
    const far = layer("/repo", {
      etcd: { version: "3.4" },
      profile: { preset: "large", valueBytes: 20, keyBytes: 30 },
      rules: { "long-key": "error", "large-value": "info" },
      thresholds: { failAt: null },
      prefixes: { "/a": { keyBytes: 2, valueBytes: 3 }, "/a/long": {} },
      tests: "off",
    });
    const config = resolveConfig([near, far], "/repo/jobs/x.go");
    expect(config).toMatchObject({ etcdVersion: "3.4", etcdVersionSource: "config", tests: "off" });
    expect(config.profile).toEqual({ ...presets.large, valueBytes: 10, keyBytes: 30 });
    expect(config.profileSources).toEqual({
      preset: "large",
      set: { valueBytes: "repo/jobs/etcd-lint.json:1", keyBytes: "repo/etcd-lint.json:1" },
    });
    expect(config.rules).toEqual({ "long-key": "off", "large-value": "info" });
    expect(config.thresholds.failAt).toBeUndefined();
    expect(config.thresholds.warnAt).toBe(100 * 1024 ** 2);
    expect(config.prefixes).toEqual([
      { prefix: "/a/long", profile: {} },
      { prefix: "/a", profile: { keyBytes: 1, valueBytes: 3 } },
    ]);
    expect(config.files).toEqual(["repo/jobs/etcd-lint.json", "repo/etcd-lint.json"]);
  });

  it("keeps values that were set by hand when a nearer file only changes the preset", () => {
    const config = resolveConfig(
      [layer("/r/s", { profile: "small" }), layer("/r", { profile: { preset: "large", valueBytes: 7 } })],
      "/r/s/x.go",
    );
    expect(config.profile).toEqual({ ...presets.small, valueBytes: 7 });
  });

  it("takes an override for the files it names, over the file's own settings and under a nearer file", () => {
    const far = layer("/repo", { tests: "quiet", overrides: [{ files: "gen/**", tests: "off", rules: { "long-key": "off" } }] });
    const near = layer("/repo/gen/x", { rules: { "long-key": "info" } });
    expect(resolveConfig([far], "/repo/gen/a.go").tests).toBe("off");
    expect(resolveConfig([far], "/repo/src/gen/a.go").tests).toBe("quiet");
    expect(resolveConfig([near, far], "/repo/gen/x/a.go").rules).toEqual({ "long-key": "info" });
    expect(overrideKey([far], "/repo/gen/a.go")).not.toBe(overrideKey([far], "/repo/a.go"));
  });

  it("puts the command line over all", () => {
    expect(resolveConfig([layer("/r", { etcd: { version: "v3.4-3.6" } })], "/r/a.go").etcdVersion).toBe("3.4-3.6");
    expect(resolveConfig([layer("/r", { etcd: { version: "3.4" } })], "/r/a.go", { etcdVersion: "3.6" }).etcdVersion).toBe("3.6");
  });
});

describe("globs", () => {
  it.each([
    ["*.pb.go", "/r/a/b/x.pb.go", true],
    ["*.pb.go", "/r/x.go", false],
    ["gen", "/r/a/gen/deep/x.go", true],
    ["gen/", "/r/a/gen/deep/x.go", true],
    ["gen/", "/r/a/gen.go", false],
    ["src/gen/**", "/r/src/gen/x.go", true],
    ["src/gen", "/r/src/gen/x.go", true],
    ["src/gen/**", "/r/a/src/gen/x.go", false],
    ["/src", "/r/src/x.go", true],
    ["**/*.{ts,tsx}", "/r/a/x.tsx", true],
    ["*.go", "/other/x.go", false],
    ["*.go", "/rx/x.go", false],
  ])("%s on %s: %s", (glob, path, expected) => expect(matchesGlob("/r", glob, path)).toBe(expected));

  it("ignores relative to the folder of the file that says so", () => {
    const config = resolveConfig([layer("/r/web", { ignore: "dist/**" })], "/r/web/dist/a.ts");
    expect(isIgnored(config, "/r/web/dist/a.ts")).toBe(true);
    expect(isIgnored(config, "/r/dist/a.ts")).toBe(false);
  });
});
