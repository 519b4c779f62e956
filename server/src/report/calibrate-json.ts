/** The JSON of a calibration, version 1. Its schema is `schema/calibrate.schema.json`. */
import type { Quantity } from "../model";
import type { CalibrationReport } from "./calibrate-text";
import { amount, print, whole } from "./numbers";

const version = 1;

/** JSON of a calibration. Bytes are integers; null is what the server does not say. */
export function calibrationJson({ server, facts, groups, account, settings, notes }: CalibrationReport, written: boolean): string {
  const { memory, store } = facts;
  const { prediction, explained, ratio, measuredLive, load } = account;
  return print({
    version,
    server,
    etcd: facts.version,
    members: facts.members,
    keys: groups.map(({ key, isPrefix, keys, sample, keyBytes, valueBytes, version: writes, leased }) => ({
      key,
      prefix: isPrefix,
      keys,
      sampled: sample.length,
      keyBytes: amount(keyBytes),
      valueBytes: amount(valueBytes),
      writes: amount(writes),
      leased: amount(leased),
    })),
    otherKeys: load.otherKeys,
    components: account.rows.map(({ component, document, live, file, because }) => ({
      component,
      document: whole(document),
      live: spread(live),
      file: spread(file),
      calls: because.map(({ call: { file: path, line, operation, key }, share }) => ({
        file: path,
        line,
        operation,
        ...(key === undefined ? {} : { key }),
        ...(share === undefined ? {} : { share: amount(share) }),
      })),
    })),
    model: { document: whole(prediction.estimate.document), live: spread(prediction.live), resident: spread(prediction.resident) },
    measured: {
      live: known(measuredLive),
      heap: known(memory.heap),
      stacks: known(memory.stacks),
      resident: known(memory.resident),
      database: known(store.databaseBytes),
    },
    ratio: ratio === undefined ? null : amount(ratio),
    explained: explained === undefined ? null : amount(explained),
    settings: { file: settings.file, changed: settings.before !== settings.after, written, text: settings.after },
    notes,
  });
}

function spread({ low, likely, high }: Quantity) {
  return { low: whole(low), likely: whole(likely), high: whole(high) };
}

function known(bytes: number | undefined): number | null {
  return bytes === undefined ? null : whole(bytes);
}
