import { describe, expect, it } from "vitest";
import { parseBytes, parseCount, parseRate, parseSeconds } from "../../server/src/config/units";

describe("parseBytes", () => {
  it.each([
    ["2MiB", 2_097_152],
    ["1 KB", 1000],
    ["1.5kib", 1536],
    ["512", 512],
    ["100 000 B", 100_000],
    [4096, 4096],
  ])("%s", (text, bytes) => expect(parseBytes(text)).toBe(bytes));

  it.each(["2M", "big", "", "-1", "1e9e9", "2 MiB each", "constructor"])("refuses %j", (text) => expect(parseBytes(text)).toBeUndefined());
  it("refuses numbers that are no size", () => {
    expect(parseBytes(-1)).toBeUndefined();
    expect(parseBytes(Number.POSITIVE_INFINITY)).toBeUndefined();
  });
});

describe("parseCount", () => {
  it.each([
    ["10k", 10_000],
    ["2M", 2_000_000],
    ["100 000", 100_000],
    ["1_000", 1000],
    [8, 8],
  ])("%s", (text, count) => expect(parseCount(text)).toBe(count));
  it.each(["10x", "1 00", ""])("refuses %j", (text) => expect(parseCount(text)).toBeUndefined());
});

describe("parseSeconds", () => {
  it.each([
    ["5s", 5],
    ["500ms", 0.5],
    ["1h30m", 5400],
    ["80 min", 4800],
    ["7d", 604_800],
    [3, 3],
  ])("%s", (text, seconds) => expect(parseSeconds(text)).toBeCloseTo(seconds, 9));
  it.each(["5", "", "soon", "5s later"])("refuses %j", (text) => expect(parseSeconds(text)).toBeUndefined());
});

describe("parseRate", () => {
  it.each([
    ["1/5s", 0.2],
    ["10/s", 10],
    ["600/min", 10],
    ["24/day", 24 / 86_400],
    ["3 / h", 3 / 3600],
    [2, 2],
  ])("%s", (text, rate) => expect(parseRate(text)).toBeCloseTo(rate, 12));
  it.each(["10", "1/0s", "1/5", "1/2/s", "/s"])("refuses %j", (text) => expect(parseRate(text)).toBeUndefined());
});
