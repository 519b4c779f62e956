/**
 * Which names lead to etcd without naming a client library: functions that make etcd calls, and variables and fields that hold a client.
 * Files that use them are worth reading: they make calls of their own, and only a caller shows how often a helper runs.
 */
import type { FunctionDecl, Module, TypeDecl } from "../ir/types";
import type { CallSite, EtcdCall, MissingName, Project, ResolvedType, Scope } from "../resolve/types";

/** One entry a name. Names in test code, and functions without a name, are left out. */
export function wantedUsers(project: Project): readonly MissingName[] {
  const wanted = new Map<string, MissingName>();
  const add = (entry: MissingName): void => void wanted.set(`${entry.where}\n${entry.name}`, entry);
  for (const { holder, module } of reachingFunctions(project)) add({ ...entryOf(nameOf(holder), module, !holder.exported), called: true });
  for (const module of project.modules) {
    if (project.isTest(module.path)) continue;
    for (const name of holdingVariables(project, module)) add(entryOf(name, module, startsLower(name)));
    for (const name of holdingFields(project, module)) add(entryOf(name, module, startsLower(name)));
  }
  return [...wanted.values()];
}

/** Functions that make an etcd call, itself or through a wrapper. */
function reachingFunctions(project: Project): readonly Pick<EtcdCall, "holder" | "module">[] {
  const { calls, passing, isTest } = project;
  const seen = new Set<FunctionDecl>();
  return [...calls, ...passing, ...handingFunctions(project)].filter(({ holder, module }) => {
    if (seen.has(holder) || holder.kind === "module" || nameOf(holder) === "" || isTest(module.path)) return false;
    seen.add(holder);
    return true;
  });
}

const writes: ReadonlySet<EtcdCall["operation"]> = new Set(["put", "txn"]);
const maxLevels = 3;

/**
 * Calls of functions that write what a function of their caller makes (compare and swap with a callback), and of those that only hand such a function
 * on: the value and the pace are their callers'.
 */
function handingFunctions(project: Project): readonly CallSite[] {
  const found: CallSite[] = [];
  const seen = new Set<FunctionDecl>();
  let level = project.calls.filter(({ operation }) => writes.has(operation)).map(({ holder }) => holder);
  for (let depth = 0; depth < maxLevels && level.length > 0; depth += 1) {
    const takers = [...new Set(level)].filter((fn) => !seen.has(fn) && fn.params.some(({ type }) => type.kind === "function"));
    for (const fn of takers) seen.add(fn);
    const sites = takers.flatMap((fn) => project.callers(fn));
    found.push(...sites);
    level = sites.map(({ holder }) => holder);
  }
  return found;
}

/** Callers of a constructor write the name of its class. */
function nameOf({ name, kind, owner }: FunctionDecl): string {
  return kind === "constructor" && owner !== undefined ? owner : name;
}

/** Top-level names that hold a client: exported ones where a file shares nothing else, all of them where files share a package. */
function holdingVariables(project: Project, module: Module): readonly string[] {
  const names = module.scope === "package" ? declaredAtTop(module) : [...module.exports.values()];
  const scope: Scope = { module };
  return names.filter((name) => holdsClient(project.typeOf({ kind: "name", name, span: { start: 0, end: 0 } }, scope)));
}

function declaredAtTop({ functions }: Module): readonly string[] {
  return functions
    .filter(({ kind }) => kind === "module")
    .flatMap(({ body }) => body)
    .flatMap((stmt) => (stmt.kind === "assign" && stmt.declares ? stmt.targets : []))
    .flatMap((target) => (target.kind === "name" ? [target.name] : []));
}

function holdingFields(project: Project, module: Module): readonly string[] {
  return module.types.flatMap((decl) => decl.fields.filter((field) => fieldHolds(project, module, decl, field)).map(({ name }) => name));
}

function fieldHolds(project: Project, module: Module, decl: TypeDecl, { name, type, initial }: TypeDecl["fields"][number]): boolean {
  if (holdsClient(project.resolveType(type, module))) return true;
  if (type.kind !== "unknown") return false;
  if (initial) return holdsClient(project.typeOf(initial, { module }));
  return project.fieldAssignments(decl, name).some(({ value, scope }) => holdsClient(project.typeOf(value, scope)));
}

function holdsClient(type: ResolvedType): boolean {
  if (type.kind === "promise") return holdsClient(type.element);
  if (type.kind !== "library") return false;
  const role = type.library.types[type.id]?.role;
  return role === "client" || role === "lease" || role === "session";
}

/** Fields and variables do not say who may use them; those of a package that start with a small letter are taken for its own. */
function startsLower(name: string): boolean {
  return name.charAt(0) !== name.charAt(0).toUpperCase();
}

function entryOf(name: string, { scope, path }: Module, own: boolean): MissingName {
  const shared = scope === "package";
  const slash = path.lastIndexOf("/");
  const where = shared ? (slash === -1 ? "" : path.slice(0, slash)) : path;
  return { kind: "callers", name, where, from: path, ...(shared && own ? { own } : {}) };
}
