/** What a range request costs for each key: decoded copies, garbage of reading, the marshalled answer, arrays of revisions. */
import type { Build } from "./builds";
import { type ConstantId, constant } from "./constants";
import { add, atMost, exact, minimum, multiply, scale, times } from "./quantity";
import { sizeClass, sizeClassOf } from "./size-class";
import type { Quantity } from "./types";

export interface Bytes {
  readonly bytes: Quantity;
  readonly constants: readonly ConstantId[];
}

/** Keys that a request reads, of those in its span, and how many such requests are served at once. */
export interface Reading {
  readonly read: Quantity;
  readonly scanned: Quantity;
  readonly concurrent: Quantity;
  readonly key: Quantity;
  readonly value: Quantity;
}

/**
 * Decoded copies of the keys read (struct, slices, key and value by size class), and the garbage of reading them. The collector runs when the heap has doubled,
 * so the more was live before (at least the index of the keys in the span), the more garbage stands at the peak; overlapping requests share that room.
 */
export function readBytes(reading: Reading, build: Build): Bytes {
  const { read, key, value } = reading;
  const struct: ConstantId = `range.kv-struct.${build.line}`;
  const least: ConstantId = build.line === "3.7" ? "range.garbage-least.3.7" : "range.garbage-least";
  const most: ConstantId = `range.garbage-most.${build.line}`;
  const share: ConstantId = build.line === "3.7" ? "range.garbage-share.3.7" : `range.garbage-share.${build.maps}`;
  const copies = multiply(read, add(exact(constant(struct) + constant("range.slices")), sizeClassOf(key), sizeClassOf(value)));
  const each = (at: "low" | "likely" | "high") => {
    const room = times(constant(share), liveBeside(reading, at, build)) / Math.max(1, reading.concurrent.likely);
    return Math.min(constant(most), Math.max(constant(least), room));
  };
  const garbage = {
    low: times(read.low, each("low")),
    likely: times(read.likely, each("likely")),
    high: times(read.high, each("high")),
  };
  return { bytes: add(copies, garbage), constants: [struct, "range.slices", least, most, share] };
}

/** Live bytes beside the request for each key read: the index of the span and the process. */
function liveBeside({ read, scanned, key }: Reading, at: "low" | "likely" | "high", { line, btree }: Build): number {
  if (!(read[at] > 0)) return 0;
  const indexed = constant("index.key-struct") + constant("index.generation") + constant("index.revision");
  const each = indexed + sizeClass(key.likely) + constant(`index.btree-random.${btree}`);
  const keys = Number.isFinite(scanned[at]) && Number.isFinite(read[at]) ? scanned[at] / read[at] : 1;
  return keys * each + constant(`process.live.${line}`) / read[at];
}

/** The marshalled answer. */
export function sentBytes(returned: Quantity, key: Quantity, value: Quantity): Bytes {
  const each = add(key, value, exact(constant("range.response-overhead")));
  return { bytes: multiply(returned, each), constants: ["range.response-overhead"] };
}

/** A keys-only range that the index answers (3.7): objects, and the arrays of keys, revisions and versions with those they outgrew. */
export function fromIndexBytes(returned: Quantity): Bytes {
  const constants: readonly ConstantId[] = ["range.kv-struct.3.7", "range.index-garbage.3.7"];
  return { bytes: scale(returned, constant("range.kv-struct.3.7") + constant("range.index-garbage.3.7")), constants };
}

/** The array of all revisions of the span, where a build makes one to count or to limit. */
export function arrayBytes(scanned: Quantity, concurrent: Quantity, { rangeBuildsArray }: Build): Bytes {
  if (!rangeBuildsArray) return { bytes: exact(0), constants: [] };
  const alone = constant("range.array");
  const each = concurrent.likely > 1 ? alone * constant("range.array-together") : alone;
  return { bytes: scale(scanned, each), constants: ["range.array", "range.array-together"] };
}

/**
 * A streamed range (3.7): chunks of ten keys, doubled until one is half of max-request-bytes, decoded and marshalled; and the garbage of earlier chunks, for all
 * requests together. The collector starts when that is as large as what was live before (GOGC=100), and more is allocated while it marks the index.
 * Never more than a whole answer at once.
 */
export function streamedBytes(reading: Reading, build: Build): Bytes {
  const { read, concurrent } = reading;
  const whole = pairBytes(reading, build);
  const chunk = { ...reading, read: chunkKeys(reading), scanned: read };
  const chunks = scale(pairBytes(chunk, build).bytes, constant("range.stream-chunks"));
  const garbage = (at: "low" | "likely" | "high") => {
    if (!(read[at] > 0)) return 0;
    const beside = times(liveBeside(reading, at, build), read[at]);
    const index = Math.max(0, beside - constant(`process.live.${build.line}`));
    const marking = Math.min(constant("range.stream-marking-most"), index * constant("range.stream-marking"));
    return (beside + marking) / Math.max(1, concurrent.likely);
  };
  const together = add(chunks, { low: garbage("low"), likely: garbage("likely"), high: garbage("high") });
  return {
    bytes: minimum(whole.bytes, together),
    constants: [
      ...whole.constants,
      "range.stream-chunk",
      "range.stream-first-keys",
      "range.stream-chunks",
      "range.stream-marking",
      "range.stream-marking-most",
    ],
  };
}

function pairBytes(reading: Reading, build: Build): Bytes {
  const read = readBytes(reading, build);
  const sent = sentBytes(reading.read, reading.key, reading.value);
  return { bytes: add(read.bytes, sent.bytes), constants: [...read.constants, ...sent.constants] };
}

/** Keys of a full chunk: ten times a power of two. */
function chunkKeys({ read, key, value }: Reading): Quantity {
  const each = key.likely + value.likely + constant("range.response-overhead");
  const first = constant("range.stream-first-keys");
  const fitting = Number.isFinite(each) ? Math.max(1, constant("range.stream-chunk") / (first * each)) : 1;
  return atMost(read, first * 2 ** Math.ceil(Math.log2(fitting)));
}
