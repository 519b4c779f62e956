import { bugsOf, fixedAll, fixedIn } from "../settings/bugs";
import type { VersionPin } from "../settings/types";
import { parseVersion } from "../settings/versions";
import type { Fix, Rule, RuleContext } from "./types";

/** What each bug keeps in memory, by the ids of settings/bugs.ts. */
const bugs: Readonly<Record<string, string>> = {
  "inconsistent-data": "etcd {version} may lose data when it is killed under load: its maintainers say not to run it; fixed in {fixed}",
  "follower-leases":
    "Followers of etcd {version} never forget expired leases: their memory grows with every lease until they restart; fixed in {fixed}",
  "event-reuse": "etcd {version} keeps the events of slow watchers alive, with their values, long after they were sent; fixed in {fixed}",
  "watch-goroutines":
    "etcd {version} may keep a watch stream that a client closed, with its goroutines and buffers (some 30 kB each), until it restarts; fixed in {fixed}",
  "lease-revoke-auth":
    "With authentication on, etcd {version} may stop revoking leases after a snapshot was restored, so that leases and their keys pile up; fixed in {fixed}",
  "read-queue": "The leader of etcd {version} keeps every linearizable read in a queue; fixed in {fixed}",
  "limits-build-arrays":
    "etcd {version} builds the list of all keys of a range, some 100 B each, even for a count or a limit; fixed in {fixed}",
  "watch-buffer": "etcd {version} buffers up to 1 024 responses for each watch stream that is slow, 128 later; fixed in {fixed}",
  "read-buffer-copies": "etcd {version} copies its write buffer, 24 kB or more, for every read; fixed in {fixed}",
  "slow-log-sizes": "etcd {version} marshals a large answer once more when it logs it as slow; fixed in {fixed}",
  "madv-free":
    "etcd {version} is built with a Go that keeps freed memory counted as its own: it looks as large as it ever was; fixed in {fixed}",
  "tls-watch-starvation": "Under TLS, etcd {version} lets watch events wait behind reads, in memory; fixed in {fixed}",
  "keepalive-flood":
    "This client sends keepalives without pause when nobody reads its channel, which the server's leader pays for; fixed in {fixed}",
  "cancelled-watches": "With this client a cancelled watch stays on the server until the next event; fixed in {fixed}",
};

const withMore = Object.fromEntries(
  Object.entries(bugs).map(([id, text]) => [
    `${id}-more`,
    `${text}. {count} more memory bugs of this version are known, all fixed in {all}`,
  ]),
);

/** A version that somebody pinned keeps its bugs; the table is settings/bugs.ts. */
export const buggyVersion: Rule = {
  id: "buggy-version",
  summary: "A pinned etcd server or client version with a known memory bug",
  messages: { ...bugs, ...withMore, bump: "Raise it to {version}" },
  check(context) {
    for (const pin of context.servers.pins) if (isUsed(context, pin)) report(context, pin);
  },
};

/** A module counts for what the program does with it. */
function isUsed(context: RuleContext, { what }: VersionPin): boolean {
  const calls = context.project.calls.filter((call) => !call.inTest);
  switch (what) {
    case "server":
      return true;
    case "embedded":
      return calls.some((call) => call.operation === "server-start");
    case "client":
      return calls.some((call) => call.library.api === "v3" && call.operation === "connect");
  }
}

function report(context: RuleContext, pin: VersionPin): void {
  const version = pin.version === undefined ? undefined : parseVersion(pin.version);
  const found = bugsOf(pin);
  const [worst] = found;
  if (!version || !worst) return;
  const all = fixedAll(found, version);
  const more = found.length - 1;
  context.report({
    messageId: more > 1 ? `${worst.id}-more` : worst.id,
    data: { version: pin.version ?? "", fixed: fixedIn(worst, version), count: { count: more }, all },
    at: pin.place,
    inputs: [],
    related: [],
    fixes: bump(pin, all),
    confidence: "certain",
  });
}

/** Only a place that holds the version and nothing else is one token to change. */
function bump({ place, version }: VersionPin, to: string): readonly Fix[] {
  const length = place.span.end - place.span.start;
  if (version === undefined || (length !== version.length && length !== version.length + 1)) return [];
  const lead = length === version.length ? "" : "v";
  return [{ messageId: "bump", data: { version: to }, edits: [{ place, text: `${lead}${to}` }], safe: false }];
}
