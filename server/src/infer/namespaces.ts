/** The text that a client puts before every key: `client.namespace("/app/")`, `namespace.NewKV(c.KV, "/app/")`. */
import type { CallExpr, Expr } from "../ir/types";
import type { EtcdCall, OptionUse, Scope } from "../resolve/types";
import { fieldSources } from "./bindings";
import { bare, guarded, type Reader } from "./reader";
import { concat, hole, holeBytes, plain, type Text } from "./text-values";
import { textOf } from "./texts";

/** The namespace of a call, as far as the code shows it; undefined when the call has none. Namespaces of namespaces add up. */
export function namespaceText(
  call: Pick<EtcdCall, "expr" | "scope"> | undefined,
  use: OptionUse | undefined,
  reader: Reader,
): Text | undefined {
  if (use?.certainty !== "always") return undefined;
  if (typeof use.constant === "string") return plain(use.constant);
  if (use.value && use.scope) return textOf(use.value, use.scope, reader);
  const found = call && fromObject(call.expr, call.scope, reader);
  return found ?? hole({ kind: "setting" }, holeBytes(reader));
}

/** Follows a chain of calls, names and fields down to what made the client. */
function fromObject(expr: Expr, scope: Scope, reader: Reader): Text | undefined {
  return guarded(reader, "namespace", expr, undefined, () => {
    const at = bare(expr);
    switch (at.kind) {
      case "call":
        return fromCall(at, scope, reader);
      case "member": {
        const only = fieldSources(at, scope, reader)?.values;
        const value = only?.length === 1 ? only[0] : undefined;
        return (value && fromObject(value.value, value.scope, reader)) ?? fromObject(at.object, scope, reader);
      }
      case "name": {
        const found = reader.project
          .bindings(at.name, scope)
          .flatMap((binding) => (binding.kind === "assigned" && binding.resultIndex === 0 ? [binding] : []));
        const only = found.length === 1 ? found[0] : undefined;
        return only && fromObject(only.value, only.scope, reader);
      }
      default:
        return undefined;
    }
  });
}

function fromCall(call: CallExpr, scope: Scope, reader: Reader): Text | undefined {
  const target = reader.project.target(call, scope);
  const inner = call.callee.kind === "member" ? fromObject(call.callee.object, scope, reader) : undefined;
  if (target?.kind !== "library") return inner;
  const effect = target.fn.effects?.find(({ option }) => option === "namespace");
  const arg = effect?.arg === undefined ? undefined : call.args[effect.arg]?.value;
  if (!arg) return inner;
  const own = textOf(arg, scope, reader);
  return inner ? concat([inner, own]) : own;
}
