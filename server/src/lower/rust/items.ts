/** Items: functions, types, `impl` blocks, traits, modules, constants. What is compiled for tests only is left out. */
import type { Field, FunctionDecl, MethodSignature, TypeRef } from "../../ir/types";
import { constant } from "./constants";
import { type Ctx, drop, giveBack } from "./context";
import { importUses, noteDeclarations } from "./imports";
import { stringValue } from "./literals";
import { childNamed, childOf, has, type N, named, span, textOf } from "./node";
import { segmentsOf } from "./paths";
import { paramsOf } from "./patterns";
import { tokensIn } from "./token-exprs";
import { genericsOf, unknownType, voidType } from "./types";

/** Attributes right before a node. */
function attributesBefore(node: N, siblings: readonly N[]): readonly N[] {
  const at = siblings.indexOf(node);
  const found: N[] = [];
  for (let i = at - 1; i >= 0 && siblings[i]?.type === "attribute_item"; i--) found.unshift(siblings[i] as N);
  return found;
}

/** `#[test]`, `#[tokio::test]`, `#[cfg(test)]`, `#[bench]`: https://doc.rust-lang.org/reference/attributes/testing.html */
const testAttribute =
  /^#!?\[\s*(?:(?:\w+::)*(?:test|bench|rstest|test_case|proptest|traced_test|quickcheck)\b(?!\s*=)|cfg\s*\(\s*(?:test\b|all\s*\(\s*test\b|any\s*\(\s*test\b))/;

export function isTestItem(ctx: Ctx, node: N, siblings: readonly N[]): boolean {
  return attributesBefore(node, siblings).some((attribute) => testAttribute.test(textOf(ctx, attribute)));
}

/** All items among these nodes. */
export function declareItems(ctx: Ctx, nodes: readonly N[]): void {
  importUses(
    ctx,
    noteDeclarations(
      ctx,
      nodes.filter((node) => !isTestItem(ctx, node, nodes)),
    ),
  );
  for (const node of nodes) {
    if (node.type === "attribute_item" || isTestItem(ctx, node, nodes)) continue;
    declareItem(ctx, node, attributesBefore(node, nodes));
  }
}

export function declareItem(ctx: Ctx, node: N, attributes: readonly N[] = []): void {
  switch (node.type) {
    case "function_item":
      ctx.functions.push(functionOf(ctx, node, attributes));
      return;
    case "struct_item":
    case "union_item":
      declareStruct(ctx, node);
      return;
    case "enum_item":
      declareEnum(ctx, node);
      return;
    case "type_item":
      declareAlias(ctx, node);
      return;
    case "trait_item":
      declareTrait(ctx, node);
      return;
    case "impl_item":
      declareImpl(ctx, node);
      return;
    case "mod_item": {
      const body = childNamed(node, "body");
      if (body) declareItems(ctx, body.children);
      return;
    }
    case "const_item":
    case "static_item":
      ctx.moduleBody.push(...constant(ctx, node));
      return;
    case "use_declaration":
      if (!ctx.imports.some((known) => known.span.start === node.start)) importUses(ctx, noteDeclarations(ctx, [node]));
      return;
    case "foreign_mod_item":
    case "macro_definition":
      return;
    case "ERROR":
      declareItems(ctx, node.children);
      return;
    default:
      return;
  }
}

function functionOf(ctx: Ctx, node: N, attributes: readonly N[]): FunctionDecl {
  const nameNode = childNamed(node, "name");
  const params = childNamed(node, "parameters");
  const body = childNamed(node, "body");
  const result = childNamed(node, "return_type");
  const owner = ctx.owners[ctx.owners.length - 1];
  const hasSelf = params !== undefined && named(params).some((child) => child.type === "self_parameter" || isSelf(ctx, child));
  ctx.generics.push(genericsOf(ctx, node));
  const type = result ? ctx.type(result) : voidType;
  const outer = ctx.pre;
  ctx.pre = [];
  const stmts = body ? ctx.block(body, result ? giveBack : drop) : [];
  ctx.pre = outer;
  const made: FunctionDecl = {
    name: nameNode ? textOf(ctx, nameNode) : "",
    kind: owner === undefined ? "function" : "method",
    ...(owner === undefined ? {} : { owner }),
    ...(hasSelf ? { self: "self" } : {}),
    params: paramsOf(ctx, params),
    results: type.kind === "basic" && type.name === "void" ? [] : resultsOf(type),
    typeParams: [],
    body: stmts,
    span: span(node),
    nameSpan: nameNode ? span(nameNode) : { start: node.start, end: node.start },
    async: node.children.some((child) => child.type === "function_modifiers" && has(child, "async")),
    static: owner !== undefined && !hasSelf,
    exported: childOf(node, "visibility_modifier") !== undefined,
    decorators: attributes.map((attribute) => decoratorOf(ctx, attribute)),
  };
  ctx.generics.pop();
  return made;
}

const isSelf = (ctx: Ctx, node: N): boolean => {
  const pattern = childNamed(node, "pattern");
  return pattern !== undefined && textOf(ctx, pattern) === "self";
};

/** A tuple of results is several results. */
function resultsOf(type: TypeRef): FunctionDecl["results"] {
  const isTuple = type.kind === "struct" && type.fields.length > 1 && type.fields.every((field, index) => field.name === String(index));
  return isTuple && type.kind === "struct" ? type.fields.map((field) => ({ type: field.type })) : [{ type }];
}

