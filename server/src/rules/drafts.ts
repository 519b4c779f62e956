/** Putting a finding together without repeating the empty parts. */
import type { EtcdCall } from "../resolve/types";
import type { Place } from "../text/span";
import type { Confidence } from "./confidence";
import type { Cost } from "./costs";
import { callPlace, samePlace } from "./places";
import { placeRelated, type Related } from "./related";
import type { FindingDraft, Fix, MessageData } from "./types";

export interface Parts {
  readonly messageId: string;
  readonly data?: MessageData;
  readonly confidence: Confidence;
  readonly cost?: Cost;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** Where it stands, when that is not the call's name. */
  readonly at?: Place;
}

/** A finding at a call. Related places that say the same place twice, or the place of the finding itself, are left out. */
export function findingAt(call: EtcdCall, parts: Parts): FindingDraft {
  const at = parts.at ?? callPlace(call);
  const inner = wayIn(call);
  const related = [...inner, ...(parts.related ?? [])].filter(
    (one, index, all) => !samePlace(one.place, at) && all.findIndex((other) => samePlace(other.place, one.place)) === index,
  );
  return {
    messageId: parts.messageId,
    data: parts.data ?? {},
    at,
    call,
    ...(parts.cost ? { estimate: parts.cost.estimate } : {}),
    inputs: parts.cost?.inputs ?? [],
    related,
    fixes: parts.fixes ?? [],
    confidence: parts.confidence,
  };
}

/** From a call of a wrapper in to etcd: where each function on the way passes it on, and where the client is called. */
function wayIn({ wraps, chain = [] }: EtcdCall): readonly Related[] {
  const passed = chain.slice(0, -1).map(({ site: { call, module } }) => {
    const { callee } = call;
    return { file: module.path, span: callee.kind === "member" ? callee.nameSpan : callee.span };
  });
  const steps = passed.reverse().flatMap((place) => placeRelated("passed", place));
  return wraps ? [...steps, ...placeRelated("wrapped", callPlace(wraps))] : steps;
}
