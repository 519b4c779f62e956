/** Expressions as text. Every operation is in parentheses, so that the shape of the tree shows. */
import { printParams, printResults, printType } from "./print-type";
import type { CallExpr, Entry, Expr, FunctionDecl, Stmt, Target } from "./types";

/** Prints the body of a function value; where none is given the body is left out. */
type PrintBody = (body: readonly Stmt[], indent: string) => string;

/** One expression. `indent` is that of the statement it stands in. */
export function printExpr(expr: Expr, indent = "", printBody: PrintBody = () => " {…}"): string {
  const show = (inner: Expr): string => printExpr(inner, indent, printBody);
  switch (expr.kind) {
    case "literal":
      return JSON.stringify(expr.value);
    case "template":
      return `template(${expr.parts.map(show).join(", ")})`;
    case "name":
      return expr.name;
    case "member":
      return `${show(expr.object)}.${expr.name}`;
    case "index":
      return `${show(expr.object)}[${show(expr.index)}]`;
    case "slice":
      return `${show(expr.object)}[${expr.low ? show(expr.low) : ""}:${expr.high ? show(expr.high) : ""}]`;
    case "call":
      return printCall(expr, show);
    case "composite":
      return `${expr.shape}${expr.type ? ` ${printType(expr.type)}` : ""}{${expr.entries.map((entry) => printEntry(entry, show)).join(", ")}}`;
    case "binary":
      return `(${show(expr.left)} ${expr.op} ${show(expr.right)})`;
    case "unary":
      return `(${expr.op}${show(expr.operand)})`;
    case "receive":
      return `(<-${show(expr.channel)})`;
    case "await":
      return `(await ${show(expr.operand)})`;
    case "conditional":
      return `(${show(expr.test)} ? ${show(expr.then)} : ${show(expr.else)})`;
    case "cast":
      return `(${show(expr.operand)} as ${printType(expr.type)})`;
    case "function":
      return printClosure(expr.fn, indent, printBody);
    case "assignment":
      return `(${printPlace(expr.target, show)} = ${show(expr.value)})`;
    case "type":
      return `type ${printType(expr.type)}`;
    case "unknown":
      return `unknown(${expr.parts.map(show).join(", ")})`;
  }
}

function printCall(call: CallExpr, show: (expr: Expr) => string): string {
  const typeArgs = call.typeArgs.length > 0 ? `<${call.typeArgs.map(printType).join(", ")}>` : "";
  const args = call.args.map(({ value, spread, name }) => `${name === undefined ? "" : `${name}=`}${spread ? "..." : ""}${show(value)}`);
  return `${call.construct ? "new " : ""}${show(call.callee)}${typeArgs}(${args.join(", ")})`;
}

function printEntry(entry: Entry, show: (expr: Expr) => string): string {
  const value = `${entry.spread ? "..." : ""}${show(entry.value)}`;
  if (entry.name !== undefined) return `${entry.name}: ${value}`;
  return entry.keyExpr ? `[${show(entry.keyExpr)}]: ${value}` : value;
}

function printClosure(fn: FunctionDecl, indent: string, printBody: PrintBody): string {
  const head = `${fn.async ? "async " : ""}fn(${printParams(fn.params, printExpr)})${printResults(fn.results)}`;
  return `${head}${printBody(fn.body, indent)}`;
}

function printPlace(target: Target, show: (expr: Expr) => string): string {
  switch (target.kind) {
    case "name":
      return target.name;
    case "place":
      return show(target.expr);
    case "discard":
      return "_";
    case "pattern":
      return target.shape === "list" ? "[…]" : "{…}";
  }
}