/** `#[get("/items")]` */
function decoratorOf(ctx: Ctx, node: N): FunctionDecl["decorators"][number] {
  const attribute = childOf(node, "attribute");
  const list = attribute && childNamed(attribute, "arguments");
  const path = attribute && named(attribute)[0];
  const name = path ? (segmentsOf(textOf(ctx, path)).at(-1) ?? "") : "";
  const args = (list ? tokensIn(ctx.text, list.start + 1, list.end - 1) : [])
    .filter((one) => one.kind === "text")
    .map(({ text, start, end }) => ({ kind: "literal" as const, type: "string" as const, value: stringValue(text), span: { start, end } }));
  return { name, args };
}

function fieldsOf(ctx: Ctx, body: N | undefined): readonly Field[] {
  if (!body) return [];
  if (body.type === "ordered_field_declaration_list") {
    const types = body.children.filter((child) => child.field === "type");
    return types.map((child, index) => ({ name: String(index), type: ctx.type(child), span: span(child), optional: false }));
  }
  return named(body).flatMap((child): readonly Field[] => {
    const name = childNamed(child, "name");
    const type = childNamed(child, "type");
    if (child.type !== "field_declaration" || !name || !type) return [];
    const written = ctx.type(type);
    return [{ name: textOf(ctx, name), type: written, span: span(child), optional: written.kind === "optional" }];
  });
}

function declareType(
  ctx: Ctx,
  node: N,
  rest: {
    readonly kind: "struct" | "class" | "interface" | "alias";
    readonly fields?: readonly Field[];
    readonly methods?: readonly MethodSignature[];
    readonly target?: TypeRef;
  },
): void {
  const name = childNamed(node, "name");
  ctx.types.push({
    name: name ? textOf(ctx, name) : "",
    span: span(node),
    nameSpan: name ? span(name) : { start: node.start, end: node.start },
    embeds: [],
    typeParams: [],
    fields: [],
    methods: [],
    ...rest,
  });
}

function declareStruct(ctx: Ctx, node: N): void {
  ctx.generics.push(genericsOf(ctx, node));
  declareType(ctx, node, { kind: "struct", fields: fieldsOf(ctx, childNamed(node, "body")) });
  ctx.generics.pop();
}

/** Of an enum, one variant at a time is there. */
function declareEnum(ctx: Ctx, node: N): void {
  const body = childNamed(node, "body");
  ctx.generics.push(genericsOf(ctx, node));
  const fields = (body ? named(body) : []).flatMap((variant): readonly Field[] => {
    const name = childNamed(variant, "name");
    const inner = childNamed(variant, "body");
    if (variant.type !== "enum_variant" || !name || !inner) return [];
    const parts = fieldsOf(ctx, inner);
    const [only] = parts;
    const type: TypeRef =
      only && parts.length === 1 && inner.type === "ordered_field_declaration_list"
        ? only.type
        : { kind: "struct", fields: parts, embeds: [], methods: [] };
    return [{ name: textOf(ctx, name), type, span: span(variant), optional: true }];
  });
  declareType(ctx, node, { kind: "class", fields });
  ctx.generics.pop();
}

function declareAlias(ctx: Ctx, node: N): void {
  const type = childNamed(node, "type");
  ctx.generics.push(genericsOf(ctx, node));
  declareType(ctx, node, { kind: "alias", target: type ? ctx.type(type) : unknownType });
  ctx.generics.pop();
}

function declareTrait(ctx: Ctx, node: N): void {
  const name = childNamed(node, "name");
  const body = childNamed(node, "body");
  if (!name) return;
  ctx.owners.push(textOf(ctx, name));
  ctx.generics.push(genericsOf(ctx, node));
  const signatures: MethodSignature[] = [];
  for (const child of body ? named(body) : []) {
    if (child.type === "function_signature_item") signatures.push(signatureOf(ctx, child));
    if (child.type === "function_item") {
      signatures.push(signatureOf(ctx, child));
      ctx.functions.push(functionOf(ctx, child, []));
    }
  }
  declareType(ctx, node, { kind: "interface", methods: signatures });
  ctx.generics.pop();
  ctx.owners.pop();
}

function signatureOf(ctx: Ctx, node: N): MethodSignature {
  const name = childNamed(node, "name");
  const result = childNamed(node, "return_type");
  return {
    name: name ? textOf(ctx, name) : "",
    params: paramsOf(ctx, childNamed(node, "parameters")),
    results: result ? resultsOf(ctx.type(result)).map((one) => one.type) : [],
    span: span(node),
  };
}

/** `impl Trait for Type`: the methods are the type's, and it takes on the trait's own. */
function declareImpl(ctx: Ctx, node: N): void {
  const type = childNamed(node, "type");
  const trait = childNamed(node, "trait");
  const body = childNamed(node, "body");
  if (!type || !body) return;
  const owner = segmentsOf(textOf(ctx, type).replace(/^&(?:'\w+\s*)?(?:mut\s+)?/, "")).at(-1) ?? "";
  ctx.owners.push(owner);
  ctx.generics.push(genericsOf(ctx, node));
  if (trait) {
    const taken = ctx.type(trait);
    const declared = ctx.types.find((one) => one.name === owner);
    if (declared && taken.kind === "named") declared.embeds = [...declared.embeds, taken];
  }
  const { children } = body;
  for (const child of children) {
    if (child.type === "function_item" && !isTestItem(ctx, child, children))
      ctx.functions.push(functionOf(ctx, child, attributesBefore(child, children)));
    if (child.type === "const_item") ctx.moduleBody.push(...constant(ctx, child));
  }
  ctx.generics.pop();
  ctx.owners.pop();
}
