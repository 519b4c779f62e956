/** Loops. A `while let` over a stream or a channel is a loop over its items. */
import type { Loop, Stmt, Target } from "../../ir/types";
import { nothing } from "./calls";
import { conditionOf } from "./conditions";
import { type Ctx, drop } from "./context";
import { childNamed, childOf, firstNamed, has, type N, named, span, textOf } from "./node";
import { firstName, targetOfPattern } from "./patterns";

function base(ctx: Ctx, node: N): Pick<Loop, "kind" | "span" | "headSpan" | "label" | "body"> {
  const body = childNamed(node, "body");
  const label = childOf(node, "label");
  return {
    kind: "loop",
    span: span(node),
    headSpan: { start: node.start, end: body?.start ?? node.end },
    ...(label ? { label: textOf(ctx, label).replace("'", "") } : {}),
    body: body ? ctx.block(body, drop) : [],
  };
}

export function forLoop(ctx: Ctx, node: N): readonly Stmt[] {
  const pattern = childNamed(node, "pattern");
  const value = childNamed(node, "value");
  const target: Target = pattern ? targetOfPattern(ctx, pattern) : { kind: "discard", span: span(node) };
  const range = value && rangeOf(value);
  if (range) {
    const [from, to] = named(range);
    return [
      {
        ...base(ctx, node),
        loop: "counted",
        bindings: [],
        counter: {
          name: firstName(target) ?? "_",
          ...(from ? { from: ctx.expr(from) } : {}),
          ...(to ? { to: ctx.expr(to) } : {}),
          inclusive: has(range, "..="),
        },
        awaitsEach: false,
      },
    ];
  }
  const over = value ? ctx.expr(value) : nothing(node);
  // `xs.iter().enumerate()`: position first, then the element.
  const counted =
    over.kind === "call" && over.callee.kind === "member" && over.callee.name === "enumerate" ? over.callee.object : undefined;
  const pair =
    target.kind === "pattern" && target.shape === "list" && target.entries.length === 2
      ? target.entries.map((entry) => entry.target)
      : undefined;
  return [{ ...base(ctx, node), loop: "each", over: counted ?? over, bindings: pair ?? [target], awaitsEach: false }];
}

function rangeOf(node: N): N | undefined {
  if (node.type === "range_expression") return node;
  const inner = node.type === "parenthesized_expression" ? firstNamed(node) : undefined;
  return inner && rangeOf(inner);
}

/** Methods that give the next item of a stream, a channel or a response. */
const nextItem: ReadonlySet<string> = new Set(["next", "message", "recv", "try_next"]);

export function whileLoop(ctx: Ctx, node: N): readonly Stmt[] {
  const condition = childNamed(node, "condition");
  if (!condition) return [{ ...base(ctx, node), loop: "forever", bindings: [], awaitsEach: false }];
  const { binds, test } = conditionOf(ctx, condition);
  const [only] = binds;
  const value = only?.kind === "assign" ? only.values[0] : undefined;
  const target = only?.kind === "assign" ? only.targets[0] : undefined;
  const source = value?.kind === "await" ? value.operand : value;
  if (
    binds.length === 1 &&
    target &&
    source?.kind === "call" &&
    source.callee.kind === "member" &&
    nextItem.has(source.callee.name) &&
    source.args.length === 0
  )
    return [{ ...base(ctx, node), loop: "each", over: source.callee.object, bindings: [target], awaitsEach: true }];
  if (binds.length === 1 && target && value?.kind === "receive")
    return [{ ...base(ctx, node), loop: "each", over: value.channel, bindings: [target], awaitsEach: true }];
  const made = base(ctx, node);
  return [{ ...made, loop: "while", test, bindings: [], body: [...binds, ...made.body], awaitsEach: false }];
}
