/** Calls of a function in the code that counts. */
import type { FunctionDecl, Module, TypeDecl } from "../ir/types";
import type { CallSite } from "../resolve/types";
import { testPackages } from "./knowledge/tests";
import type { Reader } from "./reader";
import type { InferContext } from "./types";

/**
 * Known calls of a function. Tests say nothing about what a program does, except for calls in tests. A call through an interface counts when
 * the function's owner has all that the interface asks for: a `Get` of some other interface is not a call of every `Get`.
 */
export function callersOf(fn: FunctionDecl, reader: Reader): readonly CallSite[] {
  const known = cacheOf(reader).get(fn);
  const all = known ?? reader.project.callers(fn).filter((site) => means(site, fn, reader));
  if (!known) cacheOf(reader).set(fn, all);
  return reader.inTest ? all : all.filter((site) => !isTestModule(site.module, reader));
}

/** Test code by its path, or by what it imports: helpers of tests have names of all kinds. */
export function isTestModule(module: Module, reader: Reader): boolean {
  return reader.project.isTest(module.path) || module.imports.some((item) => testPackages.has(item.source));
}

const caches = new WeakMap<InferContext, WeakMap<FunctionDecl, readonly CallSite[]>>();
function cacheOf(reader: Reader): WeakMap<FunctionDecl, readonly CallSite[]> {
  const cache = caches.get(reader.context) ?? new WeakMap<FunctionDecl, readonly CallSite[]>();
  caches.set(reader.context, cache);
  return cache;
}

function means(site: CallSite, fn: FunctionDecl, reader: Reader): boolean {
  const target = reader.project.target(site.call, site.scope);
  if (target?.kind !== "interface") return true;
  const declared = target.decl.methods.find((method) => method.name === target.name);
  if (declared && declared.params.length !== fn.params.length) return false;
  const owner = ownerOf(fn, reader);
  if (!owner) return false;
  // What a type embeds gives it methods that we may not see.
  if (owner.decl && owner.decl.embeds.length > 0) return true;
  return target.decl.methods.every((method) => owner.methods.has(method.name));
}

interface Owner {
  readonly decl: TypeDecl | undefined;
  readonly methods: ReadonlySet<string>;
}

const owners = new WeakMap<InferContext, ReadonlyMap<FunctionDecl, Module>>();

/** The type that a method belongs to, with the names of its methods in all files that share its names. */
function ownerOf(fn: FunctionDecl, reader: Reader): Owner | undefined {
  const home = homes(reader).get(fn);
  if (!home || fn.owner === undefined) return undefined;
  const together = reader.project.modules.filter((module) => sharesNames(module, home));
  return {
    decl: together.flatMap((module) => module.types).find((decl) => decl.name === fn.owner),
    methods: new Set(together.flatMap((module) => module.functions).flatMap((other) => (other.owner === fn.owner ? [other.name] : []))),
  };
}

function sharesNames(module: Module, home: Module): boolean {
  if (module === home) return true;
  return home.scope === "package" && module.packageName === home.packageName && folder(module.path) === folder(home.path);
}
const folder = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

function homes(reader: Reader): ReadonlyMap<FunctionDecl, Module> {
  const known = owners.get(reader.context);
  if (known) return known;
  const made = new Map(reader.project.modules.flatMap((module) => module.functions.map((fn): [FunctionDecl, Module] => [fn, module])));
  owners.set(reader.context, made);
  return made;
}
