/** The callers above a function that does something costly for whoever calls it, as related places: one of them is where a person would act. */
import type { CallExpr, Expr, FunctionDecl, Module } from "../ir/types";
import { walk } from "../ir/walk";
import type { CallSite, Project, ResolvedType, Scope } from "../resolve/types";
import { placeRelated, type Related } from "./related";

const maxLevels = 4;
const maxPlaces = 16;
/** Most places of one finding, makers of objects and calls between methods of one object counted in. */
const maxAll = 28;

/**
 * Known calls of the function, then those of its callers, and so on; tests left out. The nearest come first. A call between methods of one object is
 * told but takes no room from the calls that come in from outside; with `withMakers`, for objects that cost
 * something each, making the object that a caller goes through is told too.
 */
export function callersRelated(project: Project, fn: FunctionDecl, withMakers = false): readonly Related[] {
  const places: Related[] = [];
  const seen = new Set<FunctionDecl>([fn]);
  let outside = 0;
  let level: readonly FunctionDecl[] = [fn];
  for (let depth = 0; depth < maxLevels; depth += 1) {
    const next: FunctionDecl[] = [];
    for (const one of level) {
      for (const site of [...project.callers(one), ...namedAlike(one, project)]) {
        const { call, holder, module } = site;
        if (project.isTest(module.path)) continue;
        const { callee } = call;
        places.push(...placeRelated("called", { file: module.path, span: callee.kind === "member" ? callee.nameSpan : callee.span }));
        if (!isOfOneObject(site, one)) {
          outside += 1;
          if (withMakers) places.push(...madeFor(site, project));
        }
        if (!seen.has(holder) && holder.kind !== "module") next.push(holder);
        seen.add(holder);
      }
      if (outside >= maxPlaces || places.length >= maxAll) return places.slice(0, maxAll);
    }
    level = next;
  }
  return places;
}

/**
 * Calls that write the name of a method on an object whose type is not seen, where the name is long enough to mean it (`saveJobs`) and no other
 * type of the project has such a method.
 */
function namedAlike(fn: FunctionDecl, project: Project): readonly CallSite[] {
  if (fn.kind !== "method" || fn.name.length < 8 || !/[a-z0-9][A-Z]|[a-z0-9]_[a-z]/.test(fn.name)) return [];
  const declared = project.modules.reduce((count, { functions, types }) => {
    const signatures = types.flatMap(({ methods }) => methods.filter(({ name }) => name === fn.name));
    return count + functions.filter(({ name }) => name === fn.name).length + signatures.length;
  }, 0);
  if (declared !== 1) return [];
  return project
    .callsNamed(fn.name)
    .filter(({ call, scope }) => call.callee.kind === "member" && isUnseen(project.typeOf(call.callee.object, scope)));
}

/** Nothing is known of it, or only that it is a field that a base class from elsewhere may declare. */
function isUnseen(type: ResolvedType): boolean {
  return type.kind === "unknown" || (type.kind === "foreign" && type.name.includes("."));
}

/** A method calls another of its own object. */
function isOfOneObject({ call, holder }: CallSite, fn: FunctionDecl): boolean {
  const { callee } = call;
  if (callee.kind !== "member" || callee.object.kind !== "name") return false;
  return holder.owner !== undefined && holder.owner === fn.owner && callee.object.name === holder.self;
}

const maxMakers = 3;

/** Where the object that the call goes through was made, when its function makes it: a call of the project that returns it, and what that calls to do so. */
function madeFor({ call, scope, holder }: CallSite, project: Project): readonly Related[] {
  const { callee } = call;
  if (callee.kind !== "member" || callee.object.kind !== "name" || callee.object.name === holder.self) return [];
  return project
    .bindings(callee.object.name, scope)
    .flatMap((binding) =>
      binding.kind === "assigned" && binding.resultIndex === 0 ? makers(binding.value, binding.scope, project, 0) : [],
    )
    .slice(0, maxMakers);
}

/** Steps from the call that gives the object to the one that makes it. */
const maxSteps = 2;

function makers(expr: Expr, scope: Scope, project: Project, depth: number): readonly Related[] {
  if (expr.kind === "await" || expr.kind === "cast") return makers(expr.operand, scope, project, depth);
  if (expr.kind !== "call" || depth === maxSteps) return [];
  const made = calledBy(expr, scope, project);
  if (made.length === 0) return [];
  const { callee } = expr;
  const place = { file: scope.module.path, span: callee.kind === "member" ? callee.nameSpan : callee.span };
  return [
    ...placeRelated("made", place),
    ...made.flatMap(({ fn, module }) => returnedBy(fn).flatMap((value) => makers(value, { module, fn }, project, depth + 1))),
  ];
}

/** Functions of the project that a call may call, those behind an interface of the project included; tests left out. */
function calledBy(call: CallExpr, scope: Scope, project: Project): readonly { readonly fn: FunctionDecl; readonly module: Module }[] {
  const target = project.target(call, scope);
  if (target?.kind === "project") return [{ fn: target.fn, module: target.scope.module }];
  if (target?.kind !== "interface") return [];
  const { name } = target;
  return project.modules
    .filter(({ path }) => !project.isTest(path))
    .flatMap((module) => module.functions.filter((fn) => fn.name === name && fn.owner !== undefined).map((fn) => ({ fn, module })))
    .filter(({ fn }) => project.callers(fn).some((site) => site.call === call));
}

/** What a function returns first, when that is a call. */
function returnedBy(fn: FunctionDecl): readonly Expr[] {
  const found: Expr[] = [];
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "return") found.push(...stmt.values.slice(0, 1));
      return true;
    },
  });
  return found;
}
