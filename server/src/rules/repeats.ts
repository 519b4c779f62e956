/** Does a call run once in the life of the program, or again and again, as far as the code shows it? */
import type { CallFacts, TriggerKind } from "../infer/types";
import type { FunctionDecl } from "../ir/types";
import type { Ancestor, EtcdCall, Project } from "../resolve/types";

/**
 * `shown`: a loop, ticker, handler or event around it. `several`: its function is called from several places or in a loop.
 * `once`: program start. `unknown`: nothing seen.
 */
export type Repetition = "shown" | "several" | "once" | "unknown";

/** Loops that turn fewer times than this multiply nothing worth a word. */
export const manyTurns = 10;

/** Triggers that run by themselves, at a pace that the code states. */
export function isTimed(kind: TriggerKind): boolean {
  return kind === "ticker" || kind === "timer" || kind === "schedule" || kind === "sleep-loop" || kind === "loop";
}

/** Triggers whose pace is set by the load. */
export function isLoadDriven(kind: TriggerKind): boolean {
  return kind === "handler" || kind === "event";
}

/** The loop around the call makes it run often in one execution of its function. */
export function isMultiplied(facts: CallFacts): boolean {
  return facts.fanOutUnbounded || facts.fanOut.likely >= manyTurns;
}

/** A loop that opens again when the former has ended: there is one at a time. */
function isRenewal(facts: CallFacts): boolean {
  const { kind } = facts.trigger;
  if (isMultiplied(facts)) return false;
  return (isTimed(kind) && facts.lifetime?.ends === "ends") || ((kind === "loop" || kind === "sleep-loop") && facts.drained !== "no");
}

/** Repetition of something that lives on: opening it again when the former has ended does not count, being called by several does. */
export function lastingRepetition(call: EtcdCall, facts: CallFacts, project: Project): Repetition {
  if (!isRenewal(facts)) return repetition(call, facts, project);
  return calledOften(call.holder, project) ? "several" : "once";
}

/** What the code shows about repetition of a call. */
export function repetition(call: EtcdCall, facts: CallFacts, project: Project): Repetition {
  if (isMultiplied(facts) || isTimed(facts.trigger.kind) || isLoadDriven(facts.trigger.kind)) return "shown";
  if (facts.trigger.kind === "once") return "once";
  return calledOften(call.holder, project) ? "several" : "unknown";
}

const maxDepth = 4;

/** A function that several functions call, or one in a loop over something, here or further up. Two calls in one function are two paths of it. */
export function calledOften(fn: FunctionDecl, project: Project, depth = 0, seen: ReadonlySet<FunctionDecl> = new Set()): boolean {
  if (depth === maxDepth || seen.has(fn)) return false;
  const sites = project.callers(fn).filter((site) => !project.isTest(site.module.path));
  if (sites.some((site) => site.ancestors.some(isLoop))) return true;
  const holders = new Set(sites.map((site) => site.holder));
  if (holders.size > 1) return true;
  const [holder] = holders;
  return holder !== undefined && calledOften(holder, project, depth + 1, new Set([...seen, fn]));
}

function isLoop(ancestor: Ancestor): boolean {
  return ancestor.kind === "loop" && ancestor.loop.loop === "each";
}
