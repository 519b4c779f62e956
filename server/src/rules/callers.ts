/** The callers above a function that does something costly for whoever calls it, as related places: one of them is where a person would act. */
import type { FunctionDecl } from "../ir/types";
import type { Project } from "../resolve/types";
import { placeRelated, type Related } from "./related";

const maxLevels = 4;
const maxPlaces = 12;

/** Known calls of the function, then those of its callers, and so on; tests left out. The nearest come first. */
export function callersRelated(project: Project, fn: FunctionDecl): readonly Related[] {
  const places: Related[] = [];
  const seen = new Set<FunctionDecl>([fn]);
  let level: readonly FunctionDecl[] = [fn];
  for (let depth = 0; depth < maxLevels; depth += 1) {
    const next: FunctionDecl[] = [];
    for (const one of level) {
      for (const { call, holder, module } of project.callers(one)) {
        if (project.isTest(module.path)) continue;
        const { callee } = call;
        places.push(...placeRelated("called", { file: module.path, span: callee.kind === "member" ? callee.nameSpan : callee.span }));
        if (!seen.has(holder) && holder.kind !== "module") next.push(holder);
        seen.add(holder);
      }
      if (places.length >= maxPlaces) return places.slice(0, maxPlaces);
    }
    level = next;
  }
  return places;
}
