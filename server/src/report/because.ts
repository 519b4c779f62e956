/** Why the documents' number and the observed one part, in one line. */
import type { Because } from "../model";
import { formatBytes, formatCount } from "../text/format";

/** A sentence without its full stop. */
export function becauseText({ id, data }: Because): string {
  const count = (name: string): string => formatCount(data[name] ?? Number.NaN);
  const bytes = (name: string): string => formatBytes(data[name] ?? Number.NaN);
  switch (id) {
    case "sawtooth":
      return `the log is cut only every ${count("entries")} entries; the documents' 5 000 are what a cut leaves`;
    case "log-step":
      return "from 3.6 on the log is cut every 100 entries or so, so it stays near its floor";
    case "before-first-cut":
      return "the log has not been cut yet: all entries are still in memory, not the documents' 5 000";
    case "entry-overhead":
      return "an entry has a header and a slot of its own, and the allocator rounds it up; with small values that is most of it";
    case "collector":
      return "Go's collector lets the heap grow to about twice what is alive before it collects";
    case "slices":
      return "revisions stand in slices that double, and compaction gives nothing of them back for keys that live on";
    case "page-layout":
      return "records are laid out in pages of 4 KiB, large ones in whole pages of their own, with free pages between";
    case "quota":
      return `the database cannot grow past its quota${data.bytes === undefined ? "" : ` of ${bytes("bytes")}`}`;
    case "connection-buffers":
      return "gRPC gives each connection read and write buffers that the documents' 17 kB did not have";
    case "connection-tls":
      return "with TLS another server takes the connection, with other buffers than the documents' 17 kB";
    case "stream-stacks":
      return "a stream has several goroutines, whose stacks alone come to the documents' 18 kB";
    case "stream-channel":
      return `the channel of a stream has ${count("slots")} slots in this version`;
    case "keepalive-stream":
      return "a keepalive stream has no event channel and fewer goroutines than the watch stream of the documents";
    case "watcher-keys":
      return "what a watcher costs depends on what it watches: least on a key that others watch too, most on a prefix of its own";
    case "shared-buffer":
      return `the buffer belongs to the stream, not to the watcher${data.slots === undefined ? "" : `, has ${count("slots")} slots`}, and streams share what waits in it`;
    case "history":
      return "a watch from an old revision reads back history, up to 1 000 revisions in each slot of its channel";
    case "copies":
      return "a range holds each key-value decoded and again marshalled, and leaves garbage of both";
    case "values-read":
      return "before 3.7 the server reads and decodes all values even if only keys are asked for";
    case "index-only":
      return "from 3.7 on keys alone are answered from the index";
    case "array":
      return "this version builds an array of all revisions in the range, and growing it leaves as much again";
    case "walked":
      return "this version only walks the index and keeps nothing";
    case "streamed":
      return "the answer is sent in pieces, so only some of it is in memory at once";
    case "lease-maps":
      return "leases stand in maps and a heap that grow by doubling, and each attached key stands in two of them";
    case "v2-measured":
      return "a v2 key was measured at about three v3 keys, not ten";
    case "not-documented":
      return "the documents do not count it";
  }
}
