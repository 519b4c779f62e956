/** What the reader of a watch does when the watch ends: its channel is closed then, and every receive from it returns at once. */
import type { Expr, FunctionDecl, Stmt, TypeDecl } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall, Scope } from "../resolve/types";
import type { Place, Span } from "../text/span";
import { awaited } from "./bindings";
import { bare, placeOf, type Reader } from "./reader";

interface Receive {
  readonly place: Place;
  /** Neither the answer nor whether the channel is open is looked at. */
  readonly blind: boolean;
  readonly inLoop: boolean;
}

/**
 * The place of a receive that cannot tell an event from the end of the watch, when no receive of this watch can: after the end it returns at once,
 * each time. Looked for where the code comes back to it: in a loop, or in the methods of the object that keeps the channel.
 */
export function blindReceive(call: EtcdCall, reader: Reader): Place | undefined {
  if (call.operation !== "watch") return undefined;
  const receives = receivesOf(call, reader);
  if (receives.length === 0 || receives.some(({ blind }) => !blind)) return undefined;
  return receives[0]?.place;
}

function receivesOf(call: EtcdCall, reader: Reader): readonly Receive[] {
  const { result, scope } = call;
  if (result.kind === "bound") {
    const name = result.names[0];
    const fn = scope.fn ?? call.holder;
    if (name === undefined || name === "_") return [];
    const found = receivesIn(fn, scope, (expr) => expr.kind === "name" && expr.name === name);
    return found.some(({ inLoop, blind }) => blind && !inLoop) ? [] : found;
  }
  if (result.kind !== "stored") return [];
  const place = bare(result.place);
  if (place.kind !== "member") return [];
  const owner = awaited(reader.project.typeOf(place.object, scope));
  return owner.kind === "declared" ? ofField(owner.decl, place.name, reader) : [];
}

/** Receives from a field in the methods of its type. */
function ofField(decl: TypeDecl, field: string, { project }: Reader): readonly Receive[] {
  return project.modules.flatMap((module) =>
    module.functions
      .filter((fn) => fn.owner === decl.name)
      .flatMap((fn) => {
        const scope: Scope = { module, fn };
        const isField = (expr: Expr): boolean => {
          if (expr.kind !== "member" || expr.name !== field) return false;
          const type = awaited(project.typeOf(expr.object, scope));
          return type.kind === "declared" && type.decl === decl;
        };
        return receivesIn(fn, scope, isField);
      }),
  );
}

function receivesIn(fn: FunctionDecl, scope: Scope, isChannel: (expr: Expr) => boolean): readonly Receive[] {
  const found: Receive[] = [];
  const blind: Span[] = [];
  const loops: Span[] = [];
  const within = (spans: readonly Span[], span: Span): boolean => spans.some((outer) => outer.start <= span.start && span.end <= outer.end);
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "loop") {
        loops.push(stmt.span);
        if (stmt.over && isChannel(bare(stmt.over))) found.push({ place: placeOf(scope, stmt.over.span), blind: false, inLoop: true });
      }
      if (stmt.kind === "expr" && stmt.expr.kind === "receive") blind.push(stmt.expr.span);
      if (stmt.kind === "branch" && stmt.branch === "select") {
        for (const arm of stmt.arms) blind.push(...unboundTests(arm.tests, arm.body));
      }
      return true;
    },
    expr: (expr) => {
      if (expr.kind === "receive" && isChannel(bare(expr.channel))) {
        found.push({ place: placeOf(scope, expr.span), blind: within(blind, expr.span), inLoop: within(loops, expr.span) });
      }
      return true;
    },
    fn: () => true,
  });
  return unique(found);
}

/** Receives of a select arm that the arm does not begin by binding. */
function unboundTests(tests: readonly Expr[], body: readonly Stmt[]): readonly Span[] {
  const [first] = body;
  return tests
    .filter((test) => test.kind === "receive")
    .filter((test) => !(first?.kind === "assign" && first.values.some((value) => value.span.start === test.span.start)))
    .map(({ span }) => span);
}

/** A receive that is a test and is bound in the arm is written down twice. */
function unique(receives: readonly Receive[]): readonly Receive[] {
  return receives.filter((one, index) => receives.findIndex((other) => other.place.span.start === one.place.span.start) === index);
}
