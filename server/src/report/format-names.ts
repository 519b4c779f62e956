/** The formats that a report can be written in. */
export const formatNames = [
  "stylish",
  "unix",
  "json",
  "jsonl",
  "sarif",
  "github",
  "gitlab",
  "junit",
  "checkstyle",
  "rdjson",
  "markdown",
  "html",
  "agent",
] as const;

export type FormatName = (typeof formatNames)[number];
