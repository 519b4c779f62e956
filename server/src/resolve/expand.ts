/**
 * Follows a value to the expressions that make it up: options and operations collected in slices, appended on some paths, kept in
 * variables and fields, or returned by helpers. What cannot be followed leaves the list `open`.
 */
import type { Expr, FunctionDecl, Loop, Stmt } from "../ir/types";
import { walk } from "../ir/walk";
import type { Span } from "../text/span";
import { elementsOf } from "./indexes";
import { holderOf } from "./scopes";
import type { Argument, Binding, Certainty, Passing, Scope } from "./types";
import type { Typing } from "./typing";

export interface Item {
  readonly expr: Expr;
  readonly scope: Scope;
  readonly certainty: Certainty;
  /** Loops around the place where the item is added, outermost first. */
  readonly loops: readonly { readonly loop: Loop; readonly scope: Scope }[];
}

export interface Expanded {
  readonly items: readonly Item[];
  readonly open: boolean;
}

const nothing: Expanded = { items: [], open: false };
const unseen: Expanded = { items: [], open: true };
const maxDepth = 10;
const mappers = new Set(["map", "flatMap"]);
/** Methods that give what a collection holds as another kind of collection. */
const sameItems = new Set(["toArray", "stream", "toList", "asList"]);

const loopsCache = new WeakMap<FunctionDecl, readonly Loop[]>();
function loopsOf(fn: FunctionDecl): readonly Loop[] {
  let loops = loopsCache.get(fn);
  if (!loops) {
    const found: Loop[] = [];
    walk(fn.body, {
      stmt: (stmt) => {
        if (stmt.kind === "loop") found.push(stmt);
        return true;
      },
    });
    loops = found;
    loopsCache.set(fn, loops);
  }
  return loops;
}

/** Loops of the scope's function that contain `span` and do not contain `consumer`. */
function loopsBetween(scope: Scope, span: Span, consumer: Span): Item["loops"] {
  const { fn } = scope;
  if (!fn) return [];
  return loopsOf(fn)
    .filter(
      (loop) =>
        loop.span.start <= span.start && span.end <= loop.span.end && !(loop.span.start <= consumer.start && consumer.end <= loop.span.end),
    )
    .map((loop) => ({ loop, scope }));
}

const weaker = (a: Certainty, b: Certainty): Certainty => (a === "always" ? b : a);

function returnedBy(fn: FunctionDecl): readonly Expr[] {
  const found: Expr[] = [];
  const visit = (body: readonly Stmt[]): void => {
    for (const stmt of body) {
      if (stmt.kind === "return") {
        const first = stmt.values[0];
        if (first) found.push(first);
      } else if (stmt.kind === "if") {
        visit(stmt.then);
        visit(stmt.else);
      } else if (stmt.kind === "branch") for (const arm of stmt.arms) visit(arm.body);
      else if (stmt.kind === "loop" || stmt.kind === "block") visit(stmt.body);
    }
  };
  visit(fn.body);
  return found;
}

const namesItself = (name: string, expr: Expr): boolean =>
  expr.kind === "call" && expr.args.some((arg) => arg.value.kind === "name" && arg.value.name === name);

export interface Expander {
  /** `leaf` says which expressions are items as they stand. `consumer` is where the list is used. */
  expand(expr: Expr, scope: Scope, consumer: Span, leaf: (expr: Expr, scope: Scope) => boolean): Expanded;
  /** What a call passes for a parameter, while `passing` knows that call; empty when it leaves it out, undefined when it cannot be told. */
  passed(binding: Binding): readonly Argument[] | undefined;
  /** Does some work with parameters standing for what these calls pass. */
  passing<T>(calls: Passing, work: () => T): T;
}

