/** Who sends what on a channel: what a worker does with each value, it does as often as somebody sends one. */
import type { CallExpr, Expr } from "../ir/types";
import { oncePerModule, sitesIn } from "../resolve/indexes";
import type { Send } from "../resolve/sites";
import type { Scope } from "../resolve/types";
import { awaited, fieldSources, passed } from "./bindings";
import { isTestModule } from "./callers";
import { bare, type Reader, withArguments } from "./reader";

/** A send on a channel. `reader` reads it with what the object that holds the channel was made with. */
export interface Sender {
  readonly send: Send;
  readonly reader: Reader;
}

const maxDepth = 5;
const maxSenders = 8;
/** Sends of a package that are compared with one channel. */
const maxCandidates = 60;

interface Channel {
  /** The same text for the same channel variable or field. */
  readonly key: string;
  /** Folder of the package that it belongs to. */
  readonly folder: string;
  /** The call that made the object whose field it is. */
  readonly maker?: { readonly call: CallExpr; readonly scope: Scope };
}

const sendsIn = oncePerModule((module) => sitesIn(module).sends);

/** Sends on the channel in its package, tests left out; empty when the channel cannot be told or nothing is seen to send on it. */
export function sendersOf(channel: Expr, scope: Scope, reader: Reader): readonly Sender[] {
  const wanted = channelOf(channel, scope, reader, 0);
  if (!wanted) return [];
  const inside = madeBy(wanted, reader);
  const candidates = reader.project.modules
    .filter((module) => folderOf(module.path) === wanted.folder && (reader.inTest || !isTestModule(module, reader)))
    .flatMap((module) => sendsIn(module))
    .slice(0, maxCandidates);
  return candidates
    .filter((send) => channelOf(send.channel, send.scope, reader, 0)?.key === wanted.key)
    .slice(0, maxSenders)
    .map((send) => ({ send, reader: inside }));
}

function madeBy({ maker }: Channel, reader: Reader): Reader {
  const target = maker && reader.project.target(maker.call, maker.scope);
  return maker && target?.kind === "project" ? withArguments(reader, target.fn, maker.call, maker.scope) : reader;
}

function channelOf(expr: Expr, scope: Scope, reader: Reader, depth: number): Channel | undefined {
  const at = bare(expr);
  if (depth > maxDepth) return undefined;
  switch (at.kind) {
    case "member": {
      const owner = awaited(reader.project.typeOf(at.object, scope));
      if (owner.kind !== "declared") return undefined;
      const maker = makerOf(at.object, scope, reader);
      return {
        key: `${owner.module.path}:${owner.decl.name}.${at.name}`,
        folder: folderOf(owner.module.path),
        ...(maker ? { maker } : {}),
      };
    }
    case "name":
      return ofName(at, scope, reader, depth);
    case "call": {
      const target = reader.project.target(at, scope);
      if (target?.kind !== "project") return undefined;
      const inner: Scope = { ...target.scope, fn: target.fn };
      for (const stmt of target.fn.body) {
        const value = stmt.kind === "return" ? stmt.values[0] : undefined;
        const found = value && channelOf(value, inner, reader, depth + 1);
        if (found) return found;
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

function ofName(expr: Expr & { readonly kind: "name" }, scope: Scope, reader: Reader, depth: number): Channel | undefined {
  for (const binding of reader.project.bindings(expr.name, scope)) {
    switch (binding.kind) {
      case "assigned": {
        const value = bare(binding.value);
        const { module, fn } = binding.scope;
        const target = value.kind === "call" ? reader.project.target(value, binding.scope) : undefined;
        if (target?.kind === "global") {
          return { key: `${module.path}:${fn?.span.start ?? 0}:${expr.name}`, folder: folderOf(module.path) };
        }
        return binding.resultIndex === 0 ? channelOf(value, binding.scope, reader, depth + 1) : undefined;
      }
      case "param": {
        const [only] = passed(binding.fn, binding.index, reader).args;
        return only && channelOf(only.value, only.site.scope, reader, depth + 1);
      }
      case "declared":
        return {
          key: `${binding.scope.module.path}:${binding.scope.fn?.span.start ?? 0}:${expr.name}`,
          folder: folderOf(binding.scope.module.path),
        };
      default:
        return undefined;
    }
  }
  return undefined;
}

/** The call that makes what a field or variable holds, when there is one only. */
function makerOf(object: Expr, scope: Scope, reader: Reader): Channel["maker"] {
  const at = bare(object);
  if (at.kind === "call") return { call: at, scope };
  const sources =
    at.kind === "member"
      ? (fieldSources(at, scope, reader)?.values ?? [])
      : at.kind === "name"
        ? reader.project.bindings(at.name, scope).flatMap((binding) => (binding.kind === "assigned" ? [binding] : []))
        : [];
  const [only] = sources;
  const value = only && bare(only.value);
  return sources.length === 1 && only && value?.kind === "call" ? { call: value, scope: only.scope } : undefined;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
