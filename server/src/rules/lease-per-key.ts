import type { CallFacts, Fact } from "../infer/types";
import type { Expr } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall } from "../resolve/types";
import { callersRelated } from "./callers";
import type { Confidence } from "./confidence";
import { type Cost, callRate, keepaliveCost, leaseCost, leftBehind } from "./costs";
import { findingAt } from "./drafts";
import { exactly, input, times } from "./inputs";
import { awaitsItsEnd, leaseProblem, onOwnLessor } from "./leases";
import { loopRelated, relatedMessages, triggerRelated } from "./related";
import { isLoadDriven, isMultiplied, isTimed } from "./repeats";
import type { FindingDraft, Rule, RuleContext } from "./types";

/** Leases live in a heap and maps on every member until they expire or are revoked (server/lease/lessor.go); one lease can carry many keys. */
export const leasePerKey: Rule = {
  id: "lease-per-key",
  summary: "Leases granted per key, request or loop turn; keepalives opened per call",
  messages: {
    ...relatedMessages,
    grants: "A lease is granted each time; keys that expire together can share one lease",
    sessions: "A session with a lease of its own is made each time; one session can be shared",
    locks: "A lock with a lease of its own is made each time; each keeps a lease and its keepalive on the server",
    unkept:
      "Each run of this code grants a lease of its own, and nothing keeps, renews or revokes it: it stays until its time is over, one for every write",
    "own-lessor":
      "Each run of this code makes a lessor of its own, which nothing closes: every lease kept alive through it has a keepalive stream of its own",
    "each-lock": "Each lock made here has a lease of its own with its keepalive; locks of one process can share a session or a lease",
    "to-ask": "A lease is granted and revoked only to ask who leads; reading the leader needs none",
    through: "through this lessor",
    asks: "asked here",
    keepalives: "Each call opens a keepalive stream of its own; keep one lease alive on one stream instead",
  },
  check(context) {
    for (const call of context.calls) {
      if (call.library.api !== "v3") continue;
      const facts = context.facts(call);
      const messageId = messageOf(call, facts);
      const kept = isKept(call, facts) || awaitsItsEnd(call) || onOwnLessor(context, call);
      const confidence = messageId && !kept && isPaced(facts) ? confidenceOf(facts) : undefined;
      if (messageId && confidence) {
        context.report(draftOf(context, call, facts, messageId, confidence));
        continue;
      }
      const problem = isStored(call) ? undefined : leaseProblem(context, call, facts);
      if (problem)
        context.report(
          findingAt(call, {
            ...problem,
            related: [...problem.related, ...triggerRelated(facts), ...callersRelated(context.project, call.holder)],
            confidence: "assumed",
          }),
        );
    }
  },
};

function messageOf(call: EtcdCall, facts: CallFacts): string | undefined {
  switch (call.operation) {
    case "lease-grant":
      return "grants";
    case "session":
      // A session on a lease that exists already has none of its own.
      return call.options.lease ? undefined : "sessions";
    case "lock":
    case "election":
      return call.holds === "lease" ? "locks" : undefined;
    case "keepalive":
      return call.opens.stream === "own" || facts.owner.kind === "per-iteration" || facts.owner.kind === "per-call"
        ? "keepalives"
        : undefined;
    default:
      return undefined;
  }
}

/** Put in a field or a variable that outlives the call: made once and kept, whatever triggers the first use. */
function isKept(call: EtcdCall, facts: CallFacts): boolean {
  if (isMultiplied(facts)) return false;
  return (call.holds !== undefined && facts.owner.kind === "shared") || isStored(call);
}

/** The result, or its id, goes into a field: `s.lease = lease.ID`. An element of a map or list is one of many. */
function isStored(call: EtcdCall): boolean {
  const { result } = call;
  if (result.kind === "stored") return result.place.kind === "member";
  const name = result.kind === "bound" ? result.names[0] : undefined;
  if (name === undefined) return false;
  let stored = false;
  walk(call.holder.body, {
    stmt: (stmt) => {
      if (stmt.kind !== "assign") return !stored;
      const fields = stmt.targets.some((target) => target.kind === "place" && target.expr.kind === "member");
      if (fields && stmt.values.some((value) => rootName(value) === name)) stored = true;
      return !stored;
    },
    fn: () => true,
  });
  return stored;
}

function rootName(expr: Expr): string | undefined {
  if (expr.kind === "member") return rootName(expr.object);
  return expr.kind === "name" ? expr.name : undefined;
}

/** The code shows how often it runs, or that the load decides it. */
function isPaced(facts: CallFacts): boolean {
  return isMultiplied(facts) || isLoadDriven(facts.trigger.kind) || facts.trigger.perSecond.basis !== "assumed";
}

/** Only what the code shows to repeat. A renewal on a timer of one lease at a time is two leases at most when the TTL ends it. */
function confidenceOf(facts: CallFacts): Confidence | undefined {
  if (isMultiplied(facts)) return facts.fanOut.basis === "known" ? "certain" : "likely";
  return isTimed(facts.trigger.kind) || isLoadDriven(facts.trigger.kind) ? "likely" : undefined;
}

function draftOf(context: RuleContext, call: EtcdCall, facts: CallFacts, messageId: string, confidence: Confidence): FindingDraft {
  return findingAt(call, {
    messageId,
    confidence: facts.lifetime?.ends === "ends" && !isMultiplied(facts) ? "assumed" : confidence,
    cost: costOf(context, call, facts, messageId),
    related: [...loopRelated(facts), ...triggerRelated(facts)],
  });
}

function costOf(context: RuleContext, call: EtcdCall, facts: CallFacts, messageId: string): Cost {
  const atOnce = isLoadDriven(facts.trigger.kind) ? times(facts.fanOut, facts.concurrent) : facts.fanOut;
  const config = context.config(call.module.path);
  if (messageId === "keepalives") return keepaliveCost(config, atOnce, []);
  const ends = facts.lifetime?.ends === "ends" || facts.lifetime?.ends === "request";
  const keepsAlive = call.holds === "lease";
  const { count, inputs } = ends ? { count: atOnce, inputs: [] } : keepsAlive ? leftBehind(context, call, facts) : alive(facts);
  const ownStream = keepsAlive && call.opens.stream === "own" ? count : undefined;
  return leaseCost(config, facts, count, ownStream, inputs);
}

/** Leases alive at once: those of one TTL at the rate that they are granted, at least those of one execution. */
function alive(facts: CallFacts): { readonly count: Fact; readonly inputs: readonly ReturnType<typeof input>[] } {
  const rate = callRate(facts);
  if (rate.likely === 0) return { count: facts.fanOut, inputs: [] };
  const ttl = facts.ttlSeconds ?? { ...exactly(60), basis: "assumed" as const };
  return { count: times(rate, ttl), inputs: [input("rate", rate), input("ttl", ttl)] };
}
