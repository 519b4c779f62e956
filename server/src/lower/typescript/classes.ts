/**
 * Classes. Every expression of a class ends up in exactly one place: an initial value in its `Field.initial` (it runs in the
 * constructor), a field that holds a function as a method, `this.x = …` in the body it stands in (the field is declared without a
 * value), static values and blocks in the module function.
 */
import type { Expr, Field, FunctionDecl, MethodSignature, Stmt, TypeRef } from "../../ir/types";
import { stmtBodies } from "../../ir/walk";
import type { Span } from "../../text/span";
import type { Ctx, Draft } from "./context";
import { decoratorOf, functionTypes, typeParamsOf } from "./functions";
import { jsDocTagType } from "./jsdoc";
import { childNamed, firstNamed, has, type N, named, span, textOf } from "./node";
import { annotatedType, methodSignature, typeArguments, unknownType } from "./types";

interface Collected {
  readonly owner: string;
  readonly fields: Draft<Field>[];
  readonly signatures: MethodSignature[];
  readonly methods: Draft<FunctionDecl>[];
  /** `this.x = x` for the constructor's parameter properties. */
  readonly initials: Stmt[];
}

/** Collects the class, its methods and its constructor; gives the name it is known by. */
export function declareClass(ctx: Ctx, node: N, fallbackName: string): string {
  const nameNode = childNamed(node, "name");
  // `const X = class Y {}`: outside it is X.
  const owner = nameNode && (node.type !== "class" || fallbackName.startsWith("<")) ? textOf(ctx, nameNode) : fallbackName;
  const all: Collected = { owner, fields: [], signatures: [], methods: [], initials: [] };
  const body = childNamed(node, "body");
  let decorators: N[] = [];
  for (const member of body ? named(body) : []) {
    if (member.type === "decorator") {
      decorators.push(member);
      continue;
    }
    addMember(ctx, member, decorators, all);
    decorators = [];
  }
  const nameSpan = nameNode ? span(nameNode) : { start: node.start, end: node.start };
  const maker = all.methods.find((fn) => fn.kind === "constructor");
  if (maker && all.initials.length > 0) maker.body = [...all.initials, ...maker.body];
  all.fields.push(...assignedFields(all.methods, all.fields));
  ctx.types.push({
    name: owner,
    span: span(node),
    nameSpan,
    kind: "class",
    fields: all.fields,
    methods: all.signatures,
    embeds: heritage(ctx, node),
    typeParams: typeParamsOf(ctx, node),
  });
  ctx.functions.push(...all.methods);
  return owner;
}

function addMember(ctx: Ctx, member: N, before: readonly N[], all: Collected): void {
  const nameNode = childNamed(member, "name");
  switch (member.type) {
    case "method_definition": {
      if (nameNode) addMethod(ctx, member, nameNode, before, all);
      return;
    }
    case "public_field_definition":
      if (nameNode) addField(ctx, member, nameNode, all);
      return;
    case "abstract_method_signature":
      all.signatures.push(methodSignature(ctx, member));
      return;
    case "class_static_block":
      ctx.moduleBody.push({ kind: "block", body: ctx.body(childNamed(member, "body")), span: span(member) });
      return;
    default:
      return;
  }
}

function addMethod(ctx: Ctx, node: N, nameNode: N, before: readonly N[], all: Collected): void {
  const written = ctx.propertyName(nameNode);
  const isStatic = has(node, "static");
  const isConstructor = written === "constructor" && !isStatic;
  const accessor = has(node, "get") ? "get " : has(node, "set") ? "set " : "";
  const fn = ctx.fn(node, {
    // Used like a field, so it must not be found as a method of the plain name.
    name: `${accessor}${written}`,
    kind: isConstructor ? "constructor" : "method",
    owner: all.owner,
    static: isStatic,
    nameSpan: span(nameNode),
    decorators: [...before, ...node.children.filter((child) => child.type === "decorator")].map((child) => decoratorOf(ctx, child)),
  });
  all.methods.push(fn);
  if (accessor === "get ") all.fields.push(fieldOfGetter(fn, written));
  if (isConstructor) addParameterProperties(ctx, node, all);
}

/** What a getter gives looks like a field: of its declared type, or with the place it returns (`return this.client`) as its value. */
function fieldOfGetter(fn: FunctionDecl, name: string): Field {
  const last = fn.body.findLast((stmt) => stmt.kind === "return");
  const given = last?.kind === "return" && !fn.static ? last.values[0] : undefined;
  return {
    name,
    type: fn.results[0]?.type ?? unknownType,
    span: fn.nameSpan,
    optional: false,
    ...(given && isPlace(given) ? { initial: given } : {}),
  };
}

/** `this.a.b`: evaluating it again does nothing. */
function isPlace(expr: Expr): boolean {
  return expr.kind === "member" ? isPlace(expr.object) : expr.kind === "name" && expr.name === "this";
}

