/** The kinds of configuration files that we read, told by their names. Readers are in `index.ts`, since those who look for files need no reader. */
import type { CommentStyle } from "./types";

export type KindId =
  | "yaml"
  | "dockerfile"
  | "makefile"
  | "procfile"
  | "shellscript"
  | "systemd"
  | "properties"
  | "terraform"
  | "go.mod"
  | "template";

export interface ManifestName {
  readonly id: KindId;
  readonly comments: CommentStyle;
  /** File name without what a template adds to it. */
  readonly name: string;
}

interface Row {
  readonly id: KindId;
  readonly comments: CommentStyle;
  /** `name` is lower case; `path` as it is, with `/`. */
  readonly matches: (name: string, path: string) => boolean;
  /** The same for editors and file watchers. */
  readonly globs: readonly string[];
}

const hash: CommentStyle = { line: ["#"], block: [] };

const rows: readonly Row[] = [
  { id: "yaml", comments: hash, matches: (name) => /\.ya?ml$/.test(name), globs: ["*.yaml", "*.yml"] },
  {
    id: "dockerfile",
    comments: hash,
    matches: (name) => /^(docker|container)file([.\-_].*)?$|\.dockerfile$/.test(name),
    globs: ["Dockerfile*", "Containerfile*", "*.dockerfile"],
  },
  {
    id: "makefile",
    comments: hash,
    matches: (name) => /^(gnu)?makefile([.\-_].*)?$|\.mk$/.test(name),
    globs: ["Makefile*", "makefile", "*.mk"],
  },
  { id: "procfile", comments: hash, matches: (name) => /^procfile([.\-_].*)?$/.test(name), globs: ["Procfile*"] },
  { id: "shellscript", comments: hash, matches: (name) => /\.(sh|bash|zsh|ksh)$/.test(name), globs: ["*.sh", "*.bash", "*.zsh", "*.ksh"] },
  {
    id: "systemd",
    comments: { line: ["#", ";"], block: [] },
    matches: (name, path) => /\.service$/.test(name) || /\.service\.d\/[^/]+\.conf$/.test(path),
    globs: ["*.service", "*.service.d/*.conf"],
  },
  {
    id: "properties",
    comments: hash,
    matches: (name) => /(^|\.)env([.\-_].*)?$/.test(name) || /^etcd.*\.conf$/.test(name) || name === "etcd",
    globs: [".env*", "*.env", "*.env.*", "etcd*.conf"],
  },
  {
    id: "terraform",
    comments: { line: ["#", "//"], block: [] },
    matches: (name) => /\.(tf|hcl)$|^vagrantfile$/.test(name),
    globs: ["*.tf", "*.hcl", "Vagrantfile"],
  },
  { id: "go.mod", comments: { line: ["//"], block: [] }, matches: (name) => name === "go.mod", globs: ["go.mod"] },
];

/** Texts of which configuration of an etcd server holds one: its name, the variables that it reads, or keys that only it has. */
export const serverMarks: readonly string[] = ["etcd", "ETCD", "listen-client-urls", "auto-compaction-"];

/** True when a text may speak of etcd. */
export function mentionsServer(text: string): boolean {
  return serverMarks.some((mark) => text.includes(mark));
}

/** Endings that say a template makes the file; what is before them says which. */
const templateEnding = /\.(j2|jinja2?|tpl|tmpl|erb|template|gotmpl)$/;

/** Patterns of the files, without folders. */
export const manifestGlobs: readonly string[] = [...rows.flatMap(({ globs }) => globs), "*.{j2,jinja,jinja2,tpl,tmpl,erb,template,gotmpl}"];

/** The kind of a file by its name and folder; undefined when it is none of ours. */
export function manifestNamed(path: string): ManifestName | undefined {
  const written = path.slice(path.lastIndexOf("/") + 1);
  const lower = written.toLowerCase();
  const ending = templateEnding.exec(lower)?.[0].length ?? 0;
  const bare = lower.slice(0, lower.length - ending);
  const row = rows.find(({ matches }) => matches(bare, path.slice(0, path.length - ending)));
  const name = written.slice(0, written.length - ending);
  if (row) return { id: row.id, comments: row.comments, name };
  return ending > 0 ? { id: "template", comments: hash, name } : undefined;
}

const testFolder = /(^|\/)(tests?|testing|e2e|testdata|fixtures|__tests__|test[-_][^/]*|[^/]*[-_]tests?)\//;

/** What a build service runs: servers that it starts live as long as a build. */
const buildService =
  /(^|\/)(\.(travis|gitlab-ci|drone|cirrus|appveyor)\.ya?ml|(appveyor|azure-pipelines|bitbucket-pipelines)\.ya?ml|\.(github\/workflows|circleci|buildkite|semaphore|woodpecker)\/[^/]+)$/;

/** `docker-compose.dev.yml`, `compose-ci.yaml`: for a developer's machine or a build. */
const throwAwayCompose = /(^|\/)(docker-)?compose[._-](.*[._-])?(ci|dev|devel|development|local)([._-][^/]*)?\.ya?ml$/;

/** True for what is there to test something, or for servers that live as long as a build or a developer's session. */
export function isTestManifest(path: string): boolean {
  return (
    buildService.test(path) ||
    throwAwayCompose.test(path) ||
    testFolder.test(path) ||
    /(^|[/._-])tests?[._-][^/]*$|[._-]tests?\.[^/]*$/.test(path)
  );
}
