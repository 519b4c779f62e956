import { describe, expect, it } from "vitest";
import { compactionPolicy, longestHistory, modeHasNoDefault, statedPolicy } from "../../server/src/settings/compaction";
import { defaultOf, isKnownTo, parameterNamed, parameterOf } from "../../server/src/settings/parameters";
import { parseBoolean, parseGoDuration, parseInteger } from "../../server/src/settings/values";
import { inRange, parseVersion } from "../../server/src/settings/versions";

const version = (text: string) => {
  const parsed = parseVersion(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

// strconv.ParseInt(s, 0, 64), time.ParseDuration and strconv.ParseBool of Go.
describe("values as Go reads them", () => {
  it.each([
    ["100000", 100_000],
    ["0x10", 16],
    ["010", 8],
    ["1_000", 1000],
    ["-1", -1],
    ["8G", undefined],
    ["", undefined],
    ["1e6", undefined],
  ])("whole number %j", (text, value) => expect(parseInteger(text)).toBe(value));

  it.each([
    ["1h", 3600],
    ["1h30m", 5400],
    ["0.5s", 0.5],
    ["0", 0],
    ["-1m", -60],
    ["1d", undefined],
    ["10", undefined],
    ["h", undefined],
  ])("duration %j", (text, value) => expect(parseGoDuration(text)).toBe(value));

  it("truth", () => {
    expect(["true", "1", "T"].map(parseBoolean)).toEqual([true, true, true]);
    expect(["false", "yes"].map(parseBoolean)).toEqual([false, undefined]);
  });
});

// parseCompactionRetention of server/embed/etcd.go (v3.5.9 and v3.7.1).
describe("the policy that mode and retention make", () => {
  const policy = (mode: string | null | undefined, retention: string | null | undefined, modeless = false) =>
    compactionPolicy({ mode, retention, modeHasNoDefault: modeless });

  it("reads a whole number as hours or revisions, and all else as a duration", () => {
    expect(policy(undefined, "1")).toEqual({ kind: "periodic", seconds: 3600 });
    expect(policy("periodic", "1000")).toEqual({ kind: "periodic", seconds: 3_600_000 });
    expect(policy("revision", "1000")).toEqual({ kind: "revision", revisions: 1000 });
    expect(policy("periodic", "10m")).toEqual({ kind: "periodic", seconds: 600 });
  });

  it("never compacts with a duration in revision mode: an hour is 3.6e12 revisions", () => {
    expect(policy("revision", "1h")).toEqual({ kind: "off", why: "duration-as-revisions" });
  });

  it("is off without a retention, whatever the mode", () => {
    expect(policy(undefined, undefined)).toEqual({ kind: "off", why: "absent" });
    expect(policy("periodic", undefined)).toEqual({ kind: "off", why: "mode-only" });
    expect(policy("revision", "0")).toEqual({ kind: "off", why: "zero" });
    expect(policy("periodic", "0s")).toEqual({ kind: "off", why: "zero" });
  });

  it("does not start with a mode or a retention that it cannot read", () => {
    expect(policy("hourly", "1")).toEqual({ kind: "refused", why: "mode" });
    expect(policy("periodic", "1d")).toEqual({ kind: "refused", why: "retention" });
    expect(policy("periodic", "-1")).toEqual({ kind: "refused", why: "retention" });
  });

  it("takes no whole number where the mode has no default (files and programs up to 3.5)", () => {
    expect(policy(undefined, "1", true)).toEqual({ kind: "off", why: "mode-missing" });
    expect(policy(undefined, "1h", true)).toEqual({ kind: "refused", why: "mode-missing" });
    expect(modeHasNoDefault("file", version("3.5.21"))).toBe(true);
    expect(modeHasNoDefault("file", version("3.6.0"))).toBe(false);
    expect(modeHasNoDefault("flag", version("3.4.1"))).toBe(false);
    expect(modeHasNoDefault("file", undefined)).toBe(false);
  });

  it("knows nothing where a value is unknown", () => {
    expect(policy(null, "1")).toEqual({ kind: "unknown" });
    expect(policy(undefined, null)).toEqual({ kind: "unknown" });
    expect(policy(null, "0")).toEqual({ kind: "off", why: "zero" });
  });

  it("keeps up to an hour more than the retention", () => {
    expect(longestHistory(600)).toBe(1200);
    expect(longestHistory(8 * 3600)).toBe(9 * 3600);
  });

  it("reads what the settings of a project say", () => {
    expect(statedPolicy("1h")).toEqual({ kind: "periodic", seconds: 3600 });
    expect(statedPolicy("periodic 30m")).toEqual({ kind: "periodic", seconds: 1800 });
    expect(statedPolicy("revision 10000")).toEqual({ kind: "revision", revisions: 10_000 });
    expect(statedPolicy("off").kind).toBe("off");
    expect(statedPolicy("").kind).toBe("off");
  });
});

describe("names by version", () => {
  it("finds a parameter by flag, variable and key", () => {
    expect(parameterOf("snapshot-count", "flag")?.name).toBe("snapshot-count");
    expect(parameterOf("ETCD_QUOTA_BACKEND_BYTES", "env")?.name).toBe("quota-backend-bytes");
    // server/embed/config.go spells the key with one more hyphen than the flag.
    expect(parameterOf("experimental-snapshot-catch-up-entries", "file")?.name).toBe("snapshot-catchup-entries");
    expect(parameterOf("experimental-snapshot-catchup-entries", "flag")?.name).toBe("snapshot-catchup-entries");
    expect(parameterOf("data-dir", "flag")).toBeUndefined();
  });

  it("knows which version reads which name", () => {
    expect(isKnownTo("experimental-compaction-batch-limit", "flag", version("3.7.0"))).toBe(false);
    expect(isKnownTo("experimental-compaction-batch-limit", "flag", version("3.5.9"))).toBe(true);
    expect(isKnownTo("experimental-snapshot-catchup-entries", "flag", version("3.5.13"))).toBe(false);
    expect(isKnownTo("max-concurrent-streams", "flag", version("3.4.20"))).toBe(true);
    expect(isKnownTo("max-concurrent-streams", "flag", version("3.5.4"))).toBe(false);
    expect(isKnownTo("snapshot-catchup-entries", "flag", undefined)).toBe(true);
  });

  it("knows the default of each version", () => {
    const count = parameterNamed("snapshot-count");
    if (!count) throw new Error("snapshot-count");
    expect(["3.1.20", "3.2.0", "3.5.33", "3.6.0", "3.7.1"].map((text) => defaultOf(count, version(text)))).toEqual([
      "10000",
      "100000",
      "100000",
      "10000",
      "10000",
    ]);
  });
});

describe("versions", () => {
  it("reads tags and module versions", () => {
    expect(parseVersion("v3.5.9")).toEqual({ major: 3, minor: 5, patch: 9, prerelease: false });
    expect(parseVersion("3.5.21-0")).toMatchObject({ patch: 21, prerelease: false });
    expect(parseVersion("3.5.9-debian-11-r4")).toMatchObject({ patch: 9, prerelease: false });
    expect(parseVersion("v3.6.0-rc.1")).toMatchObject({ prerelease: true });
    expect(["latest", "", "v3", "sha256:00"].map(parseVersion)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("compares with ranges, and takes a line as all of its releases", () => {
    expect(inRange(version("3.4.5"), ">=3.4.0 <3.4.6")).toBe(true);
    expect(inRange(version("3.4.6"), ">=3.4.0 <3.4.6")).toBe(false);
    expect(inRange(version("3.3.8"), "<3.2.24 || >=3.3.0 <3.3.9")).toBe(true);
    expect(inRange(version("3.4"), ">=3.4.0 <3.4.6")).toBe(false);
    expect(inRange(version("3.4"), "<3.5.0")).toBe(true);
    expect(inRange(version("3.6.0-rc.1"), ">=3.6.0")).toBe(false);
  });
});
