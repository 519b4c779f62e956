/** Reads configuration files. A new kind is a row in `kinds.ts` and a reader here. */
import { controlComments } from "./comments";
import { readDockerfile } from "./dockerfile";
import { readEnvironment } from "./environment";
import { readFragment } from "./fragment";
import { readGoMod } from "./go-mod";
import { readHeredocs } from "./heredocs";
import { type KindId, manifestNamed, mentionsServer } from "./kinds";
import { readLines } from "./lines";
import { readMakefile, readProcfile } from "./make";
import { newOutput, type Output } from "./output";
import { readScript } from "./script";
import { moduleOf } from "./shell/lower";
import { type Source, sourceOf } from "./source";
import { readUnit } from "./systemd";
import type { Manifest } from "./types";
import { readDocuments } from "./yaml/documents";

type Reader = (source: Source, out: Output, name: string) => void;

const readers: Readonly<Record<KindId, Reader>> = {
  yaml(source, out, name) {
    // Some write variables into files that they name like YAML.
    if (isVariables(source)) return readFragment(source, out, name);
    if (readDocuments(source, out)) return;
    out.notices.push("too large to be read as YAML; only settings that stand on one line were looked at");
    readLines(source, out);
  },
  dockerfile: readDockerfile,
  makefile: readMakefile,
  procfile: readProcfile,
  shellscript: (source, out) => readScript(source, out),
  systemd: readUnit,
  properties: (source, out, name) => (isVariables(source) ? readEnvironment(source, out, name) : readFragment(source, out, name)),
  terraform: readHeredocs,
  "go.mod": readGoMod,
  template: readFragment,
};

function isVariables(source: Source): boolean {
  return /^[ \t]*ETCD_[A-Z_]+=/m.test(source.text) && !/^[\w-]+:\s/m.test(source.text);
}

/** What a file says of etcd servers; undefined when its name is none of ours. Never throws, whatever the text. */
export function readManifest(text: string, path: string): Manifest | undefined {
  const kind = manifestNamed(path);
  if (!kind) return undefined;
  const out = newOutput((source, to) => readFragment(source, to));
  if (mentionsServer(text)) readers[kind.id](sourceOf(text, path), out, kind.name);
  out.comments.push(...controlComments(text, kind.comments));
  // Most scripts that mention etcd do not call it.
  if (!/etcdctl|ETCDCTL|\/v3(?:alpha|beta)?\//.test(text) || out.statements.length + out.functions.length === 0) return out;
  return { ...out, module: moduleOf(path, text.length, out.statements, out.functions) };
}
