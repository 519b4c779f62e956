/** Types of expressions and targets of calls, from declarations, imports, assignments and the catalogue. Bounded, cycle-safe, pure. */
import { libraries, libraryOfType, typeById } from "../catalog/index";
import type { Effect, Library, LibraryFunction, LibraryType } from "../catalog/types";
import { argumentFor } from "../ir/arguments";
import type { CallExpr, Expr, FunctionDecl, Module, Stmt, TypeDecl, TypeRef } from "../ir/types";
import { localBindings, topBindings } from "./scopes";
import type { Binding, FunctionTarget, ResolvedType, Scope } from "./types";
import type { Unit, Units } from "./units";

const unknown: ResolvedType = { kind: "unknown" };
const maxDepth = 80;
/** Expressions looked at for one question. Names with many assignments that lead to each other would otherwise take exponential time. */
const maxSteps = 4_000;

/** Builtins whose result has the type of something in the call: by name, in any language that has them. */
const resultLikeArgument: Readonly<Record<string, number>> = { append: 0, make: 0, new: 0, min: 0, max: 0 };
/** Methods of sequences that give a sequence of the same elements. */
const sameElements = new Set(["filter", "slice", "concat", "reverse", "sort", "flat"]);
/** Library names of the shape `[]id` mean a list. */
const listPrefix = "[]";

export interface Typing {
  typeOf(expr: Expr, scope: Scope): ResolvedType;
  typesOfCall(call: CallExpr, scope: Scope): readonly ResolvedType[];
  resolveType(type: TypeRef, module: Module): ResolvedType;
  target(call: CallExpr, scope: Scope): FunctionTarget | undefined;
  bindings(name: string, scope: Scope): readonly Binding[];
  fieldType(type: ResolvedType, name: string): ResolvedType;
  methodOf(decl: TypeDecl, module: Module, name: string): { readonly fn: FunctionDecl; readonly module: Module } | undefined;
  /** Gives parameters of a closure types that only its caller knows (callbacks of library functions). */
  noteClosureParams(fn: FunctionDecl, types: readonly ResolvedType[]): void;
  /** True when the name is an import of this file and nothing nearer. */
  isImported(name: string, scope: Scope): boolean;
  libraryTypeOf(library: Library, id: string | undefined): ResolvedType;
  fieldAssignments(
    decl: TypeDecl,
    field: string,
  ): readonly {
    readonly value: Expr;
    readonly scope: Scope;
    readonly resultIndex: number;
    readonly span: { readonly start: number; readonly end: number };
  }[];
}

export type FieldIndex = (field: string) => readonly {
  readonly object: Expr | undefined;
  readonly type: TypeRef | undefined;
  readonly value: Expr;
  readonly scope: Scope;
  readonly resultIndex: number;
  readonly span: { readonly start: number; readonly end: number };
}[];

/** What a library type id means; `[]id` is a list. */
export function libraryType(library: Library, id: string | undefined, effects: readonly Effect[] = []): ResolvedType {
  if (id === undefined) return unknown;
  if (id.startsWith(listPrefix)) return { kind: "list", element: libraryType(library, id.slice(listPrefix.length)) };
  const owner = libraryOfType(id) ?? library;
  return typeById(id) ? { kind: "library", library: owner, id, effects } : unknown;
}

const typeData = (type: { readonly id: string }): LibraryType | undefined => typeById(type.id);

/** What ranging over, receiving from or indexing a library value gives. */
function libraryElement(type: ResolvedType & { readonly kind: "library" }): ResolvedType {
  return libraryType(type.library, typeData(type)?.element);
}

/** A method of a library type, its embedded types included. */
export function libraryMethod(
  id: string,
  name: string,
  depth = 0,
): { readonly fn: LibraryFunction; readonly ownerId: string; readonly library: Library } | undefined {
  const type = typeById(id);
  const library = libraryOfType(id);
  if (!type || !library || depth > 6) return undefined;
  const own = type.methods && Object.hasOwn(type.methods, name) ? type.methods[name] : undefined;
  if (own) return { fn: own, ownerId: id, library };
  for (const embedded of type.embeds ?? []) {
    const inherited = libraryMethod(embedded, name, depth + 1);
    if (inherited) return inherited;
  }
  return undefined;
}

