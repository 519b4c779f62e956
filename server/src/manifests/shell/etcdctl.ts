/** The grammar of `etcdctl`, versions 3 and 2, as far as it says what a call reads, writes or watches (etcdctl/ctlv3/command/*.go). */

export interface Command {
  /** Name in the catalogue. */
  readonly name: string;
  /** What the words without flag are, in order. */
  readonly positional: readonly string[];
  /** The words after these two are one command: `lease grant`. */
  readonly under?: string;
}

const three: readonly Command[] = [
  { name: "get", positional: ["key", "range_end"] },
  { name: "put", positional: ["key", "value"] },
  { name: "del", positional: ["key", "range_end"] },
  { name: "watch", positional: ["key", "range_end"] },
  { name: "compaction", positional: ["revision"] },
  { name: "defrag", positional: [] },
  { name: "grant", positional: ["ttl"], under: "lease" },
  { name: "keep-alive", positional: ["lease"], under: "lease" },
  { name: "snapshot", positional: [] },
  { name: "endpoint", positional: [] },
  { name: "alarm", positional: [] },
  { name: "member", positional: [] },
  { name: "txn", positional: [] },
  { name: "lock", positional: ["key"] },
  { name: "elect", positional: ["key"] },
  { name: "make-mirror", positional: [] },
  { name: "move-leader", positional: [] },
  { name: "check", positional: [] },
  { name: "auth", positional: [] },
  { name: "user", positional: [] },
  { name: "role", positional: [] },
  { name: "version", positional: [] },
  { name: "help", positional: [] },
];

const two: readonly Command[] = [
  { name: "ls", positional: ["key"] },
  { name: "get", positional: ["key"] },
  { name: "set", positional: ["key", "value"] },
  { name: "mk", positional: ["key", "value"] },
  { name: "update", positional: ["key", "value"] },
  { name: "mkdir", positional: ["key"] },
  { name: "setdir", positional: ["key"] },
  { name: "rm", positional: ["key"] },
  { name: "rmdir", positional: ["key"] },
  { name: "watch", positional: ["key"] },
  { name: "exec-watch", positional: ["key"] },
];

/** Flags that take no value of their own. */
const booleans: ReadonlySet<string> = new Set(
  "prefix from-key keys-only print-value-only count-only prev-kv physical cluster hex debug insecure-skip-tls-verify insecure-transport interactive i ignore-value ignore-lease progress-notify once keys recursive r sort p quorum forever f dir help h d".split(
    " ",
  ),
);

/**
 * The command that words name. Cobra takes any beginning of a name that only one command has, so `compact` and `defr` are commands too
 * (etcdctl/ctlv3/ctl.go).
 */
export function commandNamed(words: readonly string[], api: 2 | 3): { readonly command: Command; readonly used: number } | undefined {
  const [first = "", second = ""] = words;
  if (first === "") return undefined;
  const list = api === 3 ? three : two;
  const exact = list.find((one) => one.under === undefined && one.name === first);
  if (exact) return { command: exact, used: 1 };
  const nested = list.find((one) => one.name === second && one.under?.startsWith(first));
  if (nested) return { command: nested, used: 2 };
  const begun = list.filter((one) => one.under === undefined && one.name.startsWith(first));
  const [only] = begun;
  return api === 3 && only && begun.length === 1 && first.length > 2 ? { command: only, used: 1 } : undefined;
}

/** True for a flag that stands alone. */
export function isBoolean(flag: string): boolean {
  return booleans.has(flag);
}
