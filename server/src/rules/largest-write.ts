/** The largest value that the project writes: what snapshot settings and limits multiply. */
import type { CallFacts, Fact } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import type { RuleContext } from "./types";
import { largeValueBytes } from "./writes";

export interface Largest {
  readonly call: EtcdCall;
  readonly value: Fact;
  readonly key: CallFacts["key"]["bytes"];
}

/** The largest value that the code shows to be large. */
export function largestWrite(context: RuleContext): Largest | undefined {
  let largest: Largest | undefined;
  for (const call of context.calls) {
    if (call.inTest || (call.operation !== "put" && call.operation !== "txn")) continue;
    const facts = context.facts(call);
    const value = facts.value?.bytes ?? facts.txn?.bytes;
    if (!value || value.basis === "assumed" || value.likely < largeValueBytes) continue;
    if (!largest || value.likely > largest.value.likely) largest = { call, value, key: facts.key.bytes };
  }
  return largest;
}
