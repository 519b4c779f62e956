/** `go.mod`: which etcd a Go program is built with, as a client and as a server inside it. */
import type { VersionPin } from "../settings/types";
import { parseVersion, versionText } from "../settings/versions";
import type { Output } from "./output";
import { linesOf, placeOf, type Source } from "./source";

/** Modules up to 3.4 hold client and server; the server counts where the program starts one. */
const modules: Readonly<Record<string, readonly VersionPin["what"][]>> = {
  "go.etcd.io/etcd/server/v3": ["embedded"],
  "go.etcd.io/etcd/client/v3": ["client"],
  "go.etcd.io/etcd": ["client", "embedded"],
  "go.etcd.io/etcd/v3": ["client", "embedded"],
  "github.com/coreos/etcd": ["client", "embedded"],
};

export function readGoMod(source: Source, out: Output): void {
  let block = "";
  const pins: VersionPin[] = [];
  const replaced = new Set<string>();
  for (const { text, start } of linesOf(source)) {
    const opens = /^\s*(require|replace|exclude|retract)\s*\(/.exec(text);
    if (opens) block = opens[1] ?? "";
    else if (/^\s*\)/.test(text)) block = "";
    const verb = /^\s*(require|replace|exclude)\s+(?!\()/.exec(text)?.[1] ?? block;
    if (verb === "replace") {
      const match = /^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s+=>\s+(\S+)(?:\s+(v\S+))?/.exec(text);
      if (!match) continue;
      const [, from = "", to = "", version = ""] = match;
      if (!Object.hasOwn(modules, from)) continue;
      replaced.add(from);
      if (Object.hasOwn(modules, to) && version !== "") pins.push(...pinsOf(source, to, version, start + text.lastIndexOf(version)));
    } else if (verb === "require") {
      const match = /^\s*(?:require\s+)?(\S+)\s+(v\S+)/.exec(text);
      if (!match || /\/\/\s*indirect/.test(text)) continue;
      const [, module = "", version = ""] = match;
      if (Object.hasOwn(modules, module))
        pins.push(...pinsOf(source, module, version, start + text.indexOf(version, text.indexOf(module) + module.length)));
    }
  }
  out.pins.push(...pins.filter(({ written, place }) => !replaced.has(written) || isReplacement(source, place.span.start)));
}

function isReplacement(source: Source, offset: number): boolean {
  const lineStart = source.text.lastIndexOf("\n", offset) + 1;
  return source.text.slice(lineStart, offset).includes("=>");
}

function pinsOf(source: Source, module: string, version: string, at: number): readonly VersionPin[] {
  const parsed = parseVersion(version.replace("+incompatible", ""));
  // `v0.0.0-20200824...` names a commit; which release it belongs to is not in it.
  const known = parsed && parsed.major > 0 ? versionText(parsed) : undefined;
  const place = placeOf(source, { start: at, end: at + version.length });
  return (modules[module] ?? []).map((what) => ({ version: known, what, place, written: module }));
}
