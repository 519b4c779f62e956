/** Executions per second of cron-like texts. */
import { parseDuration } from "./numbers";

const named: Readonly<Record<string, number>> = {
  "@yearly": 365 * 86_400,
  "@annually": 365 * 86_400,
  "@monthly": 30 * 86_400,
  "@weekly": 7 * 86_400,
  "@daily": 86_400,
  "@midnight": 86_400,
  "@hourly": 3_600,
};

/** Times per second of one cron text: five fields (from minutes) or six (from seconds), `@every 5s`, `@hourly`. undefined when it is none. */
export function cronRate(spec: string): number | undefined {
  const text = spec.trim().replace(/^(CRON_TZ|TZ)=\S+\s+/, "");
  const name = named[text.toLowerCase()];
  if (name !== undefined) return 1 / name;
  if (text.startsWith("@every ")) {
    const seconds = parseDuration(text.slice("@every ".length));
    return seconds === undefined || seconds === 0 ? undefined : 1 / seconds;
  }
  const fields = text.split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) return undefined;
  const [seconds = "0", minutes = "*", hours = "*", ...days] = fields.length === 6 ? fields : ["0", ...fields];
  const shares = [share(seconds, 60), share(minutes, 60), share(hours, 24), dayShare(days)];
  if (shares.some((value) => value === undefined)) return undefined;
  // Each field says in which share of its units it fires; all of them give a share of all seconds.
  return shares.reduce<number>((all, value) => all * (value ?? 0), 1);
}

/** The share of `units` that a field selects: all of them for a star, a fifth for star slash five, two of them for "1,2". */
function share(field: string, units: number): number | undefined {
  if (field === "*" || field === "?") return 1;
  let count = 0;
  for (const piece of field.split(",")) {
    const match = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(piece);
    if (!match) return undefined;
    const step = match[3] === undefined ? undefined : Number(match[3]);
    if (step === 0) return undefined;
    const from = match[1] === "*" ? 0 : Number(match[1]);
    const to = match[2] !== undefined ? Number(match[2]) : match[1] === "*" || step !== undefined ? units - 1 : from;
    count += Math.max(0, Math.floor((to - from) / (step ?? 1)) + 1);
  }
  return Math.min(1, count / units);
}

/** Day of month, month and day of week: names count as one. */
function dayShare(days: readonly string[]): number | undefined {
  const [day = "*", month = "*", weekday = "*"] = days;
  const known = (field: string, units: number): number => share(field, units) ?? 1 / units;
  return known(day, 30) * known(month, 12) * known(weekday, 7);
}
