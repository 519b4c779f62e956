/** Loops that read page by page. */
import type { Expr, Loop, Stmt } from "../ir/types";
import { walk } from "../ir/walk";
import { mentions } from "./bindings";
import { lengthOf } from "./lengths";
import { nameOf } from "./reader";

const moreNames =
  /^(more|hasmore|hasnext|hasnextpage|continue|continuetoken|continuation|nextpage|nextkey|nexttoken|cursor|lastkey|startkey|getmore|getcontinue)$/i;

/** Loops whose test or exits ask for more pages. */
export function isPager(loop: Loop): boolean {
  const asks = (expr: Expr): boolean => mentions(expr, (at) => (at.kind === "member" || at.kind === "name") && moreNames.test(at.name));
  if (loop.test && asks(loop.test)) return true;
  let pager = false;
  walk(loop.body, {
    stmt: (stmt) => {
      if (stmt.kind === "if" && leaves([...stmt.then, ...stmt.else]) && (asks(stmt.test) || isShortPage(stmt.test))) pager = true;
      return !pager && stmt.kind !== "loop";
    },
  });
  return pager;
}

/** `len(resp.Kvs) < pageSize`, `page.length === 0`. */
function isShortPage(test: Expr): boolean {
  return test.kind === "binary" && /^(<|<=|===?)$/.test(test.op) && lengthOf(test.left) !== undefined && isPageList(lengthOf(test.left));
}
const isPageList = (expr: Expr | undefined): boolean =>
  expr !== undefined && /^(kvs|keys|items|page|batch|rows|entries|list|results?)$/i.test(nameOf(expr));

function leaves(body: readonly Stmt[]): boolean {
  return body.some((stmt) => stmt.kind === "break" || stmt.kind === "return");
}
