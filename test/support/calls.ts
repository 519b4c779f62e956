/** Source files in, the recognised etcd calls out, one line each: `path:line operation Method key-text option=certainty[:value]…`. */
import type { Module } from "../../server/src/ir/types";
import { languageOf } from "../../server/src/lower/index";
import { resolve } from "../../server/src/resolve/index";
import type { EtcdCall, Options, PackageRoot, Project } from "../../server/src/resolve/types";
import { parser } from "./parser";

export interface Sources {
  readonly [path: string]: string;
}

/** Lowers and resolves a set of files. */
export async function projectOf(sources: Sources, packageRoots: readonly PackageRoot[] = []): Promise<Project> {
  const modules: Module[] = [];
  for (const [path, text] of Object.entries(sources)) {
    const language = languageOf(path);
    if (!language) throw new Error(`no language for ${path}`);
    const module = await parser.with(language.grammar, text, (tree) => language.lower(tree, text, path));
    if (module) modules.push(module);
  }
  return resolve(modules, { packageRoots, isTest: (path) => languageOf(path)?.isTest(path) ?? false });
}

function optionWords(options: Options, sources: Sources): string {
  return Object.entries(options)
    .map(([name, use]) => {
      if (!use) return "";
      const text = use.value && use.scope ? sources[use.scope.module.path]?.slice(use.value.span.start, use.value.span.end) : undefined;
      const value = use.constant ?? text;
      return ` ${name}=${use.certainty}${value === undefined || value === true ? "" : `:${value}`}`;
    })
    .sort()
    .join("");
}

function row(call: EtcdCall, sources: Sources): string {
  const text = sources[call.module.path] ?? "";
  const line = text.slice(0, call.nameSpan.start).split("\n").length;
  const key = call.args.key;
  const keyText = key ? ` ${sources[key.scope.module.path]?.slice(key.value.span.start, key.value.span.end)}` : "";
  const ops = call.ops
    .map((op) => {
      const opKey = op.args.key;
      const opText = opKey ? `(${sources[opKey.scope.module.path]?.slice(opKey.value.span.start, opKey.value.span.end)})` : "";
      return `${op.operation}${opText}${op.loops.length > 0 ? "*" : ""}${optionWords(op.options, sources)}`;
    })
    .join(", ");
  const inner = ops === "" ? "" : ` [${ops}]`;
  return `${call.module.path}:${line} ${call.operation} ${call.method}${keyText}${optionWords(call.options, sources)}${call.optionsOpen ? " open" : ""}${inner}${call.opsOpen ? " ops-open" : ""}`;
}

/** The rows of all calls, in order. */
export async function callsOf(sources: Sources, packageRoots: readonly PackageRoot[] = []): Promise<readonly string[]> {
  const project = await projectOf(sources, packageRoots);
  return project.calls.map((call) => row(call, sources));
}
