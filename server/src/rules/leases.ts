/**
 * Leases that are wrong by how they are made, however often the code runs: one for a single write that nobody keeps or renews, one on a lessor
 * of its own, one for each lock, one only to ask a question. Told without a number, because the pace that multiplies them is not shown.
 */
import type { LibraryFunction } from "../catalog/types";
import { covers, mentions } from "../infer/bindings";
import { bare } from "../infer/reader";
import type { CallFacts } from "../infer/types";
import { usageOf } from "../infer/usage";
import type { CallExpr, Expr, FunctionDecl } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall, Project, Scope } from "../resolve/types";
import { callPlace } from "./places";
import { placeRelated, type Related } from "./related";
import type { RuleContext } from "./types";

export interface LeaseProblem {
  readonly messageId: string;
  readonly related: readonly Related[];
}

/** What is wrong with how the call makes its lease, if anything. */
export function leaseProblem(context: RuleContext, call: EtcdCall, facts: CallFacts): LeaseProblem | undefined {
  const fn = call.scope.fn ?? call.holder;
  const name = call.result.kind === "bound" ? call.result.names[0] : undefined;
  switch (call.operation) {
    case "open-stream":
      return name === undefined ? undefined : lessorProblem(context, call, facts, name);
    case "lease-grant":
      if (
        name === undefined ||
        facts.lifetime?.ends !== "never" ||
        renews(fn, name) ||
        handsOn(fn, name, call) ||
        isShared(fn, name, call) ||
        onOwnLessor(context, call)
      )
        return undefined;
      return facts.trigger.kind === "once" ? undefined : { messageId: "unkept", related: [] };
    case "session":
      return name === undefined || call.options.lease ? undefined : sessionProblem(context, call, facts, fn, name);
    case "lock":
      if (call.holds !== "lease" || facts.trigger.kind !== "unknown" || facts.key.variation !== "varies") return undefined;
      return { messageId: "each-lock", related: [] };
    default:
      return undefined;
  }
}

/** The call goes through a lessor that is told where it is made. */
export function onOwnLessor(context: RuleContext, call: EtcdCall): boolean {
  return context.calls.some(
    (maker) =>
      maker.operation === "open-stream" &&
      maker.holder === call.holder &&
      maker.result.kind === "bound" &&
      isThrough(call, maker.result.names[0]) &&
      leaseProblem(context, maker, context.facts(maker)) !== undefined,
  );
}

function isThrough(call: EtcdCall, name: string | undefined): boolean {
  const receiver = call.receiver && bare(call.receiver);
  return receiver?.kind === "name" && receiver.name === name && (call.operation === "lease-grant" || call.operation === "keepalive");
}

/** A lessor made beside the client has a keepalive stream of its own (client/v3/lease.go NewLease); nothing closes this one. */
function lessorProblem(context: RuleContext, call: EtcdCall, facts: CallFacts, name: string): LeaseProblem | undefined {
  if (facts.lifetime?.ends !== "never" || facts.trigger.kind === "once") return undefined;
  const through = context.calls.filter((one) => one.holder === call.holder && isThrough(one, name));
  if (through.length === 0) return undefined;
  return { messageId: "own-lessor", related: through.flatMap((one) => placeRelated("through", callPlace(one))) };
}

/** `KeepAlive(ctx, lease.ID)` and the like, also of a name for what is in the lease: `let id = lease.id()`. */
function renews(fn: FunctionDecl, lease: string): boolean {
  let found = false;
  const names = new Set([lease]);
  walk(fn.body, {
    stmt: (stmt) => {
      const [target] = stmt.kind === "assign" ? stmt.targets : [];
      const [value] = stmt.kind === "assign" ? stmt.values : [];
      const from = value && partOf(value);
      if (target?.kind === "name" && from !== undefined && names.has(from)) names.add(target.name);
      return !found;
    },
    expr: (expr) => {
      if (expr.kind === "call" && expr.callee.kind === "member" && /keep_?alive/i.test(expr.callee.name)) {
        found ||= expr.args.some((arg) => mentions(arg.value, (part) => part.kind === "name" && names.has(part.name)));
      }
      return !found;
    },
    fn: () => true,
  });
  return found;
}

/** A name for the lease's id goes to the caller or into a field: whoever has it can keep the lease. */
function handsOn(fn: FunctionDecl, lease: string, call: EtcdCall): boolean {
  let found = false;
  walk(fn.body, {
    stmt: (stmt) => {
      const [target] = stmt.kind === "assign" ? stmt.targets : [];
      const [value] = stmt.kind === "assign" ? stmt.values : [];
      if (target?.kind === "name" && value && partOf(value) === lease) {
        const { returned, stored } = usageOf(target.name, fn, call.span.end);
        found ||= returned || stored;
      }
      return !found;
    },
  });
  return found;
}

