/** What writing operations share: how often they write, for how long, and what of it is kept. */
import { formatCount, formatPerSecond, formatSeconds } from "../../text/format";
import { count, duration, rate, size } from "../options";

/** Hours that a rate is taken to last when nobody says. */
const defaultHours = 12;

export const paceOptions = {
  every: duration({ description: "one write in this time, as in 5s" }),
  rate: rate({ description: "writes a second, as in 10/s" }),
  times: count({ least: 1, description: "writes in all" }),
  hours: duration({ bare: "hours", description: `how long it goes on (${defaultHours} by default)` }),
  kept: duration({ bare: "hours", description: "history that compaction keeps; all of it without" }),
} as const;

export const serverOptions = {
  snapshotCount: count({ least: 1, description: "--snapshot-count of the server" }),
  catchUp: count({ least: 1, description: "--snapshot-catchup-entries of the server" }),
  quota: size({ least: 1, description: "--quota-backend-bytes of the server" }),
} as const;

export interface Pace {
  readonly every: number | undefined;
  readonly rate: number | undefined;
  readonly times: number | undefined;
  readonly hours: number | undefined;
  readonly kept: number | undefined;
}

export interface ServerSettings {
  readonly snapshotCount: number | undefined;
  readonly catchUp: number | undefined;
  readonly quota: number | undefined;
}

/** What is missing or said twice. */
export function refusePace({ every, rate, times, hours, kept }: Pace): string | undefined {
  if (every !== undefined && rate !== undefined) return "--every and --rate say the same; give one of them";
  if (every === undefined && rate === undefined && times === undefined) return "how often? Give --every 5s, --rate 10/s or --times 1000";
  if (every === undefined && rate === undefined && hours !== undefined) return "--hours needs --every or --rate";
  if (every === undefined && rate === undefined && kept !== undefined)
    return "--kept needs --every or --rate; without a pace all writes are kept";
  if (times !== undefined && hours !== undefined) return "--times and --hours both say when it ends; give one of them";
  return undefined;
}

/** Writes a second; undefined for writes at once. */
export function perSecond({ every, rate }: Pace): number | undefined {
  return rate ?? (every === undefined ? undefined : 1 / every);
}

/** How long the writing goes on; undefined for writes at once. */
export function hoursOf(pace: Pace): number | undefined {
  const writes = perSecond(pace);
  if (writes === undefined) return undefined;
  if (pace.times !== undefined) return pace.times / writes / 3600;
  return pace.hours === undefined ? defaultHours : pace.hours / 3600;
}

/** Writes in all, after `hours` of it or at the end. */
export function writesOf(pace: Pace, hours = hoursOf(pace)): number {
  const writes = perSecond(pace);
  if (writes === undefined || hours === undefined) return pace.times ?? 0;
  return Math.floor(writes * hours * 3600 + 1e-6);
}

/** Of the writes after `hours`, those whose history is kept. */
export function keptWrites(pace: Pace, hours = hoursOf(pace)): number {
  const writes = perSecond(pace);
  if (writes === undefined || hours === undefined || pace.kept === undefined) return writesOf(pace, hours);
  return writesOf(pace, Math.min(hours, pace.kept / 3600));
}

/** `1 per 5 s for 12 h, 8 640 writes`. */
export function paceWords(pace: Pace): string {
  const writes = perSecond(pace);
  const all = `${formatCount(writesOf(pace))} ${writesOf(pace) === 1 ? "write" : "writes"}`;
  if (writes === undefined) return all;
  const history = pace.kept === undefined ? "" : `, compacted to ${formatSeconds(pace.kept)} of history`;
  return `${formatPerSecond(writes)} for ${formatSeconds((hoursOf(pace) ?? 0) * 3600)}, ${all}${history}`;
}

/** Settings of the server as the parts of the model name them. */
export function logSettings({ snapshotCount, catchUp }: ServerSettings) {
  return {
    ...(snapshotCount === undefined ? {} : { snapshotCount }),
    ...(catchUp === undefined ? {} : { catchUpEntries: catchUp }),
  };
}

export function databaseSettings({ quota }: ServerSettings) {
  return quota === undefined ? {} : { quotaBytes: quota };
}
