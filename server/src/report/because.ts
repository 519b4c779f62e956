/** Why the documents' number and the observed one part, in one line a component. */
import type { Because, ComponentEstimate, Estimate } from "../model/types";
import { formatBytes, formatCount } from "../text/format";

/** `raft-log: the log is cut by ...` for each component whose two columns differ by more than 2 x; a line that would come twice comes once. */
export function becauseLines(estimate: Pick<Estimate, "components">): readonly string[] {
  return [...new Set(estimate.components.flatMap(lineOf))];
}

function lineOf({ component, because }: ComponentEstimate): readonly string[] {
  return because ? [`${component}: ${becauseText(because)}`] : [];
}

/** The sentence for a reason of the model. */
export function becauseText({ id, data }: Because): string {
  const count = (name: string) => formatCount(data[name] ?? 0);
  const bytes = (name: string) => formatBytes(data[name] ?? 0);
  switch (id) {
    case "sawtooth":
      return `the log is cut by number, not by size, and holds between ${count("floor")} and ${count("peak")} entries; the documents count the floor`;
    case "before-first-cut":
      return `the log is not cut before ${count("cut")} writes, so all ${count("entries")} are kept; the documents count ${count("floor")}`;
    case "entry-overhead":
      return "an entry also holds its request header and struct, rounded up to an allocation size, which outweighs a small value";
    case "slices":
      return "a revision is 16 bytes in an array that doubles, and compaction gives none of it back for keys that live on";
    case "page-layout":
      return "records lie in pages of 4 KiB with their own fields, and what does not share a page takes whole ones";
    case "quota":
      return `the database ends at its quota of ${bytes("bytes")}, where etcd refuses writes`;
    case "connection-buffers":
      return `a connection holds read and write buffers and three goroutines, ${bytes("bytes")} in all, of which an idle one has touched about half`;
    case "connection-tls":
      return `a TLS connection is served by net/http with other buffers, ${bytes("bytes")} in all`;
    case "stream-stacks":
      return `a stream holds the stacks of its goroutines (three, six over TLS) and a channel, ${bytes("bytes")} in all`;
    case "stream-channel":
      return `this version makes a channel of ${count("slots")} responses for each stream up front, ${bytes("bytes")} in all`;
    case "keepalive-stream":
      return `a keepalive stream has no event channel and fewer goroutines than a watch stream, ${bytes("bytes")} in all`;
    case "watcher-keys":
      return `a watcher costs ${bytes("bytes")} with its key and its entries in the maps of its stream and group`;
    case "shared-buffer":
      return `the ${count("slots")} slots belong to the stream, not to the watcher, and streams share the events in them`;
    case "history":
      return `a watch from an old revision is sent up to 1 000 revisions a slot: a client that stops reading keeps ${count("events")} events in memory`;
    case "copies":
      return "each key read is decoded, and each key sent is marshalled once more, beside the garbage of reading it";
    case "values-read":
      return "before 3.7 a keys-only range reads and decodes every value and then drops it";
    case "index-only":
      return "from 3.7 on the index answers a keys-only range: an object and array slots for each key";
    case "array":
      return "this version first builds an array of the revisions of all keys in the span, and outgrows it several times";
    case "streamed":
      return `a streamed range holds chunks of about ${bytes("bytes")}, not the whole answer`;
    case "lease-maps":
      return "a lease is five objects and two map entries, and an attached key is a string in two maps; maps double";
    case "v2-measured":
      return "a v2 key was measured at about three times a v3 key, not ten times; a third of it is the JSON of the last raft snapshot";
    case "not-documented":
      return "the documents have no number for it";
  }
}
