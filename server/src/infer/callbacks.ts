/** What running a callback means, by the function that it is handed to. */
import type { Arg, CallExpr, Expr, FunctionDecl, Loop } from "../ir/types";
import { walk } from "../ir/walk";
import type { FunctionTarget, Scope } from "../resolve/types";
import {
  type Activation,
  activation,
  eventTrigger,
  handlerTrigger,
  once,
  onceTrigger,
  periodic,
  scheduleTrigger,
  timerTrigger,
} from "./activation";
import {
  commandParams,
  eventMethods,
  eventParams,
  handlerBases,
  handlerMethods,
  handlerParams,
  periodKeywords,
  type Runs,
  routeMethods,
  runs,
  webPackages,
} from "./knowledge/triggers";
import { collectionLoop } from "./loops";
import { type NumberValue, secondsOf } from "./numbers";
import { argument, bare, knownName, own, placeOf, type Reader, reason } from "./reader";
import { constantText } from "./text-values";
import { textOf } from "./texts";

export type CallbackMeaning =
  /** It has a trigger of its own. */
  | { readonly kind: "trigger"; readonly activation: Activation }
  /** It runs as part of the call: `inner` times each. */
  | { readonly kind: "inline"; readonly inner: Activation }
  /** It runs in this loop of the function of the project that takes it. */
  | { readonly kind: "loop"; readonly loop: Loop; readonly at: Expr; readonly scope: Scope }
  | { readonly kind: "unknown" };

const inlineOnce: CallbackMeaning = {
  kind: "inline",
  inner: { trigger: onceTrigger(reason("once", "once-guard")), fanOut: once, unbounded: false, together: false },
};

/** What happens to the function at argument `index` of `call`. `async` callbacks of iterators run at the same time. */
export function meaningOf(call: CallExpr, index: number, async: boolean, scope: Scope, reader: Reader): CallbackMeaning {
  const target = reader.project.target(call, scope);
  const name = knownName(target);
  const found = name === undefined ? undefined : (own(runs, name) ?? byMethod(call, index, name, scope, reader));
  if (found && isCallback(found, call, index)) return ofRuns(found, call, async, scope, reader);
  if (target?.kind === "project") return inProject(target, index);
  if (target?.kind === "library") {
    const event = own(eventMethods, target.name) !== undefined && target.name !== "once";
    const param = target.fn.params[index];
    const takes = param?.role === "callback" || param?.orCallback === true;
    if (takes && event) return trigger(activation(eventTrigger(placeOf(scope, call.span), reader)));
    return takes ? inlineOnce : { kind: "unknown" };
  }
  // A function we cannot look into: its name says whether it only wraps what it is given.
  return wrapsWork(call.callee) ? inlineOnce : { kind: "unknown" };
}

/** Handlers may be several; a keyword says which argument it is. */
function isCallback(found: Runs, call: CallExpr, index: number): boolean {
  const name = call.args[index]?.name;
  if (name !== undefined) return name === found.keyword;
  return found.callback === index || (found.kind === "handler" && index >= found.callback);
}

/** Seconds between runs that keyword arguments state: `seconds=30`, `minutes=5`. */
export function statedPeriod(args: readonly Arg[], scope: Scope, reader: Reader): NumberValue | undefined {
  for (const { name, value } of args) {
    const factor = name === undefined ? undefined : own(periodKeywords, name);
    const stated = factor === undefined ? undefined : secondsOf(value, "s", scope, reader);
    if (stated && factor !== undefined) return { ...stated, value: stated.value * factor };
  }
  return undefined;
}

function wrapsWork(callee: Expr): boolean {
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  return (
    /^(with|run|do|try|retry|exec|execute|transact|transaction|atomic|lock|use|measure|trace|wrap|protect|guard|stm|apply|invoke|call)/i.test(
      name,
    ) || /(retry|backoff|onerror|onconflict)/i.test(name)
  );
}

