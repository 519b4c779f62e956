/**
 * Functions that hand their parameters on to etcd: what such a call costs is decided where they are called, so each of their calls is an etcd
 * call too, with the key, value, options and pace that are known there. It is followed outwards until a caller decides.
 */
import type { Operation } from "../catalog/types";
import type { Expr, FunctionDecl } from "../ir/types";
import { walk } from "../ir/walk";
import { conditionsOf, type Flag, flagsAt } from "./flags";
import { endsInText, flowOf } from "./flow";
import type { Argument, CallSite, EtcdCall, Passing, ResolvedType, Step } from "./types";
import type { Typing } from "./typing";

/** Wrappers around wrappers are followed this far. */
const maxDepth = 5;
/** More callers than these make a list nobody reads; the wrapper itself is judged instead. */
const maxCallers = 200;

const reads: ReadonlySet<Operation> = new Set(["range", "count", "delete", "watch"]);
const isRead = ({ operation }: EtcdCall): boolean => operation === "range" || operation === "count";

export interface WrapperContext {
  readonly typing: Typing;
  callers(fn: FunctionDecl): readonly CallSite[];
  othersAt(site: CallSite, fn: FunctionDecl): readonly FunctionDecl[];
  again(call: EtcdCall, calls: Passing): EtcdCall;
  callsNamed(name: string): readonly CallSite[];
  isTest(path: string): boolean;
}

export interface Judged {
  readonly calls: readonly EtcdCall[];
  readonly unfollowed: readonly EtcdCall[];
  /** Every call of a wrapper that was met on the way, also where none of its callers decides. */
  readonly passing: readonly CallSite[];
}

/** Puts the calls of wrappers in place of the etcd calls that they make, where the callers decide. Order is kept. */
export function judgedCalls(calls: readonly EtcdCall[], context: WrapperContext): Judged {
  const unfollowed: EtcdCall[] = [];
  const passing = new Set<CallSite>();
  const holders = new Set(calls.map(({ holder }) => holder));
  const reaching = reachingBy(holders, context.callsNamed);
  const judged = calls.flatMap((call) => {
    const asked = decidedBy(call, context);
    if (asked.length === 0) return [call];
    const found: Reached[] = [];
    follow(
      call,
      asked,
      { chain: [], flags: [], sometimes: false },
      { ...context, holders, reaching, met: (site) => passing.add(site) },
      found,
    );
    if (found.length > maxCallers) unfollowed.push(call);
    if (found.length === 0 || found.length > maxCallers) return [call];
    return bySite(found).map((reached) => asCall(call, reached, context));
  });
  return { calls: judged, unfollowed, passing: [...passing] };
}

/** One for each caller: reached in two ways, it makes the call for sure if one of them does. */
function bySite(found: readonly Reached[]): readonly Reached[] {
  const sites = new Map<CallSite | undefined, Reached>();
  for (const reached of found) {
    const site = reached.chain[reached.chain.length - 1]?.site;
    const other = sites.get(site);
    if (!other || (other.sometimes && !reached.sometimes)) sites.set(site, reached);
  }
  return [...sites.values()];
}

/** What decides a call's cost and is not decided in the function around it. */
interface Asked {
  readonly role: "key" | "value" | "options";
  readonly argument: Argument;
}

/** The arguments that callers decide; empty when the call stands for itself. */
function decidedBy(call: EtcdCall, { typing }: WrapperContext): readonly Asked[] {
  if (call.library.api !== "v3" || call.holder.kind === "module" || call.holder.params.length === 0) return [];
  const asked: Asked[] = [];
  const add = (role: Asked["role"], argument: Argument | undefined): void => {
    if (argument) asked.push({ role, argument });
  };
  if (call.operation === "put") add("value", call.args.value);
  if (call.operation === "put" || reads.has(call.operation)) add("key", call.args.key);
  if (reads.has(call.operation)) {
    const { limit } = call.options;
    if (limit?.value && limit.scope) add("options", { value: limit.value, scope: limit.scope });
    if (call.optionsOpen) for (const value of argumentsOf(call.expr)) add("options", { value, scope: call.scope });
  }
  if (call.operation === "txn") {
    for (const op of call.ops) {
      add("value", op.args.value);
      add("key", op.args.key);
    }
    if (call.opsOpen) for (const value of argumentsOf(call.expr)) add("options", { value, scope: call.scope });
  }
  return asked.filter((one) => openParams([one], call.holder, typing).size > 0);
}

/** What a call gets, and what the calls get that it is chained on: `c.Txn(ctx).Then(ops...).Commit()`. */
function argumentsOf(expr: Expr): readonly Expr[] {
  if (expr.kind !== "call") return [];
  const own = expr.args.map(({ value }) => value);
  return expr.callee.kind === "member" ? [...argumentsOf(expr.callee.object), ...own] : own;
}

