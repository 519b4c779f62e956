import { describe, expect, test } from "vitest";
import { combine, connections, profileFor, raftLog, range, treeIndex, watchBacklog } from "../../server/src/model";
import { becauseLines } from "../../server/src/report/because";

const profile = profileFor("3.4.23");

describe("why the two columns part", () => {
  test("the sawtooth, with its ends", () => {
    const log = raftLog({ keyBytes: 16, valueBytes: 100_000, writesPerSecond: 1, profile });
    expect(becauseLines(combine([log]))).toEqual([
      "raft-log: the log is cut by number, not by size, and holds between 5 000 and 105 000 entries; the documents count the floor",
    ]);
  });

  test("before the first cut all writes are there", () => {
    const log = raftLog({ keyBytes: 16, valueBytes: 100_000, entriesWritten: 40_000, profile });
    expect(becauseLines(combine([log]))).toEqual([
      "raft-log: the log is not cut before 100 000 writes, so all 40 000 are kept; the documents count 5 000",
    ]);
  });

  test("nothing where they agree within 2 x", () => {
    const log = raftLog({ keyBytes: 16, valueBytes: 100_000, entriesWritten: 1_000, profile });
    const index = treeIndex({ keys: 1_000, keyBytes: 32, revisionsPerKey: 1, profile });
    expect(becauseLines(combine([log, index]))).toEqual([]);
  });

  test("from 3.6 on there is no sawtooth to speak of", () => {
    const log = raftLog({ keyBytes: 16, valueBytes: 100_000, writesPerSecond: 1, profile: profileFor("3.6.0") });
    expect(becauseLines(combine([log]))).toEqual([]);
  });

  test("one line a component, none twice", () => {
    const conns = connections({ count: 100, tls: false, profile });
    const backlog = watchBacklog({ streams: 1, keyBytes: 16, valueBytes: 10_240, prevKv: false, profile });
    const keys = range({ mode: "keys-only", keysScanned: 1_000, keyBytes: 32, valueBytes: 1_024, concurrent: 1, profile });
    expect(becauseLines(combine([conns, conns, backlog, keys]))).toEqual([
      "connections: a connection holds read and write buffers and three goroutines, 115 KiB in all, of which an idle one has touched about half",
      "watch-backlog: the 128 slots belong to the stream, not to the watcher, and streams share the events in them",
      "range: before 3.7 a keys-only range reads and decodes every value and then drops it",
    ]);
  });
});
