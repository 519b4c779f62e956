/** Switches that callers set: `pull(key, prefix bool)` reads a prefix only for those that say so. */
import type { Expr, FunctionDecl, Stmt } from "../ir/types";
import type { Span } from "../text/span";
import type { Ancestor, CallSite, Scope } from "./types";
import type { Typing } from "./typing";

/** A parameter that must be on (or off) for a call to be made. */
export interface Flag {
  readonly param: number;
  readonly on: boolean;
}

export interface Conditions {
  readonly flags: readonly Flag[];
  /** There are others, which may or may not hold. */
  readonly other: boolean;
}

/** What must hold for the place `at`, with these ancestors, to run once `fn` runs. */
export function conditionsOf(ancestors: readonly Ancestor[], at: Span, fn: FunctionDecl, typing: Typing): Conditions {
  const flags: Flag[] = [];
  let other = false;
  for (const ancestor of ancestors) {
    if (ancestor.kind !== "conditional") continue;
    const { stmt, scope } = ancestor;
    const flag = stmt.kind === "if" ? flagOf(stmt.test, scope, fn, typing) : undefined;
    if (flag && stmt.kind === "if") flags.push({ ...flag, on: flag.on === holds(stmt.then, at) });
    else other = true;
  }
  return { flags, other };
}

function holds(body: readonly Stmt[], at: Span): boolean {
  return body.some(({ span }) => span.start <= at.start && at.end <= span.end);
}

/** The flags in the words of a caller, as far as it leaves them open; `never` when it says the opposite, `unsure` when that cannot be told. */
export function flagsAt(
  flags: readonly Flag[],
  site: CallSite,
  fn: FunctionDecl,
  typing: Typing,
): { readonly open: readonly Flag[]; readonly unsure: boolean } | "never" {
  const open: Flag[] = [];
  let unsure = false;
  for (const { param, on } of flags) {
    const given = fn.params[param]?.variadic ? undefined : site.call.args[param];
    if (!given || given.spread) {
      // What is left out is off in every language of ours.
      if (!given && on) return "never";
      unsure ||= given !== undefined;
      continue;
    }
    if (given.value.kind === "literal") {
      if (isOn(given.value.value) !== on) return "never";
      continue;
    }
    const passed = flagOf(given.value, site.scope, site.holder, typing);
    if (passed) open.push({ param: passed.param, on: passed.on === on });
    else unsure = true;
  }
  return { open, unsure };
}

function isOn(value: string | number | boolean | null): boolean {
  return value !== null && value !== false && value !== 0 && value !== "";
}

/** `prefix`, `!prefix`: a parameter of the function itself. */
function flagOf(test: Expr, scope: Scope, fn: FunctionDecl, typing: Typing): Flag | undefined {
  if (test.kind === "unary" && test.op === "!") {
    const flag = flagOf(test.operand, scope, fn, typing);
    return flag && { ...flag, on: !flag.on };
  }
  if (test.kind !== "name") return undefined;
  const bindings = typing.bindings(test.name, scope);
  const [only] = bindings;
  if (bindings.length !== 1 || only?.kind !== "param" || only.fn !== fn || only.property !== undefined) return undefined;
  return { param: only.index, on: true };
}
