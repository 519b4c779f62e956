/** Options of the calculator: what each means, how its text is read, and the one sentence that refuses nonsense. */
import { parseBytes, parseCount, parseRate, parseSeconds } from "../config/units";
import { didYouMean } from "../text/suggest";

export type Unit = "bytes" | "count" | "seconds" | "per-second" | "text" | "switch";

export type Read<V> = { readonly value: V } | { readonly problem: string };

export interface Option<V> {
  readonly unit: Unit;
  /** As in `<size>`; a switch takes none. */
  readonly placeholder?: string;
  readonly description: string;
  /** The text that stands in when the option is left out; without one the option may be absent. */
  readonly fallback?: string;
  readonly required?: boolean;
  read(text: string): Read<V>;
}

interface About {
  readonly description: string;
}

/** A number over this is a slip of the finger: more than any machine holds. */
const largest = 1e15;

const byteUnits = ["B", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"];
const timeUnits = ["ms", "s", "min", "h", "d"];
const timeWords = [...timeUnits, "seconds", "minutes", "hours", "days"];

/** A size such as `2MiB`, at least `least` bytes. */
export function size(about: About & { readonly least: 0 | 1 }): Option<number> {
  return number("bytes", "size", about, parseBytes, (text) => wordsOfSize(text));
}

/** A whole number such as `1000000` or `1M`, at least `least`. */
export function count(about: About & { readonly least: 0 | 1 }): Option<number> {
  const option = number("count", "count", about, parseCount, (text) => `"${text}" is no count; write 10000 or 10k`);
  return {
    ...option,
    read(text) {
      const read = option.read(text);
      return "value" in read && !Number.isInteger(read.value) ? { problem: `it must be a whole number, not ${text}` } : read;
    },
  };
}

/** A duration such as `5s` or `1h30m`, longer than nothing; a bare number counts as `bare`. */
export function duration(about: About & { readonly bare?: "hours" }): Option<number> {
  const parse = (text: string): number | undefined => {
    const bare = about.bare === undefined ? undefined : parseCount(text);
    return bare === undefined ? parseSeconds(text) : bare * 3600;
  };
  return number("seconds", about.bare ?? "duration", { ...about, least: "more" }, parse, (text) => wordsOfDuration(text));
}

/** Times a second such as `10/s` or `1/5s`, more often than never. */
export function rate(about: About): Option<number> {
  return number(
    "per-second",
    "rate",
    { ...about, least: "more" },
    parseRate,
    (text) => `"${text}" is no rate; write 10/s, 600/min or 1/5s`,
  );
}

/** One of some words. */
export function choice<const T extends string>(values: readonly T[], about: About): Option<T> {
  return {
    unit: "text",
    placeholder: values.join("|"),
    ...about,
    read(text) {
      const value = values.find((one) => one === text);
      return value === undefined ? { problem: `expected ${values.join(", ")}, not "${text}".${didYouMean(text, values)}` } : { value };
    },
  };
}

/** Something that is so or not. */
export function flag(description: string): Assumed<boolean> {
  return assumed({ unit: "switch", description, read: (text) => ({ value: text === "true" }) }, "false");
}

/** An option with a default. */
export type Assumed<V> = Option<V> & { readonly fallback: string };

/** The option with the text that stands in when it is left out. */
export function assumed<V>(option: Option<V>, fallback: string): Assumed<V> {
  return { ...option, fallback };
}

/** The option, which must be given. */
export function required<V>(option: Option<V>): Option<V> & { readonly required: true } {
  return { ...option, required: true };
}

type Least = 0 | 1 | "more";

function number(
  unit: Unit,
  placeholder: string,
  { description, least }: About & { readonly least: Least },
  parse: (text: string) => number | undefined,
  explain: (text: string) => string,
): Option<number> {
  return {
    unit,
    placeholder,
    description,
    read(text) {
      const trimmed = text.trim();
      if (/^-\s*[\d.]/.test(trimmed)) return { problem: `it cannot be negative, as ${trimmed} is` };
      const value = parse(trimmed);
      if (value === undefined) return { problem: explain(trimmed) };
      if (least === "more" && value <= 0) return { problem: `it must be more than nothing, not ${trimmed}` };
      if (least === 1 && value < 1) return { problem: `it must be at least 1, not ${trimmed}` };
      if (value > largest) return { problem: `${trimmed} is more than any etcd holds` };
      return { value };
    },
  };
}

function wordsOfSize(text: string): string {
  const [, digits, unit = ""] = /^([\d., _]*\d)\s*([a-z]+)$/i.exec(text) ?? [];
  if (digits === undefined) return `"${text}" is no size; write a number with a unit, as in 2MiB`;
  const letter = unit.toUpperCase();
  if (/^[KMGT]$/.test(letter)) return `"${text}" may mean ${letter}B or ${letter}iB; write ${digits}${letter}iB`;
  return `"${unit}" is no unit of size; units are ${byteUnits.join(", ")}.${didYouMean(unit, byteUnits)}`;
}

function wordsOfDuration(text: string): string {
  if (/^[\d., _]+$/.test(text)) return `"${text}" has no unit; write ${text}s or ${text}min`;
  const unit = /^[\d., _]*\d\s*([a-z]+)$/i.exec(text)?.[1];
  if (unit === undefined) return `"${text}" is no duration; write 5s, 1h30m or 7d`;
  return `"${unit}" is no unit of time; units are ${timeUnits.join(", ")}.${didYouMean(unit, timeWords)}`;
}
