/** Patterns: what they bind. `Some(x)`, `Ok(x)` and references bind what is inside. */
import type { Param, Target } from "../../ir/types";
import type { Ctx } from "./context";
import { childNamed, type N, named, span, textOf } from "./node";
import { segmentsOf } from "./paths";
import { unknownType } from "./types";

const discard = (node: N): Target => ({ kind: "discard", span: span(node) });

/** Variants whose content stands for the value itself; what is in an `Err` is of no interest. */
const insides: ReadonlySet<string> = new Set(["Some", "Ok", "Ready", "Break", "Continue"]);

export function targetOfPattern(ctx: Ctx, node: N): Target {
  switch (node.type) {
    case "identifier":
    case "shorthand_field_identifier": {
      const name = textOf(ctx, node);
      return /^[A-Z]/.test(name) ? discard(node) : { kind: "name", name, span: span(node) };
    }
    case "mut_pattern":
    case "ref_pattern":
    case "reference_pattern":
    case "captured_pattern":
    case "match_pattern":
    case "or_pattern":
    case "parenthesized_pattern": {
      const inner = named(node).find((child) => child.type !== "mutable_specifier");
      return inner ? targetOfPattern(ctx, inner) : discard(node);
    }
    case "tuple_pattern":
    case "slice_pattern": {
      const items = named(node);
      return list(ctx, items, node);
    }
    case "tuple_struct_pattern": {
      const type = childNamed(node, "type");
      const items = named(node).filter((child) => child !== type);
      const variant = type ? (segmentsOf(textOf(ctx, type)).at(-1) ?? "") : "";
      const [only] = items;
      if (variant === "Err" || variant === "None") return discard(node);
      if (only && items.length === 1 && (insides.has(variant) || variant !== "")) return targetOfPattern(ctx, only);
      return list(ctx, items, node);
    }
    case "struct_pattern": {
      const entries = named(node).flatMap((child) => {
        if (child.type !== "field_pattern") return [];
        const name = childNamed(child, "name");
        const inner = childNamed(child, "pattern") ?? name;
        if (!name || !inner) return [];
        return [{ property: textOf(ctx, name), target: targetOfPattern(ctx, inner), rest: false }];
      });
      return { kind: "pattern", shape: "object", entries, span: span(node) };
    }
    default:
      return discard(node);
  }
}

function list(ctx: Ctx, items: readonly N[], node: N): Target {
  const entries = items.map((item, index) => ({ property: String(index), target: targetOfPattern(ctx, item), rest: false }));
  return { kind: "pattern", shape: "list", entries, span: span(node) };
}

/** The first name that a target binds. */
export function firstName(target: Target): string | undefined {
  if (target.kind === "name") return target.name;
  if (target.kind !== "pattern") return undefined;
  for (const entry of target.entries) {
    const name = firstName(entry.target);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** A target that gets the value of several results at once: `let (a, b) = …`. */
export function flatTargets(target: Target): readonly Target[] {
  return target.kind === "pattern" && target.shape === "list" && target.entries.length > 0
    ? target.entries.map((entry) => entry.target)
    : [target];
}

/** Parameters of a function or closure, the receiver left out. */
export function paramsOf(ctx: Ctx, node: N | undefined): readonly Param[] {
  if (!node) return [];
  return named(node).flatMap((child): readonly Param[] => {
    if (child.type === "self_parameter" || child.type === "variadic_parameter") return [];
    const pattern = child.type === "parameter" ? childNamed(child, "pattern") : child;
    const typeNode = child.type === "parameter" ? childNamed(child, "type") : undefined;
    const type = typeNode ? ctx.type(typeNode) : unknownType;
    if (!pattern || textOf(ctx, pattern) === "self") return [];
    const target = targetOfPattern(ctx, pattern);
    if (target.kind === "name") return [{ name: target.name, type, variadic: false, span: span(child) }];
    const pieces = piecesOf(target, "");
    return [{ name: "", type, variadic: false, span: span(child), ...(pieces.length > 0 ? { pattern: pieces } : {}) }];
  });
}

function piecesOf(target: Target, path: string): readonly { readonly property: string; readonly local: string }[] {
  if (target.kind === "name") return [{ property: path, local: target.name }];
  if (target.kind !== "pattern") return [];
  return target.entries.flatMap((entry) => piecesOf(entry.target, path === "" ? entry.property : `${path}.${entry.property}`));
}
