import { describe, expect, it } from "vitest";
import { effectiveSettings, numberOf, policyOf, quotaOf, textOf } from "../../server/src/settings/effective";
import { parameterOf } from "../../server/src/settings/parameters";
import type { ServerSetting, SettingSource } from "../../server/src/settings/types";
import { parseVersion } from "../../server/src/settings/versions";

const setting = (source: SettingSource, written: string, text?: string): ServerSetting => ({
  parameter: parameterOf(written.replace(/^--/, ""), source)?.name ?? "",
  written,
  source,
  value: text === undefined ? { kind: "unknown" } : { kind: "text", text },
  place: { file: "f", span: { start: 0, end: 0 } },
  conditional: false,
});

const plain = { usesFile: false, fileSeen: true, open: false, version: undefined };

// etcdmain/config.go parse and pkg/flags/flag.go SetFlagsFromEnv.
describe("precedence", () => {
  it("a flag counts before its variable, and the last of equal flags", () => {
    const flag = setting("flag", "--snapshot-count", "1");
    const later = setting("flag", "--snapshot-count", "2");
    const env = setting("env", "ETCD_SNAPSHOT_COUNT", "3");
    expect(numberOf(effectiveSettings([flag, later, env], plain), "snapshot-count")).toBe(2);
    expect(numberOf(effectiveSettings([env, flag], plain), "snapshot-count")).toBe(1);
    expect(numberOf(effectiveSettings([env], plain), "snapshot-count")).toBe(3);
  });

  it("with a configuration file flags and variables are ignored", () => {
    const flag = setting("flag", "--auto-compaction-retention", "1h");
    const env = setting("env", "ETCD_QUOTA_BACKEND_BYTES", "1");
    const file = setting("file", "quota-backend-bytes", "4294967296");
    const effective = effectiveSettings([flag, env, file], { ...plain, usesFile: true });
    expect(quotaOf(effective)).toBe(4_294_967_296);
    expect(policyOf(effective, undefined)).toEqual({ kind: "off", why: "absent" });
    expect(effective.ignored).toEqual([
      { setting: flag, why: "config-file" },
      { setting: env, why: "config-file" },
    ]);
  });

  it("a file that is not in the project may set anything", () => {
    const effective = effectiveSettings([], { ...plain, usesFile: true, fileSeen: false });
    expect(policyOf(effective, undefined)).toEqual({ kind: "unknown" });
    expect(quotaOf(effective)).toBeUndefined();
  });

  it("a name that the version does not read has no effect", () => {
    const old = setting("file", "experimental-compaction-batch-limit", "5");
    const effective = effectiveSettings([old], { ...plain, usesFile: true, version: parseVersion("3.7.1") });
    expect(effective.ignored).toEqual([{ setting: old, why: "unknown-name" }]);
    expect(textOf(effective, "compaction-batch-limit")).toBeUndefined();
  });
});

describe("values", () => {
  it("what comes from elsewhere is unknown, not absent", () => {
    const variable = setting("env", "ETCD_AUTO_COMPACTION_RETENTION");
    expect(policyOf(effectiveSettings([variable], plain), undefined)).toEqual({ kind: "unknown" });
    const conditional = { ...setting("flag", "--auto-compaction-retention", "1h"), conditional: true };
    expect(policyOf(effectiveSettings([conditional], plain), undefined)).toEqual({ kind: "unknown" });
  });

  it("a quota of 0 is 2 GiB, a negative one is none", () => {
    const quota = (text: string) => quotaOf(effectiveSettings([setting("flag", "--quota-backend-bytes", text)], plain));
    expect(quota("0")).toBe(2 * 1024 ** 3);
    expect(quota("-1")).toBe(Number.POSITIVE_INFINITY);
    expect(quotaOf(effectiveSettings([], plain))).toBe(2 * 1024 ** 3);
  });
});
