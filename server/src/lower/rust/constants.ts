/** Constants and statics. */
import type { Stmt, Target } from "../../ir/types";
import { type Ctx, withPre } from "./context";
import { childNamed, type N, span, textOf } from "./node";

/** The assignment that a `const` or `static` is. */
export function constant(ctx: Ctx, node: N): readonly Stmt[] {
  const name = childNamed(node, "name");
  const value = childNamed(node, "value");
  const type = childNamed(node, "type");
  if (!name) return [];
  const target: Target = { kind: "name", name: textOf(ctx, name), span: span(name) };
  return withPre(ctx, () => [
    {
      kind: "assign",
      declares: true,
      constant: true,
      targets: [target],
      values: value ? [ctx.expr(value)] : [],
      ...(type ? { type: ctx.type(type) } : {}),
      op: "=",
      span: span(node),
    },
  ]);
}
