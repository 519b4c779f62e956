/**
 * Classes. What a class body assigns is evaluated once, when the class is made: it goes to the module function. Fields are those that the
 * body names and those that methods assign to the instance.
 */
import type { Expr, Field, FunctionDecl, Stmt, TypeRef } from "../../ir/types";
import { stmtBodies } from "../../ir/walk";
import type { Span } from "../../text/span";
import type { Ctx, Draft } from "./context";
import { decorated, decoratorOf, nameOf } from "./functions";
import { childNamed, type N, named, span, textOf } from "./node";
import { typeOfNode, unknownType } from "./types";

interface Collected {
  readonly owner: string;
  readonly fields: Draft<Field>[];
  readonly methods: Draft<FunctionDecl>[];
}

/** Bases that are types but say nothing of data. */
const plainBases: ReadonlySet<string> = new Set(["object", "ABC", "Protocol", "Generic", "Exception"]);

export function declareClass(ctx: Ctx, node: N, decorators: readonly N[]): void {
  const nameNode = childNamed(node, "name");
  const owner = nameNode ? textOf(ctx, nameNode) : "";
  const bases = basesOf(ctx, node);
  const all: Collected = { owner, fields: [], methods: [] };
  const first = bases[0];
  ctx.bases.push(first?.expr);
  ctx.names.push({ declared: new Set(), outer: new Set(), yieldsResult: false });
  for (const member of named(childNamed(node, "body") ?? node)) addMember(ctx, member, all);
  ctx.names.pop();
  ctx.bases.pop();
  all.fields.push(...assignedFields(all.methods, all.fields));
  if (isRecord(ctx, decorators, bases)) addConstructor(ctx, node, all);
  ctx.types.push({
    name: owner,
    span: span(node),
    nameSpan: nameNode ? span(nameNode) : { start: node.start, end: node.start },
    kind: "class",
    fields: all.fields,
    methods: [],
    embeds: bases.map((base) => base.type),
    typeParams: [],
  });
  ctx.functions.push(...all.methods);
}

interface Base {
  readonly expr: Expr;
  readonly type: TypeRef;
}

function basesOf(ctx: Ctx, node: N): readonly Base[] {
  const list = childNamed(node, "superclasses");
  return (list ? named(list) : []).flatMap((child): readonly Base[] => {
    if (child.type !== "identifier" && child.type !== "attribute") return [];
    const type = typeOfNode(ctx, child);
    return type.kind === "named" && !plainBases.has(type.name) ? [{ expr: ctx.expr(child), type }] : [];
  });
}

function addMember(ctx: Ctx, node: N, all: Collected): void {
  const { definition, decorators } = decorated(node);
  if (!definition) return;
  switch (definition.type) {
    case "function_definition":
      addMethod(ctx, definition, decorators, all);
      return;
    case "class_definition":
      ctx.classDecl(definition, decorators);
      return;
    case "expression_statement":
      for (const child of named(definition)) addStatement(ctx, child, all);
      return;
    case "if_statement":
    case "try_statement":
      for (const stmt of ctx.body(definition)) ctx.moduleBody.push(stmt);
      return;
    default:
  }
}

function addStatement(ctx: Ctx, node: N, all: Collected): void {
  const left = childNamed(node, "left");
  const right = childNamed(node, "right");
  if (node.type !== "assignment" || left?.type !== "identifier") {
    if (node.type === "call") ctx.moduleBody.push({ kind: "expr", expr: ctx.expr(node), span: span(node) });
    return;
  }
  const name = textOf(ctx, left);
  const annotation = childNamed(node, "type");
  const value = right && ctx.expr(right);
  all.fields.push({
    name,
    type: annotation ? typeOfNode(ctx, annotation) : unknownType,
    span: span(node),
    optional: false,
    ...(value && isPlain(value) ? { initial: value } : {}),
  });
  if (value && !isPlain(value)) {
    const place: Expr = {
      kind: "member",
      object: { kind: "name", name: all.owner, span: { start: left.start, end: left.start } },
      name,
      nameSpan: span(left),
      span: span(left),
    };
    ctx.moduleBody.push({
      kind: "assign",
      declares: false,
      constant: false,
      targets: [{ kind: "place", expr: place, span: span(left) }],
      values: [value],
      op: "=",
      span: span(node),
    });
  }
}

/** Values that may be read again and again without doing anything. */
function isPlain(expr: Expr): boolean {
  return expr.kind === "literal" || expr.kind === "name" || expr.kind === "template" || expr.kind === "composite";
}

