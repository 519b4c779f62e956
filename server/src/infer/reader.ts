/** What one inference works with: the project, the load to assume, and a budget that keeps strange code from taking long. */
import type { Profile, ProfileSources } from "../config/types";
import type { CallExpr, Expr, FunctionDecl } from "../ir/types";
import type { EtcdCall, FunctionTarget, Project, Scope } from "../resolve/types";
import type { Place, Span } from "../text/span";
import { between } from "./facts";
import type { Annotation, Fact, InferContext, Reason } from "./types";

export interface Reader {
  readonly project: Project;
  readonly profile: Profile;
  readonly sources: ProfileSources;
  /** Load stated for keys under the call's prefix, over `profile`. */
  readonly prefixProfile?: { readonly prefix: string; readonly profile: Partial<Profile> };
  readonly annotation: Annotation | undefined;
  readonly context: InferContext;
  readonly budget: { left: number };
  /** Expressions and functions being evaluated, so that a cycle ends. */
  readonly active: Set<object>;
}

const steps = 6_000;
/** How deep values are followed through names, fields, calls and callers. */
export const maxDepth = 12;

export function createReader(call: EtcdCall, context: InferContext): Reader {
  const { profile, profileSources } = context.config(call.module.path);
  return {
    project: context.project,
    profile,
    sources: profileSources,
    annotation: context.annotation(call),
    context,
    budget: { left: steps },
    active: new Set(),
  };
}

/** Runs `evaluate` unless the budget is spent or `subject` is being evaluated already; then gives `otherwise`. */
export function guarded<T>(reader: Reader, subject: object, otherwise: T, evaluate: () => T): T {
  if (reader.budget.left <= 0 || reader.active.has(subject)) return otherwise;
  reader.budget.left -= 1;
  reader.active.add(subject);
  try {
    return evaluate();
  } finally {
    reader.active.delete(subject);
  }
}

export function placeOf(scope: Scope, span: Span): Place {
  return { file: scope.module.path, span };
}

export function reason(source: Reason["source"], id: string, data: Reason["data"] = {}, place?: Place): Reason {
  return place ? { source, id, data, place } : { source, id, data };
}

/** A number of the profile as an assumed fact. `spread` is how far off it may be: low = likely / spread, high = likely x spread. */
export function fromProfile(reader: Reader, name: keyof Profile & NumericProfile, spread = 1): Fact {
  const forPrefix = reader.prefixProfile?.profile[name];
  const value = forPrefix ?? reader.profile[name];
  const data = { name, value, preset: reader.sources.preset, set: reader.sources.set[name] ?? "" };
  const why =
    forPrefix === undefined
      ? reason("profile", "profile", data)
      : reason("profile", "profile-prefix", { ...data, prefix: reader.prefixProfile?.prefix ?? "", set: "configuration" });
  return between({ low: value / spread, likely: value, high: value * spread }, "assumed", [why]);
}
type NumericProfile = { [K in keyof Profile]: Profile[K] extends number ? K : never }[keyof Profile];

/** The expression without awaits, casts, references and conversions around it. */
export function bare(expr: Expr): Expr {
  let at = expr;
  for (;;) {
    if (at.kind === "await" || at.kind === "cast") at = at.operand;
    else if (at.kind === "unary" && (at.op === "&" || at.op === "*")) at = at.operand;
    else return at;
  }
}

/** The name that a chain of members, indexes, calls starts from: `job` in `job.spec.id()`. */
export function rootName(expr: Expr): string | undefined {
  let at = bare(expr);
  for (;;) {
    switch (at.kind) {
      case "name":
        return at.name;
      case "member":
      case "index":
      case "slice":
        at = bare(at.object);
        break;
      case "call":
        at = bare(at.callee);
        if (at.kind === "name") return undefined;
        break;
      default:
        return undefined;
    }
  }
}

/** True when `name` is what a method calls its instance, here or in a function around. */
export function isSelf(name: string, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.fn?.self === name) return true;
  return false;
}

/** The key of what a call calls in the tables of knowledge: `time#NewTicker`, `#JSON.stringify`; undefined for functions of the project. */
export function knownName(target: FunctionTarget | undefined): string | undefined {
  if (!target) return undefined;
  if (target.kind === "foreign") return `${target.source}#${target.name.replace(/^default\./, "")}`;
  return target.kind === "global" ? `#${target.name}` : undefined;
}

/** What is known of a called function by its name; methods on values of unknown type go by `#method`. */
export function known<T>(table: Readonly<Record<string, T>>, call: CallExpr, scope: Scope, reader: Reader): T | undefined {
  const name = knownName(reader.project.target(call, scope));
  if (name === undefined) return undefined;
  return own(table, name);
}

export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The scope of a function's body, given a scope at or below it. */
export function scopeOfFunction(fn: FunctionDecl, scope: Scope): Scope | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.fn === fn) return at;
  return undefined;
}

/** Arguments of a call, awaits and casts taken off, or undefined past the end. */
export function argument(call: CallExpr, index: number): Expr | undefined {
  return call.args[index]?.value;
}
