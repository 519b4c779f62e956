/**
 * Objects with a watch stream of their own (a watcher made beside the client, a namespace), and the watches made on them. Making such an object
 * again and again is one problem however many watches go through it, so it is told once, where the object is made.
 */
import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import type { Place } from "../text/span";
import { fieldMakers } from "./made-by";
import { lastingRepetition, type Repetition } from "./repeats";
import type { RuleContext } from "./types";

export interface Opener {
  readonly call: EtcdCall;
  readonly facts: CallFacts;
  readonly watch: EtcdCall;
  readonly repeats: Exclude<Repetition, "once">;
}

/** Makers of stream objects that are not seen to run once only, each with a watch that uses it. */
export function openersOf(context: RuleContext): readonly Opener[] {
  const watches = context.calls.filter((call) => call.operation === "watch" && call.opens.stream === "shared");
  return context.calls
    .filter((call) => call.operation === "open-stream" && call.library.api === "v3")
    .flatMap((call) => {
      const facts = context.facts(call);
      const repeats = lastingRepetition(call, facts, context.project);
      if (repeats === "once") return [];
      const watch = watches.find((one) => goesThrough(context, one, call));
      return watch ? [{ call, facts, watch, repeats }] : [];
    });
}

/** The object that a watch goes through was made by this call, in the same function or for a field. */
function goesThrough(context: RuleContext, watch: EtcdCall, maker: EtcdCall): boolean {
  const { place } = context.facts(watch).owner;
  if (place) return isAt(maker, place);
  return watch.receiver !== undefined && fieldMakers(context.project, watch.receiver, watch.scope).some((one) => isAt(maker, one.place));
}

/** True when the call's expression and the place overlap. */
export function isAt(call: EtcdCall, place: Place): boolean {
  return call.module.path === place.file && call.nameSpan.start < place.span.end && place.span.start < call.span.end;
}
