/** Which calls of a project call a function: by name, through the variables and fields that hold it, and through interfaces. */
import type { FunctionDecl, Module, TypeDecl } from "../ir/types";
import { overModules, renamesIn } from "./indexes";
import type { CallSite } from "./types";
import type { Typing } from "./typing";
import type { Units } from "./units";

/** Names under which one function is kept; more are not looked for. */
const maxAliases = 8;

/**
 * Known calls of a project function, in the order of the modules. A call through an interface counts when the function's owner has all that
 * the interface asks for: a `Get` of some other interface is not a call of every `Get`.
 */
export function createCallers(
  modules: readonly Module[],
  units: Units,
  typing: Typing,
  sitesNamed: (name: string) => readonly CallSite[],
): (fn: FunctionDecl) => readonly CallSite[] {
  const aliasesOf = overModules(modules, renamesIn);
  const found = new Map<FunctionDecl, readonly CallSite[]>();
  let homes: ReadonlyMap<FunctionDecl, Module> | undefined;

  const calls = (site: CallSite, fn: FunctionDecl): boolean => {
    const target = typing.target(site.call, site.scope);
    if (target?.kind === "project") return target.fn === fn;
    if (target?.kind !== "interface" || fn.owner === undefined || target.name !== fn.name) return false;
    homes ??= new Map(modules.flatMap((module) => module.functions.map((one): [FunctionDecl, Module] => [one, module])));
    const home = homes.get(fn);
    return home !== undefined && hasAll(fn, units.unitOf(home).methods.get(fn.owner), ownerOf(fn, home, units), target);
  };

  return (fn) => {
    const known = found.get(fn);
    if (known) return known;
    // Guards against a function that calls itself while its callers are looked up.
    found.set(fn, []);
    const name = fn.kind === "constructor" ? `constructor:${fn.owner ?? ""}` : fn.name;
    const aliases = fn.kind === "constructor" ? [] : [...new Set(aliasesOf(fn.name).map(({ alias }) => alias))].slice(0, maxAliases);
    const sites = [name, ...aliases].flatMap((one) => sitesNamed(one)).filter((site) => calls(site, fn));
    found.set(fn, sites);
    return sites;
  };
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
