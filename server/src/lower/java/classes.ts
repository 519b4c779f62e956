/**
 * Classes, interfaces, enums and records. A class inside a class goes by both names. Values of static fields and static blocks run when the
 * class is loaded: they stand in the module function.
 */
import type { Expr, Field, FunctionDecl, MethodSignature, Stmt, TypeRef } from "../../ir/types";
import type { Span } from "../../text/span";
import { annotationsOf, decoratorOf, textArg } from "./annotations";
import { member } from "./calls";
import type { ClassAround, Ctx, Draft } from "./context";
import { paramsOfNode } from "./functions";
import { childNamed, childrenNamed, firstNamed, type N, named, span, textOf } from "./node";
import { arrayOf, typeParamsOf } from "./types";

interface Collected {
  readonly owner: string;
  readonly fields: Draft<Field>[];
  readonly signatures: MethodSignature[];
  readonly methods: Draft<FunctionDecl>[];
}

export const classTypes: ReadonlySet<string> = new Set([
  "class_declaration",
  "interface_declaration",
  "enum_declaration",
  "record_declaration",
]);

/** Full names of all classes under a node. */
export function declaredNames(ctx: { readonly text: string }, node: N, outer: string, into: Set<string>, depth = 0): void {
  if (depth > 200) return;
  for (const child of node.children) {
    const name = classTypes.has(child.type) ? childNamed(child, "name") : undefined;
    const full = name ? (outer === "" ? textOf(ctx, name) : `${outer}.${textOf(ctx, name)}`) : outer;
    if (name) into.add(full);
    declaredNames(ctx, child, full, into, depth + 1);
  }
}

const membersOf = (body: N | undefined): readonly N[] =>
  body ? named(body).flatMap((child) => (child.type === "enum_body_declarations" ? named(child) : [child])) : [];

const isStaticNode = (ctx: Ctx, node: N): boolean => /\bstatic\b/.test(modifiersOf(ctx, node));

/** The keywords before a declaration, without its annotations. */
function modifiersOf(ctx: Ctx, node: N): string {
  const modifiers = node.children.find((child) => child.type === "modifiers");
  if (!modifiers) return "";
  let from = modifiers.start;
  let text = "";
  for (const child of named(modifiers)) {
    text += ` ${ctx.text.slice(from, child.start)}`;
    from = child.end;
  }
  return `${text} ${ctx.text.slice(from, modifiers.end)}`;
}

export function declareClass(ctx: Ctx, node: N): void {
  const nameNode = childNamed(node, "name");
  if (!nameNode) return;
  const outer = ctx.classes.at(-1)?.name;
  const written = textOf(ctx, nameNode);
  const owner = outer === undefined || !ctx.declared.has(`${outer}.${written}`) ? written : `${outer}.${written}`;
  const all: Collected = { owner, fields: [], signatures: [], methods: [] };
  const members = membersOf(childNamed(node, "body"));
  const bases = basesOf(ctx, node);
  ctx.classes.push(aroundOf(ctx, node, owner, members, bases.length > 0));
  // A class sees none of the local names around it that could stand for its fields.
  const kept = ctx.locals.splice(0);
  if (node.type === "record_declaration") addComponents(ctx, node, all);
  for (const inner of members) addMember(ctx, inner, all);
  ctx.locals.push(...kept);
  ctx.classes.pop();
  if (node.type !== "interface_declaration") addGenerated(ctx, node, all);
  const isPlainEnum =
    node.type === "enum_declaration" && all.methods.length === 0 && all.fields.every((field) => field.tag === constantTag);
  const target: TypeRef = { kind: "basic", name: "string" };
  ctx.types.push({
    name: owner,
    span: span(node),
    nameSpan: span(nameNode),
    kind: isPlainEnum ? "alias" : node.type === "interface_declaration" ? "interface" : "class",
    fields: isPlainEnum ? [] : all.fields,
    methods: all.signatures,
    embeds: bases,
    ...(isPlainEnum ? { target } : {}),
    typeParams: typeParamsOf(ctx, node),
  });
  ctx.functions.push(...all.methods);
}

/** Written for what is no part of an instance. */
const constantTag = 'json:"-"';

