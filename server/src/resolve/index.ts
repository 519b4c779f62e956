/** Modules in, a resolved project out: names, types, etcd calls, callers. Pure; everything expensive is computed once and only when asked. */
import type { Module } from "../ir/types";
import { createCallers } from "./callers";
import { extractCalls } from "./calls";
import { createExpander } from "./expand";
import { callsIn, fieldsIn, fieldWrites, overModules, statementCalls } from "./indexes";
import { createOperations } from "./operation";
import { callsReaching } from "./reach";
import { holderOf } from "./scopes";
import type { PackageRoot, Project, Reaching } from "./types";
import { createTyping } from "./typing";
import { indexUnits } from "./units";
import { type Judged, judgedCalls } from "./wrappers";

export interface ResolveOptions {
  readonly packageRoots: readonly PackageRoot[];
  /** Whether a path is test code, by its language's convention. */
  isTest(path: string): boolean;
}

/** Resolves a set of lowered modules. Never throws for any program, however broken. */
export function resolve(modules: readonly Module[], options: ResolveOptions): Project {
  const units = indexUnits(modules, options.packageRoots);
  const sitesNamed = overModules(modules, callsIn);
  const typing = createTyping(units, overModules(modules, fieldsIn), sitesNamed);
  const expander = createExpander(typing);
  const operations = createOperations(
    typing,
    expander,
    (name, scope) => fieldWrites(name, holderOf(scope), scope.module),
    (name, scope) =>
      statementCalls(name, holderOf(scope), scope.module).map((site) => ({
        call: site.call,
        scope: site.scope,
        conditional: site.ancestors.some((ancestor) => ancestor.kind === "conditional"),
      })),
  );
  const { calls, parts, again } = extractCalls(modules, typing, operations, expander, { isTest: (path) => options.isTest(path) });

  const callers = createCallers(modules, units, typing, sitesNamed);

  let reaching: readonly Reaching[] | undefined;
  let judged: Judged | undefined;
  const judge = (): Judged => {
    judged ??= judgedCalls(calls, {
      typing,
      callers: callers.of,
      othersAt: callers.othersAt,
      again,
      callsNamed: sitesNamed,
      isTest: (path) => options.isTest(path),
    });
    return judged;
  };

  return {
    modules,
    calls,
    parts,
    get reaching() {
      reaching ??= callsReaching(calls, { callers: callers.of, othersAt: callers.othersAt, isTest: (path) => options.isTest(path) });
      return reaching;
    },
    get judged() {
      return judge().calls;
    },
    get unfollowed() {
      return judge().unfollowed;
    },
    get passing() {
      return judge().passing;
    },
    typeOf: typing.typeOf,
    resolveType: typing.resolveType,
    target: typing.target,
    bindings: typing.bindings,
    fieldAssignments: typing.fieldAssignments,
    callers: callers.of,
    callsNamed: sitesNamed,
    isTest: (path) => options.isTest(path),
    get missing() {
      return units.missing;
    },
    get missingCount() {
      return units.missingCount;
    },
  };
}
