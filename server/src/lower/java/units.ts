/** Numbers with a unit beside them: `5, TimeUnit.SECONDS`. Lowered, such a number counts milliseconds. */
import type { Arg, Expr } from "../../ir/types";

/** Milliseconds of each unit of java.util.concurrent.TimeUnit and java.time.temporal.ChronoUnit. */
const factors: Readonly<Record<string, number>> = {
  NANOSECONDS: 1e-6,
  MICROSECONDS: 1e-3,
  MILLISECONDS: 1,
  SECONDS: 1000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
  DAYS: 86_400_000,
  NANOS: 1e-6,
  MICROS: 1e-3,
  MILLIS: 1,
};

/** Milliseconds of the unit that an expression names; undefined when it names none. */
export function unitFactor(expr: Expr): number | undefined {
  if (expr.kind !== "name" && expr.kind !== "member") return undefined;
  if (expr.kind === "member" && !(expr.object.kind === "name" && /(^|\.)(TimeUnit|ChronoUnit)$/.test(expr.object.name)) && !isSelf(expr))
    return undefined;
  return Object.hasOwn(factors, expr.name) ? factors[expr.name] : undefined;
}

const isSelf = (expr: Expr & { readonly kind: "member" }): boolean => expr.object.kind === "name" && expr.object.name === "this";

/** The arguments with each number before a unit turned into milliseconds; `scheduleAtFixedRate(run, 0, 5, SECONDS)` has two of them. */
export function inMilliseconds(args: readonly Arg[]): readonly Arg[] {
  const at = args.findIndex((arg) => unitFactor(arg.value) !== undefined);
  const unit = args[at];
  const factor = unit && unitFactor(unit.value);
  if (at < 1 || factor === undefined || factor === 1) return args;
  const isFirst = (index: number): boolean => index === at - 1 || (index === at - 2 && at >= 3);
  return args.map((arg, index) => {
    if (!isFirst(index) || arg.value.kind === "function") return arg;
    const { span } = arg.value;
    const by: Expr = { kind: "literal", type: "number", value: factor, span };
    return { ...arg, value: { kind: "binary", op: "*", left: arg.value, right: by, span } };
  });
}
