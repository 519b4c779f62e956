import { formatBytes, formatCount } from "../../text/format";
import { requestNotes } from "../limits";
import { operation } from "../operation";
import { assumed, count, required, size } from "../options";
import { databaseSettings, hoursOf, keptWrites, logSettings, paceOptions, paceWords, refusePace, serverOptions, writesOf } from "./writes";

export const put = operation({
  name: "put",
  summary: "keys that are written again and again",
  options: {
    value: required(size({ least: 0, description: "size of a value" })),
    key: assumed(size({ least: 1, description: "length of a key" }), "64"),
    keys: assumed(count({ least: 1, description: "different keys that the writes go to in turn" }), "1"),
    ...paceOptions,
    ...serverOptions,
  },
  refuse: refusePace,
  title: (values) =>
    `${formatBytes(values.value)} to ${values.keys === 1 ? "one key" : `${formatCount(values.keys)} keys`}, ${paceWords(values)}`,
  hours: hoursOf,
  notes: ({ key, value }) => requestNotes(key + value),
  load(values, hours) {
    const writes = writesOf(values, hours);
    const kept = Math.min(writes, keptWrites(values, hours));
    const keys = Math.min(values.keys, writes);
    if (writes === 0) return {};
    return {
      raftLog: { keyBytes: values.key, valueBytes: values.value, entriesWritten: writes, ...logSettings(values) },
      treeIndex: { keys, keyBytes: values.key, revisionsPerKey: Math.max(1, kept / keys) },
      boltdb: { revisions: Math.max(keys, kept), keyBytes: values.key, valueBytes: values.value, ...databaseSettings(values) },
    };
  },
});