function aroundOf(ctx: Ctx, node: N, name: string, members: readonly N[], hasBase: boolean): ClassAround {
  const fields = new Set<string>();
  const methods = new Set<string>();
  for (const inner of members) {
    const nameNode = childNamed(inner, "name");
    if (inner.type === "method_declaration" && nameNode) methods.add(textOf(ctx, nameNode));
    else if (inner.type === "enum_constant" && nameNode) fields.add(textOf(ctx, nameNode));
    else if (inner.type === "field_declaration" || inner.type === "constant_declaration") {
      for (const declarator of childrenNamed(inner, "declarator")) {
        const own = childNamed(declarator, "name");
        if (own) fields.add(textOf(ctx, own));
      }
    }
  }
  if (node.type === "record_declaration") for (const { name: own } of paramsOfNode(ctx, childNamed(node, "parameters"))) fields.add(own);
  return { name, fields, methods, hasBase };
}

/** What the class extends and implements. */
function basesOf(ctx: Ctx, node: N): readonly TypeRef[] {
  return node.children.flatMap((child): readonly TypeRef[] => {
    if (child.type === "superclass") return named(child).map((type) => ctx.type(type));
    if (child.type !== "super_interfaces" && child.type !== "extends_interfaces") return [];
    const list = firstNamed(child);
    return list ? named(list).map((type) => ctx.type(type)) : [];
  });
}

function addMember(ctx: Ctx, node: N, all: Collected): void {
  switch (node.type) {
    case "method_declaration":
    case "constructor_declaration":
    case "compact_constructor_declaration":
      addMethod(ctx, node, all);
      return;
    case "field_declaration":
    case "constant_declaration":
      addFields(ctx, node, all);
      return;
    case "enum_constant": {
      const name = childNamed(node, "name");
      const list = childNamed(node, "arguments");
      if (!name) return;
      all.fields.push({
        name: textOf(ctx, name),
        type: { kind: "named", name: all.owner, args: [], span: span(name) },
        span: span(node),
        tag: constantTag,
        optional: false,
      });
      for (const arg of list ? named(list) : []) ctx.moduleBody.push({ kind: "expr", expr: ctx.expr(arg), span: span(arg) });
      return;
    }
    case "static_initializer": {
      const block = firstNamed(node);
      ctx.locals.push(new Map());
      ctx.moduleBody.push({ kind: "block", body: ctx.body(block), span: span(node) });
      ctx.locals.pop();
      return;
    }
    case "block":
      all.methods.push(initializer(ctx, node, all.owner));
      return;
    default:
      if (classTypes.has(node.type)) ctx.classDecl(node);
  }
}

/** `{ … }` in a class runs as each instance is made. */
function initializer(ctx: Ctx, node: N, owner: string): Draft<FunctionDecl> {
  const at = { start: node.start, end: node.start };
  ctx.locals.push(new Map());
  const body = ctx.body(node);
  ctx.locals.pop();
  return { ...empty(owner, at), name: "constructor", kind: "constructor", body, span: span(node) };
}

const empty = (owner: string, at: Span): Draft<FunctionDecl> => ({
  name: "",
  kind: "method",
  owner,
  self: "this",
  params: [],
  results: [],
  typeParams: [],
  body: [],
  span: at,
  nameSpan: at,
  async: false,
  static: false,
  exported: false,
  decorators: [],
});

function addMethod(ctx: Ctx, node: N, all: Collected): void {
  const nameNode = childNamed(node, "name");
  if (!nameNode) return;
  const isConstructor = node.type !== "method_declaration";
  const name = isConstructor ? "constructor" : textOf(ctx, nameNode);
  const fn = ctx.fn(node, {
    name,
    kind: isConstructor ? "constructor" : "method",
    owner: all.owner,
    static: isStaticNode(ctx, node),
    nameSpan: span(nameNode),
    decorators: annotationsOf(node).map((child) => decoratorOf(ctx, child)),
  });
  fn.exported = !/\bprivate\b/.test(modifiersOf(ctx, node));
  if (childNamed(node, "body")) all.methods.push(fn);
  else all.signatures.push({ name, params: fn.params, results: fn.results.map(({ type }) => type), span: fn.span });
}