/** Parameters of `fn` that decide any of these, as far as `fn` leaves them open. */
function openParams(asked: readonly Asked[], fn: FunctionDecl, typing: Typing): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { role, argument } of asked) {
    const { params, hasText } = flowOf(argument, fn, typing);
    // Text of its own makes a key that of some objects: a reader knows then what it covers.
    if (role === "key" && (hasText || endsInText(argument, typing))) continue;
    // Operations with keys of their own are put together here.
    if (role === "options" && hasText) continue;
    for (const index of params) if (isOpenType(role, fn, index, argument, typing)) found.add(index);
  }
  return found;
}

/** Text, bytes, lists and anything at all are the callers' to decide; an object with methods is not. The size of a record is known from its type. */
function isOpenType(role: Asked["role"], fn: FunctionDecl, index: number, { scope }: Argument, typing: Typing): boolean {
  const param = fn.params[index];
  return param !== undefined && isOpen(typing.resolveType(param.type, scope.module), role);
}

function isOpen(type: ResolvedType, role: Asked["role"]): boolean {
  switch (type.kind) {
    case "declared": {
      const { decl } = type;
      return decl.kind === "alias" || (role === "value" ? decl.fields.length === 0 : decl.fields.length > 0)
        ? decl.methods.length === 0
        : false;
    }
    case "plain":
      if (role === "options") return type.type.kind !== "basic" || ["int", "bool", "any"].includes(type.type.name);
      return type.type.kind !== "basic" || ["string", "bytes", "any"].includes(type.type.name);
    case "promise":
      return isOpen(type.element, role);
    case "list":
      return role !== "options" || isOpen(type.element, role);
    case "map":
      return role !== "options";
    case "unknown":
      return true;
    case "library":
      return type.library.types[type.id]?.role === "op" || type.library.types[type.id]?.role === "option";
    case "channel":
    case "foreign":
    case "function":
      return false;
  }
}

interface Following extends WrapperContext {
  /** Functions that make etcd calls themselves. */
  readonly holders: ReadonlySet<FunctionDecl>;
  readonly reaching: () => ReadonlyMap<FunctionDecl, readonly Reaching[]>;
  met(site: CallSite): void;
}

interface Way {
  readonly chain: readonly Step[];
  readonly flags: readonly Flag[];
  readonly sometimes: boolean;
}

/** A call of a wrapper that decides, and the way in from it: the innermost call first. */
interface Reached {
  readonly chain: readonly Step[];
  readonly sometimes: boolean;
}

function follow(call: EtcdCall, asked: readonly Asked[], way: Way, context: Following, found: Reached[]): void {
  const { typing } = context;
  const { chain } = way;
  const last = chain[chain.length - 1]?.site;
  const holder = last?.holder ?? call.holder;
  if (chain.length >= maxDepth || found.length > maxCallers) return;
  const conditions = conditionsOf(last?.ancestors ?? call.ancestors, last?.call.span ?? call.span, holder, typing);
  const sometimes = way.sometimes || conditions.other;
  const wanted = [...way.flags, ...conditions.flags];
  for (const site of context.callers(holder)) {
    if (site.holder === holder || chain.some((step) => step.fn === site.holder)) continue;
    if (!call.inTest && context.isTest(site.module.path)) continue;
    const flags = flagsAt(wanted, site, holder, typing);
    if (flags === "never" || isOtherStores(site, holder, context)) continue;
    context.met(site);
    const next: readonly Asked[] = asked.flatMap(({ role, argument }) => {
      const { params } = flowOf(argument, holder, typing);
      return [...params].flatMap((index) => given(site, holder, index).map((value): Asked => ({ role, argument: value })));
    });
    const further: Way = { chain: [...chain, { fn: holder, site }], flags: flags.open, sometimes: sometimes || flags.unsure };
    const isDecided = openParams(next, site.holder, typing).size === 0 || (isRead(call) && repeatsHere(site, context));
    if (isDecided) found.push({ chain: further.chain, sometimes: further.sometimes });
    else follow(call, next, further, context, found);
  }
}

/** The interface is implemented by a store that never gets to etcd: what this call costs etcd, if anything, is not told here. */
function isOtherStores(site: CallSite, fn: FunctionDecl, context: Following): boolean {
  return context.othersAt(site, fn).some((other) => !context.holders.has(other) && !handsOn(other, context));
}

/** It calls a function that makes etcd calls, or its namesake in what it wraps (a cache, a lock, a log around a store). */
function handsOn(fn: FunctionDecl, { reaching, typing, callsNamed }: Following): boolean {
  if (callsNamed(fn.name).some((site) => site.holder === fn)) return true;
  return (reaching().get(fn) ?? []).some(({ site, holder }) => {
    const target = typing.target(site.call, site.scope);
    return target?.kind === "project" && target.fn === holder;
  });
}

/** A call of something that has the name of a function that makes etcd calls. */
interface Reaching {
  readonly site: CallSite;
  readonly holder: FunctionDecl;
}