function libraryField(id: string, name: string, depth = 0): string | undefined {
  const type = typeById(id);
  if (!type || depth > 6) return undefined;
  const own = type.fields && Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
  if (own !== undefined) return own;
  for (const embedded of type.embeds ?? []) {
    const inherited = libraryField(embedded, name, depth + 1);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

/** Calls in the project by the plain name they call (`constructor:Owner` for constructions). */
export type CallIndex = (name: string) => readonly { readonly call: CallExpr; readonly scope: Scope }[];

const maxCallersAsked = 8;

export function createTyping(units: Units, fieldIndex: FieldIndex, callIndex: CallIndex): Typing {
  const closureParams = new WeakMap<FunctionDecl, readonly ResolvedType[]>();
  const memo = new WeakMap<Expr, ResolvedType>();
  const active = new Set<Expr>();
  let steps = 0;
  const activeFields = new Set<string>();
  const typeMemo = new WeakMap<TypeRef, ResolvedType>();

  const unitExport = (unit: Unit, name: string, depth: number): ResolvedType => {
    const decl = unit.types.get(name);
    const fn = unit.functions.get(name);
    if (fn) return { kind: "function", target: { kind: "project", fn: fn.fn, scope: { module: fn.module } } };
    for (const module of unit.modules) {
      const found = fromBindings(topBindings(name, module), depth, undefined);
      if (found.kind !== "unknown") return found;
    }
    if (decl) return { kind: "declared", ...decl };
    return unknown;
  };

  /** A name that another file exports, through re-exports. */
  const activeExports = new Set<string>();
  const exported = (unit: Unit, imported: string, depth: number, seen = 0): ResolvedType => {
    const module = unit.modules[0];
    const key = `${module?.path ?? ""}|${imported}`;
    // Files that import each other may hand a name round in a circle.
    if (!module || seen > 8 || activeExports.has(key)) return unknown;
    activeExports.add(key);
    try {
      return exportedBy(unit, module, imported, depth, seen);
    } finally {
      activeExports.delete(key);
    }
  };
  const exportedBy = (unit: Unit, module: Module, imported: string, depth: number, seen: number): ResolvedType => {
    if (module.scope === "package") return unitExport(unit, imported, depth);
    const local = module.exports.get(imported);
    if (local !== undefined) {
      const direct = unitExport(unit, local, depth);
      if (direct.kind !== "unknown") return direct;
      const through = units.importedName(local, module);
      if (through) return importedType(through.source, through.imported, module, depth);
    }
    for (const again of module.reexports) {
      if (again.exported !== undefined && again.exported !== imported) continue;
      const ref = units.packageOf(again.source, module);
      const name = again.imported ?? imported;
      if (ref.kind === "unit") {
        const found = exported(ref.unit, name, depth, seen + 1);
        if (found.kind !== "unknown") return found;
      } else if (ref.kind === "library") return importedType(again.source, name, module, depth);
    }
    return unknown;
  };

  const importedType = (source: string, imported: string | undefined, module: Module, depth: number): ResolvedType => {
    const ref = units.packageOf(source, module);
    switch (ref.kind) {
      case "library": {
        if (imported === undefined) return { kind: "foreign", source, name: "" };
        const { pkg, library } = ref;
        const typeId = pkg.types && Object.hasOwn(pkg.types, imported) ? pkg.types[imported] : undefined;
        const fn = pkg.functions && Object.hasOwn(pkg.functions, imported) ? pkg.functions[imported] : undefined;
        if (fn) return { kind: "function", target: { kind: "library", library, fn, name: imported } };
        if (typeId !== undefined) return libraryType(library, typeId);
        return { kind: "foreign", source, name: imported };
      }
      case "unit": {
        if (imported === undefined) return { kind: "foreign", source, name: "" };
        const found = exported(ref.unit, imported, depth);
        if (found.kind === "unknown" && ref.module.scope === "package") wantFrom(ref.unit.directory, imported, module);
        return found;
      }
      case "foreign":
        wantFrom(ref.directory, imported, module);
        return { kind: "foreign", source, name: imported ?? "" };
    }
  };

  /** A name of a package of the project whose files are not known yet. */
  const wantFrom = (directory: string | undefined, name: string | undefined, from: Module): void => {
    if (directory !== undefined && name !== undefined) units.noteMissing({ name, kind: "package", where: directory, from: from.path });
  };

  const resolveNamed = (type: TypeRef & { readonly kind: "named" }, module: Module): ResolvedType => {
    const unit = units.unitOf(module);
    if (type.qualifier === undefined) {
      const own = unit.types.get(type.name);
      if (own) {
        if (own.decl.kind === "alias" && own.decl.target) {
          const behind = resolveType(own.decl.target, own.module);
          return behind.kind === "plain" || behind.kind === "unknown" ? { kind: "declared", ...own } : behind;
        }
        return { kind: "declared", ...own };
      }
      const imported = units.importedName(type.name, module);
      if (imported) {
        const found = importedTypeName(imported.source, imported.imported ?? "=", module);
        return found;
      }
      for (const source of units.dotImports(module)) {
        const found = importedTypeName(source, type.name, module);
        if (found.kind === "library" || found.kind === "declared") return found;
      }
      if (module.scope === "package") units.noteMissing({ name: type.name, kind: "package", where: unit.directory, from: module.path });
      return { kind: "plain", type, module };
    }
    const imported = units.importedName(type.qualifier, module);
    return imported ? importedTypeName(imported.source, type.name, module) : unknown;
  };

  /** A type (not a value) that a package exports. */
  const importedTypeName = (source: string, name: string, module: Module): ResolvedType => {
    const ref = units.packageOf(source, module);
    if (ref.kind === "library") {
      const { pkg, library } = ref;
      const id = pkg.types && Object.hasOwn(pkg.types, name) ? pkg.types[name] : undefined;
      if (id !== undefined) return libraryType(library, id);
      const construct = pkg.constructors && Object.hasOwn(pkg.constructors, name) ? pkg.constructors[name] : undefined;
      const made = construct?.returns === "receiver" ? undefined : construct?.returns?.[0];
      return made === undefined ? { kind: "foreign", source, name } : libraryType(library, made);
    }
    if (ref.kind === "unit") {
      if (ref.module.scope === "package") {
        const found = ref.unit.types.get(name);
        if (found) {
          if (found.decl.kind === "alias" && found.decl.target) {
            const behind = resolveType(found.decl.target, found.module);
            if (behind.kind !== "plain" && behind.kind !== "unknown") return behind;
          }
          return { kind: "declared", ...found };
        }
        units.noteMissing({ name, kind: "package", where: ref.unit.directory, from: module.path });
        return { kind: "foreign", source, name };
      }
      return exported(ref.unit, name, 0);
    }
    wantFrom(ref.directory, name, module);
    return { kind: "foreign", source, name };
  };

  function resolveType(type: TypeRef, module: Module): ResolvedType {
    const known = typeMemo.get(type);
    if (known) return known;
    // A recursive alias meets itself here and stays unknown.
    typeMemo.set(type, unknown);
    const resolved = resolveTypeUncached(type, module);
    typeMemo.set(type, resolved);
    return resolved;
  }
  const resolveTypeUncached = (type: TypeRef, module: Module): ResolvedType => {
    switch (type.kind) {
      case "named":
        return resolveNamed(type, module);
      case "list":
        return { kind: "list", element: resolveType(type.element, module), ...(type.length === undefined ? {} : { length: type.length }) };
      case "map":
        return { kind: "map", key: resolveType(type.key, module), value: resolveType(type.value, module) };
      case "channel":
        return { kind: "channel", element: resolveType(type.element, module) };
      case "promise":
        return { kind: "promise", element: resolveType(type.element, module) };
      case "optional":
        return resolveType(type.element, module);
      case "union": {
        for (const member of type.members) {
          const found = resolveType(member, module);
          if (found.kind === "library" || found.kind === "declared") return found;
        }
        return { kind: "plain", type, module };
      }
      case "unknown":
        return unknown;
      case "basic":
      case "function":
      case "struct":
        return { kind: "plain", type, module };
    }
  };

  const byUnit = new Map<Unit, Map<string, readonly Binding[]>>();
  const unitBindings = (name: string, unit: Unit): readonly Binding[] => {
    let known = byUnit.get(unit);
    if (!known) {
      known = new Map();
      byUnit.set(unit, known);
    }
    let found = known.get(name);
    if (!found) {
      found = unit.modules.flatMap((module) => topBindings(name, module));
      known.set(name, found);
    }
    return found;
  };

  const bindings = (name: string, scope: Scope): readonly Binding[] => {
    const local = localBindings(name, scope);
    if (local.length > 0) return local;
    const unit = units.unitOf(scope.module);
    const top = unitBindings(name, unit);
    if (top.length > 0) return top;
    const fn = unit.functions.get(name);
    if (fn) return [{ kind: "function", fn: fn.fn, scope: { module: fn.module } }];
    const imported = units.importedName(name, scope.module);
    if (imported) return [{ kind: "import", source: imported.source, imported: imported.imported ?? "" }];
    return [];
  };

  const property = (type: ResolvedType, path: readonly string[], depth: number): ResolvedType => {
    let at = type.kind === "promise" ? type.element : type;
    for (const piece of path) {
      if (at.kind === "list") at = at.element;
      else at = memberType(at, piece, depth + 1);
    }
    return at;
  };

  const entryType = (over: ResolvedType, role: "key" | "value"): ResolvedType => {
    if (over.kind === "list" || over.kind === "channel") return role === "value" || over.kind === "channel" ? over.element : unknown;
    if (over.kind === "map") return role === "value" ? over.value : over.key;
    if (over.kind === "library") return libraryElement(over);
    return unknown;
  };

  const bindingType = (binding: Binding, depth: number): ResolvedType => {
    switch (binding.kind) {
      case "assigned": {
        const whole =
          binding.resultIndex > 0 || isCall(binding.value)
            ? nthResult(binding.value, binding.resultIndex, binding.scope, depth + 1)
            : evaluate(binding.value, binding.scope, depth + 1);
        return binding.property && binding.property.length > 0 ? property(whole, binding.property, depth) : whole;
      }
      case "param": {
        const noted = closureParams.get(binding.fn)?.[binding.index];
        const param = binding.fn.params[binding.index];
        if (!param) return noted ?? unknown;
        let type = resolveType(param.type, binding.scope.module);
        if (param.variadic && type.kind !== "list") type = { kind: "list", element: type };
        if ((type.kind === "unknown" || isAny(type)) && noted) type = noted;
        if (type.kind === "unknown" && param.initial) type = evaluate(param.initial, binding.scope, depth + 1);
        if (type.kind === "unknown" && param.type.kind === "unknown") type = argumentType(binding.fn, binding.index, depth);
        return binding.property === undefined ? type : memberType(type, binding.property, depth + 1);
      }
      case "loop": {
        if (!binding.loop.over || binding.role === "counter") return unknown;
        const entry = entryType(evaluate(binding.loop.over, binding.scope, depth + 1), binding.role);
        return binding.property === undefined ? entry : property(entry, binding.property, depth);
      }
      case "function":
        return { kind: "function", target: { kind: "project", fn: binding.fn, scope: binding.scope } };
      case "import":
        return unknown;
      case "declared":
        return resolveType(binding.type, binding.scope.module);
    }
  };

  /** The type that callers give an untyped parameter. */
  const argumentTypes = new Map<FunctionDecl, Map<number, ResolvedType>>();
  const argumentType = (fn: FunctionDecl, index: number, depth: number): ResolvedType => {
    if (fn.name === "" || depth > maxDepth / 2) return unknown;
    let known = argumentTypes.get(fn);
    if (!known) {
      known = new Map();
      argumentTypes.set(fn, known);
    }
    const before = known.get(index);
    if (before) return before;
    known.set(index, unknown);
    const name = fn.kind === "constructor" ? `constructor:${fn.owner ?? ""}` : fn.name;
    for (const { call, scope } of callIndex(name).slice(0, maxCallersAsked)) {
      const arg = argumentFor(call, fn.params, index);
      if (!arg || arg.spread) continue;
      const target = targetOf(call, scope, depth + 2);
      if (target?.kind !== "project" || target.fn !== fn) continue;
      const type = evaluate(arg.value, scope, depth + 2);
      if (type.kind === "library" || type.kind === "declared") {
        known.set(index, type);
        return type;
      }
    }
    return unknown;
  };

  const isAny = (type: ResolvedType): boolean => type.kind === "plain" && type.type.kind === "basic" && type.type.name === "any";
  const isCall = (expr: Expr): boolean => expr.kind === "call" || (expr.kind === "await" && expr.operand.kind === "call");

  /** The type that bindings give: a declared type wins, then the nearest binding before the use, then any that is known. */
  const fromBindings = (list: readonly Binding[], depth: number, useAt: number | undefined): ResolvedType => {
    if (depth > maxDepth) return unknown;
    let best: ResolvedType = unknown;
    const ordered = useAt === undefined || list.length < 2 ? list : [...list].sort((a, b) => distance(a, useAt) - distance(b, useAt));
    for (const binding of ordered) {
      const type = bindingType(binding, depth + 1);
      if (type.kind === "unknown" || isAny(type)) {
        if (best.kind === "unknown") best = type;
        continue;
      }
      if (type.kind === "foreign" || type.kind === "plain") {
        if (best.kind === "unknown" || isAny(best)) best = type;
        continue;
      }
      return type;
    }
    return best;
  };
  const distance = (binding: Binding, useAt: number): number => {
    const at =
      binding.kind === "assigned" || binding.kind === "declared"
        ? binding.span.start
        : binding.kind === "loop"
          ? binding.loop.span.start
          : 0;
    return at <= useAt ? useAt - at : 1e9 + at;
  };

  const methodOf = (decl: TypeDecl, module: Module, name: string): { fn: FunctionDecl; module: Module } | undefined =>
    units.unitOf(module).methods.get(decl.name)?.get(name);

  const fieldTypeOfDecl = (decl: TypeDecl, module: Module, name: string, depth: number): ResolvedType => {
    const field = decl.fields.find((candidate) => candidate.name === name);
    if (field) {
      const type = resolveType(field.type, module);
      if (type.kind === "library" && type.effects.length === 0) return withAssignedEffects(type, decl, module, name, depth);
      if (type.kind !== "unknown" && !isAny(type)) return type;
      if (field.initial) {
        const maker = units.unitOf(module).methods.get(decl.name)?.get("constructor");
        const scope: Scope = maker ? { module: maker.module, fn: maker.fn } : { module };
        const initial = evaluate(field.initial, scope, depth + 1);
        if (initial.kind !== "unknown") return initial;
      }
    }
    // The declaration does not say: what is assigned to the field anywhere in the project does.
    const key = `${module.path}|${decl.name}|${name}`;
    if ((!field || depth < maxDepth) && !activeFields.has(key)) {
      activeFields.add(key);
      try {
        for (const assignment of fieldAssignments(decl, name, depth)) {
          const type = nthResult(assignment.value, assignment.resultIndex, assignment.scope, depth + 2);
          if (type.kind !== "unknown" && !isAny(type)) return type;
        }
      } finally {
        activeFields.delete(key);
      }
    }
    return unknown;
  };

  /** A field of a client's type may hold a decorated one (`this.ns = client.namespace("app/")`): what all assignments agree on counts. */
  const withAssignedEffects = (
    type: ResolvedType & { readonly kind: "library" },
    decl: TypeDecl,
    module: Module,
    name: string,
    depth: number,
  ): ResolvedType => {
    const key = `${module.path}|${decl.name}|${name}`;
    if (activeFields.has(key)) return type;
    activeFields.add(key);
    try {
      const assigned = fieldAssignments(decl, name, depth).map((one) => nthResult(one.value, one.resultIndex, one.scope, depth + 2));
      const first = assigned[0];
      if (first?.kind !== "library" || first.effects.length === 0) return type;
      return assigned.every((one) => one.kind === "library" && one.effects.length > 0) ? { ...type, effects: first.effects } : type;
    } finally {
      activeFields.delete(key);
    }
  };

  const assignments = new Map<TypeDecl, Map<string, ReturnType<Typing["fieldAssignments"]>>>();
  const fieldAssignments = (decl: TypeDecl, field: string, depth = 0): ReturnType<Typing["fieldAssignments"]> => {
    const known = assignments.get(decl)?.get(field);
    if (known) return known;
    const found = assignmentsOf(decl, field, depth);
    // Deep down, types are no longer asked for, and what was found then is not all.
    if (depth < maxDepth / 2) {
      const ofDecl = assignments.get(decl) ?? new Map<string, ReturnType<Typing["fieldAssignments"]>>();
      assignments.set(decl, ofDecl);
      ofDecl.set(field, found);
    }
    return found;
  };
  const assignmentsOf = (decl: TypeDecl, field: string, depth: number): ReturnType<Typing["fieldAssignments"]> => {
    const found: ReturnType<Typing["fieldAssignments"]>[number][] = [];
    for (const candidate of fieldIndex(field)) {
      if (candidate.object) {
        if (candidate.object.kind === "name" && candidate.scope.fn?.self === candidate.object.name) {
          const owner = ownerOf(candidate.scope);
          if (owner?.decl === decl) found.push(candidate);
          continue;
        }
        const type = evaluate(candidate.object, candidate.scope, depth + 2);
        if (type.kind === "declared" && type.decl === decl) found.push(candidate);
      } else if (candidate.type) {
        const type = resolveType(candidate.type, candidate.scope.module);
        if (type.kind === "declared" && type.decl === decl) found.push(candidate);
      }
      if (found.length >= 16) break;
    }
    return found;
  };

  /** The declared type whose instance `this` / `self` / the receiver is, in this function or the methods around it. */
  const ownerOf = (scope: Scope): { decl: TypeDecl; module: Module } | undefined => {
    for (let at: Scope | undefined = scope; at; at = at.outer) {
      const owner = at.fn?.owner;
      if (owner !== undefined) return units.unitOf(at.module).types.get(owner);
    }
    return undefined;
  };
  const selfName = (scope: Scope, name: string): boolean => {
    for (let at: Scope | undefined = scope; at; at = at.outer) if (at.fn?.self === name) return true;
    return false;
  };

  const memberType = (object: ResolvedType, name: string, depth: number): ResolvedType => {
    if (depth > maxDepth) return unknown;
    switch (object.kind) {
      case "library": {
        const method = libraryMethod(object.id, name);
        if (method)
          return { kind: "function", target: { kind: "library", library: method.library, fn: method.fn, name, ownerId: method.ownerId } };
        const field = libraryField(object.id, name);
        return field === undefined ? unknown : libraryType(object.library, field, object.effects);
      }
      case "declared": {
        const { decl, module } = object;
        const method = methodOf(decl, module, name);
        if (method) return { kind: "function", target: { kind: "project", fn: method.fn, scope: { module: method.module } } };
        const own = fieldTypeOfDecl(decl, module, name, depth);
        if (own.kind !== "unknown") return own;
        const signature = decl.methods.find((candidate) => candidate.name === name);
        if (signature) return { kind: "function", target: { kind: "interface", name, decl, module, results: signature.results } };
        const embeds = decl.embeds.length > 0 ? decl.embeds : decl.target ? [decl.target] : [];
        for (const embedded of embeds) {
          const inner = resolveType(embedded, module);
          if (inner === object) continue;
          if (inner.kind === "declared" && inner.decl === decl) continue;
          const found = memberType(inner, name, depth + 1);
          if (found.kind !== "unknown") return found;
        }
        // The name of an embedded type is a field too.
        for (const embedded of decl.embeds) if (embedded.kind === "named" && embedded.name === name) return resolveType(embedded, module);
        if (module.scope === "package" && decl.kind !== "interface") {
          units.noteMissing({ name, kind: "package", where: units.unitOf(module).directory, from: module.path });
        }
        return unknown;
      }
      case "promise":
        return name === "then" || name === "catch" || name === "finally" ? unknown : unknown;
      case "plain":
        if (object.type.kind === "struct") {
          const field = object.type.fields.find((candidate) => candidate.name === name);
          if (field) return resolveType(field.type, object.module);
          for (const embedded of object.type.embeds) {
            const found = memberType(resolveType(embedded, object.module), name, depth + 1);
            if (found.kind !== "unknown") return found;
          }
        }
        return unknown;
      case "foreign":
        return foreignMember(object, name);
      case "list":
      case "map":
      case "channel":
      case "function":
      case "unknown":
        return unknown;
    }
  };

  /** Static methods of library classes are catalogued as `Class.method`; anything else stays foreign. */
  const foreignMember = (object: ResolvedType & { readonly kind: "foreign" }, name: string): ResolvedType => {
    const qualified = object.name === "" ? name : `${object.name}.${name}`;
    for (const library of libraries) {
      for (const pkg of library.packages) {
        if (!pkg.paths.includes(object.source) || !pkg.functions || !Object.hasOwn(pkg.functions, qualified)) continue;
        const fn = pkg.functions[qualified];
        if (fn) return { kind: "function", target: { kind: "library", library, fn, name: qualified } };
      }
    }
    return { kind: "foreign", source: object.source, name: qualified };
  };

  const nameType = (name: string, useAt: number, scope: Scope, depth: number): ResolvedType => {
    const list = bindings(name, scope);
    const first = list[0];
    if (first?.kind === "import")
      return importedType(first.source, first.imported === "" ? undefined : first.imported, scope.module, depth);
    if (list.length > 0) return fromBindings(list, depth, useAt);
    if (selfName(scope, name)) {
      const owner = ownerOf(scope);
      if (owner) return { kind: "declared", ...owner };
    }
    const unit = units.unitOf(scope.module);
    const decl = unit.types.get(name);
    if (decl) return { kind: "declared", ...decl };
    for (const source of units.dotImports(scope.module)) {
      const found = importedType(source, name, scope.module, depth);
      if (found.kind === "function" || found.kind === "library" || found.kind === "declared") return found;
    }
    if (scope.module.scope === "package") units.noteMissing({ name, kind: "package", where: unit.directory, from: scope.module.path });
    return unknown;
  };

  /** The package that `name.` qualifies, when `name` is an imported package here and not shadowed. */
  const namespaceOf = (object: Expr, scope: Scope): string | undefined => {
    if (object.kind !== "name" || localBindings(object.name, scope).length > 0) return undefined;
    const imported = units.importedName(object.name, scope.module);
    if (!imported || imported.imported !== undefined) return undefined;
    return imported.source;
  };

  const calleeType = (call: CallExpr, scope: Scope, depth: number): ResolvedType => {
    const { callee } = call;
    if (call.construct) return constructed(callee, scope, depth);
    if (callee.kind === "member") {
      const source = namespaceOf(callee.object, scope);
      if (source !== undefined) return importedType(source, callee.name, scope.module, depth);
      return memberType(evaluate(callee.object, scope, depth + 1), callee.name, depth + 1);
    }
    if (callee.kind === "index") return calleeType({ ...call, callee: callee.object }, scope, depth + 1);
    if (callee.kind === "function")
      return { kind: "function", target: { kind: "project", fn: callee.fn, scope: { module: scope.module, fn: callee.fn, outer: scope } } };
    if (callee.kind === "name") {
      const [binding] = bindings(callee.name, scope);
      // A module that is itself callable.
      if (binding?.kind === "import" && binding.imported === "") return importedType(binding.source, "=", scope.module, depth);
    }
    return evaluate(callee, scope, depth + 1);
  };

  /** The constructor that `new X()` calls. */
  const constructed = (callee: Expr, scope: Scope, depth: number): ResolvedType => {
    const inPackage = (source: string, name: string): ResolvedType => {
      const ref = units.packageOf(source, scope.module);
      if (ref.kind === "library") {
        const { pkg, library } = ref;
        const found = pkg.constructors && Object.hasOwn(pkg.constructors, name) ? pkg.constructors[name] : undefined;
        return found ? { kind: "function", target: { kind: "library", library, fn: found, name } } : { kind: "foreign", source, name };
      }
      if (ref.kind === "unit") return exported(ref.unit, name, depth);
      return { kind: "foreign", source, name };
    };
    if (callee.kind === "member") {
      const source = namespaceOf(callee.object, scope);
      if (source !== undefined) return inPackage(source, callee.name);
      if (callee.object.kind === "name") {
        const imported = units.importedName(callee.object.name, scope.module);
        const made = imported && inPackage(imported.source, callee.name);
        if (made && made.kind !== "foreign" && made.kind !== "unknown") return made;
      }
      return memberType(evaluate(callee.object, scope, depth + 1), callee.name, depth + 1);
    }
    if (callee.kind !== "name") return evaluate(callee, scope, depth + 1);
    if (localBindings(callee.name, scope).length === 0) {
      const imported = units.importedName(callee.name, scope.module);
      if (imported) {
        const direct = inPackage(imported.source, imported.imported ?? "=");
        if (direct.kind !== "foreign" || imported.imported !== undefined) return direct;
        return inPackage(imported.source, "default");
      }
    }
    return nameType(callee.name, callee.span.start, scope, depth + 1);
  };

  const returnsOf = (fn: FunctionDecl): readonly (readonly Expr[])[] => {
    const found: (readonly Expr[])[] = [];
    const visit = (body: readonly Stmt[]): void => {
      for (const stmt of body) {
        if (stmt.kind === "return") found.push(stmt.values);
        else if (stmt.kind === "if") {
          visit(stmt.then);
          visit(stmt.else);
        } else if (stmt.kind === "branch") for (const arm of stmt.arms) visit(arm.body);
        else if (stmt.kind === "loop" || stmt.kind === "block") visit(stmt.body);
      }
    };
    visit(fn.body);
    return found;
  };

  const activeReturns = new Set<FunctionDecl>();
  const projectResults = (fn: FunctionDecl, scope: Scope, depth: number): readonly ResolvedType[] => {
    const declared = fn.results.map((result) => resolveType(result.type, scope.module));
    const useful = declared.some(
      (type) => type.kind !== "unknown" && !isAny(type) && !(type.kind === "promise" && type.element.kind === "unknown"),
    );
    if (useful || activeReturns.has(fn) || depth > maxDepth) return declared;
    activeReturns.add(fn);
    try {
      const inner: Scope = scope.fn === fn ? scope : { ...scope, fn };
      const width = Math.max(0, ...returnsOf(fn).map((values) => values.length));
      const found: ResolvedType[] = [];
      for (let i = 0; i < width; i++) {
        let type: ResolvedType = unknown;
        for (const values of returnsOf(fn)) {
          const value = values[i];
          if (!value) continue;
          type = evaluate(value, inner, depth + 2);
          if (type.kind !== "unknown" && !(type.kind === "plain" && type.type.kind === "basic")) break;
        }
        found.push(fn.async && type.kind !== "promise" ? { kind: "promise", element: type } : type);
      }
      return found;
    } finally {
      activeReturns.delete(fn);
    }
  };

  const resultsOfTarget = (target: FunctionTarget, call: CallExpr, scope: Scope, depth: number): readonly ResolvedType[] => {
    switch (target.kind) {
      case "project":
        if (target.fn.kind === "constructor") return [ownerType(target.fn, target.scope.module)];
        return projectResults(target.fn, target.scope, depth + 1);
      case "interface": {
        const known = etcdShaped(target);
        if (known) return libraryResults(known.library, known.fn, call, scope, depth);
        return target.results.map((type) => resolveType(type, target.module));
      }
      case "library":
        return libraryResults(target.library, target.fn, call, scope, depth);
      case "foreign":
        return [unknown];
      case "global": {
        const position = resultLikeArgument[target.name];
        const arg = position === undefined ? undefined : call.args[position]?.value;
        if (arg) return [evaluate(arg, scope, depth + 1)];
        if (call.callee.kind === "member" && sameElements.has(target.name)) return [evaluate(call.callee.object, scope, depth + 1)];
        if (target.name === "all" && call.args[0]) return [{ kind: "promise", element: evaluate(call.args[0].value, scope, depth + 1) }];
        return [unknown];
      }
    }
  };

  const ownerType = (fn: FunctionDecl, module: Module): ResolvedType => {
    const owner = fn.owner === undefined ? undefined : units.unitOf(module).types.get(fn.owner);
    return owner ? { kind: "declared", ...owner } : unknown;
  };

  const libraryResults = (library: Library, fn: LibraryFunction, call: CallExpr, scope: Scope, depth: number): readonly ResolvedType[] => {
    if (fn.returns === "receiver") return call.callee.kind === "member" ? [evaluate(call.callee.object, scope, depth + 1)] : [unknown];
    // A wrapper made from a client keeps what the client carries (a namespace in a namespace).
    const effects = fn.isOption || fn.builds ? [] : (fn.effects ?? []);
    return (fn.returns ?? []).map((id) => libraryType(library, id, effects));
  };

  /** An interface of the project that declares a client's method: the signature mentions the library's option or response types. */
  const etcdShaped = (
    target: FunctionTarget & { readonly kind: "interface" },
  ): { library: Library; fn: LibraryFunction; ownerId: string } | undefined => {
    const signature = target.decl.methods.find((candidate) => candidate.name === target.name);
    if (!signature) return undefined;
    const first = signature.results[0] ? resolveType(signature.results[0], target.module) : unknown;
    const params = signature.params.map((param) => resolveType(param.type, target.module));
    const mentions = [first, ...params].find(
      (type): type is ResolvedType & { readonly kind: "library" } =>
        type.kind === "library" && ["option", "response", "op", "watch-handle", "builder"].includes(typeData(type)?.role ?? ""),
    );
    if (!mentions) return undefined;
    for (const [id, type] of Object.entries(mentions.library.types)) {
      const fn = type.methods && Object.hasOwn(type.methods, target.name) ? type.methods[target.name] : undefined;
      if (!fn || !(fn.does || fn.builds) || fn.params.length < signature.params.length) continue;
      if (first.kind !== "library" || (fn.returns !== "receiver" && fn.returns?.[0] === first.id))
        return { library: mentions.library, fn, ownerId: id };
    }
    return undefined;
  };

  /** The function that is put in a field of a function's type. */
  const heldFunction = (callee: Expr & { readonly kind: "member" }, scope: Scope, depth: number): FunctionTarget | undefined => {
    const owner = evaluate(callee.object, scope, depth + 1);
    if (owner.kind !== "declared") return undefined;
    for (const { value, resultIndex, scope: from } of fieldAssignments(owner.decl, callee.name, depth)) {
      const type = nthResult(value, resultIndex, from, depth + 2);
      if (type.kind === "function") return type.target;
    }
    return undefined;
  };

  const targetOf = (call: CallExpr, scope: Scope, depth: number): FunctionTarget | undefined => {
    const type = calleeType(call, scope, depth + 1);
    if (type.kind === "function") {
      if (type.target.kind === "interface") {
        const shaped = etcdShaped(type.target);
        if (shaped) return { kind: "library", library: shaped.library, fn: shaped.fn, name: type.target.name, ownerId: shaped.ownerId };
      }
      return type.target;
    }
    if (type.kind === "foreign") return { kind: "foreign", source: type.source, name: type.name };
    const { callee } = call;
    if (type.kind === "plain" && type.type.kind === "function" && callee.kind === "member") {
      const held = heldFunction(callee, scope, depth);
      if (held) return held;
    }
    if (type.kind === "declared" && (call.construct || callee.kind === "name")) {
      const made = methodOf(type.decl, type.module, "constructor");
      return made ? { kind: "project", fn: made.fn, scope: { module: made.module } } : { kind: "global", name: type.decl.name };
    }
    if (callee.kind === "member") {
      if (callee.object.kind === "name" && bindings(callee.object.name, scope).length === 0 && !selfName(scope, callee.object.name)) {
        return { kind: "global", name: callee.object.name === "Promise" ? callee.name : `${callee.object.name}.${callee.name}` };
      }
      const object = evaluate(callee.object, scope, depth + 1);
      if (object.kind === "foreign") return { kind: "foreign", source: object.source, name: `${object.name}.${callee.name}` };
      return { kind: "global", name: callee.name };
    }
    if (callee.kind === "name") return { kind: "global", name: callee.name };
    return undefined;
  };

  const targets = new WeakMap<CallExpr, { readonly target: FunctionTarget | undefined }>();
  const target = (call: CallExpr, scope: Scope): FunctionTarget | undefined => {
    const known = targets.get(call);
    if (known) return known.target;
    const found = targetOf(call, scope, 0);
    if (active.size === 0) targets.set(call, { target: found });
    return found;
  };

  const callResults = (call: CallExpr, scope: Scope, depth: number): readonly ResolvedType[] => {
    if (depth > maxDepth) return [unknown];
    const type = calleeType(call, scope, depth + 1);
    // A conversion or construction: calling a type gives that type.
    if (type.kind === "declared") return [type];
    if (type.kind === "library" && call.callee.kind !== "function") return [type];
    if (type.kind === "plain" && type.type.kind === "function") return type.type.results.map((result) => resolveType(result, type.module));
    const target = targetOf(call, scope, depth + 1);
    return target ? resultsOfTarget(target, call, scope, depth + 1) : [unknown];
  };

  const nthResult = (value: Expr, index: number, scope: Scope, depth: number): ResolvedType => {
    if (value.kind === "await") {
      const inner = nthResult(value.operand, index, scope, depth + 1);
      return awaited(inner);
    }
    if (value.kind === "call") return callResults(value, scope, depth + 1)[index] ?? unknown;
    return index === 0 ? evaluate(value, scope, depth + 1) : unknown;
  };

  const awaited = (type: ResolvedType): ResolvedType => {
    if (type.kind === "promise") return type.element;
    if (type.kind === "library") {
      const data = typeData(type);
      if (data?.awaits !== undefined) {
        const terminal = libraryMethod(type.id, data.awaits);
        if (terminal && terminal.fn.returns !== "receiver") return libraryType(terminal.library, terminal.fn.returns?.[0]);
        return unknown;
      }
    }
    return type;
  };

  function evaluate(expr: Expr, scope: Scope, depth: number): ResolvedType {
    if (depth > maxDepth || active.has(expr)) return unknown;
    const known = memo.get(expr);
    if (known) return known;
    if (active.size === 0) steps = 0;
    steps += 1;
    if (steps > maxSteps) return unknown;
    active.add(expr);
    const type = evaluateUncached(expr, scope, depth);
    active.delete(expr);
    // Results cut short by a cycle or the depth are not kept, since a later question may get further; those of a question that was given up are.
    if (type.kind !== "unknown" || active.size === 0 || steps > maxSteps) memo.set(expr, type);
    return type;
  }
  const evaluateUncached = (expr: Expr, scope: Scope, depth: number): ResolvedType => {
    switch (expr.kind) {
      case "literal": {
        const name = expr.type === "string" ? "string" : expr.type === "number" ? "int" : expr.type === "bool" ? "bool" : undefined;
        return name ? { kind: "plain", type: { kind: "basic", name }, module: scope.module } : unknown;
      }
      case "template":
        return { kind: "plain", type: { kind: "basic", name: "string" }, module: scope.module };
      case "name":
        return nameType(expr.name, expr.span.start, scope, depth);
      case "member": {
        const source = namespaceOf(expr.object, scope);
        if (source !== undefined) return importedType(source, expr.name, scope.module, depth);
        return memberType(evaluate(expr.object, scope, depth + 1), expr.name, depth + 1);
      }
      case "index": {
        const object = evaluate(expr.object, scope, depth + 1);
        if (object.kind === "list") return object.element;
        if (object.kind === "map") return object.value;
        if (object.kind === "library") {
          const key = expr.index.kind === "literal" ? String(expr.index.value) : undefined;
          const field = key === undefined ? undefined : libraryField(object.id, key);
          return field === undefined ? libraryElement(object) : libraryType(object.library, field, object.effects);
        }
        return object.kind === "function" ? object : unknown;
      }
      case "slice":
        return evaluate(expr.object, scope, depth + 1);
      case "call":
        return callResults(expr, scope, depth + 1)[0] ?? unknown;
      case "composite": {
        if (expr.type) return resolveType(expr.type, scope.module);
        if (expr.shape === "list") {
          const first = expr.entries[0];
          return { kind: "list", element: first ? evaluate(first.value, scope, depth + 1) : unknown };
        }
        return unknown;
      }
      case "binary":
        if (expr.op === "||" || expr.op === "??" || expr.op === "&&") {
          const left = evaluate(expr.op === "&&" ? expr.right : expr.left, scope, depth + 1);
          return left.kind === "unknown" ? evaluate(expr.op === "&&" ? expr.left : expr.right, scope, depth + 1) : left;
        }
        return evaluate(expr.left, scope, depth + 1);
      case "unary":
        return evaluate(expr.operand, scope, depth + 1);
      case "receive": {
        const channel = evaluate(expr.channel, scope, depth + 1);
        if (channel.kind === "library") return libraryElement(channel);
        return channel.kind === "channel" ? channel.element : unknown;
      }
      case "await":
        return awaited(evaluate(expr.operand, scope, depth + 1));
      case "conditional": {
        const then = evaluate(expr.then, scope, depth + 1);
        return then.kind === "unknown" ? evaluate(expr.else, scope, depth + 1) : then;
      }
      case "cast":
        return resolveType(expr.type, scope.module);
      case "function":
        return { kind: "function", target: { kind: "project", fn: expr.fn, scope: { module: scope.module, fn: expr.fn, outer: scope } } };
      case "assignment":
        return evaluate(expr.value, scope, depth + 1);
      case "type":
        return resolveType(expr.type, scope.module);
      case "unknown":
        return unknown;
    }
  };

  return {
    typeOf: (expr, scope) => evaluate(expr, scope, 0),
    typesOfCall: (call, scope) => callResults(call, scope, 0),
    resolveType,
    target,
    bindings,
    fieldType: (type, name) => memberType(type, name, 0),
    methodOf,
    noteClosureParams: (fn, types) => {
      closureParams.set(fn, types);
    },
    isImported: (name, scope) => bindings(name, scope)[0]?.kind === "import",
    libraryTypeOf: (library, id) => libraryType(library, id),
    fieldAssignments: (decl, field) => fieldAssignments(decl, field),
  };
}