const trigger = (found: Activation): CallbackMeaning => ({ kind: "trigger", activation: found });

function ofRuns(found: Runs, call: CallExpr, async: boolean, scope: Scope, reader: Reader): CallbackMeaning {
  const place = placeOf(scope, call.span);
  const fn = scope.fn;
  switch (found.kind) {
    case "ticker":
      return trigger(activation(periodic("ticker", secondsOf(argument(call, found.period), found.unit, scope, reader), place), fn));
    case "timer":
      return trigger(activation(timerTrigger(secondsOf(argument(call, found.delay), found.unit, scope, reader), place), fn));
    case "interval":
      return trigger(activation(periodic("ticker", statedPeriod(call.args, scope, reader), place), fn));
    case "schedule": {
      const spec = argument(call, found.spec);
      const text = spec && constantText(textOf(spec, scope, reader));
      return trigger(activation(scheduleTrigger(text, place), fn));
    }
    case "handler":
      return trigger(activation(handlerTrigger(routeName(call, scope, reader), place, reader)));
    case "once":
      return trigger(activation(onceTrigger(reason("once", "once-guard", {}, place))));
    case "event":
      return trigger(activation(eventTrigger(place, reader)));
    case "now":
      return inlineOnce;
    case "each":
      return iterated(found.over, call, async, scope, reader);
  }
}

function iterated(over: number, call: CallExpr, async: boolean, scope: Scope, reader: Reader): CallbackMeaning {
  const list = over === -1 ? (call.callee.kind === "member" ? call.callee.object : undefined) : argument(call, over);
  if (!list) return { kind: "unknown" };
  const found = collectionLoop(list, placeOf(scope, call.callee.span), scope, reader);
  if (found.kind !== "turns") return { kind: "unknown" };
  return {
    kind: "inline",
    inner: {
      trigger: onceTrigger(reason("once", "once-guard")),
      fanOut: found.turns,
      unbounded: found.unbounded,
      together: async,
      ...(found.turns.likely === 1 && !found.unbounded ? {} : { loopPlace: found.place }),
    },
  };
}

function routeName(call: CallExpr, scope: Scope, reader: Reader): string {
  const first = argument(call, 0);
  return (first && first.kind !== "function" && constantText(textOf(first, scope, reader))) || "";
}

/** Routes and events, told by the method's name and the shape of the call. */
function byMethod(call: CallExpr, index: number, name: string, scope: Scope, reader: Reader): Runs | undefined {
  if (call.callee.kind !== "member") return undefined;
  const method = call.callee.name;
  const first = argument(call, 0);
  const firstText = first && first.kind !== "function" ? constantText(textOf(first, scope, reader)) : undefined;
  const route = own(routeMethods, method);
  if (
    route !== undefined &&
    index >= route &&
    firstText !== undefined &&
    (firstText.startsWith("/") || firstText === "" || firstText === "*")
  ) {
    return { kind: "handler", callback: route };
  }
  if (/^(express|fastify|koa|@koa\/router|koa-router)#/.test(name) && method === "use") return { kind: "handler", callback: index };
  const event = own(eventMethods, method);
  if (event !== index) return undefined;
  if (firstText === "request") return { kind: "handler", callback: event };
  const object = bare(call.callee.object);
  if (object.kind === "name" && object.name === "process") return { kind: "once", callback: event };
  return method === "once" ? { kind: "now", callback: event } : { kind: "event", callback: event };
}

/** How a function of the project runs a function it is given: directly, in a loop, or we cannot tell. */
function inProject(target: FunctionTarget & { readonly kind: "project" }, index: number): CallbackMeaning {
  const param = target.fn.params[Math.min(index, target.fn.params.length - 1)];
  if (!param || param.name === "") return { kind: "unknown" };
  const scope: Scope = { module: target.scope.module, fn: target.fn, ...(target.scope.outer ? { outer: target.scope.outer } : {}) };
  let direct = false;
  let looped: { loop: Loop; at: Expr } | undefined;
  const loops: Loop[] = [];
  walk(target.fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "loop") loops.push(stmt);
      return true;
    },
    expr: (expr) => {
      if (expr.kind === "call" && expr.callee.kind === "name" && expr.callee.name === param.name) {
        const around = loops.filter((loop) => loop.span.start <= expr.span.start && expr.span.end <= loop.span.end).pop();
        if (around) looped ??= { loop: around, at: expr };
        else direct = true;
      }
      return true;
    },
    fn: () => true,
  });
  if (looped) return { kind: "loop", ...looped, scope };
  return direct ? inlineOnce : { kind: "unknown" };
}

