/** Loops that end once their work succeeded: retries, which run their body once as a rule. */
import type { Expr, Loop, Stmt } from "../ir/types";
import type { Span } from "../text/span";
import { covers } from "./bindings";

/**
 * True when the loop is left right after the call at `at` succeeds: by a break or return that always follows it, that stands under a test
 * of success, or that ends the try arm with the call.
 */
export function exitsOnSuccess(loop: Loop, at: Span): boolean {
  return exitsAfter(loop.body, at, true);
}

/** Looks for an exit that follows the call in this list of statements or, under the right test, deeper. */
function exitsAfter(body: readonly Stmt[], at: Span, straight: boolean): boolean {
  for (const stmt of body) {
    if (covers(stmt.span, at) && holdsCall(stmt, at)) return true;
    if (stmt.span.start < at.end && !(stmt.kind === "if" && covers(stmt.span, at))) continue;
    if (straight && isExit(stmt)) return true;
    if (stmt.kind === "if" && stmt.span.start >= at.start && exitsUnder(stmt)) return true;
  }
  return false;
}

/** The statement with the call in it: an arm that ends after it, or an `if` that tests the call itself. */
function holdsCall(stmt: Stmt, at: Span): boolean {
  switch (stmt.kind) {
    case "return":
      return true;
    case "if":
      if (covers(stmt.test.span, at)) return exitsUnder(stmt) || exitsOnResult(stmt, at);
      if (stmt.then.some((inner) => covers(inner.span, at))) return exitsAfter(stmt.then, at, true);
      if (stmt.else.some((inner) => covers(inner.span, at))) return exitsAfter(stmt.else, at, true);
      // The call is in a statement that belongs to the head of the `if`.
      return exitsUnder(stmt);
    case "block":
      return exitsAfter(stmt.body, at, true);
    case "branch": {
      const arm = stmt.arms.find((candidate) => covers(candidate.span, at));
      return arm !== undefined && exitsAfter(arm.body, at, stmt.branch === "try");
    }
    default:
      return false;
  }
}

/** `if put_if_not_exists(key): return`: the call's own result decides. */
function exitsOnResult(stmt: Stmt & { readonly kind: "if" }, at: Span): boolean {
  let test = stmt.test;
  while (test.kind === "await" || test.kind === "cast") test = test.operand;
  if (test.kind === "unary" && test.op === "!") return isCallAt(test.operand, at) && ends(stmt.else);
  return isCallAt(test, at) && ends(stmt.then);
}

const isCallAt = (expr: Expr, at: Span): boolean =>
  expr.kind === "await" ? isCallAt(expr.operand, at) : expr.kind === "call" && expr.span.start <= at.start && expr.span.end === at.end;

function exitsUnder(stmt: Stmt & { readonly kind: "if" }): boolean {
  const meaning = testMeaning(stmt.test);
  if (meaning === "success") return ends(stmt.then);
  if (meaning === "failure") return ends(stmt.else);
  return false;
}

const isExit = (stmt: Stmt): boolean => stmt.kind === "return" || stmt.kind === "break";

/** An exit that a list of statements comes to when all goes well. */
function ends(body: readonly Stmt[]): boolean {
  return body.some((stmt) => isExit(stmt) || (stmt.kind === "block" && ends(stmt.body)) || (stmt.kind === "if" && exitsUnder(stmt)));
}

const errorName = /err(or)?$/i;
const failureName = /^(cancell?ed|closed|failed|expired|lost|aborted)$/i;
const successName = /^(ok|success|succeeded|acquired|done|ready|locked|created|won)$/i;

/** What a test says about the call before it: `err == nil` is success, `err != nil` failure. */
export function testMeaning(test: Expr): "success" | "failure" | undefined {
  switch (test.kind) {
    case "binary": {
      if (test.op === "&&") return testMeaning(test.left) ?? testMeaning(test.right);
      const left = test.left.kind === "call" ? test.left.callee : test.left;
      const named = errorName.test(lastName(left));
      const none = test.right.kind === "literal" && test.right.type === "null";
      if (!named || !none) return undefined;
      if (test.op === "==" || test.op === "===") return "success";
      return test.op === "!=" || test.op === "!==" ? "failure" : undefined;
    }
    case "unary": {
      if (test.op !== "!") return undefined;
      const inner = testMeaning(test.operand);
      if (inner === "success") return "failure";
      return inner === "failure" || errorName.test(lastName(test.operand)) ? "success" : undefined;
    }
    case "name":
    case "member":
      return successName.test(lastName(test))
        ? "success"
        : errorName.test(lastName(test)) || failureName.test(lastName(test))
          ? "failure"
          : undefined;
    default:
      return undefined;
  }
}

function lastName(expr: Expr): string {
  return expr.kind === "name" || expr.kind === "member" ? expr.name : "";
}
