/** Whether a value that a function holds gets out of it: returned, stored, or handed to something that may keep it. */
import type { Scope } from "../resolve/types";
import { knownName, type Reader } from "./reader";
import { type Usage, usageOf } from "./usage";

/** Calls are followed this far. */
const maxDepth = 2;

/** Functions that print what they get and keep nothing. */
const printers = /^(fmt|log|log\/slog|errors)#|^#(console\.\w+|println|print|panic|len|cap)$/;

/** True when somebody outside of the function may hold the value afterwards, and so may end it. */
export function escapes(usage: Usage, scope: Scope, reader: Reader, depth = 0): boolean {
  if (usage.returned || usage.stored) return true;
  return usage.passedTo.some(({ call, argument }) => {
    const target = reader.project.target(call, scope);
    if (target?.kind !== "project" || call.construct || depth >= maxDepth) return !printers.test(knownName(target) ?? "");
    const { fn } = target;
    const param = fn.params[Math.min(argument, fn.params.length - 1)];
    if (!param || param.name === "" || param.variadic) return true;
    const inner: Scope = { module: target.scope.module, fn, ...(target.scope.outer ? { outer: target.scope.outer } : {}) };
    const used = usageOf(param.name, fn, 0);
    return used.closed.length > 0 || escapes(used, inner, reader, depth + 1);
  });
}
