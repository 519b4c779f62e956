/** What one inference works with: the project, the load to assume, and a budget that keeps strange code from taking long. */
import type { Profile, ProfileSources } from "../config/types";
import type { CallExpr, Expr, FunctionDecl } from "../ir/types";
import type { CallSite, EtcdCall, FunctionTarget, Project, Scope } from "../resolve/types";
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
  /** The call is in test code; otherwise callers in tests do not count. */
  readonly inTest: boolean;
  /** The callers through which the call runs most often: their arguments are what its function's parameters hold. */
  readonly via?: ReadonlyMap<FunctionDecl, Via>;
  /** For a call of a wrapper: the one call of each function on the way in; others do not count. */
  readonly chain?: ReadonlyMap<FunctionDecl, CallSite>;
  /**
   * Steps left for the fact being inferred, questions that are being answered for the sake of others, and how often something was left out for
   * want of steps, for depth, or because of a cycle.
   */
  readonly budget: { left: number; depth: number; cuts: number };
  readonly questions: Map<string, Answers>;
}

/** A call of a function, and where its arguments are read. */
export type Via = Pick<CallSite, "call" | "scope">;

/** Answers to one kind of question: those being looked for, so that a cycle ends, and those found. */
interface Answers {
  readonly active: Set<object>;
  readonly found: WeakMap<object, unknown>;
}

const steps = 6_000;
/** Questions within questions: a chain of helpers may be as long as it likes, the stack is not. */
const maxDepth = 64;
export function createReader(call: EtcdCall, context: InferContext): Reader {
  const { profile, profileSources } = context.config(call.module.path);
  const chain = call.chain && new Map(call.chain.map(({ fn, site }) => [fn, site]));
  return {
    ...(chain ? { chain, via: chain } : {}),
    project: context.project,
    profile,
    sources: profileSources,
    annotation: annotationOf(call, context),
    context,
    inTest: call.inTest,
    budget: { left: steps, depth: 0, cuts: 0 },
    questions: chain ? new Map() : sharedAnswers(context, profile, call.inTest),
  };
}

/** What is stated at a call of a wrapper, and else at the etcd call inside it. */
function annotationOf(call: EtcdCall, context: InferContext): Annotation | undefined {
  const inner = call.wraps && context.annotation(call.wraps);
  const own = context.annotation(call);
  return inner ? { ...inner, ...own } : own;
}

/** Answers depend on the assumed load and on whether test code counts; calls that agree in these share them. */
const shared = new WeakMap<InferContext, Map<Profile, readonly [Map<string, Answers>, Map<string, Answers>]>>();
function sharedAnswers(context: InferContext, profile: Profile, inTest: boolean): Map<string, Answers> {
  const byProfile = shared.get(context) ?? new Map<Profile, readonly [Map<string, Answers>, Map<string, Answers>]>();
  shared.set(context, byProfile);
  const pair = byProfile.get(profile) ?? ([new Map<string, Answers>(), new Map<string, Answers>()] as const);
  byProfile.set(profile, pair);
  return pair[inTest ? 1 : 0];
}

/**
 * The reader for looking into a function that a call calls: its parameters hold what this call passes. Answers found that way are not those of
 * the function at large and are kept apart; the budget is the same.
 */
export function withArguments(reader: Reader, fn: FunctionDecl, call: CallExpr, scope: Scope): Reader {
  if (fn.params.length === 0) return reader;
  return { ...reader, via: new Map([...(reader.via ?? []), [fn, { call, scope }]]), questions: new Map() };
}

/** The same reader with a whole budget, for the next fact. */
export function refreshed(reader: Reader): Reader {
  return { ...reader, budget: { left: steps, depth: 0, cuts: 0 } };
}

/**
 * The answer to a question about `subject`: found before, or by `evaluate`, unless the budget is spent or the same question is being answered
 * already; then `otherwise`. `memo` tells answers apart that the question alone does not.
 */
export function guarded<T>(reader: Reader, question: string, subject: object, otherwise: T, evaluate: () => T, memo = question): T {
  const { budget } = reader;
  const { active } = answersOf(reader, question);
  const { found } = answersOf(reader, memo);
  if (found.has(subject)) return found.get(subject) as T;
  if (budget.left <= 0 || budget.depth >= maxDepth || active.has(subject)) {
    budget.cuts += 1;
    return otherwise;
  }
  budget.left -= 1;
  budget.depth += 1;
  const before = budget.cuts;
  const outermost = active.size === 0;
  active.add(subject);
  try {
    const answer = evaluate();
    // What a cycle cut short may be answered better from another start.
    if (budget.left > 0 && (outermost || budget.cuts === before)) found.set(subject, answer);
    return answer;
  } finally {
    budget.depth -= 1;
    active.delete(subject);
  }
}

function answersOf(reader: Reader, question: string): Answers {
  const known = reader.questions.get(question);
  if (known) return known;
  const made: Answers = { active: new Set(), found: new WeakMap() };
  reader.questions.set(question, made);
  return made;
}

/** True while a function's activation is being looked for. */
export function isBeingAnswered(reader: Reader, question: string, subject: object): boolean {
  return answersOf(reader, question).active.has(subject);
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

export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Arguments of a call, awaits and casts taken off, or undefined past the end. */
export function argument(call: CallExpr, index: number): Expr | undefined {
  return call.args[index]?.value;
}

/** Text of a name for people: `items` of `s.items`. */
export function nameOf(expr: Expr): string {
  const at = bare(expr);
  if (at.kind === "name" || at.kind === "member") return at.name;
  if (at.kind === "call") return nameOf(at.callee);
  return at.kind === "index" ? nameOf(at.object) : "";
}
