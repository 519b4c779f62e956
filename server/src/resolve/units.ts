/** Which top-level names exist where: files of one package share a unit, other files are a unit of their own. */
import { packagesByPath } from "../catalog/index";
import type { Library, LibraryPackage } from "../catalog/types";
import type { FunctionDecl, Import, Module, ModulePlace, TypeDecl } from "../ir/types";
import { chosenPackage } from "./same-path";
import type { MissingName, PackageRoot } from "./types";

export interface Unit {
  readonly directory: string;
  readonly packageName: string;
  readonly modules: readonly Module[];
  readonly types: ReadonlyMap<string, { readonly decl: TypeDecl; readonly module: Module }>;
  readonly functions: ReadonlyMap<string, { readonly fn: FunctionDecl; readonly module: Module }>;
  /** Methods by owner type, then by name. */
  readonly methods: ReadonlyMap<string, ReadonlyMap<string, { readonly fn: FunctionDecl; readonly module: Module }>>;
}

/** What an import path means. */
export type PackageRef =
  | { readonly kind: "library"; readonly library: Library; readonly pkg: LibraryPackage }
  | { readonly kind: "unit"; readonly unit: Unit; readonly module: Module }
  /** `directory`: a folder of the project that lies under a package root, none of whose files is known. */
  | { readonly kind: "foreign"; readonly source: string; readonly directory?: string };

/** What a local name that an import introduced stands for. */
export interface ImportedName {
  readonly source: string;
  /** undefined = the whole package. */
  readonly imported?: string;
}

export interface Units {
  unitOf(module: Module): Unit;
  packageOf(source: string, from: Module): PackageRef;
  importedName(name: string, module: Module): ImportedName | undefined;
  /** Packages whose names are visible without qualifier. */
  dotImports(module: Module): readonly string[];
  noteMissing(name: MissingName): void;
  readonly missing: readonly MissingName[];
  readonly missingCount: number;
}

const directoryOf = (path: string): string => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "");

const withoutExtension = (path: string): string => path.replace(/\.[^./]+$/, "");