export function createExpander(typing: Typing): Expander {
  let known: Passing | undefined;
  const passed = (binding: Binding): readonly (Argument & { readonly spread: boolean; readonly consumer: Span })[] | undefined => {
    const site = binding.kind === "param" && binding.property === undefined ? known?.get(binding.fn) : undefined;
    if (!site || binding.kind !== "param") return undefined;
    const { args, span } = site.call;
    const { index } = binding;
    const variadic = binding.fn.params[index]?.variadic === true;
    if (args.slice(0, index).some((arg) => arg.spread)) return undefined;
    const own = variadic ? args.slice(index) : args.slice(index, index + 1);
    if (!variadic && own.some((arg) => arg.spread)) return undefined;
    return own.map(({ value, spread }) => ({ value, scope: site.scope, spread, consumer: span }));
  };

  const expand = (
    expr: Expr,
    scope: Scope,
    consumer: Span,
    leaf: (expr: Expr, scope: Scope) => boolean,
    certainty: Certainty,
    loops: Item["loops"],
    seen: ReadonlySet<Expr | string>,
    depth: number,
  ): Expanded => {
    if (depth > maxDepth || seen.has(expr)) return unseen;
    if (leaf(expr, scope)) return { items: [{ expr, scope, certainty, loops }], open: false };
    const inside = new Set(seen).add(expr);
    const again = (
      next: Expr,
      nextScope = scope,
      nextCertainty = certainty,
      nextLoops = loops,
      nextSeen: ReadonlySet<Expr | string> = inside,
    ): Expanded => expand(next, nextScope, consumer, leaf, nextCertainty, nextLoops, nextSeen, depth + 1);
    const all = (parts: readonly Expanded[]): Expanded => ({
      items: parts.flatMap((part) => part.items),
      open: parts.some((part) => part.open),
    });

    switch (expr.kind) {
      case "await":
      case "cast":
      case "unary":
        return again(expr.operand);
      case "literal":
        return expr.type === "null" ? nothing : unseen;
      case "composite":
        return expr.shape === "list" ? all(expr.entries.map((entry) => again(entry.value))) : unseen;
      case "conditional":
        return all([again(expr.then, scope, weaker(certainty, "sometimes")), again(expr.else, scope, weaker(certainty, "sometimes"))]);
      case "binary":
        return expr.op === "||" || expr.op === "??" || expr.op === "&&"
          ? all([again(expr.left, scope, weaker(certainty, "sometimes")), again(expr.right, scope, weaker(certainty, "sometimes"))])
          : unseen;
      case "slice":
      case "index":
        return again(expr.object, scope, expr.kind === "index" ? weaker(certainty, "sometimes") : certainty);
      case "call": {
        const target = typing.target(expr, scope);
        if (target?.kind === "global") {
          if (target.name === "append") return all(expr.args.map((arg) => again(arg.value)));
          if (target.name === "make" || target.name === "new") return nothing;
          if (sameItems.has(target.name) && expr.callee.kind === "member") return again(expr.callee.object);
          if (target.name === "concat" && expr.callee.kind === "member")
            return all([again(expr.callee.object), ...expr.args.map((arg) => again(arg.value))]);
          const mapped = expr.args[0]?.value;
          if (mappers.has(target.name) && expr.callee.kind === "member" && mapped?.kind === "function") {
            const { fn } = mapped;
            const over = expr.callee.object;
            const loop: Loop = {
              kind: "loop",
              loop: "each",
              over,
              bindings: fn.params.slice(0, 1).map((param) => ({ kind: "name", name: param.name, span: param.span })),
              body: fn.body,
              awaitsEach: false,
              span: expr.span,
              headSpan: { start: expr.span.start, end: fn.span.start },
            };
            const inner: Scope = { module: scope.module, fn, outer: scope };
            return all(returnedBy(fn).map((value) => again(value, inner, certainty, [...loops, { loop, scope }])));
          }
          return unseen;
        }
        if (target?.kind === "project") {
          const returned = returnedBy(target.fn);
          if (returned.length === 0) return unseen;
          const each = returned.length > 1 ? weaker(certainty, "sometimes") : certainty;
          return all(returned.map((value) => again(value, { ...target.scope, fn: target.fn }, each)));
        }
        return unseen;
      }
      case "name": {
        const marker = `${expr.name}@${scope.module.path}:${holderOf(scope)?.span.start ?? 0}`;
        if (seen.has(marker)) return nothing;
        const marked = new Set(inside).add(marker);
        const bindings = typing.bindings(expr.name, scope);
        if (bindings.length === 0) return unseen;
        let parts: Expanded[] = [];
        for (const binding of inOrder(bindings)) {
          const given = passed(binding);
          const part = given
            ? all(given.map((arg) => expand(arg.value, arg.scope, arg.consumer, leaf, certainty, loops, marked, depth + 1)))
            : ofBinding(binding, expr, marked, again, loops, certainty, consumer);
          if (!part) continue;
          if (binding.kind === "assigned" && !binding.conditional && !namesItself(expr.name, binding.value)) parts = [part];
          else parts.push(part);
        }
        const holder = holderOf(scope);
        for (const element of holder ? elementsOf(expr.name, holder, scope.module) : []) {
          const around = loopsBetween(element.scope, element.span, consumer);
          parts.push(
            again(
              element.value,
              element.scope,
              element.conditional ? weaker(certainty, "sometimes") : certainty,
              [...loops, ...around],
              marked,
            ),
          );
        }
        return all(parts);
      }
      case "member": {
        const owner = typing.typeOf(expr.object, scope);
        if (owner.kind !== "declared") return unseen;
        const assigned = typing.fieldAssignments(owner.decl, expr.name);
        if (assigned.length === 0) return unseen;
        const each = assigned.length > 1 ? weaker(certainty, "sometimes") : certainty;
        return all(assigned.map((assignment) => again(assignment.value, assignment.scope, each)));
      }
      default:
        return unseen;
    }
  };

  const inOrder = (bindings: readonly Binding[]): readonly Binding[] =>
    [...bindings].sort((a, b) => (a.kind === "assigned" ? a.span.start : -1) - (b.kind === "assigned" ? b.span.start : -1));

  const ofBinding = (
    binding: Binding,
    use: Expr & { readonly kind: "name" },
    seen: ReadonlySet<Expr | string>,
    again: (expr: Expr, scope: Scope, certainty: Certainty, loops: Item["loops"], seen: ReadonlySet<Expr | string>) => Expanded,
    loops: Item["loops"],
    certainty: Certainty,
    consumer: Span,
  ): Expanded | undefined => {
    switch (binding.kind) {
      case "assigned": {
        if (binding.resultIndex > 0 || (binding.property && binding.property.length > 0)) return unseen;
        const around = loopsBetween(binding.scope, binding.span, consumer);
        return again(
          binding.value,
          binding.scope,
          binding.conditional ? weaker(certainty, "sometimes") : certainty,
          [...loops, ...around],
          seen,
        );
      }
      case "declared":
        return undefined;
      case "loop":
        return binding.loop.over && binding.role === "value"
          ? again(binding.loop.over, binding.scope, weaker(certainty, "sometimes"), loops, seen)
          : unseen;
      case "param":
      case "function":
      case "import":
        return use ? unseen : undefined;
    }
  };

  return {
    expand: (expr, scope, consumer, leaf) => expand(expr, scope, consumer, leaf, "always", [], new Set(), 0),
    passed,
    passing(calls, work) {
      const before = known;
      known = calls;
      try {
        return work();
      } finally {
        known = before;
      }
    },
  };
}