/** `constructor(private client: Etcd3)` declares a field and fills it. */
function addParameterProperties(ctx: Ctx, node: N, all: Collected): void {
  const list = childNamed(node, "parameters");
  const params = ctx.params(list);
  for (const param of list ? named(list) : []) {
    const marked = param.children.some((child) => child.type === "accessibility_modifier" || child.type === "override_modifier");
    const pattern = childNamed(param, "pattern");
    if (pattern?.type !== "identifier") continue;
    if (!marked && !/\breadonly\s*$/.test(ctx.text.slice(param.start, pattern.start))) continue;
    const name = textOf(ctx, pattern);
    const value: Expr = { kind: "name", name, span: span(pattern) };
    const type = params.find((known) => known.name === name)?.type ?? unknownType;
    const optional = param.type === "optional_parameter";
    all.fields.push({ name, type: optional && type.kind === "optional" ? type.element : type, span: span(param), optional });
    all.initials.push(assignField(name, value, pattern));
  }
}

function addField(ctx: Ctx, node: N, nameNode: N, all: Collected): void {
  const name = ctx.propertyName(nameNode);
  const valueNode = childNamed(node, "value");
  const annotation = childNamed(node, "type");
  const isStatic = has(node, "static");
  const decorators = node.children.filter((child) => child.type === "decorator");
  const annotated = annotation ? annotatedType(ctx, annotation) : jsDocTagType(ctx, ctx.jsDoc(node.start), "type");
  if (valueNode && functionTypes.has(valueNode.type)) {
    const called = decorators.map((child) => decoratorOf(ctx, child));
    const role = { name, kind: "method", owner: all.owner, static: isStatic, nameSpan: span(nameNode), decorators: called } as const;
    const method = ctx.fn(valueNode, role);
    all.methods.push(method);
    return;
  }
  const initial = valueNode && ctx.expr(valueNode);
  if (initial && isStatic) {
    ctx.moduleBody.push(assignTo({ kind: "name", name: all.owner, span: span(nameNode) }, name, initial, nameNode));
  }
  const tag = decorators.map((child) => textOf(ctx, child)).join(" ");
  all.fields.push({
    name,
    type: annotated ?? unknownType,
    span: span(node),
    optional: has(node, "?"),
    ...(initial && !isStatic ? { initial } : {}),
    ...(tag === "" ? {} : { tag }),
  });
}

const assignField = (name: string, value: Expr, at: N): Stmt => assignTo({ kind: "name", name: "this", span: span(at) }, name, value, at);

function assignTo(object: Expr, name: string, value: Expr, at: N): Stmt {
  const place: Expr = { kind: "member", object, name, nameSpan: span(at), span: span(at) };
  return {
    kind: "assign",
    declares: false,
    constant: false,
    targets: [{ kind: "place", expr: place, span: span(at) }],
    values: [value],
    op: "=",
    span: { start: Math.min(at.start, value.span.start), end: Math.max(at.end, value.span.end) },
  };
}

/** `this.x = …` declares a field, wherever in the methods it stands; the type is that of a parameter assigned to it. */
export function assignedFields(methods: readonly FunctionDecl[], declared: readonly Field[]): readonly Field[] {
  const known = new Set([...declared.map((field) => field.name), ...methods.map((fn) => fn.name)]);
  const found: Field[] = [];
  for (const fn of methods) {
    if (fn.static) continue;
    const params = new Map(fn.params.map((param) => [param.name, param.type]));
    for (const { name, value, span: at } of ownAssignments(fn.body)) {
      if (known.has(name)) continue;
      known.add(name);
      const type = value?.kind === "name" ? (params.get(value.name) ?? unknownType) : unknownType;
      found.push({ name, type, span: at, optional: false });
    }
  }
  return found;
}

function ownAssignments(body: readonly Stmt[]): readonly { readonly name: string; readonly value?: Expr; readonly span: Span }[] {
  const found: { name: string; value?: Expr; span: Span }[] = [];
  const stack = body.toReversed();
  for (let stmt = stack.pop(); stmt; stmt = stack.pop()) {
    for (const nested of stmtBodies(stmt).toReversed()) stack.push(...nested.toReversed());
    if (stmt.kind !== "assign" || stmt.op !== "=") continue;
    const [target] = stmt.targets;
    const [value] = stmt.values;
    if (target?.kind !== "place" || target.expr.kind !== "member") continue;
    const { object, name } = target.expr;
    if (object.kind === "name" && object.name === "this") found.push({ name, span: target.span, ...(value ? { value } : {}) });
  }
  return found;
}

/** What the class extends and implements. A base that is computed (`mixin(A)`) is left out. */
function heritage(ctx: Ctx, node: N): readonly TypeRef[] {
  const clause = node.children.find((child) => child.type === "class_heritage");
  if (!clause) return [];
  return named(clause).flatMap((part): readonly TypeRef[] => {
    if (part.type === "implements_clause") return named(part).map(ctx.type);
    const base = part.type === "extends_clause" ? childNamed(part, "value") : part;
    if (!base) return [];
    if (base.type !== "identifier" && base.type !== "member_expression") return [];
    const args = typeArguments(ctx, childNamed(part, "type_arguments"));
    if (base.type === "identifier") return [{ kind: "named", name: textOf(ctx, base), args, span: span(base) }];
    const object = firstNamed(base);
    const property = childNamed(base, "property");
    if (!object || !property) return [];
    return [{ kind: "named", qualifier: textOf(ctx, object), name: textOf(ctx, property), args, span: span(base) }];
  });
}
