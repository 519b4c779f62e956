/** Every use of a read's answer in a body, judged: does the program want values, keys, a number, or only to know whether there is something. */
import { typeById } from "../catalog/index";
import type { LibraryType } from "../catalog/types";
import type { Expr, Loop, Stmt, Target } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall, Scope } from "../resolve/types";
import { awaited } from "./bindings";
import { bare, own, type Reader } from "./reader";

type Field = "kvs" | "count" | "key" | "value" | "more" | "prev-kv" | "events" | "revision";

export interface Uses {
  values: boolean;
  keys: boolean;
  count: boolean;
  exists: boolean;
  escapes: boolean;
}

/** `response`: the whole answer; `kvs`: its list; `map`: keys to values; `kv`: one entry; `names`: a list of keys. */
type Held = "response" | "kvs" | "kv" | "names";

const maxFollowed = 4;

export function collect(
  names: readonly string[],
  held: Held,
  body: readonly Stmt[],
  scope: Scope,
  call: EtcdCall,
  reader: Reader,
  uses: Uses,
  depth: number,
): void {
  look(
    body,
    (expr) => expr.kind === "name" && names.includes(expr.name) && expr.span.start > call.span.start,
    held,
    scope,
    reader,
    uses,
    body,
    call,
    depth,
  );
}

/** Walks a body with the parents of each expression, and judges every place where the held value stands. */
export function look(
  body: readonly Stmt[],
  isHeld: (expr: Expr) => boolean,
  held: Held,
  scope: Scope,
  reader: Reader,
  uses: Uses,
  whole: readonly Stmt[],
  call: EtcdCall,
  depth: number,
  type?: string,
): void {
  const parents = new Map<Expr, Expr>();
  const heldType = type === undefined ? undefined : { isHeld, type: typeById(type) };
  const context: Look = { parents, scope, reader, uses, body: whole, call, depth, ...(heldType ? { heldType } : {}) };
  const found: { readonly expr: Expr; readonly stmt: Stmt | undefined }[] = [];
  let stmt: Stmt | undefined;
  walk(body, {
    stmt: (at) => {
      stmt = at;
      if (at.kind === "loop" && at.over && isHeld(bare(at.over))) ofLoop(at, held, context);
      return true;
    },
    expr: (expr) => {
      if (isHeld(expr)) found.push({ expr, stmt });
      for (const child of childrenOf(expr)) parents.set(child, expr);
      return true;
    },
    fn: () => true,
  });
  for (const { expr, stmt: at } of found) {
    if (at?.kind === "loop" && at.over && bare(at.over) === expr) continue;
    judge(expr, held, at, context);
  }
}

interface Look {
  readonly parents: ReadonlyMap<Expr, Expr>;
  readonly scope: Scope;
  readonly reader: Reader;
  readonly uses: Uses;
  readonly body: readonly Stmt[];
  readonly call: EtcdCall;
  readonly depth: number;
  /** What the catalogue says of the held value, where its own expression does not tell the type. */
  readonly heldType?: { readonly isHeld: (expr: Expr) => boolean; readonly type: LibraryType | undefined };
}

function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "member":
      return [expr.object];
    case "index":
      return [expr.object, expr.index];
    case "call":
      return [expr.callee, ...expr.args.map((arg) => arg.value)];
    case "await":
    case "cast":
    case "unary":
      return [expr.operand];
    case "binary":
      return [expr.left, expr.right];
    case "conditional":
      return [expr.test, expr.then, expr.else];
    case "composite":
      return expr.entries.map((entry) => entry.value);
    case "slice":
      return [expr.object];
    case "template":
    case "unknown":
      return expr.parts;
    default:
      return [];
  }
}

function follow(names: readonly string[], held: Held, context: Look): void {
  if (context.depth >= maxFollowed) {
    context.uses.escapes = true;
    return;
  }
  collect(names, held, context.body, context.scope, context.call, context.reader, context.uses, context.depth + 1);
}

/** One place where the held value stands: climbs to what is taken from it. */
function judge(expr: Expr, held: Held, stmt: Stmt | undefined, context: Look): void {
  const { parents, uses } = context;
  let at = expr;
  let parent = parents.get(at);
  while (
    parent &&
    (parent.kind === "await" || parent.kind === "cast" || (parent.kind === "unary" && (parent.op === "&" || parent.op === "*")))
  ) {
    at = parent;
    parent = parents.get(at);
  }
  if (!parent) {
    bindOrEscape(at, held, stmt, context);
    return;
  }
  switch (parent.kind) {
    case "member":
      ofMember(parent, held, stmt, context);
      return;
    case "index":
      if (parent.object !== at) uses.escapes = true;
      else if (!ofPosition(parent, held, stmt, context))
        judge(parent, held === "names" ? "names" : held === "response" || held === "kvs" ? "kv" : held, stmt, context);
      return;
    case "call":
      ofCall(parent, at, held, stmt, context);
      return;
    case "unary":
      if (parent.op === "!") uses.exists = true;
      else uses.escapes = true;
      return;
    case "binary":
      if (isNull(parent.left) || isNull(parent.right)) uses.exists = true;
      else uses.escapes = true;
      return;
    default:
      uses.escapes = true;
  }
}