function addMethod(ctx: Ctx, node: N, decorators: readonly N[], all: Collected): void {
  const written = nameOf(ctx, node);
  const known = decorators.map((child) => decoratorOf(ctx, child));
  const has = (name: string): boolean => known.some((decorator) => decorator.name === name);
  const isGetter = has("property") || has("cached_property");
  const accessor = isGetter ? "get " : has("setter") ? "set " : "";
  const isConstructor = written === "__init__";
  const fn = ctx.fn(node, {
    // Used like a field, so it must not be found as a method of the plain name.
    name: isConstructor ? "constructor" : `${accessor}${written}`,
    kind: isConstructor ? "constructor" : "method",
    owner: all.owner,
    bound: !has("staticmethod"),
    static: has("staticmethod"),
    decorators: known,
  });
  all.methods.push(fn);
  if (isGetter) all.fields.push(fieldOfGetter(fn, written));
}

/** What a property gives looks like a field: of its declared type, or with the place or call that it returns as its value. */
function fieldOfGetter(fn: FunctionDecl, name: string): Field {
  const last = fn.body.findLast((stmt) => stmt.kind === "return");
  const given = last?.kind === "return" ? last.values[0] : undefined;
  return {
    name,
    type: fn.results[0]?.type ?? unknownType,
    span: fn.nameSpan,
    optional: false,
    ...(given && isPlace(given, fn.self) ? { initial: given } : {}),
  };
}

function isPlace(expr: Expr, self: string | undefined): boolean {
  return expr.kind === "member" ? isPlace(expr.object, self) : expr.kind === "name" && expr.name === self;
}

/** `self.x = …` and `cls.x = …` declare a field, wherever in the methods they stand; a parameter assigned to it gives its type. */
function assignedFields(methods: readonly FunctionDecl[], declared: readonly Field[]): readonly Field[] {
  const known = new Set([...declared.map((field) => field.name), ...methods.map((fn) => fn.name)]);
  const found: Field[] = [];
  for (const fn of methods) {
    if (fn.self === undefined) continue;
    const params = new Map(fn.params.map((param) => [param.name, param.type]));
    for (const { name, value, type, span: at } of ownAssignments(fn.body, fn.self)) {
      if (known.has(name)) continue;
      known.add(name);
      const given = type ?? (value?.kind === "name" ? params.get(value.name) : undefined) ?? unknownType;
      found.push({ name, type: given, span: at, optional: false });
    }
  }
  return found;
}

interface Assigned {
  readonly name: string;
  readonly value?: Expr;
  readonly type?: TypeRef;
  readonly span: Span;
}

function ownAssignments(body: readonly Stmt[], self: string): readonly Assigned[] {
  const found: Assigned[] = [];
  const stack = body.toReversed();
  for (let stmt = stack.pop(); stmt; stmt = stack.pop()) {
    for (const nested of stmtBodies(stmt).toReversed()) stack.push(...nested.toReversed());
    if (stmt.kind !== "assign" || stmt.op !== "=") continue;
    const { targets, values, type } = stmt;
    targets.forEach((target, index) => {
      if (target.kind !== "place" || target.expr.kind !== "member") return;
      const { object, name } = target.expr;
      if (object.kind !== "name" || object.name !== self) return;
      const value = values.length === targets.length ? values[index] : undefined;
      found.push({ name, span: target.span, ...(value ? { value } : {}), ...(type ? { type } : {}) });
    });
  }
  return found;
}

const recordDecorators: ReadonlySet<string> = new Set(["dataclass", "define", "attrs", "s", "frozen", "mutable"]);
const recordBases: ReadonlySet<string> = new Set(["BaseModel", "NamedTuple", "BaseSettings", "SQLModel", "Struct"]);

/** Classes whose constructor is made from their fields: dataclasses, attrs, pydantic, named tuples. */
function isRecord(ctx: Ctx, decorators: readonly N[], bases: readonly Base[]): boolean {
  if (decorators.some((child) => recordDecorators.has(decoratorOf(ctx, child).name))) return true;
  return bases.some(({ type }) => type.kind === "named" && recordBases.has(type.name));
}

/** `__init__(self, a, b): self.a = a; self.b = b`, as the decorator or base writes it. */
function addConstructor(_ctx: Ctx, node: N, all: Collected): void {
  if (all.methods.some((fn) => fn.kind === "constructor")) return;
  const at = { start: node.start, end: node.start };
  const own = all.fields.filter((field) => field.type.kind !== "unknown");
  const body = own.map(({ name }): Stmt => {
    const place: Expr = { kind: "member", object: { kind: "name", name: "self", span: at }, name, nameSpan: at, span: at };
    return {
      kind: "assign",
      declares: false,
      constant: false,
      targets: [{ kind: "place", expr: place, span: at }],
      values: [{ kind: "name", name, span: at }],
      op: "=",
      span: at,
    };
  });
  all.methods.push({
    name: "constructor",
    kind: "constructor",
    owner: all.owner,
    self: "self",
    params: own.map(({ name, type, initial }) => ({ name, type, variadic: false, span: at, ...(initial ? { initial } : {}) })),
    results: [],
    typeParams: [],
    body,
    span: at,
    nameSpan: at,
    async: false,
    static: false,
    exported: false,
    decorators: [],
  });
}
