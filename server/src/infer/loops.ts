/** How often a loop turns, and whether it is a pace (ticker, sleep, events), a pager or a retry instead of a multiplication. */
import { typeById } from "../catalog/index";
import type { Expr, Loop } from "../ir/types";
import { walk } from "../ir/walk";
import type { Ancestor, ResolvedType, Scope } from "../resolve/types";
import type { Place, Span } from "../text/span";
import { awaited, mentions } from "./bindings";
import { contentsOf } from "./elements";
import { exitsOnSuccess } from "./exits";
import { between, exact } from "./facts";
import { lengthOf, listedLength } from "./lengths";
import { numberOf } from "./numbers";
import { endsLoop, type Pace, paceInside, paceOf } from "./paces";
import { isPager } from "./pagers";
import { bare, fromProfile, nameOf, placeOf, type Reader, reason } from "./reader";
import type { Fact } from "./types";

export type LoopKind =
  /** The body runs `turns` times; `unbounded` when nothing in the code bounds it. */
  | { readonly kind: "turns"; readonly turns: Fact; readonly unbounded: boolean; readonly place: Place }
  /** The body runs at a pace, endlessly. */
  | { readonly kind: "pace"; readonly pace: Pace }
  /** Pages, retries: the body's work is not multiplied. */
  | { readonly kind: "single"; readonly turns: Fact };

/**
 * What a loop does to a call in it at `at`. `arm` is the channel that the select arm around the call waits on, if the call is in one.
 */
export function classifyLoop(loop: Loop, at: Span, arm: Expr | undefined, scope: Scope, reader: Reader): LoopKind {
  const place = placeOf(scope, loop.headSpan);
  if (loop.loop === "each") return eachLoop(loop, place, scope, reader);
  if (isPager(loop)) return { kind: "single", turns: open(1, [reason("loop", "pager-loop", {}, place)]) };
  if (exitsOnSuccess(loop, at)) {
    const most = loop.loop === "counted" ? countedTurns(loop, scope, reader)?.high : undefined;
    const turns = between({ low: 1, likely: 1, high: most ?? Number.POSITIVE_INFINITY }, "partly", [
      reason("loop", "retry-loop", {}, place),
    ]);
    return { kind: "single", turns };
  }
  if (loop.loop === "counted") {
    const turns = countedTurns(loop, scope, reader);
    if (turns) return { kind: "turns", turns, unbounded: false, place };
    const length = loop.counter?.to && lengthOf(loop.counter.to);
    if (length) return collectionLoop(length, place, scope, reader);
    return { kind: "turns", turns: openTurns(reader, place), unbounded: true, place };
  }
  if (arm && endsLoop(arm)) return { kind: "single", turns: open(1, [reason("loop", "retry-loop", {}, place)]) };
  if (followedByWait(loop, at)) return { kind: "single", turns: open(1, [reason("loop", "restart-loop", {}, place)]) };
  const pace: Pace | undefined = arm ? (paceOf(arm, scope, reader) ?? { kind: "event", place }) : paceInside(loop, at, scope, reader);
  if (pace) return { kind: "pace", pace };
  if (loop.loop === "while") {
    if (isCollectionTest(loop.test)) return { kind: "turns", turns: openTurns(reader, place), unbounded: true, place };
    return { kind: "pace", pace: { kind: "unknown", place } };
  }
  return { kind: "pace", pace: { kind: "unknown", place } };
}

/** After the call the body waits in an inner loop for as long as that goes well: this loop only starts it again. */
function followedByWait(loop: Loop, at: Span): boolean {
  let waits = false;
  walk(loop.body, {
    stmt: (stmt) => {
      if (stmt.kind !== "loop") return !waits;
      if (stmt.span.start <= at.start && at.end <= stmt.span.end) return true;
      if (
        stmt.span.start > at.end &&
        (stmt.loop === "forever" ||
          (stmt.loop === "each" && stmt.bindings.length < 2 && stmt.over !== undefined && isWatched(stmt.over, loop, at)))
      )
        waits = true;
      return false;
    },
  });
  return waits;
}

/** What is looped over was made by the call itself, or in the statement with it. */
function isWatched(over: Expr, loop: Loop, at: Span): boolean {
  const name = bare(over);
  if (name.kind !== "name") return false;
  let made = false;
  walk(loop.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && stmt.span.start <= at.start && at.end <= stmt.span.end) {
        made ||= stmt.targets.some((target) => target.kind === "name" && target.name === name.name);
      }
      return !made;
    },
  });
  return made;
}

const open = (likely: number, because: Fact["because"]): Fact =>
  between({ low: 1, likely, high: Number.POSITIVE_INFINITY }, "partly", because);

