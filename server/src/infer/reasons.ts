/** The words for every step of a chain of facts, and nothing else has any. */
import { formatBytes, formatCount, formatPerSecond, formatSeconds } from "../text/format";
import type { Reason } from "./types";

type Data = Reason["data"];

const number = (data: Data, name: string): number => {
  const value = data[name];
  return typeof value === "number" ? value : Number.NaN;
};
const text = (data: Data, name: string): string => String(data[name] ?? "");
const bytes = (data: Data, name = "bytes"): string => formatBytes(number(data, name));
const count = (data: Data, name = "count"): string => formatCount(number(data, name));
const seconds = (data: Data, name = "seconds"): string => formatSeconds(number(data, name));

/** What each value of the profile stands for. */
const profileWords: Readonly<Record<string, (value: number) => string>> = {
  keysUnderPrefix: (value) => `${formatCount(value)} keys under a prefix`,
  keysTotal: (value) => `${formatCount(value)} keys in all`,
  keyBytes: (value) => `keys of ${formatBytes(value)}`,
  valueBytes: (value) => `values of ${formatBytes(value)}`,
  collectionEntries: (value) => `${formatCount(value)} entries in a collection`,
  stringBytes: (value) => `strings of ${formatBytes(value)}`,
  fileBytes: (value) => `files of ${formatBytes(value)}`,
  requestBodyBytes: (value) => `request bodies of ${formatBytes(value)}`,
  requestsPerSecond: (value) => `${formatPerSecond(value)} requests`,
  eventsPerSecond: (value) => `${formatPerSecond(value)} events`,
  concurrentRequests: (value) => `${formatCount(value)} requests at once`,
  connections: (value) => `${formatCount(value)} connections`,
};

function profile(data: Data): string {
  const name = text(data, "name");
  const value = number(data, "value");
  const words = profileWords[name]?.(value) ?? `${name} ${formatCount(value)}`;
  const set = text(data, "set");
  return `profile: ${words} (${set === "" ? `${text(data, "preset")} preset` : set})`;
}

function structFields(data: Data): string {
  const name = text(data, "type");
  return `struct field sum (${name === "" ? "" : `${name}, `}${text(data, "encoding")})`;
}

const words: Readonly<Record<string, (data: Data) => string>> = {
  literal: () => "literal",
  constant: (data) => (text(data, "name") === "" ? "constant" : `constant ${text(data, "name")}`),
  "sized-buffer": (data) => `buffer of ${bytes(data)}`,
  repeated: (data) => `text repeated ${count(data)} times`,
  profile,
  "profile-prefix": (data) => `${profile(data)} for keys under ${text(data, "prefix")}`,
  annotation: () => "annotation",
  "struct-fields": structFields,
  "object-fields": (data) => `sum of the entries (${text(data, "encoding")})`,
  "open-collection": (data) => `grows with ${text(data, "name")}`,
  "listed-entries": (data) => `${count(data)} entries listed`,
  serialized: (data) => `${text(data, "encoding")} encoding`,
  encoded: (data) => `${text(data, "encoding")}: ${text(data, "factor")} times the bytes`,
  compressed: (data) => `${text(data, "encoding")} compressed: a tenth to all of the bytes`,
  file: () => "content of a file",
  "request-body": () => "body of a request",
  "read-append-write": () => "read, added to and written back: grows with each write",
  "etcd-value": () => "value read from etcd",
  "any-type": () => "a value of any type",
  callers: (data) => `what ${count(data)} known callers pass`,
  "joined-operations": (data) => `${count(data)} operations`,
  "no-value": () => "written without a value",

  "counted-loop": (data) => `loop of ${count(data)} turns`,
  "listed-loop": (data) => `loop over ${count(data)} listed entries`,
  "collection-loop": (data) => (text(data, "name") === "" ? "loop over a collection" : `loop over ${text(data, "name")}`),
  "guessed-once": () => "of nested loops of unknown length the longest counts",
  "open-loop": () => "loop whose turns the code does not bound",
  "retry-loop": () => "loop that ends when the call succeeds",
  "restart-loop": () => "loop that starts it again when it ended",
  "pager-loop": () => "loop over pages",
  "chunked-loop": (data) => `sent in chunks of ${count(data)}`,
  ticker: (data) => `ticker ${seconds(data)}`,
  "open-ticker": () => "ticker whose period the code does not show",
  timer: (data) => `timer ${seconds(data)}`,
  "open-timer": () => "timer whose delay the code does not show",
  schedule: (data) => `schedule ${text(data, "spec")}`,
  "open-schedule": () => "schedule that the code does not show",
  sleep: (data) => `sleeps ${seconds(data)} each turn`,
  "open-sleep": () => "sleeps each turn, for how long the code does not show",
  handler: (data) => (text(data, "name") === "" ? "request handler" : `request handler ${text(data, "name")}`),
  event: () => "runs for each event received",
  "program-start": () => "runs at program start",
  "top-level": () => "runs when the file is loaded",
  "made-once": () => "made when first wanted, and kept",
  "once-guard": () => "guarded to run once",
  "busy-loop": () => "endless loop without a pause",
  "no-trigger": () => "nothing in the project shows how often it runs",
  spawned: () => "started concurrently for each turn",
  "all-at-once": () => "all turns are awaited together",

  "single-key": () => "one key",
  "request-limit": (data) => `limit ${count(data)}`,
  "limit-may-be-unset": () => "the limit is set on some paths only",
  "limit-may-be-zero": () => "the limit comes from elsewhere and may be 0, which means none",
  "ttl-given": (data) => `lease of ${seconds(data)}`,
  "ttl-default": (data) => `lease of ${seconds(data)}, the library's default`,
  "ttl-open": () => "lease time that the code does not show",

  "context-endless": (data) => `${text(data, "name")} never ends`,
  "context-cancelled": (data) => `${text(data, "name")} is called`,
  "context-cancel-unused": (data) => `${text(data, "name")} is never called`,
  "context-deferred-in-loop": () => "cancelled only when the function returns, not each turn",
  "context-timeout": () => "its context times out",
  "context-request": () => "its context ends with the request",
  "context-caller": () => "its context comes from the caller",
  "context-unknown": () => "what ends its context is not seen",
  "context-other": (data) => `what is stopped is ${text(data, "name")}, another context`,
  "returns-at-event": () => "returns at an event and leaves the watch running",
  closed: (data) => `closed by ${text(data, "name")}`,
  "closed-in-loop": () => "closed only when the function returns, not each turn",
  "owner-closes": (data) => `its owner has ${text(data, "name")}`,
  "handed-on": () => "handed on: who gets it may close it",
  "never-closed": () => "nothing closes it",
  "ends-by-itself": () => "it ends by itself, after one event or a time",
  "handle-dropped": () => "the handle that could end it is dropped",
};

/** A short plain phrase for a reason, with units: `ticker 5 s`, `profile: values of 1 KiB (medium preset)`. Its id when there are no words for it. */
export function describeReason(reason: Reason): string {
  return Object.hasOwn(words, reason.id) ? (words[reason.id]?.(reason.data) ?? reason.id) : reason.id;
}

/** Ids that have words; a test compares them with the ids in use. */
export const reasonIds: readonly string[] = Object.keys(words);
