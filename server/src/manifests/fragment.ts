/** Pieces of files that are something of their own, told by how they look: units, variables, YAML, scripts. */
import { isEnvironment, readEnvironment } from "./environment";
import { mentionsServer } from "./kinds";
import { addInvocation, type Output } from "./output";
import { readScript } from "./script";
import type { Source } from "./source";
import { isUnit, readUnit } from "./systemd";
import { readConfiguration } from "./yaml/configuration";
import { readYaml } from "./yaml/tree";

/** Reads a piece that mentions etcd by what it looks like. */
export function readFragment(source: Source, out: Output, name = ""): void {
  const text = source.text.slice(source.span.start, source.span.end);
  if (!mentionsServer(text)) return;
  if (isUnit(source)) readUnit(source, out, name);
  else if (isEnvironment(source)) readEnvironment(source, out, name);
  else if (
    /^\s*(?:initial-cluster(?:-token|-state)?|listen-client-urls|advertise-client-urls|quota-backend-bytes|auto-compaction-\w+)\s*:/m.test(
      text,
    )
  ) {
    for (const document of readYaml(source) ?? []) readConfiguration(document, source, out, name);
  } else readScript(source, out, (invocation) => addInvocation(out, source, invocation, name === "" ? {} : { name }), false);
}
