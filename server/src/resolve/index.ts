/** Modules in, a resolved project out: names, types, etcd calls, callers. Pure; everything expensive is computed once and only when asked. */
import type { Expr, FunctionDecl, Module } from "../ir/types";
import { extractCalls } from "./calls";
import { createExpander, holderOf, indexCollections } from "./expand";
import { createOperations } from "./operation";
import { type ModuleSites, type Site, sitesOf, type Write } from "./sites";
import type { CallSite, PackageRoot, Project } from "./types";
import { createTyping, type FieldIndex } from "./typing";
import { indexUnits } from "./units";

export interface ResolveOptions {
  readonly packageRoots: readonly PackageRoot[];
  /** Whether a path is test code, by its language's convention. */
  isTest(path: string): boolean;
}

const siteCache = new WeakMap<Module, ModuleSites>();
function sitesOnce(module: Module): ModuleSites {
  let sites = siteCache.get(module);
  if (!sites) {
    sites = sitesOf(module);
    siteCache.set(module, sites);
  }
  return sites;
}

/** Resolves a set of lowered modules. Never throws for any program, however broken. */
export function resolve(modules: readonly Module[], options: ResolveOptions): Project {
  const perModule = modules.map(sitesOnce);
  const sites = perModule.flatMap((one) => one.sites);
  const writes = perModule.flatMap((one) => one.writes);
  const units = indexUnits(modules, options.packageRoots);

  let fields: ReturnType<typeof indexFields> | undefined;
  let sitesByName: Map<string, Site[]> | undefined;
  const sitesNamed = (name: string): readonly Site[] => {
    sitesByName ??= indexByName(sites);
    return sitesByName.get(name) ?? [];
  };
  const typing = createTyping(
    units,
    () => {
      fields ??= indexFields(modules, perModule);
      return fields;
    },
    () => sitesNamed,
  );

  const writesByName = new Map<string, Write[]>();
  for (const write of writes) {
    if (write.field === undefined || write.object.kind !== "name") continue;
    const list = writesByName.get(write.object.name);
    if (list) list.push(write);
    else writesByName.set(write.object.name, [write]);
  }
  const statementCalls = new Map<string, Site[]>();
  for (const site of sites) {
    const { callee } = site.call;
    if (callee.kind !== "member" || site.use.kind === "returned") continue;
    let object: Expr = callee.object;
    while (object.kind === "call" && object.callee.kind === "member") object = object.callee.object;
    if (object.kind !== "name") continue;
    const list = statementCalls.get(object.name);
    if (list) list.push(site);
    else statementCalls.set(object.name, [site]);
  }

  const expander = createExpander(typing, indexCollections(sites, writes));
  const operations = createOperations(
    typing,
    expander,
    (name, scope) => (writesByName.get(name) ?? []).filter((write) => holderOf(write.scope) === holderOf(scope)),
    (name, scope) =>
      (statementCalls.get(name) ?? [])
        .filter((site) => site.holder === holderOf(scope) && !site.chained && site.use.kind !== "used" && !site.awaited)
        .map((site) => ({
          call: site.call,
          scope: site.scope,
          conditional: site.ancestors.some((ancestor) => ancestor.kind === "conditional"),
        })),
  );
  const calls = extractCalls(sites, typing, operations, { isTest: (path) => options.isTest(path) });

  const callersOf = new Map<FunctionDecl, readonly CallSite[]>();
  const callers = (fn: FunctionDecl): readonly CallSite[] => {
    const known = callersOf.get(fn);
    if (known) return known;
    // Guards against a function that calls itself while its callers are looked up.
    callersOf.set(fn, []);
    const found = sitesNamed(fn.kind === "constructor" ? `constructor:${fn.owner ?? ""}` : fn.name).filter((site) => {
      const target = typing.target(site.call, site.scope);
      if (target?.kind === "project") return target.fn === fn;
      if (target?.kind === "interface" && fn.owner !== undefined) return true;
      return false;
    });
    callersOf.set(fn, found);
    return found;
  };

  return {
    modules,
    calls,
    typeOf: typing.typeOf,
    resolveType: typing.resolveType,
    target: typing.target,
    bindings: typing.bindings,
    fieldAssignments: typing.fieldAssignments,
    callers,
    callsNamed: sitesNamed,
    isTest: (path) => options.isTest(path),
    get missing() {
      return units.missing;
    },
  };
}

/** Sites by the plain name they call; constructions as `constructor:Name`. */
function indexByName(sites: readonly Site[]): Map<string, Site[]> {
  const byName = new Map<string, Site[]>();
  for (const site of sites) {
    const { callee } = site.call;
    const plain = callee.kind === "member" || callee.kind === "name" ? callee.name : undefined;
    if (plain === undefined) continue;
    const name = site.call.construct ? `constructor:${plain}` : plain;
    const list = byName.get(name);
    if (list) list.push(site);
    else byName.set(name, [site]);
  }
  return byName;
}

/** Every value that is given to a field, by the field's name: writes, entries of literals, initials. */
function indexFields(modules: readonly Module[], perModule: readonly ModuleSites[]): FieldIndex {
  type Assignment = ReturnType<FieldIndex>[number];
  const byName = new Map<string, Assignment[]>();
  const note = (field: string, assignment: Assignment): void => {
    const list = byName.get(field);
    if (list) list.push(assignment);
    else byName.set(field, [assignment]);
  };
  modules.forEach((module, index) => {
    const sites = perModule[index];
    if (!sites) return;
    for (const write of sites.writes) {
      if (write.field === undefined) continue;
      note(write.field, {
        object: write.object,
        type: undefined,
        value: write.value,
        scope: write.scope,
        resultIndex: write.resultIndex,
        span: write.span,
      });
    }
    for (const { literal, scope } of sites.literals) {
      if (!literal.type || literal.shape !== "object") continue;
      for (const entry of literal.entries) {
        if (entry.name === undefined) continue;
        note(entry.name, { object: undefined, type: literal.type, value: entry.value, scope, resultIndex: 0, span: entry.span });
      }
    }
    for (const decl of module.types) {
      for (const field of decl.fields) {
        if (!field.initial) continue;
        const type = { kind: "named", name: decl.name, args: [], span: decl.nameSpan } as const;
        note(field.name, { object: undefined, type, value: field.initial, scope: { module }, resultIndex: 0, span: field.span });
      }
    }
  });
  return (field) => byName.get(field) ?? [];
}
