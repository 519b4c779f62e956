/** What of the memory report needs no editor: what its page may ask for, and how an exported file is written. */
import type { ReportParams, ReportPlace } from "../../server/src/lsp/protocol";

/** A place that the page posted; undefined for anything that is not a place inside of the project. */
export function placeOf(message: unknown): ReportPlace | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const { file, line, column } = message as Readonly<Record<string, unknown>>;
  if (typeof file !== "string" || !isInside(file) || !isIndex(line) || !isIndex(column)) return undefined;
  return { file, line, column };
}

function isInside(file: string): boolean {
  return file !== "" && !file.startsWith("/") && !/^[a-z]:|\\/i.test(file) && !file.split("/").includes("..");
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** The format that a file's name asks for. */
export function exportFormat(file: string): Exclude<ReportParams["format"], "view"> {
  return /\.(md|markdown)$/i.test(file) ? "markdown" : "html";
}
