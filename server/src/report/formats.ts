/** Every report format by name. */
import { lintAgent } from "./agent";
import { lintCheckstyle } from "./checkstyle";
import type { FormatName } from "./format-names";
import { lintGithub } from "./github";
import { lintGitlab } from "./gitlab";
import { lintHtml } from "./html";
import { lintJson } from "./json";
import { lintJsonLines } from "./jsonl";
import { lintJunit } from "./junit";
import { lintMarkdown } from "./markdown";
import { lintRdjson } from "./rdjson";
import { lintSarif } from "./sarif";
import { lintStylish } from "./stylish";
import type { Renderer } from "./types";
import { lintUnix } from "./unix";

export const renderers: Readonly<Record<FormatName, Renderer>> = {
  stylish: lintStylish,
  unix: lintUnix,
  json: lintJson,
  jsonl: lintJsonLines,
  sarif: lintSarif,
  github: lintGithub,
  gitlab: lintGitlab,
  junit: lintJunit,
  checkstyle: lintCheckstyle,
  rdjson: lintRdjson,
  markdown: lintMarkdown,
  html: lintHtml,
  agent: lintAgent,
};
