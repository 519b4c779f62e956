/** Source files in, facts of their etcd calls out. */
import { defaultConfig } from "../../server/src/config/defaults";
import type { Config } from "../../server/src/config/types";
import { inferCall } from "../../server/src/infer/index";
import type { Annotation, CallFacts, Fact, InferContext } from "../../server/src/infer/types";
import type { EtcdCall, PackageRoot } from "../../server/src/resolve/types";
import { projectOf, type Sources } from "../support/calls";

export interface Inferred {
  readonly call: EtcdCall;
  readonly facts: CallFacts;
}

/** Facts of every call, in order of files and places. */
export async function inferAll(
  sources: Sources,
  options: { readonly config?: Config; readonly annotation?: Annotation; readonly packageRoots?: readonly PackageRoot[] } = {},
): Promise<readonly Inferred[]> {
  const project = await projectOf(sources, options.packageRoots);
  const context: InferContext = { project, config: () => options.config ?? defaultConfig, annotation: () => options.annotation };
  return project.calls.map((call) => ({ call, facts: inferCall(call, context) }));
}

/** Facts of the only call of an operation. */
export async function inferOne(sources: Sources, operation: EtcdCall["operation"], annotation?: Annotation): Promise<CallFacts> {
  const found = (await inferAll(sources, annotation ? { annotation } : {})).filter(({ call }) => call.operation === operation);
  const only = found[0];
  if (!only || found.length !== 1) throw new Error(`${found.length} calls of ${operation}`);
  return only.facts;
}

/** A Go file with the clientv3 imports that the body needs. */
export function goFile(body: string, imports: readonly string[] = []): Sources {
  const list = ["context", "go.etcd.io/etcd/client/v3", ...imports].map((path) =>
    path.endsWith("client/v3") ? `clientv3 "${path}"` : `"${path}"`,
  );
  return { "svc/main.go": `package svc\n\nimport (\n${list.map((line) => `\t${line}`).join("\n")}\n)\n\n${body}\n` };
}

/** A TypeScript file with an etcd3 client called `client`. */
export function tsFile(body: string): Sources {
  return { "src/main.ts": `import { Etcd3 } from "etcd3";\nconst client = new Etcd3();\n${body}\n` };
}

/** `low..likely..high basis`. */
export function shown(fact: Fact | undefined): string {
  return fact ? `${fact.low}..${fact.likely}..${fact.high} ${fact.basis}` : "none";
}
