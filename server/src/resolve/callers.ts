/** Which calls of a project call a function: by name, through the variables and fields that hold it, and through interfaces. */
import type { FunctionDecl, Module, TypeDecl } from "../ir/types";
import { overModules, renamesIn } from "./indexes";
import type { CallSite } from "./types";
import type { Typing } from "./typing";
import type { Units } from "./units";

/** Names under which one function is kept; more are not looked for. */
const maxAliases = 8;

export interface Callers {
  /** Known calls of a project function. */
  of(fn: FunctionDecl): readonly CallSite[];
  /** What else a call of `fn` through an interface may call: implementations by other types, test doubles left out. */
  othersAt(site: CallSite, fn: FunctionDecl): readonly FunctionDecl[];
}

/** Types that stand in for others in tests. */
const double = /mock|fake|stub|dummy|noop/i;

/**
 * Known calls of a project function, in the order of the modules. A call through an interface counts when the function's owner has all that
 * the interface asks for: a `Get` of some other interface is not a call of every `Get`.
 */
export function createCallers(
  modules: readonly Module[],
  units: Units,
  typing: Typing,
  sitesNamed: (name: string) => readonly CallSite[],
): Callers {
  const aliasesOf = overModules(modules, renamesIn);
  const found = new Map<FunctionDecl, readonly CallSite[]>();
  let homes: ReadonlyMap<FunctionDecl, Module> | undefined;

  const calls = (site: CallSite, fn: FunctionDecl): boolean => {
    const target = typing.target(site.call, site.scope);
    if (target?.kind === "project") return target.fn === fn;
    if (target?.kind !== "interface" || fn.owner === undefined || target.name !== fn.name) return false;
    const home = homeOf(fn);
    return home !== undefined && hasAll(fn, units.unitOf(home).methods.get(fn.owner), ownerOf(fn, home, units), target);
  };

  const homeOf = (fn: FunctionDecl): Module | undefined => {
    homes ??= new Map(modules.flatMap((module) => module.functions.map((one): [FunctionDecl, Module] => [one, module])));
    return homes.get(fn);
  };

  /** Names that a function goes by elsewhere: two steps of renaming, and what importers call a default export. */
  const otherNames = (fn: FunctionDecl): readonly string[] => {
    const names = new Set<string>();
    let step: readonly string[] = [fn.name];
    for (let depth = 0; depth < 2; depth += 1) {
      step = step.flatMap((one) => aliasesOf(one).map(({ alias }) => alias)).filter((one) => one !== fn.name && !names.has(one));
      for (const one of step) names.add(one);
    }
    const home = homeOf(fn);
    const isDefault = home?.scope === "file" && home.exports.get("default") === fn.name;
    return [...[...names].slice(0, maxAliases), ...(isDefault ? importersOf(home) : [])];
  };

  let defaults: Map<Module, Set<string>> | undefined;
  /** What the importers of a file call its default export. */
  const importersOf = (home: Module): readonly string[] => {
    if (!defaults) {
      defaults = new Map();
      for (const module of modules) {
        if (module.scope !== "file") continue;
        for (const { source, names } of module.imports) {
          const local = names.find(({ imported }) => imported === "default")?.local;
          const ref = local === undefined ? undefined : units.packageOf(source, module);
          if (local === undefined || ref?.kind !== "unit") continue;
          defaults.set(ref.module, (defaults.get(ref.module) ?? new Set()).add(local));
        }
      }
    }
    return [...(defaults.get(home) ?? [])];
  };

  let methods: Map<string, FunctionDecl[]> | undefined;
  const methodsNamed = (name: string): readonly FunctionDecl[] => {
    if (!methods) {
      methods = new Map();
      for (const fn of modules.flatMap((module) => module.functions)) {
        if (fn.owner !== undefined && fn.kind === "method") methods.set(fn.name, [...(methods.get(fn.name) ?? []), fn]);
      }
    }
    return methods.get(name) ?? [];
  };

  const others = new Map<TypeDecl, Map<FunctionDecl, readonly FunctionDecl[]>>();
  const othersAt = (site: CallSite, fn: FunctionDecl): readonly FunctionDecl[] => {
    const target = typing.target(site.call, site.scope);
    if (target?.kind !== "interface") return [];
    const ofInterface = others.get(target.decl) ?? new Map<FunctionDecl, readonly FunctionDecl[]>();
    others.set(target.decl, ofInterface);
    const known = ofInterface.get(fn);
    if (known) return known;
    const implementing = methodsNamed(fn.name).filter((other) => {
      const home = other === fn ? undefined : homeOf(other);
      if (!home || other.owner === undefined || double.test(other.owner) || double.test(home.path)) return false;
      return hasAll(other, units.unitOf(home).methods.get(other.owner), ownerOf(other, home, units), target);
    });
    ofInterface.set(fn, implementing);
    return implementing;
  };

  const of = (fn: FunctionDecl): readonly CallSite[] => {
    const known = found.get(fn);
    if (known) return known;
    // Guards against a function that calls itself while its callers are looked up.
    found.set(fn, []);
    const name = fn.kind === "constructor" ? `constructor:${fn.owner ?? ""}` : fn.name;
    const aliases = fn.kind === "constructor" ? [] : otherNames(fn);
    const sites = [name, ...aliases].flatMap((one) => sitesNamed(one)).filter((site) => calls(site, fn));
    found.set(fn, sites);
    return sites;
  };
  return { of, othersAt };
}

function ownerOf(fn: FunctionDecl, home: Module, units: Units): TypeDecl | undefined {
  return fn.owner === undefined ? undefined : units.unitOf(home).types.get(fn.owner)?.decl;
}

/** The method's type has every method that the interface asks for, and takes as many arguments. */
function hasAll(
  fn: FunctionDecl,
  methods: ReadonlyMap<string, unknown> | undefined,
  owner: TypeDecl | undefined,
  target: { readonly decl: TypeDecl; readonly name: string },
): boolean {
  const declared = target.decl.methods.find((method) => method.name === target.name);
  if (declared && declared.params.length !== fn.params.length) return false;
  // What a type embeds gives it methods that we may not see.
  if (owner && owner.embeds.length > 0) return true;
  return target.decl.methods.every((method) => methods?.has(method.name));
}
