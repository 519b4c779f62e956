/** What makes a call run: the loops, closures and callers around it, up to a ticker, a request, an event or the program's start. */
import type { Expr, FunctionDecl, Module, Stmt } from "../ir/types";
import type { Ancestor, CallSite, Scope } from "../resolve/types";
import type { Place, Span } from "../text/span";
import {
  type Activation,
  activation,
  eventTrigger,
  handlerTrigger,
  mostFrequent,
  nested,
  once,
  onceTrigger,
  pacedTrigger,
  periodic,
  scheduleTrigger,
  timerTrigger,
  unknownTrigger,
} from "./activation";
import { covers } from "./bindings";
import { byParams, meaningOf, statedPeriod, timerDelay } from "./callbacks";
import { callersOf } from "./callers";
import { sendersOf } from "./channels";
import { fullAt } from "./elements";
import { testMeaning } from "./exits";
import { between, product } from "./facts";
import { decorators, programStarts } from "./knowledge/triggers";
import { armOf, classifyLoop } from "./loops";
import { secondsOf } from "./numbers";
import type { Pace } from "./paces";
import { guarded, isBeingAnswered, own, placeOf, type Reader, reason } from "./reader";
import { referencesTo, variableOf } from "./references";
import { constantText } from "./text-values";
import { textOf } from "./texts";
import type { Fact } from "./types";

/** Callers are followed this far up, and this many of each function. */
const maxLevels = 4;
const maxSites = 8;

interface Where {
  readonly ancestors: readonly Ancestor[];
  /** The call, for asking what follows it in a loop. */
  readonly at: Span;
  readonly holder: FunctionDecl;
  readonly module: Module;
}

/** How a place in the code comes to run. Never throws; unknown when nothing in the project shows it. */
export function activationOf(where: Where, reader: Reader, level = 0): Activation {
  const path: Path = { fanOut: once, unbounded: false, together: false, spawned: false };
  for (let index = where.ancestors.length - 1; index >= 0; index--) {
    const ancestor = where.ancestors[index];
    if (!ancestor) continue;
    const ended = step(ancestor, index, where, path, reader, level);
    if (ended) return finish(path, ended);
  }
  return finish(path, ofFunction(where.holder, { module: where.module, fn: where.holder }, reader, level));
}

interface Path {
  fanOut: Fact;
  unbounded: boolean;
  together: boolean;
  spawned: boolean;
  loopPlace?: Place;
}

function finish(path: Path, outer: Activation): Activation {
  const inner: Activation = {
    trigger: outer.trigger,
    fanOut: path.fanOut,
    unbounded: path.unbounded,
    together: path.together,
    ...(path.loopPlace ? { loopPlace: path.loopPlace } : {}),
  };
  return nested(inner, outer);
}

function step(ancestor: Ancestor, index: number, where: Where, path: Path, reader: Reader, level: number): Activation | undefined {
  switch (ancestor.kind) {
    case "loop": {
      const found = classifyLoop(ancestor.loop, where.at, armOf(where.ancestors, index), ancestor.scope, reader);
      if (found.kind === "turns") {
        const every = flushedEvery(where.ancestors, index, reader);
        multiply(path, every ? product(found.turns, every) : found.turns, found.unbounded, found.place);
      }
      if (found.kind !== "pace" || onFailure(where.ancestors, index, where.at)) return undefined;
      const fn = ancestor.scope.fn;
      const sent = found.pace.kind === "event" ? ofSenders(found.pace, reader, level) : undefined;
      if (sent) return sent;
      return { ...activation(pacedTrigger(found.pace, reader), fn), rootLoop: ancestor.loop };
    }
    case "spawn":
      path.spawned = true;
      return undefined;
    case "conditional":
    case "defer":
      return undefined;
    case "closure":
      return ofClosure(ancestor, where.ancestors[index - 1], where, path, reader, level);
  }
}

/** The part of a loop's turns in which a batch is full, for a call under `if len(batch) >= 20`: one in twenty. */
function flushedEvery(ancestors: readonly Ancestor[], loopAt: number, reader: Reader): Fact | undefined {
  for (const ancestor of ancestors.slice(loopAt + 1)) {
    if (ancestor.kind !== "conditional" || ancestor.stmt.kind !== "if") continue;
    const { test, then } = ancestor.stmt;
    const most = test.kind === "binary" ? fullAt(test, then, ancestor.scope, reader) : undefined;
    if (most)
      return between({ low: 0, likely: 1 / most.count, high: 1 }, "partly", [
        reason("loop", "chunked-loop", { count: most.count }, most.place),
      ]);
  }
  return undefined;
}

