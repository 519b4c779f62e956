/** Where findings and their related places stand. */
import type { Fact, Reason, ReasonSource } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import type { Place } from "../text/span";

/** The squiggle of a call: its method name, so that a long argument list is not underlined. */
export function callPlace(call: EtcdCall): Place {
  return { file: call.module.path, span: call.nameSpan };
}

/** The first place among the reasons of a fact, only of the given sources when some are given. */
export function reasonPlace(fact: Fact | undefined, sources?: readonly ReasonSource[]): Place | undefined {
  return fact?.because.find((reason) => reason.place && (!sources || sources.includes(reason.source)))?.place;
}

/** The first place among some reasons. */
export function firstPlace(because: readonly Reason[]): Place | undefined {
  return because.find((reason) => reason.place)?.place;
}

/** True when both places are the same characters of the same file. */
export function samePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end;
}