/** `entry[0]`, `meta["key"]`: a part of an entry, where the catalogue says what it is. */
function ofPosition(index: Expr & { readonly kind: "index" }, held: Held, stmt: Stmt | undefined, context: Look): boolean {
  const roles = rolesOf(index.object, context);
  const role = roles && index.index.kind === "literal" ? own(roles, String(index.index.value)) : undefined;
  if (held !== "kv" || role === undefined) return false;
  if (role === "key") context.uses.keys = true;
  else if (role === "value") context.uses.values = true;
  else if (role === "revision") judge(index, "kv", stmt, context);
  else return false;
  return true;
}

const isNull = (expr: Expr): boolean =>
  (expr.kind === "literal" && expr.type === "null") || (expr.kind === "name" && expr.name === "undefined");

/** A loop over what is held: its element is followed; a loop that binds none only counts. */
function ofLoop(loop: Loop, held: Held, context: Look): void {
  const bound = loop.bindings[loop.bindings.length - 1];
  if (held === "names") context.uses.keys = true;
  else if (bound?.kind === "pattern" && loop.over && ofPieces(piecesOf(bound), loop.over, loop.body, context)) return;
  else if (bound?.kind === "name") follow([bound.name], "kv", context);
  else if (bound?.kind === "discard" || loop.bindings.length === 0) context.uses.count = true;
  else context.uses.values = true;
}

/** Uses of an entry's name in the code that runs for each entry, wherever that is written. */
function followIn(body: readonly Stmt[], name: string, context: Look, type?: string): void {
  const { scope, reader, uses, call, depth } = context;
  if (depth >= maxFollowed) uses.escapes = true;
  else look(body, (expr) => expr.kind === "name" && expr.name === name, "kv", scope, reader, uses, body, call, depth + 1, type);
}

type Piece = { readonly property: string; readonly local: string };

/** Names that a pattern binds, by position or property. */
function piecesOf(pattern: Target & { readonly kind: "pattern" }): readonly Piece[] {
  return pattern.entries.flatMap(({ property, target }) => (target.kind === "name" ? [{ property, local: target.name }] : []));
}

/**
 * Entries that are taken apart, as `for value, meta in …` does: each part counts by what the catalogue says it is and whether the body uses it.
 * False when the catalogue does not know the entries.
 */
function ofPieces(pieces: readonly Piece[], over: Expr, body: readonly Stmt[], context: Look): boolean {
  const entry = entryType(over, context);
  const roles = entry?.responseFields;
  if (!entry?.fields || !roles) return false;
  const used = pieces.filter(({ local }) => mentionsName(body, local));
  if (used.length === 0) context.uses.count = true;
  for (const { property, local } of used) {
    const role = own(roles, property);
    if (role === "key") context.uses.keys = true;
    else if (role === "revision") followIn(body, local, context, own(entry.fields, property));
    else context.uses.values = true;
  }
  return true;
}

function entryType(over: Expr, context: Look): LibraryType | undefined {
  const type = awaited(context.reader.project.typeOf(over, context.scope));
  const element = type.kind === "library" ? typeById(type.id)?.element : undefined;
  return element === undefined ? undefined : typeById(element);
}

function mentionsName(body: readonly Stmt[], name: string): boolean {
  let found = false;
  walk(body, {
    expr: (expr) => {
      if (expr.kind === "name" && expr.name === name) found = true;
      return !found;
    },
    fn: () => true,
  });
  return found;
}

function bindOrEscape(expr: Expr, held: Held, stmt: Stmt | undefined, context: Look): void {
  if (stmt?.kind === "loop" && stmt.over && bare(stmt.over) === expr) {
    ofLoop(stmt, held, context);
    return;
  }
  if (stmt?.kind === "assign") {
    const index = stmt.values.indexOf(expr);
    const target = index === -1 ? undefined : stmt.targets[stmt.values.length === 1 ? 0 : index];
    if (target?.kind === "name") {
      follow([target.name], held, context);
      return;
    }
    if (target?.kind === "discard") return;
  }
  if (stmt?.kind === "if" && stmt.test === expr) {
    context.uses.exists = true;
    return;
  }
  if (stmt?.kind === "expr") return;
  // Wherever a list of keys goes, the values do not go with it.
  if (held === "names") context.uses.keys = true;
  else context.uses.escapes = true;
}

