/** The files that the engine reads: code in our languages, and configuration. */
import { languageById, languageOf, languages } from "../lower/index";
import { isTestManifest, manifestNamed } from "../manifests/kinds";

/** What those who look for files need to know of a kind. */
export interface FileKind {
  readonly id: string;
  /** Names of folders that hold other people's work or build output for this kind. */
  readonly ignoredDirectories: readonly string[];
  isTest(path: string): boolean;
}

/** All kinds of configuration at once: they differ in how they are read, not in where they lie. */
export const configuration: FileKind = { id: "configuration", ignoredDirectories: [], isTest: isTestManifest };

export const fileKinds: readonly FileKind[] = [...languages, configuration];

/** The kind of a file by its path; undefined when we do not read it. */
export function fileKindOf(path: string): FileKind | undefined {
  return languageOf(path) ?? (manifestNamed(path) ? configuration : undefined);
}

/** How line comments start in a file that is open under a language id of the editor. */
export function commentMarkerOf(languageId: string, path: string): string {
  return (languageById(languageId) ?? languageOf(path) ?? manifestNamed(path))?.comments.line[0] ?? "//";
}
