/** What a server is effectively set to: etcd's own precedence between command line, environment and configuration file. */
import { type CompactionPolicy, compactionPolicy, modeHasNoDefault } from "./compaction";
import { isKnownTo } from "./parameters";
import type { ServerSetting, SettingSource, Written } from "./types";
import { parseInteger } from "./values";
import type { Version } from "./versions";

export interface EffectiveSettings {
  /** Settings that count, by today's name. */
  readonly settings: ReadonlyMap<string, ServerSetting>;
  /** Written, and without effect. */
  readonly ignored: readonly { readonly setting: ServerSetting; readonly why: "config-file" | "unknown-name" | "repeated" }[];
  /** A setting that is not here may still be set. */
  readonly open: boolean;
}

const rank: Readonly<Record<SettingSource, number>> = { flag: 2, env: 1, file: 0 };

/**
 * With a configuration file all flags and variables are ignored (etcdmain/config.go parse). Else a flag counts before its variable; both together
 * end the server at start, so the flag is what was meant. The last of equal flags counts. `fileSeen` is false when the file is not in the project.
 */
export function effectiveSettings(
  all: readonly ServerSetting[],
  given: { readonly usesFile: boolean; readonly fileSeen: boolean; readonly open: boolean; readonly version: Version | undefined },
): EffectiveSettings {
  const settings = new Map<string, ServerSetting>();
  const ignored: EffectiveSettings["ignored"][number][] = [];
  for (const setting of all) {
    const name = setting.written.replace(/^--?/, "");
    if (!isKnownTo(name, setting.source, given.version)) ignored.push({ setting, why: "unknown-name" });
    else if (given.usesFile && setting.source !== "file") ignored.push({ setting, why: "config-file" });
    else {
      const former = settings.get(setting.parameter);
      if (former && rank[former.source] > rank[setting.source]) ignored.push({ setting, why: "repeated" });
      else {
        if (former) ignored.push({ setting: former, why: "repeated" });
        settings.set(setting.parameter, setting);
      }
    }
  }
  return { settings, ignored, open: given.usesFile ? !given.fileSeen || given.open : given.open };
}

/** Text of a setting that certainly has it; null when it is set to something unknown, undefined when it is not set. */
export function textOf(settings: EffectiveSettings, parameter: string): string | null | undefined {
  const setting = settings.settings.get(parameter);
  if (!setting) return settings.open ? null : undefined;
  return setting.conditional ? null : textOfValue(setting.value);
}

function textOfValue(value: Written): string | null {
  return value.kind === "text" ? value.text : null;
}

/** Number of a count, of bytes or of megabytes; undefined when it is not set or not known. */
export function numberOf(settings: EffectiveSettings, parameter: string): number | undefined {
  const text = textOf(settings, parameter);
  return text === null || text === undefined ? undefined : parseInteger(text);
}

/** The policy of a server. Unknown where a retention may come from where we cannot see. */
export function policyOf(settings: EffectiveSettings, version: Version | undefined): CompactionPolicy {
  const retention = settings.settings.get("auto-compaction-retention");
  const mode = settings.settings.get("auto-compaction-mode");
  return compactionPolicy({
    mode: mode ? (mode.conditional ? null : textOfValue(mode.value)) : undefined,
    retention: textOf(settings, "auto-compaction-retention"),
    modeHasNoDefault: modeHasNoDefault(retention?.source ?? "flag", version),
  });
}

/** Bytes of the quota: 2 GiB for 0 or nothing, Infinity for a negative one (server/storage/quota.go); undefined when not known. */
export function quotaOf(settings: EffectiveSettings): number | undefined {
  const text = textOf(settings, "quota-backend-bytes");
  if (text === null) return undefined;
  const value = text === undefined ? 0 : parseInteger(text);
  if (value === undefined) return undefined;
  return value === 0 ? 2 * 1024 ** 3 : value < 0 ? Number.POSITIVE_INFINITY : value;
}
