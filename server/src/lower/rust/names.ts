/** Paths as expressions. */
import type { Expr } from "../../ir/types";
import type { Span } from "../../text/span";
import type { Ctx } from "./context";
import { pathParts } from "./paths";

/** A name, or a name with the members that its path goes on with. `None` is no value. */
export function pathExpr(ctx: Ctx, text: string, at: Span): Expr {
  if (text === "None" || text === "Option::None") return { kind: "literal", type: "null", value: null, span: at };
  const { name, members } = pathParts(ctx, text, at);
  const start: Expr = {
    kind: "name",
    name,
    span: members.length === 0 ? at : { start: at.start, end: Math.min(at.end, at.start + name.length) },
  };
  return members.reduce<Expr>((object, member) => {
    const from = Math.max(at.start, at.end - member.length);
    return { kind: "member", object, name: member, nameSpan: { start: from, end: at.end }, span: at };
  }, start);
}
