/** File system errors in words. */

/** Short reason of a file system error. */
export function wordsOf(error: unknown): string {
  const code = (error as { code?: string }).code;
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "no permission to read it";
    case "ENOENT":
      return "it does not exist";
    case "ELOOP":
      return "a loop of symbolic links";
    case "EISDIR":
      return "it is a folder";
    default:
      return code ? `it cannot be read (${code})` : "it cannot be read";
  }
}