/** What makes values come on a channel of the project: whoever sends them, most often. undefined when nothing is seen to. */
function ofSenders({ channel }: Pace & { readonly kind: "event" }, reader: Reader, level: number): Activation | undefined {
  if (!channel || level >= maxLevels) return undefined;
  return guarded(reader, "senders", channel.expr, undefined, () => {
    const ways = sendersOf(channel.expr, channel.scope, reader).map(({ send, reader: inside }) =>
      activationOf({ ancestors: send.ancestors, at: send.span, holder: send.holder, module: send.module }, inside, level + 1),
    );
    const best = mostFrequent(ways);
    return best && best.trigger.kind !== "unknown" && best.trigger.kind !== "once" ? best : undefined;
  });
}

/** Between the loop and the call stands a test of failure: it runs when something went wrong, not at the loop's pace. */
function onFailure(ancestors: readonly Ancestor[], loopAt: number, at: Span): boolean {
  return ancestors.slice(loopAt + 1).some((ancestor) => {
    if (ancestor.kind !== "conditional") return false;
    const { stmt } = ancestor;
    if (stmt.kind === "branch") return stmt.branch === "try" && stmt.arms.some((arm) => arm.role === "catch" && covers(arm.span, at));
    if (stmt.kind !== "if") return false;
    const inThen = stmt.then.some((inner) => covers(inner.span, at));
    const meaning = testMeaning(stmt.test);
    return meaning !== undefined && (meaning === "failure") === inThen && meaning === "failure";
  });
}

function multiply(path: Path, turns: Fact, unbounded: boolean, place: Place): void {
  path.fanOut = product(path.fanOut, turns);
  path.unbounded ||= unbounded;
  path.together ||= path.spawned;
  path.loopPlace ??= place;
}

function ofClosure(
  ancestor: Ancestor & { readonly kind: "closure" },
  outer: Ancestor | undefined,
  where: Where,
  path: Path,
  reader: Reader,
  level: number,
): Activation | undefined {
  const { fn, passedTo, scope } = ancestor;
  const around = scope.fn === fn && scope.outer ? scope.outer : scope;
  const told = byParams(fn, around, reader);
  if (told) return told;
  if (passedTo) {
    const meaning = meaningOf(passedTo.call, passedTo.argument, fn.async, around, reader);
    switch (meaning.kind) {
      case "trigger":
        return meaning.activation;
      case "inline":
        if (meaning.inner.unbounded || meaning.inner.fanOut.likely !== 1) {
          const place = meaning.inner.loopPlace ?? placeOf(around, passedTo.call.span);
          multiply(path, meaning.inner.fanOut, meaning.inner.unbounded, place);
        }
        path.together ||= meaning.inner.together;
        return undefined;
      case "loop": {
        const found = classifyLoop(meaning.loop, meaning.at.span, undefined, meaning.scope, reader);
        if (found.kind === "turns") multiply(path, found.turns, found.unbounded, found.place);
        return found.kind === "pace" ? activation(pacedTrigger(found.pace, reader), meaning.scope.fn) : undefined;
      }
      case "unknown":
        return activation(unknownTrigger(reader));
    }
  }
  if (outer && (outer.kind === "spawn" || outer.kind === "defer") && startsClosure(outer.stmt, fn)) return undefined;
  const decorated = ofDecorators(fn, around, reader);
  if (decorated) return decorated;
  if (sitesOf(fn, around, reader).length > 0 || referencesTo(fn, reader, around).length > 0) return ofFunction(fn, around, reader, level);
  // A closure that nobody we see calls: kept, returned or called in place.
  return calledInPlace(fn, where) ? undefined : activation(unknownTrigger(reader));
}

function startsClosure(stmt: Stmt, fn: FunctionDecl): boolean {
  if (stmt.kind !== "spawn" && stmt.kind !== "defer") return false;
  return stmt.call.kind === "call"
    ? stmt.call.callee.kind === "function" && stmt.call.callee.fn === fn
    : stmt.call.kind === "function" && stmt.call.fn === fn;
}

/** `(async () => { … })()`: the resolver gives such a call as a caller when it sees it; otherwise the holder's top level is the best guess. */
function calledInPlace(fn: FunctionDecl, where: Where): boolean {
  return fn.kind === "closure" && where.holder.kind === "module" && fn.name === "" && where.ancestors.length === 1;
}

/** Calls of a declared function, or of a closure through the variable that holds it. */
function sitesOf(fn: FunctionDecl, scope: Scope, reader: Reader): readonly CallSite[] {
  const only = reader.chain?.get(fn);
  if (only) return [only];
  if (fn.name !== "") return callersOf(fn, reader);
  const name = variableOf(fn, scope);
  if (name === undefined) return [];
  return reader.project.callsNamed(name).filter((site) => {
    if (site.module !== scope.module) return false;
    const type = reader.project.typeOf(site.call.callee, site.scope);
    return type.kind === "function" && type.target.kind === "project" && type.target.fn === fn;
  });
}