/** The period of a timer that `call` arms, when it is one: a function that arms it for itself runs again and again. */
export function timerDelay(call: CallExpr, scope: Scope, reader: Reader): { readonly delay: NumberValue | undefined } | undefined {
  const found = own(runs, knownName(reader.project.target(call, scope)) ?? "");
  return found?.kind === "timer" ? { delay: secondsOf(argument(call, found.delay), found.unit, scope, reader) } : undefined;
}

/** The trigger that a function's parameters give away: a request, an event, a command. */
export function byParams(fn: FunctionDecl, scope: Scope, reader: Reader): Activation | undefined {
  const place = placeOf(scope, fn.nameSpan);
  if (isHandler(fn, scope, reader)) return activation(handlerTrigger(fn.name, place, reader));
  if (hasParam(fn, eventParams, scope, reader)) return activation(eventTrigger(place, reader));
  return hasParam(fn, commandParams, scope, reader) ? activation(onceTrigger(reason("once", "program-start", {}, place)), fn) : undefined;
}

/** True when a function's parameters are those of a request handler. */
export function isHandler(fn: FunctionDecl, scope: Scope, reader: Reader): boolean {
  if (isRemoteProcedure(fn, scope, reader)) return true;
  const names = fn.params.map((param) => param.name);
  if (names[0] === "request" && scope.module.imports.some(({ source }) => isWebPackage(source))) return true;
  if (fn.kind === "method" && handlerMethods.has(fn.name) && hasHandlerBase(fn, scope)) return true;
  if (/^(req|request)$/.test(names[0] ?? "") && /^(res|reply|response|resp|h)$/.test(names[1] ?? "")) return true;
  return hasParam(fn, handlerParams, scope, reader);
}

const isWebPackage = (source: string): boolean => webPackages.some((name) => source === name || source.startsWith(`${name}.`));

function hasHandlerBase(fn: FunctionDecl, scope: Scope): boolean {
  const owner = scope.module.types.find((type) => type.name === fn.owner);
  return owner?.embeds.some((base) => base.kind === "named" && handlerBases.has(base.name)) ?? false;
}

function hasParam(fn: FunctionDecl, types: Readonly<Record<string, true>>, scope: Scope, reader: Reader): boolean {
  return fn.params.some((param) => {
    const type = reader.project.resolveType(param.type, scope.module);
    return type.kind === "foreign" && own(types, `${type.source}#${type.name}`) === true;
  });
}

/** `func (s *Server) Get(ctx context.Context, in *pb.GetRequest) (*pb.GetResponse, error)`: the shape of generated services. */
function isRemoteProcedure(fn: FunctionDecl, scope: Scope, reader: Reader): boolean {
  if (fn.kind !== "method" || fn.params.length !== 2 || fn.results.length !== 2) return false;
  const [context, request] = fn.params.map((param) => reader.project.resolveType(param.type, scope.module));
  const result = fn.results[0] && reader.project.resolveType(fn.results[0].type, scope.module);
  if (context?.kind !== "foreign" || context.name !== "Context") return false;
  if (request?.kind !== "foreign" || result?.kind !== "foreign") return false;
  return /(Request|Req)$/.test(request.name) && /(Response|Reply|Resp)$/.test(result.name);
}
