/** Writes files so that a reader sees the old content or the new one, never a part. */
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { parentOf } from "./paths";

/** Writes to a new file beside it and renames that. Links are followed; the permissions of a file that is there stay. Throws file system errors. */
export function writeWhole(file: string, content: string | Buffer): void {
  const target = targetOf(file);
  mkdirSync(parentOf(target), { recursive: true });
  const mode = modeOf(target);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(temporary, "wx", mode ?? 0o666);
    try {
      const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    // The mask of the process counts for new files only.
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function targetOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function modeOf(file: string): number | undefined {
  try {
    return statSync(file).mode & 0o7777;
  } catch {
    return undefined;
  }
}

/** Why a file could not be written, in words. */
export function writeProblem(error: unknown): string {
  const { code } = error as { code?: string };
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "no permission to write it";
    case "EROFS":
      return "the file system is read-only";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    case "EISDIR":
      return "it is a folder";
    case "ENOTDIR":
    case "EEXIST":
      return "a part of its path is not a folder";
    default:
      return code ? `it cannot be written (${code})` : "it cannot be written";
  }
}
