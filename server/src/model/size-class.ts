import { mapMonotone } from "./quantity";
import type { Quantity } from "./types";

/** Go's small-object size classes up to 32 KiB (Go 1.16 to 1.25, `runtime/sizeclasses.go`). */
const CLASSES: readonly number[] = [
  8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416, 448, 480, 512, 576, 640, 704,
  768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144, 6528, 6784, 6912, 8192, 9472,
  9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768,
];

const PAGE = 8192;

/** Bytes that Go's allocator spends on an object of `bytes`: its size class, or whole 8 KiB pages above 32 KiB. Infinity stays Infinity. */
export function sizeClass(bytes: number): number {
  if (!(bytes > 0)) return 0;
  const found = CLASSES.find((size) => bytes <= size);
  return found ?? Math.ceil(bytes / PAGE) * PAGE;
}

/** `sizeClass` of each bound. */
export function sizeClassOf(q: Quantity): Quantity {
  return mapMonotone(q, sizeClass);
}

/**
 * Capacity of a Go slice that was appended to one element at a time, from a capacity of `from`: doubling up to 256, then growth by a quarter plus 192,
 * rounded up to the size class (`runtime/slice.go`). Elements of `elementBytes` bytes.
 */
export function appendedCapacity(length: number, elementBytes = 16, from = 0): number {
  if (!(length > 0)) return from;
  if (!Number.isFinite(length)) return length;
  let capacity = from;
  while (capacity < length) capacity = Math.floor(sizeClass(grown(capacity) * elementBytes) / elementBytes);
  return capacity;
}

function grown(capacity: number): number {
  if (capacity === 0) return 1;
  return capacity < 256 ? capacity * 2 : Math.floor(capacity + (capacity + 768) / 4);
}
