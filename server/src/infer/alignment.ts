/** Waits until the next multiple of a period: `p*(now/p + 1) - now`, `p - now%p`. However long each wait is, one follows another after a period. */
import type { Expr } from "../ir/types";
import type { Scope } from "../resolve/types";
import { mentions, reaching } from "./bindings";
import type { NumberValue } from "./numbers";
import { bare, type Reader } from "./reader";

type Read = (expr: Expr, scope: Scope, reader: Reader) => NumberValue | undefined;

/** The period of a difference that is the time left to its next multiple; undefined for any other. `read` gives the numbers that are known. */
export function alignedPeriod(expr: Expr & { readonly kind: "binary" }, scope: Scope, reader: Reader, read: Read): NumberValue | undefined {
  if (expr.op !== "-") return undefined;
  const left = resolved(expr.left, scope, reader);
  const right = resolved(expr.right, scope, reader);
  if (right.kind === "binary" && right.op === "%") {
    const period = read(expr.left, scope, reader);
    return period && sameNumber(period, read(right.right, scope, reader)) ? period : undefined;
  }
  if (left.kind !== "binary" || left.op !== "*") return undefined;
  for (const [factor, rounds] of [
    [left.left, left.right],
    [left.right, left.left],
  ] as const) {
    const period = read(factor, scope, reader);
    if (period && dividesBy(rounds, period, scope, reader, read)) return period;
  }
  return undefined;
}

/** Somewhere in it something is divided by the period. */
function dividesBy(expr: Expr, period: NumberValue, scope: Scope, reader: Reader, read: Read): boolean {
  return mentions(expr, (part) => {
    const at = resolved(part, scope, reader);
    return at.kind === "binary" && at.op === "/" && sameNumber(period, read(at.right, scope, reader));
  });
}

function sameNumber(a: NumberValue, b: NumberValue | undefined): boolean {
  return b !== undefined && a.value === b.value && a.unit === b.unit;
}

/** What a local name was assigned, when that is one thing. */
function resolved(expr: Expr, scope: Scope, reader: Reader): Expr {
  const at = bare(expr);
  if (at.kind !== "name") return at;
  const bindings = reaching(at.name, at.span, scope, reader);
  const [only] = bindings;
  return bindings.length === 1 && only?.kind === "assigned" && only.resultIndex === 0 && only.scope.fn === scope.fn ? bare(only.value) : at;
}
