import { describe, expect, it } from "vitest";
import { formatByteRange, formatBytes, formatCount, formatPerSecond, formatSeconds } from "../../server/src/text/format";

describe("bytes", () => {
  it.each([
    [0, "0 B"],
    [350, "350 B"],
    [1000, "1 000 B"],
    [1024, "1 KiB"],
    [1536, "1.5 KiB"],
    [2 * 1024 ** 2, "2 MiB"],
    [1_000_000_000, "954 MiB"],
    [1023.9 * 1024 ** 2, "1 GiB"],
    [5000 * 2 * 1024 ** 2, "9.8 GiB"],
    [110 * 1024 ** 3, "110 GiB"],
    [Number.POSITIVE_INFINITY, "unbounded"],
    [Number.NaN, "unknown"],
  ])("%d is %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it("shares the unit of a range when both ends have it", () => {
    expect(formatByteRange(5.2 * 1024 ** 3, 110 * 1024 ** 3)).toBe("5.2–110 GiB");
    expect(formatByteRange(512, 2048)).toBe("512 B–2 KiB");
    expect(formatByteRange(2048, 2048)).toBe("2 KiB");
    expect(formatByteRange(2048, Number.POSITIVE_INFINITY)).toBe("2 KiB or more");
    expect(formatByteRange(0, Number.POSITIVE_INFINITY)).toBe("no bound known");
    expect(formatByteRange(0, 2048)).toBe("up to 2 KiB");
  });
});

describe("counts, times, rates", () => {
  it.each([
    [0, "0"],
    [0.2, "0.2"],
    [12.5, "12.5"],
    [5000, "5 000"],
    [1_234_567, "1 234 567"],
    [100_000.4, "100 000"],
  ])("count %d is %s", (count, text) => expect(formatCount(count)).toBe(text));

  it.each([
    [0.25, "250 ms"],
    [5, "5 s"],
    [60, "60 s"],
    [4800, "80 min"],
    [12_000, "3 h 20 min"],
    [7200, "2 h"],
    [172_800, "2 d"],
  ])("%d seconds is %s", (seconds, text) => expect(formatSeconds(seconds)).toBe(text));

  it.each([
    [0.2, "1 per 5 s"],
    [10, "10/s"],
    [1, "1/s"],
    [0, "once"],
  ])("rate %d is %s", (rate, text) => expect(formatPerSecond(rate)).toBe(text));
});
