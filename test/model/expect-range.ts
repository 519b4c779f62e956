import { expect } from "vitest";

interface Observed {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** The measured bytes lie in the observed range. */
export function expectInside(observed: Observed, measured: number): void {
  expect(measured).toBeGreaterThanOrEqual(observed.low);
  expect(measured).toBeLessThanOrEqual(observed.high);
}

/** The likely value is within `tolerance` of the measured median. */
export function expectLikely(observed: Observed, measured: number, tolerance = 0.25): void {
  expect(Math.abs(observed.likely / measured - 1), `likely ${observed.likely} against measured ${measured}`).toBeLessThanOrEqual(tolerance);
}