/** How a declared function or closure comes to run: by what it is, then by its callers and where it is handed over. */
function ofFunction(fn: FunctionDecl, scope: Scope, reader: Reader, level: number): Activation {
  const place = placeOf(scope, fn.nameSpan);
  if (fn.kind === "module") return activation(onceTrigger(reason("once", "top-level", {}, place)), fn);
  if ((fn.kind === "function" ? programStarts.has(fn.name) : fn.static && fn.name === "main") && scope.module.scope === "package") {
    return activation(onceTrigger(reason("once", "program-start", {}, place)), fn);
  }
  const decorated = ofDecorators(fn, scope, reader);
  if (decorated) return decorated;
  const told = byParams(fn, scope, reader);
  if (told) return told;
  if (level >= maxLevels && !reader.chain?.has(fn)) {
    reader.budget.cuts += 1;
    return activation(unknownTrigger(reader));
  }
  return guarded(reader, "activation", fn, recursion, () => {
    const sites = sitesOf(fn, scope, reader).slice(0, maxSites);
    const ways = sites.filter((site) => site.holder !== fn || site.ancestors.length > 0).map((site) => ofSite(site, fn, reader, level));
    const references = reader.chain?.has(fn) ? [] : referencesTo(fn, reader, scope).slice(0, maxSites);
    for (const reference of references) {
      const timer = isWithin(fn, reference.scope) ? timerDelay(reference.call, reference.scope, reader) : undefined;
      if (timer) {
        ways.push(activation(periodic("sleep-loop", timer.delay, placeOf(reference.scope, reference.call.span)), fn));
        continue;
      }
      const meaning = meaningOf(reference.call, reference.argument, fn.async, reference.scope, reader);
      if (meaning.kind === "trigger") ways.push(meaning.activation);
      else if (meaning.kind === "inline") ways.push(nested(meaning.inner, activation(unknownTrigger(reader))));
      else if (meaning.kind === "loop") {
        const found = classifyLoop(meaning.loop, meaning.at.span, undefined, meaning.scope, reader);
        ways.push(
          found.kind === "pace" ? activation(pacedTrigger(found.pace, reader), meaning.scope.fn) : activation(unknownTrigger(reader)),
        );
      } else ways.push(activation(unknownTrigger(reader)));
    }
    return mostFrequent(ways.filter((way) => way.trigger !== recursion.trigger)) ?? activation(unknownTrigger(reader));
  });
}

function isWithin(fn: FunctionDecl, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.fn === fn) return true;
  return false;
}

/** A call of the function from within itself says nothing about what starts it. */
const recursion: Activation = activation({ kind: "unknown", perSecond: once });

function ofSite(site: CallSite, fn: FunctionDecl, reader: Reader, level: number): Activation {
  if (site.holder === fn && isBeingAnswered(reader, "activation", fn) && site.ancestors.length === 0) return recursion;
  const found = activationOf(
    { ancestors: site.ancestors, at: site.call.span, holder: site.holder, module: site.module },
    reader,
    reader.chain?.has(fn) ? level : level + 1,
  );
  return { ...found, via: new Map([...(found.via ?? []), [fn, site]]) };
}

function ofDecorators(fn: FunctionDecl, scope: Scope, reader: Reader): Activation | undefined {
  for (const decorator of fn.decorators) {
    const known = own(decorators, decorator.name);
    if (!known) continue;
    const place = placeOf(scope, fn.nameSpan);
    const arg = known.arg === -1 ? decorator.args[decorator.args.length - 1] : decorator.args[known.arg];
    if (known.path && !isPath(arg, scope, reader)) continue;
    switch (known.kind) {
      case "event":
        return activation(eventTrigger(place, reader));
      case "once":
        return activation(onceTrigger(reason("once", "program-start", {}, place)), fn);
      case "interval": {
        const args = decorator.expr?.kind === "call" ? decorator.expr.args : [];
        const cron = args.find(({ name }) => name === "cron");
        if (cron) return activation(scheduleTrigger(constantText(textOf(cron.value, scope, reader)), place), fn);
        return activation(periodic("ticker", statedPeriod(args, scope, reader), place), fn);
      }
      case "handler":
        return activation(handlerTrigger(fn.name, place, reader));
      case "schedule":
        return activation(scheduleTrigger(arg && constantText(textOf(arg, scope, reader)), place), fn);
      case "ticker":
        return activation(periodic("ticker", secondsOf(arg, "ms", scope, reader), place), fn);
      case "timer":
        return activation(timerTrigger(secondsOf(arg, "ms", scope, reader), place), fn);
    }
  }
  return undefined;
}

function isPath(expr: Expr | undefined, scope: Scope, reader: Reader): boolean {
  const text = expr && constantText(textOf(expr, scope, reader));
  return text !== undefined && (text === "" || text.startsWith("/"));
}