function openTurns(reader: Reader, place: Place): Fact {
  const entries = fromProfile(reader, "collectionEntries");
  return { ...entries, low: 0, high: Number.POSITIVE_INFINITY, because: [reason("loop", "open-loop", {}, place), ...entries.because] };
}

function eachLoop(loop: Loop, place: Place, scope: Scope, reader: Reader): LoopKind {
  const { over } = loop;
  if (!over) return { kind: "turns", turns: openTurns(reader, place), unbounded: true, place };
  const number = numberOf(over, scope, reader);
  if (number && number.unit === "none" && Number.isFinite(number.value)) {
    return {
      kind: "turns",
      turns: exact(number.value, [reason("loop", "counted-loop", { count: number.value }, place)]),
      unbounded: false,
      place,
    };
  }
  const pace = paceOf(over, scope, reader);
  if (pace && pace.kind !== "unknown") return { kind: "pace", pace };
  const type = awaited(reader.project.typeOf(over, scope));
  if (isStream(type)) return { kind: "pace", pace: { kind: "event", place } };
  return collectionLoop(over, place, scope, reader);
}

/** Channels and watch handles give events, whenever they come. */
export function isStream(type: ResolvedType): boolean {
  if (type.kind === "channel") return true;
  if (type.kind !== "library") return false;
  return typeById(type.id)?.role === "watch-handle" || /Chan$/.test(type.id);
}

/** A loop over a collection: listed in the code, or as many entries as the profile says. */
export function collectionLoop(over: Expr, place: Place, scope: Scope, reader: Reader): LoopKind {
  const count = listedLength(over, scope, reader);
  if (count !== undefined) {
    return { kind: "turns", turns: exact(count, [reason("loop", "listed-loop", { count }, place)]), unbounded: false, place };
  }
  const most = contentsOf(over, scope, reader)?.most;
  if (most) {
    const why = reason("loop", "chunked-loop", { count: most.count }, most.place);
    const turns = between({ low: 1, likely: most.count, high: most.count }, most.known ? "known" : "partly", [why]);
    return { kind: "turns", turns, unbounded: false, place };
  }
  const entries = fromProfile(reader, "collectionEntries");
  const why = reason("loop", "collection-loop", { name: nameOf(over) }, place);
  return {
    kind: "turns",
    turns: { ...entries, low: 0, high: Number.POSITIVE_INFINITY, because: [why, ...entries.because] },
    unbounded: true,
    place,
  };
}

/** Turns of `for (i = a; i < b; i += s)` with numbers that the code states; a length of a listed collection counts as one. */
function countedTurns(loop: Loop, scope: Scope, reader: Reader): Fact | undefined {
  const { counter } = loop;
  if (!counter?.to) return undefined;
  const place = placeOf(scope, loop.headSpan);
  const from = counter.from ? numberOf(counter.from, scope, reader) : { value: 0, certain: true };
  const over = lengthOf(counter.to);
  const listed = over && listedLength(over, scope, reader);
  const to = listed === undefined ? numberOf(counter.to, scope, reader) : { value: listed, certain: true };
  const step = counter.step ? numberOf(counter.step, scope, reader) : { value: 1, certain: true };
  if (!from || !to || !step || step.value === 0) return undefined;
  const count = Math.max(0, Math.ceil((to.value - from.value + (counter.inclusive ? Math.sign(step.value) : 0)) / step.value));
  if (!Number.isFinite(count)) return undefined;
  const certain = from.certain && to.certain && step.certain && !loop.test;
  return between({ low: certain ? count : 0, likely: count, high: count }, certain ? "known" : "partly", [
    reason("loop", "counted-loop", { count }, place),
  ]);
}

/** `while (queue.length > 0)`, `for rows.Next()`, `scanner.Scan()`: turns as often as something has entries. */
function isCollectionTest(test: Expr | undefined): boolean {
  if (!test) return false;
  return mentions(
    test,
    (at) =>
      lengthOf(at) !== undefined || (at.kind === "call" && at.callee.kind === "member" && /^(next|scan|hasnext)$/i.test(at.callee.name)),
  );
}

/** The channel that the nearest select arm around a place waits on, inside the given loop. */
export function armOf(ancestors: readonly Ancestor[], from: number): Expr | undefined {
  for (let index = from + 1; index < ancestors.length; index++) {
    const ancestor = ancestors[index];
    if (ancestor?.kind === "conditional" && ancestor.receives) return ancestor.receives;
    if (ancestor?.kind === "loop" || ancestor?.kind === "closure") return undefined;
  }
  return undefined;
}