function addFields(ctx: Ctx, node: N, all: Collected): void {
  const typeNode = childNamed(node, "type");
  const declared = typeNode ? ctx.type(typeNode) : ({ kind: "unknown" } as const);
  const modifiers = modifiersOf(ctx, node);
  const isStatic = /\bstatic\b/.test(modifiers) || node.type === "constant_declaration";
  const annotations = annotationsOf(node).map((child) => decoratorOf(ctx, child));
  const isLeftOut = isStatic || /\btransient\b/.test(modifiers) || annotations.some(({ name }) => /^(JsonIgnore|Transient)$/.test(name));
  const renamed = textArg(annotations, "JsonProperty") ?? textArg(annotations, "SerializedName") ?? textArg(annotations, "JSONField");
  const tag = isLeftOut ? constantTag : renamed === undefined ? undefined : `json:"${renamed}"`;
  for (const declarator of childrenNamed(node, "declarator")) {
    const nameNode = childNamed(declarator, "name");
    const valueNode = childNamed(declarator, "value");
    if (!nameNode) continue;
    const name = textOf(ctx, nameNode);
    const initial = valueNode && ctx.expr(valueNode);
    if (initial && isStatic)
      ctx.moduleBody.push(assignTo({ kind: "name", name: all.owner, span: span(nameNode) }, name, initial, span(nameNode)));
    all.fields.push({
      name,
      type: arrayOf(declared, childNamed(declarator, "dimensions") ? 1 : 0),
      span: span(node),
      optional: false,
      ...(initial && !isStatic ? { initial } : {}),
      ...(tag === undefined ? {} : { tag }),
    });
  }
}

function addComponents(ctx: Ctx, node: N, all: Collected): void {
  const params = paramsOfNode(ctx, childNamed(node, "parameters"));
  for (const { name, type, span: at } of params) all.fields.push({ name, type, span: at, optional: false });
  const at = { start: node.start, end: node.start };
  all.methods.push(
    madeFrom(
      all.owner,
      params.map(({ name, type }) => ({ name, type })),
      at,
    ),
  );
}

/** A constructor that puts each parameter in the field of its name. */
function madeFrom(owner: string, fields: readonly { readonly name: string; readonly type: TypeRef }[], at: Span): Draft<FunctionDecl> {
  return {
    ...empty(owner, at),
    name: "constructor",
    kind: "constructor",
    params: fields.map(({ name, type }) => ({ name, type, variadic: false, span: at })),
    body: fields.map(({ name }) => assignTo({ kind: "name", name: "this", span: at }, name, { kind: "name", name, span: at }, at)),
  };
}

/** What Lombok adds: constructors over the fields (https://projectlombok.org/features/constructor) and getters. */
function addGenerated(ctx: Ctx, node: N, all: Collected): void {
  const names = new Set(annotationsOf(node).map((child) => decoratorOf(ctx, child).name));
  const at = { start: node.start, end: node.start };
  const own = all.fields.filter((field) => field.tag !== constantTag);
  if (names.has("AllArgsConstructor") || names.has("RequiredArgsConstructor")) {
    const given = names.has("AllArgsConstructor") ? own : own.filter((field) => !field.initial);
    if (!all.methods.some((fn) => fn.kind === "constructor")) all.methods.push(madeFrom(all.owner, given, at));
  }
  if (!names.has("Data") && !names.has("Getter") && !names.has("Value")) return;
  for (const { name, type } of own) {
    const getter = `get${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    if (all.methods.some((fn) => fn.name === getter)) continue;
    const value = member({ kind: "name", name: "this", span: at }, name, at, at);
    all.methods.push({
      ...empty(all.owner, at),
      name: getter,
      results: [{ type }],
      body: [{ kind: "return", values: [value], span: at }],
      exported: true,
    });
  }
}

function assignTo(object: Expr, name: string, value: Expr, at: Span): Stmt {
  const place = member(object, name, at, at);
  return {
    kind: "assign",
    declares: false,
    constant: false,
    targets: [{ kind: "place", expr: place, span: at }],
    values: [value],
    op: "=",
    span: { start: Math.min(at.start, value.span.start), end: Math.max(at.end, value.span.end) },
  };
}

/** The methods of a class that has no name, as functions. Its fields are left aside. */
export function anonymousFunctions(
  ctx: Ctx,
  body: N,
): readonly { readonly name: string; readonly fn: FunctionDecl; readonly span: Span }[] {
  return named(body).flatMap((node) => {
    const nameNode = node.type === "method_declaration" ? childNamed(node, "name") : undefined;
    return nameNode ? [{ name: textOf(ctx, nameNode), fn: ctx.fn(node, {}), span: span(node) }] : [];
  });
}
