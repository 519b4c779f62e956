/** Numbers and durations that the code states: literals, constants, arithmetic, fields with one value. */
import type { CallExpr, Expr, FunctionDecl } from "../ir/types";
import { walk } from "../ir/walk";
import type { Scope } from "../resolve/types";
import { alignedPeriod } from "./alignment";
import { fieldSources, passed, reaching } from "./bindings";
import { mergeReasons } from "./facts";
import { functionsOf } from "./function-values";
import { durationMakers, durations, type Unit } from "./knowledge/triggers";
import { argument, bare, guarded, knownName, own, placeOf, type Reader, reason, withArguments } from "./reader";
import type { Reason } from "./types";

export interface NumberValue {
  readonly value: number;
  /** `seconds` when the value is a duration with its unit; a bare number means what its user says. */
  readonly unit: "seconds" | "none";
  /** False when another value is possible on some path. */
  readonly certain: boolean;
  readonly because: readonly Reason[];
}

const unitsPerSecond: Readonly<Record<Unit, number>> = { ns: 1e9, ms: 1e3, s: 1 };

/** A period in seconds; a bare number is read in `unit`. undefined when the code does not show it. */
export function secondsOf(expr: Expr | undefined, unit: Unit, scope: Scope, reader: Reader): NumberValue | undefined {
  const found = expr && numberOf(expr, scope, reader);
  if (!found) return undefined;
  return found.unit === "seconds" ? found : { ...found, unit: "seconds", value: found.value / unitsPerSecond[unit] };
}

/** The number an expression has, as far as the code states it; undefined when it does not. Cycle-safe and bounded. */
export function numberOf(expr: Expr, scope: Scope, reader: Reader): NumberValue | undefined {
  return guarded(reader, "number", expr, undefined, () => evaluate(expr, scope, reader));
}

function evaluate(expr: Expr, scope: Scope, reader: Reader): NumberValue | undefined {
  switch (expr.kind) {
    case "literal":
      if (expr.type !== "number" || typeof expr.value !== "number") return undefined;
      return { value: expr.value, unit: "none", certain: true, because: [reason("literal", "literal", {}, placeOf(scope, expr.span))] };
    case "await":
    case "cast":
      return numberOf(expr.operand, scope, reader);
    case "unary": {
      const operand = numberOf(expr.operand, scope, reader);
      if (!operand) return undefined;
      if (expr.op === "-") return { ...operand, value: -operand.value };
      return expr.op === "+" || expr.op === "*" || expr.op === "&" ? operand : undefined;
    }
    case "binary":
      return binary(expr, scope, reader);
    case "name":
      return expr.name === "Infinity" ? literal(Number.POSITIVE_INFINITY, expr, scope) : named(expr, scope, reader);
    case "member":
      return member(expr, scope, reader);
    case "call":
      return called(expr, scope, reader);
    case "conditional": {
      const then = numberOf(expr.then, scope, reader) ?? numberOf(expr.else, scope, reader);
      return then && { ...then, certain: false };
    }
    case "assignment":
      return numberOf(expr.value, scope, reader);
    default:
      return undefined;
  }
}

function literal(value: number, expr: Expr, scope: Scope): NumberValue {
  return { value, unit: "none", certain: true, because: [reason("literal", "literal", {}, placeOf(scope, expr.span))] };
}

function binary(expr: Expr & { readonly kind: "binary" }, scope: Scope, reader: Reader): NumberValue | undefined {
  const left = numberOf(expr.left, scope, reader);
  const right = numberOf(expr.right, scope, reader);
  // `options.interval || 5000`: the default is what the code shows.
  if (expr.op === "||" || expr.op === "??") {
    const shown = left ?? right;
    return shown && { ...shown, certain: left?.certain === true };
  }
  if (!left || !right) return alignedPeriod(expr, scope, reader, numberOf);
  const value = compute(expr.op, left.value, right.value);
  if (value === undefined || Number.isNaN(value)) return undefined;
  const unit =
    expr.op === "/" && right.unit === "seconds" ? "none" : left.unit === "seconds" || right.unit === "seconds" ? "seconds" : "none";
  return { value, unit, certain: left.certain && right.certain, because: mergeReasons(left.because, right.because) };
}

