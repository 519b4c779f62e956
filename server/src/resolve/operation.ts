/** Puts together one operation: its arguments by role, its options, and the operations inside it, from calls, literals and effects. */
import { libraries, typeById } from "../catalog/index";
import type { Effect, Entries, EntrySpec, LibraryFunction, Operation, OptionName, ParamSpec, Role, ValueMap } from "../catalog/types";
import { argumentFor } from "../ir/arguments";
import type { CallExpr, Entry, Expr } from "../ir/types";
import type { Span } from "../text/span";
import type { Expander } from "./expand";
import type { Write } from "./sites";
import type { Argument, Certainty, EtcdCall, NestedOp, OptionUse, Scope } from "./types";
import { libraryMethod, type Typing } from "./typing";

type MutableOptions = Partial<Record<OptionName, OptionUse>>;

/** One operation while it is being put together. */
export interface Draft {
  readonly args: Partial<Record<Role, Argument>>;
  readonly options: MutableOptions;
  optionsOpen: boolean;
  readonly ops: NestedOp[];
  opsOpen: boolean;
  /** Options that the program gives and the library leaves out. */
  readonly ignored: Set<OptionName>;
  /** Calls that became part of this operation, so that they are not reported on their own. */
  readonly consumed: Set<Expr>;
}

/** Where a builder or an `Op` starts, and the operation it stands for. */
export interface Built {
  readonly operation: Operation;
  readonly fn: LibraryFunction;
  readonly name: string;
  readonly ownerId?: string;
  /** The call that started it; undefined when the builder came from where we cannot see. */
  readonly start?: CallExpr;
  readonly draft: Draft;
}

export interface Operations {
  draft(): Draft;
  apply(draft: Draft, fn: LibraryFunction, call: CallExpr, scope: Scope, certainty: Certainty): void;
  /** The operation that an expression of builder or op type stands for. */
  built(expr: Expr, scope: Scope): Built | undefined;
  /** Options that the object a call is made on carries (a namespace). */
  carry(draft: Draft, receiver: Expr | undefined, scope: Scope): void;
}

/** Calls made as statements on a plain name: `builder.limit(5)`. */
export type ChainLookup = (
  name: string,
  scope: Scope,
) => readonly { readonly call: CallExpr; readonly scope: Scope; readonly conditional: boolean }[];

const spanSetting: readonly OptionName[] = ["prefix", "range-end", "from-key", "all-keys"];
const rangeEndOfRest = "\0";

const weaker = (a: Certainty, b: Certainty): Certainty => (a === "always" ? b : a);

/** Literals by which a program says "not set". */
function meansNone(option: OptionName, expr: Expr): boolean {
  if (expr.kind === "name") return expr.name === "Infinity" && option === "limit";
  if (expr.kind !== "literal") return false;
  return expr.value === null || expr.value === false || expr.value === 0 || expr.value === "";
}