function ofMember(member: Expr & { readonly kind: "member" }, held: Held, stmt: Stmt | undefined, context: Look): void {
  const { uses } = context;
  const field = fieldRole(member, context);
  switch (field) {
    case "kvs":
      judge(readBy(member, context), "kvs", stmt, context);
      return;
    case "count":
      uses.count = true;
      return;
    case "key":
      uses.keys = true;
      return;
    case "value":
    case "prev-kv":
    case "events":
      uses.values = true;
      return;
    case "more":
    case "revision":
      return;
    case undefined:
  }
  if (member.name === "length" || member.name === "size") {
    countUse(member, stmt, context);
    return;
  }
  const parent = context.parents.get(member);
  if (parent?.kind === "call" && parent.callee === member) {
    ofMethod(parent, member.name, held, stmt, context);
    return;
  }
  if (held === "kv" && /revision|version|lease/i.test(member.name)) {
    uses.keys = true;
    return;
  }
  if (/^(Header|header)$/.test(member.name)) return;
  uses.values = true;
}

/** Where a getter is called, the call is what is read. */
function readBy(member: Expr & { readonly kind: "member" }, context: Look): Expr {
  const parent = context.parents.get(member);
  return parent?.kind === "call" && parent.callee === member && parent.args.length === 0 ? parent : member;
}

/** A count that is only compared with nothing asks whether there is something. */
function countUse(expr: Expr, stmt: Stmt | undefined, context: Look): void {
  const parent = context.parents.get(expr);
  const zero =
    parent?.kind === "binary" &&
    [parent.left, parent.right].some((side) => side.kind === "literal" && (side.value === 0 || side.value === 1));
  if (zero || (parent?.kind === "unary" && parent.op === "!") || (stmt?.kind === "if" && stmt.test === expr)) context.uses.exists = true;
  else context.uses.count = true;
}

function fieldRole(member: Expr & { readonly kind: "member" }, context: Look): Field | undefined {
  return own(rolesOf(member.object, context) ?? {}, member.name);
}

function rolesOf(object: Expr, context: Look): LibraryType["responseFields"] {
  if (context.heldType?.isHeld(object)) return context.heldType.type?.responseFields;
  const type = awaited(context.reader.project.typeOf(object, context.scope));
  return type.kind === "library" ? typeById(type.id)?.responseFields : undefined;
}

const walkers: ReadonlySet<string> = new Set(["map", "forEach", "filter", "some", "every", "find", "flatMap", "reduce"]);

function ofMethod(call: Expr & { readonly kind: "call" }, method: string, held: Held, stmt: Stmt | undefined, context: Look): void {
  const callback = call.args[0]?.value;
  if (walkers.has(method) && callback?.kind === "function") {
    const param = callback.fn.params[method === "reduce" ? 1 : 0];
    if (held === "names") context.uses.keys = true;
    else if (param?.pattern && call.callee.kind === "member" && ofPieces(param.pattern, call.callee.object, callback.fn.body, context))
      return;
    else if (param?.pattern) context.uses.values ||= param.pattern.some((piece) => !/^(key|mod_revision|version)$/.test(piece.property));
    else if (param) followIn(callback.fn.body, param.name, context);
    if (param?.pattern) context.uses.keys = true;
    return;
  }
  if (method === "keys") {
    context.uses.keys = true;
    return;
  }
  if (held === "kvs" && call.args.length === 0) {
    if (method === "is_empty" || method === "isEmpty") {
      context.uses.exists = true;
      return;
    }
    if (method === "len") {
      countUse(call, stmt, context);
      return;
    }
    if (method === "first" || method === "last") {
      judge(call, "kv", stmt, context);
      return;
    }
  }
  context.uses.values = true;
}

/** Functions that give the same entries in another container, and functions that look at one entry at most. */
const containers: ReadonlySet<string> = new Set(["list", "tuple", "set", "sorted", "iter", "reversed"]);
const firsts: ReadonlySet<string> = new Set(["next", "any", "bool"]);

function ofCall(call: Expr & { readonly kind: "call" }, at: Expr, held: Held, stmt: Stmt | undefined, context: Look): void {
  const { callee } = call;
  if (callee === at) {
    context.uses.escapes = true;
    return;
  }
  const name =
    callee.kind === "name"
      ? callee.name
      : callee.kind === "member" && callee.object.kind === "name"
        ? `${callee.object.name}.${callee.name}`
        : "";
  if (name === "len" && (held === "kvs" || held === "names" || held === "response")) {
    countUse(call, stmt, context);
    return;
  }
  if (containers.has(name)) {
    judge(call, held, stmt, context);
    return;
  }
  if (firsts.has(name)) {
    context.uses.exists = true;
    return;
  }
  if (name === "Object.keys") {
    judge(call, "names", stmt, context);
    return;
  }
  context.uses.escapes = true;
}
