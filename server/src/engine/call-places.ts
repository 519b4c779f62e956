/**
 * Lines that belong to a call without being in its statement: where its key, value and options are put together, the loops around it, the making and cancelling of its
 * context, and the receives from the channel of a watch.
 */
import { usageOf } from "../infer/usage";
import type { Expr, FunctionDecl } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall, Project } from "../resolve/types";
import { type LineIndex, positionAt, type Span } from "../text/span";
import type { CallPlace } from "./types";

type Lines = (path: string) => LineIndex | undefined;

/** One for each role and line, in the order of the roles; lines of files that are not at hand are left out. */
export function callPlaces(call: EtcdCall, project: Project, linesOf: Lines): readonly CallPlace[] {
  const found = new Map<string, CallPlace>();
  const add = (role: CallPlace["role"], file: string, span: Span): void => {
    const lines = linesOf(file);
    if (!lines) return;
    const line = positionAt(lines, span.start).line + 1;
    found.set(`${role} ${file}:${line}`, { role, file, line });
  };
  const inner = call.wraps ?? call;
  for (const use of Object.values(call.options)) {
    const file = use.file ?? use.scope?.module.path;
    const span = use.span ?? use.value?.span;
    if (file !== undefined && span) add("option", file, span);
  }
  for (const { value, scope } of [call.args.key, call.args.value].filter((one) => one !== undefined)) {
    if (value.kind !== "name") continue;
    for (const binding of project.bindings(value.name, scope)) {
      if (binding.kind === "assigned" && binding.scope.fn === scope.fn) add("argument", binding.scope.module.path, binding.span);
    }
  }
  for (const ancestor of call.ancestors) if (ancestor.kind === "loop") add("loop", call.module.path, ancestor.loop.headSpan);
  for (const span of contextSpans(inner)) add("context", inner.module.path, span);
  if (inner.operation === "watch") for (const { file, span } of receives(inner, project)) add("receive", file, span);
  return [...found.values()];
}

/** Where the context of a call is made in its function, and where it is cancelled. */
function contextSpans({ args, scope, holder }: EtcdCall): readonly Span[] {
  const context = args.context?.value;
  if (context?.kind !== "name") return [];
  const fn = scope.fn ?? holder;
  const spans: Span[] = [];
  walk(fn.body, {
    stmt: (stmt) => {
      const [first, second] = stmt.kind === "assign" ? stmt.targets : [];
      if (stmt.kind === "assign" && first?.kind === "name" && first.name === context.name && second?.kind === "name") {
        spans.push(stmt.span, ...usageOf(second.name, fn, stmt.span.start).closed.map(({ span }) => span));
      }
      return true;
    },
    fn: () => true,
  });
  return spans;
}

/** Receives from the channel that a watch gives: of the variable in its function, or of the field that it is kept in. */
function receives(call: EtcdCall, project: Project): readonly { readonly file: string; readonly span: Span }[] {
  const { result, module } = call;
  if (result.kind === "bound") {
    const [name] = result.names;
    return receivesIn(call.holder, (channel) => channel.kind === "name" && channel.name === name).map((span) => ({
      file: module.path,
      span,
    }));
  }
  if (result.kind !== "stored" || result.place.kind !== "member") return [];
  const { name, object } = result.place;
  const owner = project.typeOf(object, call.scope);
  if (owner.kind !== "declared") return [];
  return module.functions.flatMap((fn) =>
    receivesIn(fn, (channel) => {
      if (channel.kind !== "member" || channel.name !== name) return false;
      const type = project.typeOf(channel.object, { module, fn });
      return type.kind === "declared" && type.decl === owner.decl;
    }).map((span) => ({ file: module.path, span })),
  );
}

function receivesIn(fn: FunctionDecl, isChannel: (channel: Expr) => boolean): readonly Span[] {
  const spans: Span[] = [];
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "loop" && stmt.over && isChannel(stmt.over)) spans.push(stmt.headSpan);
      return true;
    },
    expr: (expr) => {
      if (expr.kind === "receive" && isChannel(expr.channel)) spans.push(expr.span);
      return true;
    },
    fn: () => true,
  });
  return spans;
}