/** Joins a folder and a relative specifier; undefined when it leaves the project. */
export function joinPath(directory: string, relative: string): string | undefined {
  const parts = directory === "" ? [] : directory.split("/");
  for (const piece of relative.split("/")) {
    if (piece === "" || piece === ".") continue;
    if (piece === "..") {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else parts.push(piece);
  }
  return parts.join("/");
}

function buildUnit(modules: readonly Module[]): Unit {
  const types = new Map<string, { decl: TypeDecl; module: Module }>();
  const functions = new Map<string, { fn: FunctionDecl; module: Module }>();
  const methods = new Map<string, Map<string, { fn: FunctionDecl; module: Module }>>();
  for (const module of modules) {
    for (const decl of module.types) if (!types.has(decl.name)) types.set(decl.name, { decl, module });
    for (const fn of module.functions) {
      if (fn.kind === "module") continue;
      if (fn.owner === undefined) {
        if (!functions.has(fn.name)) functions.set(fn.name, { fn, module });
        continue;
      }
      let own = methods.get(fn.owner);
      if (!own) {
        own = new Map();
        methods.set(fn.owner, own);
      }
      if (!own.has(fn.name)) own.set(fn.name, { fn, module });
    }
  }
  const first = modules[0];
  return { directory: first ? directoryOf(first.path) : "", packageName: first?.packageName ?? "", modules, types, functions, methods };
}

/** What the files of one package have in common: their folder, or their package's name where that is all there is to it. */
function packageKey({ path, packageName, language, importsByPackageName }: Module): string {
  const folder = importsByPackageName && packageName !== "" ? "" : directoryOf(path);
  return `${folder}|${packageName}|${language}`;
}

/** The folder of another package below the same root of sources, where folders have the names of packages; undefined when the file's own has not. */
function packageFolder(source: string, { path, packageName }: Module): string | undefined {
  const folder = directoryOf(path);
  const own = packageName.replaceAll(".", "/");
  if (own === "" || (folder !== own && !folder.endsWith(`/${own}`))) return undefined;
  return `${folder.slice(0, folder.length - own.length)}${source.replaceAll(".", "/")}`;
}

/** True when an import path lies under a root that the file can mean. */
function means({ prefix, within }: PackageRoot, source: string, from: Module): boolean {
  if (source !== prefix && !source.startsWith(`${prefix}/`)) return false;
  return within === undefined || within === "" || from.path.startsWith(`${within}/`);
}

/** Indexes the modules of a project. */
export function indexUnits(modules: readonly Module[], packageRoots: readonly PackageRoot[]): Units {
  const groups = new Map<string, Module[]>();
  for (const module of modules) {
    const key = module.scope === "package" ? packageKey(module) : module.path;
    const group = groups.get(key);
    if (group) group.push(module);
    else groups.set(key, [module]);
  }
  const unitByModule = new Map<Module, Unit>();
  const packageUnits = new Map<string, Unit[]>();
  const namedUnits = new Map<string, Unit>();
  const fileUnits = new Map<string, Unit>();
  for (const group of groups.values()) {
    const unit = buildUnit(group);
    for (const module of group) unitByModule.set(module, unit);
    const first = group[0];
    if (!first) continue;
    if (first.scope === "file") {
      const bare = withoutExtension(first.path);
      fileUnits.set(first.path, unit);
      if (!fileUnits.has(bare)) fileUnits.set(bare, unit);
      if (bare.endsWith("/index") || bare === "index") {
        const folder = directoryOf(first.path);
        if (!fileUnits.has(folder)) fileUnits.set(folder, unit);
      }
    } else if (first.importsByPackageName) namedUnits.set(`${first.language}|${first.packageName}`, unit);
    else {
      const same = packageUnits.get(unit.directory);
      if (same) same.push(unit);
      else packageUnits.set(unit.directory, [unit]);
    }
  }
  const installed = packageRoots.filter((root) => root.installed !== undefined);
  const roots = packageRoots.filter((root) => root.installed === undefined).sort((a, b) => b.prefix.length - a.prefix.length);
  const missing = new Map<string, MissingName>();
  const noteMissing = (name: MissingName): void => {
    const key = `${name.kind}|${name.where}|${name.name}|${name.kind === "module" ? name.from : ""}`;
    if (!missing.has(key)) missing.set(key, name);
  };

  const places = new Map<Module, ReadonlyMap<string, readonly string[]>>();
  /** Files that a source of an import may mean, where lowering could tell. */
  const pathsOf = (source: string, from: Module): readonly string[] | undefined => {
    let known = places.get(from);
    if (!known) {
      const found = new Map<string, readonly string[]>();
      for (const { source: own, paths, names } of from.imports) {
        if (paths) found.set(own, paths);
        for (const { module } of names) if (module) found.set(module.source, module.paths);
      }
      known = found;
      places.set(from, found);
    }
    return known.get(source);
  };
  const unitAt = (paths: readonly string[], source: string, from: Module): Unit | undefined => {
    for (const path of paths) {
      const unit = fileUnits.get(path);
      if (unit && unit.modules[0]?.language === from.language) return unit;
    }
    noteMissing({ name: "", kind: "module", where: source, from: from.path, paths });
    return undefined;
  };

  const projectUnit = (source: string, from: Module): Unit | { readonly directory: string } | undefined => {
    const paths = pathsOf(source, from);
    if (paths) return unitAt(paths, source, from);
    if (from.importsByPackageName) {
      const unit = namedUnits.get(`${from.language}|${source}`);
      const directory = packageFolder(source, from);
      return unit ?? (directory === undefined ? undefined : { directory });
    }
    if (from.scope === "file") {
      if (source.startsWith(".")) {
        const target = joinPath(directoryOf(from.path), source);
        if (target === undefined) return undefined;
        const unit =
          fileUnits.get(target) ?? fileUnits.get(withoutExtension(target)) ?? fileUnits.get(target === "" ? "index" : `${target}/index`);
        if (!unit) noteMissing({ name: "", kind: "module", where: source, from: from.path });
        return unit;
      }
      let isOwn = false;
      for (const root of roots) {
        if (!means(root, source, from)) continue;
        isOwn = true;
        const rest = joinPath(root.directory, source.slice(root.prefix.length)) ?? "";
        const unit = [rest, `${rest}/src`, `${rest}/index`, `${rest}/src/index`, `${rest}/lib`]
          .map((path) => fileUnits.get(path.replace(/^\//, "")))
          .find((found) => found);
        if (unit) return unit;
      }
      if (isOwn) noteMissing({ name: "", kind: "module", where: source, from: from.path });
      return undefined;
    }
    for (const root of roots) {
      if (!means(root, source, from)) continue;
      const directory = joinPath(root.directory, source.slice(root.prefix.length)) ?? "";
      const units = packageUnits.get(directory);
      return units?.find((candidate) => !candidate.packageName.endsWith("_test")) ?? units?.[0] ?? { directory };
    }
    return undefined;
  };

  /** Some files give names of their own to folders: what a path means depends on who writes it. */
  const mapsNames = roots.some(({ within }) => within !== undefined);
  const packages = new Map<string, PackageRef>();
  const packageOf = (source: string, from: Module): PackageRef => {
    const candidates = packagesByPath(from.language, source);
    const own =
      source.startsWith(".") || mapsNames || from.importsByPackageName || pathsOf(source, from) !== undefined || candidates.length > 1;
    const key = `${from.language}|${own ? from.path : ""}|${source}`;
    const known = packages.get(key);
    if (known) return known;
    const fromCatalog = candidates.length > 1 ? chosenPackage(candidates, source, from, installed) : candidates[0];
    let ref: PackageRef;
    if (fromCatalog) ref = { kind: "library", library: fromCatalog.library, pkg: fromCatalog.package };
    else {
      const found = projectUnit(source, from);
      const unit = found && "modules" in found ? found : undefined;
      const module = unit?.modules[0];
      ref = unit && module ? { kind: "unit", unit, module } : { kind: "foreign", source, ...(found ? { directory: found.directory } : {}) };
    }
    packages.set(key, ref);
    return ref;
  };

  const localOf = (imported: Import, module: Module): string | undefined => {
    if (imported.local !== undefined) return imported.local;
    const ref = packageOf(imported.source, module);
    if (ref.kind === "library") return ref.pkg.name ?? imported.localGuess;
    if (ref.kind === "unit" && ref.unit.packageName !== "") return ref.unit.packageName;
    return imported.localGuess;
  };
  /** `from pkg import name`: the module `pkg.name`, unless the package has the name itself. */
  const isModule = (source: string, name: string, below: ModulePlace, module: Module): boolean => {
    const outer = packageOf(source, module);
    if (outer.kind === "library") {
      const { functions, types, constructors } = outer.pkg;
      if ([functions, types, constructors].some((table) => table !== undefined && Object.hasOwn(table, name))) return false;
    }
    if (outer.kind === "unit" && outer.unit.modules[0]?.exports.has(name)) return false;
    return packageOf(below.source, module).kind !== "foreign";
  };
  const tables = new Map<Module, Map<string, ImportedName>>();
  const tableOf = (module: Module): Map<string, ImportedName> => {
    let table = tables.get(module);
    if (!table) {
      table = new Map();
      for (const imported of module.imports) {
        if (imported.kind === "namespace") {
          const local = localOf(imported, module);
          if (local !== undefined) table.set(local, { source: imported.source });
        }
        for (const { local, imported: name, module: below } of imported.names)
          table.set(
            local,
            below && isModule(imported.source, name, below, module)
              ? { source: below.source }
              : { source: imported.source, imported: name },
          );
      }
      tables.set(module, table);
    }
    return table;
  };

  return {
    unitOf: (module) => unitByModule.get(module) ?? buildUnit([module]),
    packageOf,
    importedName: (name, module) => tableOf(module).get(name),
    dotImports: (module) => module.imports.filter((imported) => imported.kind === "dot").map((imported) => imported.source),
    noteMissing,
    get missing() {
      return [...missing.values()];
    },
    get missingCount() {
      return missing.size;
    },
  };
}
