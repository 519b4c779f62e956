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

/** Follows an expression through local names, conversions and calls to the parameters of `fn`. Bounded. */
export function flowOf({ value, scope }: Argument, fn: FunctionDecl, typing: Typing): Flow {
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
