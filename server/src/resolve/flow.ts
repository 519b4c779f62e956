/** Which parameters of a function an expression in it is made of, and whether the function adds text of its own. */
import type { Expr, FunctionDecl } from "../ir/types";
import { childExprs } from "../ir/walk";
import type { Argument, Binding, Scope } from "./types";
import type { Typing } from "./typing";

export interface Flow {
  /** Parameters of the function, by position. */
  readonly params: ReadonlySet<number>;
  /** Some text is written here that is more than separators: `"/jobs/" + id`. */
  readonly hasText: boolean;
}

const maxSteps = 200;
/** Values of one field that are looked at. */
const maxSources = 4;

/** True when an expression puts text of its own behind what it is made of: `prefix + kind + "/"` names the entries of one kind. */
export function endsInText({ value, scope }: Argument, typing: Typing, depth = 0): boolean {
  if (depth > 8) return false;
  const again = (expr: Expr | undefined, at = scope): boolean =>
    expr !== undefined && endsInText({ value: expr, scope: at }, typing, depth + 1);
  switch (value.kind) {
    case "literal":
      return typeof value.value === "string" && value.value !== "";
    case "template":
      return again(value.parts[value.parts.length - 1]);
    case "binary":
      return value.op === "+" && again(value.right);
    case "cast":
    case "await":
    case "unary":
      return again(value.operand);
    case "name":
      return typing
        .bindings(value.name, scope)
        .some((binding) => binding.kind === "assigned" && binding.resultIndex === 0 && again(binding.value, binding.scope));
    case "call": {
      const target = typing.target(value, scope);
      if (target?.kind === "project") return returnedBy(target.fn).some((one) => again(one, { ...target.scope, fn: target.fn }));
      const format = value.args[0]?.value;
      if (value.args.length > 1 && format?.kind === "literal" && typeof format.value === "string" && /%[sdvq]/.test(format.value)) {
        return !/%[sdvq]$/.test(format.value);
      }
      return value.args.length > 1 && again(value.args[value.args.length - 1]?.value);
    }
    default:
      return false;
  }
}

const known = new WeakMap<Typing, WeakMap<Expr, Map<FunctionDecl, Flow>>>();

/** Follows an expression through local names, conversions and calls to the parameters of `fn`. Bounded; asked for again and again on the way out. */
export function flowOf(argument: Argument, fn: FunctionDecl, typing: Typing): Flow {
  const byExpr = known.get(typing) ?? new WeakMap<Expr, Map<FunctionDecl, Flow>>();
  known.set(typing, byExpr);
  const byFunction = byExpr.get(argument.value) ?? new Map<FunctionDecl, Flow>();
  byExpr.set(argument.value, byFunction);
  const found = byFunction.get(fn) ?? follow(argument, fn, typing);
  byFunction.set(fn, found);
  return found;
}

function follow({ value, scope }: Argument, fn: FunctionDecl, typing: Typing): Flow {
  const params = new Set<number>();
  const seen = new Set<unknown>();
  let hasText = false;
  let steps = 0;
  const pending: [Expr, Scope][] = [[value, scope]];
  const ofBinding = (binding: Binding, at: Scope): void => {
    if (seen.has(binding)) return;
    seen.add(binding);
    switch (binding.kind) {
      case "param":
        if (binding.fn === fn) params.add(binding.index);
        return;
      case "assigned":
        // What another function or the top level assigns is not made of this call's parameters, but it may hold text.
        pending.push([binding.value, binding.scope]);
        return;
      case "loop":
        if (binding.loop.over && binding.role !== "counter") pending.push([binding.loop.over, at]);
        return;
      case "function":
      case "import":
      case "declared":
        return;
    }
  };
  for (let next = pending.pop(); next && steps < maxSteps; next = pending.pop()) {
    steps += 1;
    const [expr, at] = next;
    switch (expr.kind) {
      case "literal":
        hasText ||= typeof expr.value === "string" && isText(expr.value);
        break;
      case "name":
        for (const binding of typing.bindings(expr.name, at)) ofBinding(binding, at);
        break;
      case "call": {
        const target = typing.target(expr, at);
        // A helper that makes a key puts its own text around what it gets.
        if (target?.kind === "project" && !seen.has(target.fn)) {
          seen.add(target.fn);
          for (const returned of returnedBy(target.fn)) pending.push([returned, { ...target.scope, fn: target.fn }]);
        }
        if (expr.callee.kind === "member" && target?.kind !== "project") pending.push([expr.callee.object, at]);
        for (const arg of expr.args) pending.push([arg.value, at]);
        break;
      }
      case "member": {
        // `s.spec.Prefix`: what is put there may be text that the project writes.
        const owner = typing.typeOf(expr.object, at);
        if (owner.kind === "declared" && !seen.has(`${owner.module.path}:${owner.decl.name}.${expr.name}`)) {
          seen.add(`${owner.module.path}:${owner.decl.name}.${expr.name}`);
          for (const { value: put, scope: from, resultIndex } of typing.fieldAssignments(owner.decl, expr.name).slice(0, maxSources))
            if (resultIndex === 0) pending.push([put, from]);
        }
        pending.push([expr.object, at]);
        break;
      }
      case "conditional":
        pending.push([expr.then, at], [expr.else, at]);
        break;
      default:
        for (const child of childExprs(expr)) pending.push([child, at]);
    }
  }
  return { params, hasText };
}

/** More than separators and the verbs of a format. */
function isText(text: string): boolean {
  return /[a-z0-9]/i.test(text.replace(/%[-+# 0]*[\d.]*[a-z]/gi, ""));
}

function returnedBy(fn: FunctionDecl): readonly Expr[] {
  return fn.body.flatMap((stmt) => (stmt.kind === "return" ? stmt.values.slice(0, 1) : []));
}
