/** Which functions to look for callers of: those that make etcd calls, or call such a function. Only a caller shows how often they run. */
import type { FunctionDecl, Module } from "../ir/types";
import type { MissingName, Project } from "../resolve/types";

/** Calls between a function and the etcd call that it makes in the end; further away the name says nothing any more. */
const maxSteps = 2;

/** One entry a function. Functions that nothing in the project calls by name (module bodies, tests) are left out. */
export function wantedCallers(project: Project): readonly MissingName[] {
  const wanted = new Map<string, MissingName>();
  let step = project.calls.map(({ holder, module }) => ({ holder, module }));
  const seen = new Set<FunctionDecl>();
  for (let steps = 0; steps < maxSteps && step.length > 0; steps += 1) {
    const fresh = step.filter(({ holder, module }) => !seen.has(holder) && isCallable(holder) && !project.isTest(module.path));
    for (const { holder, module } of fresh) {
      seen.add(holder);
      const entry = entryOf(holder, module);
      wanted.set(`${entry.where}\n${entry.name}`, entry);
    }
    step = fresh.flatMap(({ holder }) => project.callers(holder).map((site) => ({ holder: site.holder, module: site.module })));
  }
  return [...wanted.values()];
}

function isCallable({ kind, name }: FunctionDecl): boolean {
  return kind !== "module" && name !== "";
}

/** Callers of a constructor write the name of its class. */
function entryOf({ name, kind, owner }: FunctionDecl, { scope, path }: Module): MissingName {
  const slash = path.lastIndexOf("/");
  const folder = slash === -1 ? "" : path.slice(0, slash);
  const shown = kind === "constructor" && owner !== undefined ? owner : name;
  return { kind: "callers", name: shown, where: scope === "package" ? folder : path, from: path };
}
