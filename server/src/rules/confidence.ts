/** How sure a finding is. `assumed` findings stay information, so the rules are strict about what counts as shown. */
import type { Fact } from "../infer/types";
import type { FindingDraft } from "./types";

export type Confidence = FindingDraft["confidence"];

const order: readonly Confidence[] = ["certain", "likely", "assumed"];

/** One step less sure. */
export function lessSure(confidence: Confidence): Confidence {
  return confidence === "certain" ? "likely" : "assumed";
}

/** The weaker of two. */
export function weaker(a: Confidence, b: Confidence): Confidence {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

/** What the basis of a deciding number allows. */
export function fromBasis(fact: Fact): Confidence {
  switch (fact.basis) {
    case "known":
      return "certain";
    case "partly":
      return "likely";
    case "assumed":
      return "assumed";
  }
}
