/**
 * Finding out which names the files at hand leave open. Asking for every fact of every call after each file that is added would cost as much
 * as the analysis itself, several times over; after the first round only calls that the new files may change are looked at.
 */
import type { Module } from "../ir/types";
import type { EtcdCall, MissingName, Project } from "../resolve/types";
import { type DraftContext, draftsOf } from "./analyse";
import { wantedUsers } from "./users";

/** What a round saw: its modules, the calls it judged, and those of them that asked for a name which no file at hand declares. */
export interface Round {
  readonly modules: ReadonlySet<Module>;
  readonly judged: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
}

/** Callers are followed this far up when asking whether a new file takes part in a call. */
const maxLevels = 3;

/** Names that other files would explain, and what to hand in the next time. Without `before` every call is looked at. */
export function discover(
  context: DraftContext,
  before: Round | undefined,
): { readonly missing: readonly MissingName[]; readonly round: Round } {
  const { project, facts } = context;
  const open = new Set<string>();
  let current: EtcdCall | undefined;
  let count = project.missingCount;
  const note = (next: EtcdCall | undefined): void => {
    if (current && project.missingCount > count) open.add(current.id);
    count = project.missingCount;
    current = next;
  };
  const touched = before ? touchedBy(before, project) : () => true;
  const calls = project.judged.filter(touched);
  // Rules remember what they find out of a project; what they see of these calls alone is not to be remembered.
  const aside: Project = Object.create(project);
  draftsOf(
    {
      ...context,
      project: aside,
      facts: (call) => {
        if (call !== current) note(call);
        return facts(call);
      },
    },
    calls,
  );
  note(undefined);
  return {
    missing: [...project.missing, ...wantedUsers(project)],
    round: { modules: new Set(project.modules), judged: new Set(project.judged.map(({ id }) => id)), open },
  };
}

function touchedBy({ modules, judged, open }: Round, project: Project): (call: EtcdCall) => boolean {
  const known = new Map<string, boolean>();
  /** By name alone: what is taken for a caller and is none costs some time, and nothing else. */
  const isReached = (name: string, level: number): boolean => {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, false);
    const reached = project
      .callsNamed(name)
      .some((site) => !modules.has(site.module) || (level < maxLevels && isReached(site.holder.name, level + 1)));
    known.set(name, reached);
    return reached;
  };
  return (call) =>
    !judged.has(call.id) || open.has(call.id) || !modules.has(call.module) || (call.holder.name !== "" && isReached(call.holder.name, 1));
}