/** The name that a field or getter without arguments is read from. */
function partOf(value: Expr): string | undefined {
  const read = bare(value);
  const member = read.kind === "call" && read.args.length === 0 ? read.callee : read;
  const object = member.kind === "member" ? bare(member.object) : undefined;
  return object?.kind === "name" ? object.name : undefined;
}

/** Many writes of one run go under it: `for … { put(key, WithLease(lease.ID)) }` after the grant. */
function isShared(fn: FunctionDecl, name: string, call: EtcdCall): boolean {
  let shared = false;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind !== "loop" || covers(stmt.span, call.span)) return !shared;
      walk(stmt.body, {
        expr: (expr) => {
          if (isNamed(expr, name)) shared = true;
          return !shared;
        },
        fn: () => true,
      });
      return !shared;
    },
    fn: () => true,
  });
  return shared;
}

function sessionProblem(context: RuleContext, call: EtcdCall, facts: CallFacts, fn: FunctionDecl, name: string): LeaseProblem | undefined {
  const { closed, passedTo, returned, stored } = usageOf(name, fn, call.span.end);
  const uses = passedTo.filter((use) => libraryTarget(context.project, use.call, call.scope) !== undefined);
  const asks = uses.length === 1 && passedTo.length === 1 && !returned && !stored ? onlyAsks(context, call, uses[0]?.call) : undefined;
  if (asks) return { messageId: "to-ask", related: placeRelated("asks", callPlace(asks)) };
  if (facts.trigger.kind !== "unknown" || closed.some(({ deferred }) => deferred)) return undefined;
  const locks = uses.some(({ call: use }) => {
    const target = libraryTarget(context.project, use, call.scope);
    const at = target?.params.findIndex(({ role }) => role === "key") ?? -1;
    const key = at === -1 ? undefined : use.args[at]?.value;
    return key !== undefined && fromCaller(key, call.scope, context.project, 0);
  });
  return locks ? { messageId: "each-lock", related: [] } : undefined;
}

function libraryTarget(project: Project, call: CallExpr, scope: Scope): LibraryFunction | undefined {
  const target = project.target(call, scope);
  return target?.kind === "library" ? target.fn : undefined;
}

/** Asking who leads needs no lease: `Election.Leader` is a read (client/v3/concurrency/election.go). */
const questions = new Set(["Leader", "Observe"]);

/** The question, when what is made on the session is asked and never campaigned with. */
function onlyAsks(context: RuleContext, call: EtcdCall, maker: CallExpr | undefined): EtcdCall | undefined {
  if (!maker) return undefined;
  const fn = call.scope.fn ?? call.holder;
  let election: string | undefined;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && stmt.values.some((value) => bare(value) === maker) && stmt.targets[0]?.kind === "name") {
        election = stmt.targets[0].name;
      }
      return election === undefined;
    },
  });
  if (election === undefined) return undefined;
  const used = usageOf(election, fn, maker.span.end);
  if (used.returned || used.stored || used.passedTo.length > 0) return undefined;
  const methods: string[] = [];
  walk(fn.body, {
    expr: (expr) => {
      if (expr.kind === "member" && isNamed(expr.object, election)) methods.push(expr.name);
      return true;
    },
    fn: () => true,
  });
  if (methods.length === 0 || !methods.every((method) => questions.has(method))) return undefined;
  return context.calls.find((one) => one.holder === call.holder && one.receiver !== undefined && isNamed(one.receiver, election));
}

const maxDepth = 4;

/** The expression is made from a parameter of the function: it differs from call to call. */
function fromCaller(expr: Expr, scope: Scope, project: Project, depth: number): boolean {
  if (depth > maxDepth) return false;
  return mentions(
    expr,
    (part) =>
      part.kind === "name" &&
      project
        .bindings(part.name, scope)
        .some(
          (binding) =>
            binding.kind === "param" || (binding.kind === "assigned" && fromCaller(binding.value, binding.scope, project, depth + 1)),
        ),
  );
}

function isNamed(expr: Expr, name: string | undefined): boolean {
  const at = bare(expr);
  return at.kind === "name" && at.name === name;
}

/** The loop goes round when the session has ended (`<-session.Done()`): there is one at a time. */
export function awaitsItsEnd(call: EtcdCall): boolean {
  const name = call.result.kind === "bound" ? call.result.names[0] : undefined;
  const loop = [...call.ancestors].reverse().find((ancestor) => ancestor.kind === "loop");
  if (name === undefined || loop?.kind !== "loop") return false;
  let awaits = false;
  walk(loop.loop.body, {
    expr: (expr) => {
      if (expr.kind === "receive") {
        const channel = bare(expr.channel);
        const callee = channel.kind === "call" ? channel.callee : undefined;
        if (callee?.kind === "member" && callee.name === "Done" && isNamed(callee.object, name)) awaits = true;
      }
      return !awaits;
    },
  });
  return awaits;
}