function compute(op: string, a: number, b: number): number | undefined {
  switch (op) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      // A second over a nanosecond is a whole number, whatever binary fractions make of it.
      return b === 0 ? undefined : Number((a / b).toPrecision(14));
    case "%":
      return b === 0 ? undefined : a % b;
    case "**":
      return a ** b;
    case "<<":
      return b < 0 || b > 1000 ? undefined : a * 2 ** b;
    case ">>":
      return b < 0 || b > 1000 ? undefined : Math.floor(a / 2 ** b);
    default:
      return undefined;
  }
}

function named(expr: Expr & { readonly kind: "name" }, scope: Scope, reader: Reader): NumberValue | undefined {
  const values: (NumberValue | undefined)[] = [];
  for (const binding of reaching(expr.name, expr.span, scope, reader)) {
    switch (binding.kind) {
      case "assigned": {
        const plain = binding.op === "=" && binding.resultIndex === 0 && (binding.property?.length ?? 0) === 0;
        const value = plain ? numberOf(binding.value, binding.scope, reader) : undefined;
        values.push(
          value && {
            ...value,
            because: mergeReasons(
              [reason("constant", "constant", { name: expr.name }, placeOf(binding.scope, binding.span))],
              value.because,
            ),
          },
        );
        break;
      }
      case "param": {
        const fallback = binding.fn.params[binding.index]?.initial;
        if (binding.property !== undefined) values.push(undefined);
        else for (const { value, site } of passed(binding.fn, binding.index, reader).args) values.push(numberOf(value, site.scope, reader));
        if (fallback) values.push(numberOf(fallback, binding.scope, reader));
        break;
      }
      case "import":
        // A constant of a package outside: its name is all we have.
        values.push(durationConstant(`${binding.source}#${binding.imported}`, expr, scope));
        break;
      case "loop":
      case "function":
      case "declared":
        values.push(undefined);
    }
  }
  return agreed(values);
}

/** One value when all that are shown agree; uncertain when some are not shown, or when they differ: then the largest. */
function agreed(values: readonly (NumberValue | undefined)[]): NumberValue | undefined {
  const shown = values.filter((value): value is NumberValue => value !== undefined);
  const first = shown[0];
  if (!first) return undefined;
  if (shown.some((value) => value.unit !== first.unit)) return undefined;
  if (shown.some((value) => value.value !== first.value)) {
    const largest = shown.reduce((a, b) => (b.value > a.value ? b : a), first);
    return { ...largest, certain: false };
  }
  return shown.length === values.length ? first : { ...first, certain: false };
}

function member(expr: Expr & { readonly kind: "member" }, scope: Scope, reader: Reader): NumberValue | undefined {
  const type = reader.project.typeOf(expr, scope);
  if (type.kind === "foreign") {
    const constant = durationConstant(`${type.source}#${type.name}`, expr, scope);
    if (constant) return constant;
  }
  const field = fieldSources(expr, scope, reader);
  if (field) {
    const values = field.values.map((at) => (at.resultIndex === 0 ? numberOf(at.value, at.scope, reader) : undefined));
    const value = agreed(values);
    return (
      value && {
        ...value,
        because: mergeReasons([reason("constant", "constant", { name: expr.name }, placeOf(scope, expr.span))], value.because),
      }
    );
  }
  return entryOf(expr, scope, reader, numberOf);
}

