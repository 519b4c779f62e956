import { formatBytes, formatCount } from "../../text/format";
import { operationNotes, requestNotes } from "../limits";
import { operation } from "../operation";
import { assumed, count, required, size } from "../options";
import { databaseSettings, hoursOf, keptWrites, logSettings, paceOptions, paceWords, refusePace, serverOptions, writesOf } from "./writes";

export const txn = operation({
  name: "txn",
  summary: "transactions of several puts; each is one entry of the log",
  options: {
    operations: required(count({ least: 1, description: "puts in one transaction, each to a key of its own" })),
    value: required(size({ least: 0, description: "size of a value" })),
    key: assumed(size({ least: 1, description: "length of a key" }), "64"),
    ...paceOptions,
    ...serverOptions,
  },
  refuse: refusePace,
  title: (values) => `transactions of ${formatCount(values.operations)} puts of ${formatBytes(values.value)}, ${paceWords(values)}`,
  hours: hoursOf,
  notes: ({ operations, key, value }) => [...operationNotes(operations), ...requestNotes(operations * (key + value))],
  load(values, hours) {
    const writes = writesOf(values, hours);
    const kept = Math.max(1, Math.min(writes, keptWrites(values, hours)));
    if (writes === 0) return {};
    return {
      raftLog: {
        keyBytes: values.operations * values.key,
        valueBytes: values.operations * values.value,
        entriesWritten: writes,
        ...logSettings(values),
      },
      treeIndex: { keys: values.operations, keyBytes: values.key, revisionsPerKey: kept },
      boltdb: {
        revisions: values.operations * kept,
        keyBytes: values.key,
        valueBytes: values.value,
        ...databaseSettings(values),
      },
    };
  },
});