/** Those calls by the function that they stand in; worked out once, and only when somebody asks. */
function reachingBy(holders: ReadonlySet<FunctionDecl>, callsNamed: WrapperContext["callsNamed"]): Following["reaching"] {
  let found: Map<FunctionDecl, Reaching[]> | undefined;
  return () => {
    if (found) return found;
    found = new Map();
    for (const holder of holders) {
      for (const site of callsNamed(holder.name)) {
        const list = found.get(site.holder);
        if (list) list.push({ site, holder });
        else found.set(site.holder, [{ site, holder }]);
      }
    }
    return found;
  };
}

/** An endless loop around the call, here in its function: what is read again and again is read here, whoever names the prefix. */
function repeatsHere({ ancestors, holder }: CallSite, context: WrapperContext): boolean {
  return ancestors.some((ancestor) => {
    if (ancestor.kind === "loop") return ancestor.loop.loop === "forever" || ancestor.loop.loop === "while";
    if (ancestor.kind !== "closure" || ancestor.passedTo) return false;
    const name = variableOf(ancestor.fn, holder);
    return name !== undefined && context.callsNamed(name).some((site) => site.holder === holder && site.ancestors.some(isEndless));
  });
}

function isEndless(ancestor: CallSite["ancestors"][number]): boolean {
  return ancestor.kind === "loop" && (ancestor.loop.loop === "forever" || ancestor.loop.loop === "while");
}

/** The variable that a closure is put in. */
function variableOf(closure: FunctionDecl, holder: FunctionDecl): string | undefined {
  let name: string | undefined;
  walk(holder.body, {
    stmt: (stmt) => {
      if (stmt.kind === "local-function" && stmt.fn === closure) name = stmt.name;
      if (stmt.kind === "assign") {
        stmt.values.forEach((value, index) => {
          const target = stmt.targets[index];
          if (value.kind === "function" && value.fn === closure && target?.kind === "name") name = target.name;
        });
      }
      return name === undefined;
    },
    fn: () => true,
  });
  return name;
}

/** What a call passes for a parameter. */
function given({ call, scope }: CallSite, fn: FunctionDecl, index: number): readonly Argument[] {
  const args = fn.params[index]?.variadic ? call.args.slice(index) : call.args.slice(index, index + 1);
  return args.map(({ value }) => ({ value, scope }));
}

/** The wrapper's call as an etcd call of its caller. */
function asCall(inner: EtcdCall, { chain, sometimes }: Reached, context: WrapperContext): EtcdCall {
  const outer = chain[chain.length - 1]?.site;
  if (!outer) return inner;
  const passing: Passing = new Map(chain.map(({ fn, site }) => [fn, site]));
  const made = inner.optionsOpen || inner.opsOpen ? context.again(inner, passing) : inner;
  const written = outer.call.callee;
  const callee = written.kind === "index" ? written.object : written;
  const nameSpan = callee.kind === "member" ? callee.nameSpan : callee.span;
  const { receiver: _receiver, packageName: _packageName, ...rest } = made;
  return {
    ...rest,
    id: `${outer.module.path}:${nameSpan.start}>${chain
      .slice(0, -1)
      .map(({ site }) => `${site.module.path}:${site.call.span.start}>`)
      .join("")}${inner.id}`,
    module: outer.module,
    scope: outer.scope,
    holder: outer.holder,
    ancestors: outer.ancestors,
    expr: outer.call,
    span: outer.call.span,
    nameSpan,
    args: Object.fromEntries(Object.entries(made.args).map(([role, argument]) => [role, outermost(argument, chain, context)])),
    result: outer.use ?? { kind: "returned" },
    inTest: context.isTest(outer.module.path),
    wraps: inner,
    chain,
    sometimes,
  };
}

/** An argument that is a parameter all the way is what the outermost call passes for it. */
function outermost(argument: Argument, chain: readonly Step[], { typing }: WrapperContext): Argument {
  let at = argument;
  for (const { fn, site } of chain) {
    const index = parameterOf(at, fn, typing);
    const [only] = index === undefined ? [] : given(site, fn, index);
    if (!only || fn.params[index ?? 0]?.variadic) return at;
    at = only;
  }
  return at;
}

/** Index of the parameter that an argument is, conversions aside. */
function parameterOf({ value, scope }: Argument, fn: FunctionDecl, typing: Typing): number | undefined {
  const expr = plain(value);
  if (expr.kind !== "name") return undefined;
  const bindings = typing.bindings(expr.name, scope);
  const [only] = bindings;
  return bindings.length === 1 && only?.kind === "param" && only.fn === fn && only.property === undefined ? only.index : undefined;
}

/** `string(x)`, `[]byte(x)`, `*x` and `await x` say the same as `x`. */
function plain(expr: Expr): Expr {
  if (expr.kind === "cast" || expr.kind === "await" || expr.kind === "unary") return plain(expr.operand);
  const [only] = expr.kind === "call" ? expr.args : [];
  const converts =
    expr.kind === "call" && expr.args.length === 1 && expr.callee.kind === "name" && /^(string|String)$/.test(expr.callee.name);
  return converts && only ? plain(only.value) : expr;
}