export function createOperations(
  typing: Typing,
  expander: Expander,
  writesTo: (name: string, scope: Scope) => readonly Write[],
  chained: ChainLookup,
): Operations {
  const draft = (): Draft => ({
    args: {},
    options: {},
    optionsOpen: false,
    ops: [],
    opsOpen: false,
    consumed: new Set(),
    ignored: new Set(),
  });

  const set = (target: Draft, option: OptionName, use: OptionUse): void => {
    if (spanSetting.includes(option) && use.certainty === "always") for (const other of spanSetting) delete target.options[other];
    const former = target.options[option];
    // Said on one path and again on another: whatever the value, the option is only sometimes this one.
    target.options[option] = former && use.certainty !== "always" && former.certainty === "always" ? former : use;
  };

  const constantOf = (expr: Expr, scope: Scope, map: ValueMap | undefined): string | number | boolean | undefined => {
    if (expr.kind === "literal" && expr.value !== null) {
      const text = String(expr.value);
      return map && Object.hasOwn(map, text) ? map[text] : expr.value;
    }
    const name = expr.kind === "member" ? expr.name : expr.kind === "name" ? expr.name : undefined;
    if (name === undefined) return undefined;
    const type = typing.typeOf(expr, scope);
    if (type.kind === "foreign") {
      for (const library of libraries) {
        for (const pkg of library.packages) {
          if (!pkg.paths.includes(type.source) || !pkg.constants) continue;
          if (Object.hasOwn(pkg.constants, type.name)) return pkg.constants[type.name];
        }
      }
    }
    return undefined;
  };

  const setFromExpr = (
    target: Draft,
    option: OptionName,
    expr: Expr,
    scope: Scope,
    certainty: Certainty,
    span: Span,
    map?: ValueMap,
  ): void => {
    if (meansNone(option, expr)) {
      if (certainty === "always") delete target.options[option];
      return;
    }
    const place = { span, file: scope.module.path };
    if (option === "range-end") {
      if (expr.kind === "literal" && expr.value === rangeEndOfRest) return set(target, "from-key", { certainty, ...place });
      let end = expr;
      while (end.kind === "cast") end = end.operand;
      if (end.kind === "call") {
        const called = typing.target(end, scope);
        if (called?.kind === "library" && called.fn.gives === "prefix-end") return set(target, "prefix", { certainty, ...place });
      }
    }
    const constant = constantOf(expr, scope, map);
    if (constant === "order:none" || constant === false) return;
    set(target, option, { certainty, value: expr, scope, ...(constant === undefined ? {} : { constant }), ...place });
  };

  const effect = (target: Draft, one: Effect, params: readonly ParamSpec[], call: CallExpr, scope: Scope, certainty: Certainty): void => {
    if (one.arg === undefined) {
      set(target, one.option, {
        certainty,
        ...(one.value === undefined ? {} : { constant: one.value }),
        span: call.span,
        file: scope.module.path,
      });
      return;
    }
    // After a spread no position is known: whatever the option is given lies in the spread.
    const spread = call.args.findIndex((candidate) => candidate.spread && candidate.name === undefined);
    const arg = (spread !== -1 && spread <= one.arg ? call.args[spread] : argumentFor(call, params, one.arg))?.value;
    if (!arg) {
      if (one.value !== undefined) set(target, one.option, { certainty, constant: one.value, span: call.span, file: scope.module.path });
      return;
    }
    setFromExpr(target, one.option, arg, scope, certainty, call.span, one.map);
  };

  /** The object literal behind an expression, with later writes to its fields when it is kept in a variable. */
  const literalOf = (
    expr: Expr,
    scope: Scope,
    depth = 0,
  ): { readonly literal: Expr & { readonly kind: "composite" }; readonly scope: Scope; readonly writes: readonly Write[] } | undefined => {
    if (depth > 6) return undefined;
    if (expr.kind === "unary" || expr.kind === "cast") return literalOf(expr.operand, scope, depth + 1);
    if (expr.kind === "composite") return { literal: expr, scope, writes: [] };
    if (expr.kind !== "name") return undefined;
    for (const binding of typing.bindings(expr.name, scope)) {
      const [given] = expander.passed(binding) ?? [];
      const passed = given && literalOf(given.value, given.scope, depth + 1);
      if (passed) return passed;
      if (binding.kind !== "assigned" || binding.resultIndex > 0) continue;
      const found = literalOf(binding.value, binding.scope, depth + 1);
      if (found) return { ...found, writes: [...found.writes, ...writesTo(expr.name, scope)] };
    }
    return undefined;
  };

  const entriesFor = (spec: { readonly entries?: Entries } | undefined, expr: Expr, scope: Scope): Entries | undefined => {
    if (spec?.entries) return spec.entries;
    const type = typing.typeOf(expr, scope);
    return type.kind === "library" ? typeById(type.id)?.entries : undefined;
  };

  const applyEntries = (target: Draft, entries: Entries, expr: Expr, scope: Scope, certainty: Certainty, depth: number): void => {
    if (depth > 6) return;
    const found = literalOf(expr, scope);
    if (!found) {
      target.optionsOpen = true;
      return;
    }
    for (const written of found.literal.entries) {
      const entry = pairOf(written) ?? written;
      if (entry.spread) {
        applyEntries(target, entries, entry.value, found.scope, weaker(certainty, "sometimes"), depth + 1);
        continue;
      }
      const spec = entry.name !== undefined && Object.hasOwn(entries, entry.name) ? entries[entry.name] : undefined;
      if (spec) applyEntry(target, spec, entry.value, found.scope, certainty, entry.span, depth);
    }
    for (const write of found.writes) {
      const spec = write.field !== undefined && Object.hasOwn(entries, write.field) ? entries[write.field] : undefined;
      if (spec) applyEntry(target, spec, write.value, write.scope, write.conditional ? "sometimes" : certainty, write.span, depth);
    }
  };

  /** `("name", value)` in a list of pairs is an entry of that name. */
  const pairOf = (entry: Entry): Entry | undefined => {
    const { value } = entry;
    if (entry.name !== undefined || value.kind !== "composite" || value.shape !== "list" || value.entries.length !== 2) return undefined;
    const [name, given] = value.entries;
    if (!given || name?.value.kind !== "literal" || typeof name.value.value !== "string") return undefined;
    return { name: name.value.value, value: given.value, spread: false, span: entry.span };
  };

  const applyEntry = (target: Draft, spec: EntrySpec, value: Expr, scope: Scope, certainty: Certainty, span: Span, depth: number): void => {
    if ("op" in spec) {
      const inner = draft();
      applyEntries(inner, spec.entries, value, scope, certainty, depth + 1);
      target.ops.push(nested(spec.op, inner, value.span, scope, []));
      return;
    }
    if ("role" in spec) {
      if (spec.role === "ops") return applyOps(target, value, scope, spec.entries, depth);
      if (spec.role === "options" && spec.entries) return applyEntries(target, spec.entries, value, scope, certainty, depth + 1);
      target.args[spec.role] = { value, scope };
      if (spec.option) {
        if (spec.option === "prefix" || spec.option === "all-keys" || spec.option === "from-key") {
          set(target, spec.option, { certainty, span, file: scope.module.path });
        } else setFromExpr(target, spec.option, value, scope, certainty, span);
      }
      if (spec.entries) applyEntries(target, spec.entries, value, scope, certainty, depth + 1);
      return;
    }
    if ("ignored" in spec) {
      target.ignored.add(spec.ignored);
      return;
    }
    if ("option" in spec) return setFromExpr(target, spec.option, value, scope, certainty, span, spec.map);
    applyEntries(target, spec.entries, value, scope, certainty, depth + 1);
  };

  const nested = (operation: Operation, inner: Draft, span: Span, scope: Scope, loops: NestedOp["loops"]): NestedOp => ({
    operation: operation === "range" && inner.options["count-only"]?.certainty === "always" ? "count" : operation,
    args: inner.args,
    options: inner.options,
    optionsOpen: inner.optionsOpen,
    span,
    file: scope.module.path,
    loops,
  });

  const isOpLeaf = (expr: Expr, scope: Scope): boolean => {
    if (expr.kind !== "call") return expr.kind === "composite" && expr.shape === "object";
    const type = typing.typeOf(expr, scope);
    if (type.kind !== "library") return false;
    const role = typeById(type.id)?.role;
    const called = typing.target(expr, scope);
    return (role === "op" || role === "builder") && called?.kind === "library";
  };

  const applyOps = (target: Draft, value: Expr, scope: Scope, entries: Entries | undefined, depth: number): void => {
    const { items, open } = expander.expand(value, scope, value.span, isOpLeaf);
    if (open) target.opsOpen = true;
    for (const item of items) {
      if (item.expr.kind === "composite") {
        const type = typing.typeOf(item.expr, item.scope);
        const known = type.kind === "library" ? typeById(type.id) : undefined;
        const spec = entries ?? known?.entries;
        if (!spec) {
          target.opsOpen = true;
          continue;
        }
        const inner = draft();
        applyEntries(inner, spec, item.expr, item.scope, item.certainty, depth + 1);
        if (known?.builds) target.ops.push(nested(known.builds, inner, item.expr.span, item.scope, item.loops));
        else target.ops.push(...inner.ops.map((op) => ({ ...op, loops: [...item.loops, ...op.loops] })));
        continue;
      }
      const made = builtOnce(item.expr, item.scope);
      if (!made) {
        target.opsOpen = true;
        continue;
      }
      for (const part of made.draft.consumed) target.consumed.add(part);
      if (made.operation === "txn") {
        if (made.draft.opsOpen) target.opsOpen = true;
        target.ops.push(...made.draft.ops.map((op) => ({ ...op, loops: [...item.loops, ...op.loops] })));
      } else target.ops.push(nested(made.operation, made.draft, item.expr.span, item.scope, item.loops));
    }
  };

  /** undefined for a transaction among its own operations: `ops = append(ops, OpTxn(nil, ops, nil))`. */
  const building = new Set<Expr>();
  const builtOnce = (expr: Expr, scope: Scope): Built | undefined => {
    if (building.has(expr)) return undefined;
    building.add(expr);
    const made = built(expr, scope);
    building.delete(expr);
    return made;
  };

  const isOptionLeaf = (expr: Expr, scope: Scope): boolean => {
    // `GetOption.DEFAULT`: an option class's own constant sets nothing.
    if (expr.kind === "member") return isOptionType(expr.object, scope) && isOptionType(expr, scope);
    if (expr.kind !== "call") return false;
    const called = typing.target(expr, scope);
    return called?.kind === "library" && called.fn.isOption === true;
  };

  const isOptionType = (expr: Expr, scope: Scope): boolean => {
    const type = typing.typeOf(expr, scope);
    return type.kind === "library" && typeById(type.id)?.role === "option";
  };

  /** Calls of option builders whose options are being put together: `b = b.withLimit(5)` is made from itself. */
  const chaining = new Set<Expr>();
  const applyOptions = (target: Draft, value: Expr, scope: Scope, certainty: Certainty): void => {
    const { items, open } = expander.expand(value, scope, value.span, isOptionLeaf);
    if (open) target.optionsOpen = true;
    for (const item of items) {
      if (item.expr.kind !== "call" || chaining.has(item.expr)) continue;
      const called = typing.target(item.expr, item.scope);
      if (called?.kind !== "library") continue;
      const { params, effects = [] } = called.fn;
      // `GetOption.builder().isPrefix(true).build()`: what was set before on the builder.
      const ownerRole = called.ownerId === undefined ? undefined : typeById(called.ownerId)?.role;
      const chained = called.fn.static !== true && (ownerRole === "option" || ownerRole === "builder");
      if (chained && item.expr.callee.kind === "member") {
        const builder = item.expr.callee.object;
        chaining.add(item.expr);
        applyOptions(target, builder, item.scope, weaker(certainty, item.certainty));
        chaining.delete(item.expr);
        if (builder.kind === "name") {
          for (const later of chainedOn(builder.name, item.scope, item.expr.span)) {
            const sure = weaker(certainty, weaker(item.certainty, later.conditional ? "sometimes" : "always"));
            for (const one of later.fn.effects ?? []) effect(target, one, later.fn.params, later.call, later.scope, sure);
          }
        }
      }
      const sure = weaker(certainty, item.certainty);
      // `RangeRequest::new(KeyRange::prefix(p))`: an option made of another.
      params.forEach((param, index) => {
        const inner = param.role === "options" && item.expr.kind === "call" ? argumentFor(item.expr, params, index)?.value : undefined;
        if (inner) applyOptions(target, inner, item.scope, sure);
      });
      for (const one of effects) effect(target, one, params, item.expr, item.scope, sure);
    }
  };

  /** In the place of a key: a call that stands for many (`range_prefix("/a")`), or a list of first key and end. */
  const applyKeyRange = (target: Draft, value: Expr, scope: Scope, certainty: Certainty, span: Span): boolean => {
    if (value.kind === "composite" && value.shape === "list" && value.entries.length === 2) {
      const [first, end] = value.entries;
      if (!first || !end) return false;
      target.args.key = { value: first.value, scope };
      setFromExpr(target, "range-end", end.value, scope, certainty, span);
      return true;
    }
    if (!isOptionLeaf(value, scope) || value.kind !== "call") return false;
    const called = typing.target(value, scope);
    if (called?.kind !== "library") return false;
    const { params, effects = [] } = called.fn;
    for (const one of effects) effect(target, one, params, value, scope, certainty);
    const first = argumentFor(value, params, 0);
    if (first) target.args.key = { value: first.value, scope };
    return true;
  };

  /** A function, or an object that listens, in the place of options. */
  const isCallback = (value: Expr, scope: Scope): boolean => {
    if (value.kind === "function" || (value.kind === "composite" && value.shape === "object")) return true;
    const type = typing.typeOf(value, scope);
    if (type.kind === "function" || type.kind === "declared") return true;
    return type.kind === "library" && typeById(type.id)?.role === "other";
  };

  const applyParam = (target: Draft, param: ParamSpec, value: Expr, scope: Scope, certainty: Certainty, span: Span): void => {
    if (param.role === "ops") return applyOps(target, value, scope, param.entries, 0);
    if (param.option) setFromExpr(target, param.option, value, scope, certainty, span);
    const entries = param.role === "options" || param.role === "config" || param.entries ? entriesFor(param, value, scope) : undefined;
    if (param.orCallback && isCallback(value, scope)) return;
    if (param.role === "options" && !entries) return applyOptions(target, value, scope, certainty);
    if (param.role === "key" && applyKeyRange(target, value, scope, certainty, span)) return;
    if (param.role !== "options" && param.role !== "callback" && param.role !== "other") {
      target.args[param.role] = { value, scope };
    }
    if (param.role === "config") target.args.config = { value, scope };
    if (!entries) return;
    if (literalOf(value, scope)) applyEntries(target, entries, value, scope, certainty, 0);
    else if (value.kind !== "literal" && value.kind !== "function" && param.role !== "config") {
      // `get(key, callback)` and `inRange("a")`: not an object at all.
      const type = typing.typeOf(value, scope);
      if (type.kind !== "function" && type.kind !== "plain") target.optionsOpen = true;
    }
  };

  /** An argument by keyword; an empty name is a spread map of them. */
  const applyKeyword = (
    target: Draft,
    fn: LibraryFunction,
    name: string,
    value: Expr,
    scope: Scope,
    certainty: Certainty,
    span: Span,
  ): void => {
    if (name === "") {
      const byName = Object.fromEntries(
        fn.params.flatMap((param) => (param.name === undefined ? [] : [[param.name, entryOf(param)] as const])),
      );
      const entries: Entries = { ...byName, ...fn.keywords };
      if (Object.keys(entries).length > 0) applyEntries(target, entries, value, scope, certainty, 0);
      return;
    }
    const param = fn.params.find((candidate) => candidate.name === name);
    if (param) return applyParam(target, param, value, scope, certainty, span);
    const entry = fn.keywords && Object.hasOwn(fn.keywords, name) ? fn.keywords[name] : undefined;
    if (entry) applyEntry(target, entry, value, scope, certainty, span, 0);
  };

  const entryOf = ({ role, option, entries }: ParamSpec): EntrySpec => ({
    role,
    ...(option === undefined ? {} : { option }),
    ...(entries === undefined ? {} : { entries }),
  });

  const apply = (target: Draft, fn: LibraryFunction, call: CallExpr, scope: Scope, certainty: Certainty): void => {
    call.args.forEach((arg, index) => {
      if (arg.name !== undefined) {
        applyKeyword(target, fn, arg.name, arg.value, scope, certainty, call.span);
        return;
      }
      const last = fn.params[fn.params.length - 1];
      const param = fn.params[index] ?? (last?.variadic ? last : undefined);
      if (param) applyParam(target, param, arg.value, scope, certainty, call.span);
    });
    if (fn.isOption) return;
    for (const one of fn.effects ?? []) effect(target, one, fn.params, call, scope, certainty);
  };

  const carry = (target: Draft, receiver: Expr | undefined, scope: Scope): void => {
    if (!receiver) return;
    const type = typing.typeOf(receiver, scope);
    if (type.kind !== "library") return;
    for (const one of type.effects) {
      if (!target.options[one.option])
        target.options[one.option] = { certainty: "always", ...(one.value === undefined ? {} : { constant: one.value }) };
    }
  };

  const built = (expr: Expr, scope: Scope, depth = 0): Built | undefined => {
    if (depth > 24) return undefined;
    switch (expr.kind) {
      case "await":
      case "cast":
      case "unary":
        return built(expr.operand, scope, depth + 1);
      case "call": {
        const called = typing.target(expr, scope);
        if (called?.kind === "project") {
          const returned = singleReturn(called.fn);
          return returned ? built(returned, { ...called.scope, fn: called.fn }, depth + 1) : undefined;
        }
        if (called?.kind !== "library") return undefined;
        const { fn } = called;
        const receiver = expr.callee.kind === "member" ? expr.callee.object : undefined;
        if (fn.builds) {
          const target = draft();
          carry(target, receiver, scope);
          apply(target, fn, expr, scope, "always");
          target.consumed.add(expr);
          return {
            operation: fn.builds,
            fn,
            name: called.name,
            ...(called.ownerId === undefined ? {} : { ownerId: called.ownerId }),
            start: expr,
            draft: target,
          };
        }
        if (fn.returns === "receiver" && receiver) {
          const from = built(receiver, scope, depth + 1);
          if (!from) return undefined;
          apply(from.draft, fn, expr, scope, "always");
          from.draft.consumed.add(expr);
          return from;
        }
        return fromInstance(expr, scope);
      }
      case "name": {
        for (const binding of typing.bindings(expr.name, scope)) {
          if (binding.kind !== "assigned" || binding.resultIndex > 0 || (binding.property && binding.property.length > 0)) continue;
          const from = built(binding.value, binding.scope, depth + 1);
          if (from) {
            for (const later of chainedOn(expr.name, scope, expr.span))
              apply(from.draft, later.fn, later.call, later.scope, later.conditional ? "sometimes" : "always");
            return from;
          }
        }
        return fromInstance(expr, scope);
      }
      default:
        return fromInstance(expr, scope);
    }
  };

  /** A builder made where we cannot see: the type says what it is for, its options stay open. */
  const fromInstance = (expr: Expr, scope: Scope): Built | undefined => {
    const type = typing.typeOf(expr, scope);
    const data = type.kind === "library" ? typeById(type.id) : undefined;
    if (type.kind !== "library" || !data?.builds) return undefined;
    const target = draft();
    target.optionsOpen = true;
    target.opsOpen = true;
    const method = data.awaits === undefined ? undefined : libraryMethod(type.id, data.awaits);
    return { operation: data.builds, fn: method?.fn ?? { params: [] }, name: data.awaits ?? type.id, ownerId: type.id, draft: target };
  };

  const chainedOn = (
    name: string,
    scope: Scope,
    use: Span,
  ): { fn: LibraryFunction; call: CallExpr; scope: Scope; conditional: boolean }[] => {
    const found: { fn: LibraryFunction; call: CallExpr; scope: Scope; conditional: boolean }[] = [];
    for (const later of chained(name, scope)) {
      if (later.call.span.start >= use.start) continue;
      const called = typing.target(later.call, later.scope);
      if (called?.kind === "library" && called.fn.returns === "receiver") found.push({ fn: called.fn, ...later });
    }
    return found;
  };

  return { draft, apply, built: (expr, scope) => built(expr, scope), carry };
}

function singleReturn(fn: EtcdCall["holder"]): Expr | undefined {
  const returns = fn.body.filter((stmt) => stmt.kind === "return");
  const only = returns.length === 1 ? returns[0] : undefined;
  return only?.kind === "return" ? only.values[0] : undefined;
}
