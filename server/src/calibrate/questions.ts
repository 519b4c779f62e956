/** What to ask a server: the keys that the code really uses, and no others. */
import type { CallRow } from "../engine/types";

/** A key or a prefix of keys, with the calls that use it. */
export interface Question {
  readonly key: string;
  /** All keys that start with it, rather than this one. */
  readonly isPrefix: boolean;
  readonly calls: readonly CallRow[];
}

/** Prefixes asked for at most; a project with more of them names those that matter with --prefix. */
export const maxQuestions = 64;

/** The literal starts of the keys of all calls, each once; a prefix inside of another is asked for on its own too. `extra` are prefixes that a person named. */
export function questionsOf(calls: readonly CallRow[], extra: readonly string[] = []): readonly Question[] {
  const found = new Map<string, { key: string; isPrefix: boolean; calls: CallRow[] }>();
  const note = (key: string, isPrefix: boolean, call?: CallRow): void => {
    if (key === "") return;
    const id = `${isPrefix ? "prefix" : "key"} ${key}`;
    const known = found.get(id) ?? { key, isPrefix, calls: [] };
    if (call) known.calls.push(call);
    found.set(id, known);
  };
  for (const key of extra) note(key, true);
  for (const call of calls) {
    if (call.key === undefined) continue;
    const hole = call.key.indexOf("{}");
    note(hole < 0 ? call.key : call.key.slice(0, hole), hole >= 0 || spansMore(call), call);
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : Number(b.isPrefix) - Number(a.isPrefix)));
}

function spansMore({ facts }: CallRow): boolean {
  return typeof facts.span === "string" && facts.span !== "single";
}

/** The questions that no other one contains: their counts may be added up. */
export function disjoint<T extends { readonly key: string; readonly isPrefix: boolean }>(questions: readonly T[]): readonly T[] {
  const contains = (a: T, b: T): boolean =>
    a !== b && a.isPrefix && b.key.startsWith(a.key) && (a.key !== b.key || !b.isPrefix || questions.indexOf(a) < questions.indexOf(b));
  return questions.filter((question) => !questions.some((other) => contains(other, question)));
}
