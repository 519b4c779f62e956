/**
 * What a module holds, by name: calls, writes, fields that get a value, elements that are added. Each module is indexed once in its life,
 * and only when somebody asks; a project looks names up over its modules.
 */
import type { Expr, FunctionDecl, Module } from "../ir/types";
import { holderOf } from "./scopes";
import { type ModuleSites, type Rename, type Site, sitesOf, type Write } from "./sites";
import type { FieldIndex } from "./typing";

type ByName<T> = ReadonlyMap<string, readonly T[]>;

/** Keeps what is made of a module as long as the module lives. */
export function oncePerModule<T>(make: (module: Module) => T): (module: Module) => T {
  const made = new WeakMap<Module, { readonly value: T }>();
  return (module) => {
    let entry = made.get(module);
    if (!entry) {
      entry = { value: make(module) };
      made.set(module, entry);
    }
    return entry.value;
  };
}

/** The entries of all modules under a name, in the order of the modules. */
export function overModules<T>(modules: readonly Module[], indexOf: (module: Module) => ByName<T>): (name: string) => readonly T[] {
  let merged: Map<string, readonly T[]> | undefined;
  return (name) => {
    merged ??= mergedOf(modules.map(indexOf));
    return merged.get(name) ?? none;
  };
}

/** One table of all; most names are in one module only, and its list serves as it is. */
function mergedOf<T>(tables: readonly ByName<T>[]): Map<string, readonly T[]> {
  const shared = new Map<string, readonly T[]>();
  const own = new Map<string, T[]>();
  for (const table of tables) {
    for (const [name, list] of table) {
      const before = shared.get(name);
      if (!before) {
        shared.set(name, list);
        continue;
      }
      let grown = own.get(name);
      if (!grown) {
        grown = [...before];
        own.set(name, grown);
        shared.set(name, grown);
      }
      for (const item of list) grown.push(item);
    }
  }
  return shared;
}

const none: readonly never[] = [];

function grouped<T>(items: readonly T[], nameOf: (item: T) => string | undefined): ByName<T> {
  const byName = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    if (name === undefined) continue;
    const list = byName.get(name);
    if (list) list.push(item);
    else byName.set(name, [item]);
  }
  return byName;
}

const ownName = ({ name }: { readonly name: string }): string => name;

export const sitesIn: (module: Module) => ModuleSites = oncePerModule(sitesOf);

/** Calls by the plain name they call; constructions as `constructor:Name`. */
export const callsIn: (module: Module) => ByName<Site> = oncePerModule((module) =>
  grouped(sitesIn(module).sites, ({ call: { callee: written, construct } }) => {
    // `keep[Job](…)`: type arguments in brackets.
    const callee = written.kind === "index" ? written.object : written;
    if (callee.kind !== "member" && callee.kind !== "name") return undefined;
    return construct ? `constructor:${callee.name}` : callee.name;
  }),
);

/** Other names that something goes by, by its own name: in variables and fields, and as it is imported and exported. */
export const renamesIn: (module: Module) => ByName<Rename> = oncePerModule((module) => {
  const imported = module.imports.flatMap(({ names }) => names.map(({ imported: name, local }) => ({ name, alias: local })));
  const exported = [...module.exports].map(([alias, name]) => ({ name, alias }));
  const again = module.reexports.flatMap(({ imported: name, exported: alias }) =>
    name !== undefined && alias !== undefined ? [{ name, alias }] : [],
  );
  // A default export has no name of its own: its importers are asked for by file.
  const shared = [...imported, ...exported, ...again].filter(
    ({ name, alias }) => name !== alias && name !== "default" && alias !== "default",
  );
  return grouped([...sitesIn(module).renames, ...shared], ownName);
});

const fieldWritesIn = oncePerModule((module) =>
  grouped(sitesIn(module).writes, ({ field, object }) => (field !== undefined && object.kind === "name" ? object.name : undefined)),
);

/** Writes to fields of a local name: `req.Limit = 5`. */
export function fieldWrites(name: string, holder: FunctionDecl | undefined, module: Module): readonly Write[] {
  return (fieldWritesIn(module).get(name) ?? []).filter((write) => holderOf(write.scope) === holder);
}

const statementCallsIn = oncePerModule((module) =>
  grouped(sitesIn(module).sites, ({ call: { callee }, use }) => {
    if (callee.kind !== "member" || use.kind === "returned") return undefined;
    let object: Expr = callee.object;
    while (object.kind === "call" && object.callee.kind === "member") object = object.callee.object;
    return object.kind === "name" ? object.name : undefined;
  }),
);

/** Calls made as statements on a local name: `builder.limit(5)`. */
export function statementCalls(name: string, holder: FunctionDecl | undefined, module: Module): readonly Site[] {
  return (statementCallsIn(module).get(name) ?? []).filter(
    (site) => site.holder === holder && !site.chained && site.use.kind !== "used" && !site.awaited,
  );
}

/** A value that is added to a collection: pushed, or written to an element. */
export interface Element {
  readonly name: string;
  readonly value: Expr;
  readonly scope: Site["scope"];
  readonly span: Site["call"]["span"];
  readonly conditional: boolean;
  readonly spread: boolean;
}

const adders = new Set(["push", "unshift", "add", "append", "appendleft"]);

const elementsIn = oncePerModule((module): ByName<Element> => {
  const { sites, writes } = sitesIn(module);
  const found: Element[] = [];
  for (const { call, scope, ancestors } of sites) {
    const { callee } = call;
    if (callee.kind !== "member" || callee.object.kind !== "name" || !adders.has(callee.name)) continue;
    const conditional = ancestors.some((ancestor) => ancestor.kind === "conditional" || ancestor.kind === "loop");
    for (const { value, spread } of call.args) found.push({ name: callee.object.name, value, scope, span: call.span, conditional, spread });
  }
  for (const { field, object, value, scope, span, conditional } of writes) {
    if (field !== undefined || object.kind !== "name") continue;
    found.push({ name: object.name, value, scope, span, conditional, spread: false });
  }
  return grouped(found, ownName);
});

/** What is added to a collection kept in a local name. */
export function elementsOf(name: string, holder: FunctionDecl, module: Module): readonly Element[] {
  return (elementsIn(module).get(name) ?? []).filter((element) => holderOf(element.scope) === holder);
}

type FieldValue = ReturnType<FieldIndex>[number] & { readonly name: string };

/** Every value that is given to a field, by the field's name: writes, entries of literals, initials. */
export const fieldsIn: (module: Module) => ByName<FieldValue> = oncePerModule((module) => {
  const { writes, literals } = sitesIn(module);
  const found: FieldValue[] = [];
  for (const { field, object, value, scope, resultIndex, span } of writes) {
    if (field !== undefined) found.push({ name: field, object, type: undefined, value, scope, resultIndex, span });
  }
  for (const { literal, scope } of literals) {
    const { type } = literal;
    if (!type || literal.shape !== "object") continue;
    for (const { name, value, span } of literal.entries)
      if (name !== undefined) found.push({ name, object: undefined, type, value, scope, resultIndex: 0, span });
  }
  for (const decl of module.types) {
    for (const { name, initial, span } of decl.fields) {
      if (!initial) continue;
      const type = { kind: "named", name: decl.name, args: [], span: decl.nameSpan } as const;
      found.push({ name, object: undefined, type, value: initial, scope: { module }, resultIndex: 0, span });
    }
  }
  return grouped(found, ownName);
});