/** A property of an object literal bound to a name: `const config = { interval: 5000 }; config.interval`. */
export function entryOf<T>(
  expr: Expr & { readonly kind: "member" },
  scope: Scope,
  reader: Reader,
  read: (expr: Expr, scope: Scope, reader: Reader) => T | undefined,
): T | undefined {
  const object = bare(expr.object);
  if (object.kind !== "name") return undefined;
  const sources = reader.project.bindings(object.name, scope);
  const only = sources.length === 1 ? sources[0] : undefined;
  if (only?.kind !== "assigned") return undefined;
  const value = bare(only.value);
  const frozen =
    value.kind === "call" && knownName(reader.project.target(value, only.scope)) === "#Object.freeze" ? argument(value, 0) : value;
  if (frozen?.kind !== "composite" || frozen.shape !== "object") return undefined;
  const entry = frozen.entries.find((candidate) => candidate.name === expr.name);
  return entry && read(entry.value, only.scope, reader);
}

function durationConstant(name: string, expr: Expr, scope: Scope): NumberValue | undefined {
  const seconds = own(durations, name);
  if (seconds === undefined) return undefined;
  return { value: seconds, unit: "seconds", certain: true, because: [reason("literal", "literal", {}, placeOf(scope, expr.span))] };
}

/** Conversions: `time.Duration(n)`, `int64(n)`, `Number(x)`, `parseInt("5")`. */
function called(expr: CallExpr, scope: Scope, reader: Reader): NumberValue | undefined {
  const target = reader.project.target(expr, scope);
  if (target?.kind === "project") return returned(target.fn, target.scope, expr, scope, reader);
  const held = target?.kind === "foreign" ? [] : functionsOf(expr.callee, scope, reader);
  if (held.length > 0) return agreed(held.map(({ fn, scope: home }) => returned(fn, home, expr, scope, reader)));
  const name = knownName(target);
  const first = argument(expr, 0);
  if (name === undefined || !first) return undefined;
  const maker = own(durationMakers, name);
  if (maker?.parse) {
    const text = bare(first);
    const seconds = text.kind === "literal" && typeof text.value === "string" ? parseDuration(text.value) : undefined;
    return seconds === undefined ? undefined : { ...literal(seconds, expr, scope), unit: "seconds" };
  }
  if (maker?.seconds !== undefined) {
    const given = numberOf(first, scope, reader);
    return given && { ...given, unit: "seconds", value: given.value * maker.seconds };
  }
  if (maker?.identity || /^#(u?int(8|16|32|64)?|float(32|64)|Number|BigInt|Math\.(floor|ceil|round|trunc))$/.test(name))
    return numberOf(first, scope, reader);
  if (name === "#parseInt" || name === "#Number.parseInt") {
    const text = bare(first);
    const value = text.kind === "literal" ? Number.parseInt(String(text.value), 10) : Number.NaN;
    if (!Number.isNaN(value)) return literal(value, expr, scope);
    return numberOf(first, scope, reader);
  }
  return undefined;
}

/** The number that a function of the project returns, when it returns in one place only. */
function returned(fn: FunctionDecl, home: Scope, call: CallExpr, scope: Scope, reader: Reader): NumberValue | undefined {
  const value = onlyReturn(fn);
  const inner: Scope = { module: home.module, fn, ...(home.outer ? { outer: home.outer } : {}) };
  return value && numberOf(value, inner, withArguments(reader, fn, call, scope));
}

const durationUnits: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  sec: 1,
  m: 60,
  min: 60,
  h: 3600,
  d: 86_400,
};

/** Seconds of `1h30m`, `250ms`, `5 s`; undefined for other text. */
export function parseDuration(text: string): number | undefined {
  const pieces = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(ns|us|µs|ms|min|sec|s|m|h|d)\s*/gy)];
  const length = pieces.reduce((all, piece) => all + piece[0].length, 0);
  if (pieces.length === 0 || length !== text.trim().length) return undefined;
  return pieces.reduce((all, piece) => all + Number(piece[1]) * (durationUnits[piece[2] ?? ""] ?? 0), 0);
}

function onlyReturn(fn: FunctionDecl): Expr | undefined {
  const values: (Expr | undefined)[] = [];
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "return") values.push(stmt.values[0]);
      return true;
    },
  });
  return values.length === 1 ? values[0] : undefined;
}
