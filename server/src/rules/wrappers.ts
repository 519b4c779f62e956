/**
 * Functions that hand a parameter on to etcd: how much it costs is decided where they are called, so each of their calls counts as the etcd
 * call, with the caller's key, value and pace.
 */
import type { Role } from "../catalog/types";
import type { Expr, FunctionDecl } from "../ir/types";
import type { Argument, CallSite, EtcdCall, Project } from "../resolve/types";

/** Wrappers around wrappers are followed this far. */
const maxDepth = 4;
/** More callers than these make a list nobody reads; the wrapper itself is told instead. */
const maxCallers = 200;

/** A caller's call that counts as the etcd call inside; `sometimes` when a function on the way makes that call on some paths only. */
export interface Through {
  readonly call: EtcdCall;
  readonly sometimes: boolean;
}

/** The calls to judge instead of `call` when its `deciding` argument is a parameter: those of its known callers. Empty when it stands for itself. */
export function callsThrough(project: Project, call: EtcdCall, deciding: "key" | "value"): readonly Through[] {
  const found = new Map<string, Through>();
  for (const one of through(project, { call, sometimes: false }, deciding, [call.holder])) {
    const other = found.get(one.call.id);
    // Reached in two ways, it makes the call for sure if one of them does.
    found.set(one.call.id, other && !other.sometimes ? other : one);
  }
  return found.size > maxCallers ? [] : [...found.values()];
}

function through(project: Project, inner: Through, deciding: "key" | "value", path: readonly FunctionDecl[]): readonly Through[] {
  const { call } = inner;
  if (path.length > maxDepth || parameterOf(project, call.args[deciding], call) === undefined) return [];
  const sometimes = inner.sometimes || call.ancestors.some((ancestor) => ancestor.kind === "conditional");
  // A call through an interface may be of the very function that makes it.
  const sites = project
    .callers(call.holder)
    .filter((site) => !path.includes(site.holder) && (call.inTest || !project.isTest(site.module.path)));
  return sites.flatMap((site) => {
    const outer = asCall(project, call, site);
    if (!outer) return [];
    const further = through(project, { call: outer, sometimes }, deciding, [...path, site.holder]);
    return further.length > 0 ? further : [{ call: outer, sometimes }];
  });
}

/** Index of the parameter of the call's own function that an argument is, conversions aside. */
function parameterOf(project: Project, argument: Argument | undefined, call: EtcdCall): number | undefined {
  if (!argument) return undefined;
  const expr = plain(argument.value);
  if (expr.kind !== "name") return undefined;
  const bindings = project.bindings(expr.name, argument.scope);
  const [only] = bindings;
  return bindings.length === 1 && only?.kind === "param" && only.fn === call.holder && only.property === undefined ? only.index : undefined;
}

/** `string(x)`, `[]byte(x)`, `*x` and `await x` say the same as `x`. */
function plain(expr: Expr): Expr {
  if (expr.kind === "cast" || expr.kind === "await" || expr.kind === "unary") return plain(expr.operand);
  const [only] = expr.kind === "call" ? expr.args : [];
  const converts =
    expr.kind === "call" && expr.args.length === 1 && expr.callee.kind === "name" && /^(string|String)$/.test(expr.callee.name);
  return converts && only ? plain(only.value) : expr;
}

function asCall(project: Project, call: EtcdCall, site: CallSite): EtcdCall | undefined {
  const { callee } = site.call;
  const nameSpan = callee.kind === "member" ? callee.nameSpan : callee.span;
  const args: Partial<Record<Role, Argument>> = { ...call.args };
  for (const role of ["key", "value"] as const) {
    const index = parameterOf(project, call.args[role], call);
    if (index === undefined) continue;
    const given = site.call.args[index];
    if (!given || site.call.args.slice(0, index + 1).some((arg) => arg.spread)) return undefined;
    args[role] = { value: given.value, scope: site.scope };
  }
  const { receiver: _receiver, packageName: _packageName, ...rest } = call;
  return {
    ...rest,
    id: `${site.module.path}:${nameSpan.start}>${(call.wraps ?? call).id}`,
    module: site.module,
    scope: site.scope,
    holder: site.holder,
    ancestors: site.ancestors,
    expr: site.call,
    span: site.call.span,
    nameSpan,
    args,
    result: { kind: "returned" },
    inTest: project.isTest(site.module.path),
    wraps: call.wraps ?? call,
  };
}

/** Writes as their callers make them: a put of a parameter is replaced by the calls of its function, where any are known. */
export function writesThrough(project: Project, calls: readonly EtcdCall[]): readonly EtcdCall[] {
  return calls.flatMap((call) => {
    const outer = call.operation === "put" ? callsThrough(project, call, "value") : [];
    return outer.length > 0 ? outer.map((one) => one.call) : [call];
  });
}
