/** Bytes of a whole number >= 0 as a protobuf varint: seven bits a byte, at most ten bytes. */
export function varintLength(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 128 && bytes < 10; rest /= 128) bytes += 1;
  return bytes;
}
