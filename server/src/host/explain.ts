/** Rounds of asking what the files at hand leave open and reading the files that tell, for the command line and the server alike. */
import type { AnalyseOptions, Session } from "../engine/session";
import type { SourceFile } from "../engine/types";
import type { Disk } from "./disk";

/** A search through all files for callers, each. */
const callerRounds = 2;
/** Look-ups of names in the folders that must declare them, each. */
const rounds = 5;

/**
 * Adds files to the session until nothing it asks for is found, or the rounds are over: two that look for callers, some more for the names and
 * types that those use. `add` gets each file once.
 */
export async function addExplaining(
  session: Pick<Session, "missing" | "has">,
  disk: Pick<Disk, "companions">,
  options: AnalyseOptions,
  add: (file: SourceFile) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const missing = session.missing(options).filter(({ kind }) => kind !== "callers" || round < callerRounds);
    if (missing.length === 0) return;
    const found = (await disk.companions(missing)).filter(({ path }) => !session.has(path));
    if (found.length === 0) return;
    for (const file of found) await add(file);
  }
}
