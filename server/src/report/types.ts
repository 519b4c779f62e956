/** What renderers take: the plain data of one run. */
import type { CallRow, Finding, Skipped } from "../engine/types";
import type { Place } from "../text/span";

export interface Run {
  readonly findings: readonly Finding[];
  readonly calls: readonly CallRow[];
  readonly skipped: readonly Skipped[];
  /** Files looked at, and files that were analysed. */
  readonly seen: number;
  readonly analysed: number;
  /** Bytes that the findings may cost together. */
  readonly budget?: number;
  /** Line (from 1) of a place in an analysed file. */
  lineOf(place: Place): number | undefined;
}
