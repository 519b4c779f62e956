/** Whether the events of a watch are read. */
import { typeById } from "../catalog/index";
import type { FunctionDecl } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall } from "../resolve/types";
import { awaited, covers } from "./bindings";
import { isLocal } from "./lifetimes";
import { bare, type Reader } from "./reader";
import { usageOf } from "./usage";

/** Whether the events of a watch are read: its channel ranged over or received from in a loop, or a listener added. */
export function drainedFact(call: EtcdCall, reader: Reader): "yes" | "no" | "unknown" | undefined {
  if (call.operation !== "watch") return undefined;
  const { result } = call;
  const fn = call.scope.fn ?? call.holder;
  switch (result.kind) {
    case "discarded":
      return call.receiver && isBuilderHandle(call, reader) ? "unknown" : "no";
    case "returned":
    case "stored":
      return "unknown";
    case "used":
      return readInPlace(call) ? "yes" : "unknown";
    case "bound": {
      const name = result.names[0];
      if (name === undefined) return "unknown";
      if (name === "_") return "no";
      const usage = usageOf(name, fn, call.span.end);
      if (usage.read === "loop" || listens(fn, name)) return "yes";
      if (usage.returned || usage.stored || usage.passedTo.length > 0 || usage.read === "once" || !isLocal(name, call.scope))
        return "unknown";
      return mentioned(fn, name, call) ? "unknown" : "no";
    }
  }
}

/** Handles with listeners: an undrained one drops its events in the client and holds nothing up. */
function isBuilderHandle(call: EtcdCall, reader: Reader): boolean {
  const type = awaited(reader.project.typeOf(call.expr, call.scope));
  return type.kind === "library" && (typeById(type.id)?.closes?.length ?? 0) > 0;
}

function readInPlace(call: EtcdCall): boolean {
  return (
    call.ancestors.some(
      (ancestor) => ancestor.kind === "loop" && ancestor.loop.over !== undefined && covers(ancestor.loop.over.span, call.span),
    ) || loopsOver(call)
  );
}

function loopsOver(call: EtcdCall): boolean {
  let found = false;
  walk((call.scope.fn ?? call.holder).body, {
    stmt: (stmt) => {
      if (stmt.kind === "loop" && stmt.over && covers(stmt.over.span, call.span)) found = true;
      return !found;
    },
  });
  return found;
}

function listens(fn: FunctionDecl, name: string): boolean {
  let found = false;
  walk(fn.body, {
    expr: (expr) => {
      if (
        expr.kind === "call" &&
        expr.callee.kind === "member" &&
        /^(on|once|addListener|addEventListener|subscribe)$/.test(expr.callee.name)
      ) {
        let at = bare(expr.callee.object);
        while (at.kind === "call" && at.callee.kind === "member") at = bare(at.callee.object);
        if (at.kind === "name" && at.name === name) found = true;
      }
      return !found;
    },
    fn: () => true,
  });
  return found;
}

/** Any other use of the name after the call. */
function mentioned(fn: FunctionDecl, name: string, call: EtcdCall): boolean {
  let found = false;
  walk(fn.body, {
    expr: (expr) => {
      if (expr.kind === "name" && expr.name === name && expr.span.start > call.span.end) found = true;
      return !found;
    },
    fn: () => true,
  });
  return found;
}
