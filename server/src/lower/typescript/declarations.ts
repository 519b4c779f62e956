/** Interfaces, type aliases and enums. */
import type { Entry, Stmt, TypeDecl, TypeRef } from "../../ir/types";
import type { Ctx } from "./context";
import { typeParamsOf } from "./functions";
import { childNamed, type N, named, span, textOf } from "./node";
import { members } from "./types";

/** Collects the declared type. An enum also gives a statement: a constant object with its values. */
export function declareType(ctx: Ctx, node: N): readonly Stmt[] {
  const name = childNamed(node, "name");
  if (!name) return [];
  const base = { name: textOf(ctx, name), span: span(node), nameSpan: span(name), typeParams: typeParamsOf(ctx, node) };
  switch (node.type) {
    case "interface_declaration":
      ctx.types.push({ ...base, ...interfaceParts(ctx, node) });
      return [];
    case "type_alias_declaration": {
      const value = childNamed(node, "value");
      ctx.types.push({ ...base, ...aliasParts(value ? ctx.type(value) : { kind: "unknown" }) });
      return [];
    }
    default: {
      const body = childNamed(node, "body");
      const entries = body ? enumEntries(ctx, body) : [];
      const isText = entries.some((entry) => entry.value.kind === "literal" && entry.value.type === "string");
      ctx.types.push({ ...base, ...aliasParts({ kind: "basic", name: isText ? "string" : "int" }) });
      return [
        {
          kind: "assign",
          declares: true,
          constant: true,
          targets: [{ kind: "name", name: base.name, span: base.nameSpan }],
          values: [{ kind: "composite", shape: "object", entries, span: body ? span(body) : base.span }],
          op: "=",
          span: span(node),
        },
      ];
    }
  }
}

function interfaceParts(ctx: Ctx, node: N): Pick<TypeDecl, "kind" | "fields" | "methods" | "embeds"> {
  const body = childNamed(node, "body");
  const heritage = node.children.find((child) => child.type === "extends_type_clause");
  const { fields, methods, index } = body ? members(ctx, body) : { fields: [], methods: [], index: undefined };
  const bases = heritage ? named(heritage).map(ctx.type) : [];
  return { kind: "interface", fields, methods, embeds: index ? [...bases, index] : bases };
}

/** `type A = { … }` is a struct; anything else a name for another type. */
function aliasParts(target: TypeRef): Pick<TypeDecl, "kind" | "fields" | "methods" | "embeds" | "target"> {
  if (target.kind === "struct") return { kind: "struct", fields: target.fields, methods: target.methods, embeds: target.embeds };
  return { kind: "alias", fields: [], methods: [], embeds: [], target };
}

function enumEntries(ctx: Ctx, body: N): readonly Entry[] {
  let next: number | undefined = 0;
  return named(body).flatMap((member): readonly Entry[] => {
    const nameNode = member.type === "enum_assignment" ? childNamed(member, "name") : member;
    if (!nameNode || member.type === "ERROR") return [];
    const written = member.type === "enum_assignment" ? childNamed(member, "value") : undefined;
    const at = span(member);
    const value: Entry["value"] = written
      ? ctx.expr(written)
      : next === undefined
        ? { kind: "unknown", parts: [], span: at }
        : { kind: "literal", type: "number", value: next, span: at };
    next = value.kind === "literal" && typeof value.value === "number" ? value.value + 1 : undefined;
    return [{ name: ctx.propertyName(nameNode), value, spread: false, span: at }];
  });
}
