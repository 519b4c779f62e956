/** `require` in all its places, and dynamic `import()` where its result is bound to names. */
import type { Import } from "../../ir/types";
import type { Ctx } from "./context";
import { stringValue } from "./expressions";
import { childNamed, firstNamed, type N, named, span, textOf } from "./node";

/** Collects the import that a declarator stands for; false when it stands for none. */
export function requireImport(ctx: Ctx, name: N, value: N | undefined): boolean {
  const found = value && moduleOf(ctx, value);
  if (!found) return false;
  if (name.type === "identifier") return importModule(ctx, textOf(ctx, name), value);
  if (name.type !== "object_pattern" || found.member !== undefined) return false;
  const names = namesOf(ctx, name);
  if (!names) return false;
  ctx.imports.push({ source: found.source, span: span(found.node), typeOnly: false, kind: "names", names });
  return true;
}

/** Collects the import that `local = require("m")` or `local = require("m").a` makes; false when the value is something else. */
export function importModule(ctx: Ctx, local: string, value: N): boolean {
  const found = moduleOf(ctx, value);
  if (!found) return false;
  const base = { source: found.source, span: span(found.node), typeOnly: false };
  ctx.imports.push(
    found.member === undefined
      ? { ...base, kind: "namespace", local, names: [] }
      : { ...base, kind: "names", names: [{ imported: found.member, local }] },
  );
  return true;
}

/** Names of a flat pattern; undefined when something in it goes deeper or takes the rest. */
function namesOf(ctx: Ctx, pattern: N): Import["names"] | undefined {
  const names: { imported: string; local: string }[] = [];
  for (const item of named(pattern)) {
    const bare = item.type === "object_assignment_pattern" ? childNamed(item, "left") : item;
    if (bare?.type === "shorthand_property_identifier_pattern") {
      names.push({ imported: textOf(ctx, bare), local: textOf(ctx, bare) });
      continue;
    }
    const key = childNamed(item, "key");
    const value = childNamed(item, "value");
    if (item.type !== "pair_pattern" || !key || value?.type !== "identifier") return undefined;
    names.push({ imported: ctx.propertyName(key), local: textOf(ctx, value) });
  }
  return names;
}

/** `require("m")`, `require("m").a`, `await import("m")`, `(await import("m")).a`, and what compilers wrap around it. */
function moduleOf(ctx: Ctx, node: N): { readonly source: string; readonly member?: string; readonly node: N } | undefined {
  switch (node.type) {
    case "call_expression": {
      const callee = childNamed(node, "function");
      const args = childNamed(node, "arguments");
      const argument = args && args.type === "arguments" ? named(args) : [];
      const only = argument.length === 1 ? argument[0] : undefined;
      if (!callee || !only) return undefined;
      const name = textOf(ctx, callee);
      if (name === "require" && only.type === "string") return { source: stringValue(ctx, only), node };
      return /^(?:tslib_\d+\.)?(?:__importStar|__importDefault|_interopRequire\w+)$/.test(name) ? moduleOf(ctx, only) : undefined;
    }
    case "member_expression": {
      const object = childNamed(node, "object");
      const property = childNamed(node, "property");
      const inner = object && moduleOf(ctx, object);
      return inner && property && inner.member === undefined ? { ...inner, member: textOf(ctx, property) } : undefined;
    }
    case "await_expression": {
      const call = firstNamed(node);
      if (call?.type !== "call_expression" || childNamed(call, "function")?.type !== "import") return undefined;
      const list = childNamed(call, "arguments");
      const source = list && firstNamed(list);
      return source?.type === "string" ? { source: stringValue(ctx, source), node } : undefined;
    }
    case "parenthesized_expression":
    case "as_expression":
    case "non_null_expression": {
      const inner = firstNamed(node);
      return inner && moduleOf(ctx, inner);
    }
    default:
      return undefined;
  }
}

/** A call of `require` for its effect alone. */
export function effectImport(ctx: Ctx, statement: N): boolean {
  const inner = firstNamed(statement);
  const found = inner?.type === "call_expression" ? moduleOf(ctx, inner) : undefined;
  if (!found) return false;
  ctx.imports.push({ source: found.source, span: span(statement), kind: "effect", names: [], typeOnly: false });
  return true;
}
