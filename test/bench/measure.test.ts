import { describe, expect, it } from "vitest";
import { measureAll, median, quantile } from "./measure";

describe("figures", () => {
  it("takes the middle", () => expect(median([9, 1, 5])).toBe(5));
  it("takes the value that a part of the values does not exceed", () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(quantile(hundred, 0.95)).toBe(95);
    expect(quantile([7], 0.95)).toBe(7);
  });
});

describe("measureAll", () => {
  it("counts the CPU seconds of a program and keeps what it printed", () => {
    const { busy } = measureAll({
      busy: { name: "busy", command: ["sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo $i"] },
    });
    expect(busy.output).toBe("20000\n");
    expect(busy.cpu).toBeGreaterThan(0);
    expect(busy.lowest).toBeLessThanOrEqual(busy.cpu);
  });
  it("does not take the time of a program that fails, or that does something else each time", () => {
    expect(() => measureAll({ bad: { name: "bad", command: ["sh", "-c", "exit 3"] } })).toThrow("ended with 3");
    expect(() => measureAll({ other: { name: "other", command: ["sh", "-c", "echo $$"] } })).toThrow("not print the same");
  });
});
