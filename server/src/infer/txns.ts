/** Operations and bytes of a transaction in one execution. */
import type { Expr, Loop, Stmt } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall, NestedOp, Scope } from "../resolve/types";
import type { Activation } from "./activation";
import { covers } from "./bindings";
import { originsOf } from "./elements";
import { between, exact, oneOf, product, sum } from "./facts";
import { keyFact } from "./keys";
import { classifyLoop } from "./loops";
import { numberOf } from "./numbers";
import { changedByCaller } from "./read-back";
import { fromProfile, nameOf, placeOf, type Reader, reason, rootName } from "./reader";
import { sizeOf } from "./sizes";
import type { CallFacts, Fact } from "./types";

/** undefined when the call holds no operations. */
export function txnFact(call: EtcdCall, active: Activation, reader: Reader): CallFacts["txn"] {
  if (call.operation !== "txn" && call.ops.length === 0) return undefined;
  if (call.ops.length === 0 && !call.opsOpen) return ofCalls(call, reader);
  const counts: Fact[] = [];
  const bytes: Fact[] = [];
  let unbounded = false;
  let place: NonNullable<CallFacts["txn"]>["place"];
  let value: NonNullable<CallFacts["txn"]>["value"];
  for (const alternatives of byArms(call.ops)) {
    const each: Fact[] = [];
    const eachBytes: Fact[] = [];
    for (const op of alternatives) {
      const times = timesOf(op, call, reader);
      if (times.unbounded) {
        unbounded = true;
        place ??= { file: op.file, span: op.span };
      }
      value = larger(value, valueIn(op, reader));
      each.push(times.count);
      eachBytes.push(product(times.count, bytesOf(op, call, active, reader)));
    }
    counts.push(oneOf(each) ?? exact(0));
    bytes.push(oneOf(eachBytes) ?? exact(0));
  }
  if (call.opsOpen) {
    counts.push({ ...fromProfile(reader, "collectionEntries"), low: 0, likely: call.ops.length > 0 ? 0 : 1 });
  }
  const operations = sum(counts, call.ops.length > 0 ? [reason("library", "joined-operations", { count: call.ops.length })] : []);
  return { operations, bytes: sum(bytes), unbounded, ...(place ? { place } : {}), ...(value ? { value } : {}) };
}

type Value = NonNullable<NonNullable<CallFacts["txn"]>["value"]>;

function valueIn(op: NestedOp, reader: Reader): Value | undefined {
  const { value } = op.args;
  if (op.operation !== "put" || !value) return undefined;
  const size = sizeOf(value.value, value.scope, reader);
  if (size.shape === "unknown" && changedByCaller(value.value, value.scope, reader))
    return { ...size, shape: "read-change-write", bounded: false, origins: [] };
  return { ...size, origins: originsOf(value.value, value.scope, reader) };
}

/** What nothing bounds counts more than what is large today. */
function larger(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (!a || !b) return a ?? b;
  if (a.bounded !== b.bounded) return a.bounded ? b : a;
  return b.bytes.likely > a.bytes.likely ? b : a;
}

/**
 * A transaction that runs a function: the calls inside it are its operations, each as often as the loops around it within the transaction. Their
 * bytes are told by those calls. undefined when there are none, which says nothing about the transaction.
 */
function ofCalls(call: EtcdCall, reader: Reader): CallFacts["txn"] {
  const counts: Fact[] = [];
  const bytes: Fact[] = [];
  let unbounded = false;
  let place: NonNullable<CallFacts["txn"]>["place"];
  for (const inner of reader.project.calls) {
    if (inner === call || inner.module !== call.module || !covers(call.expr.span, inner.span) || covers(inner.span, call.expr.span))
      continue;
    let count = exact(1);
    for (const ancestor of inner.ancestors) {
      if (ancestor.kind !== "loop" || !covers(call.expr.span, ancestor.loop.span)) continue;
      const found = classifyLoop(ancestor.loop, inner.span, undefined, ancestor.scope, reader);
      if (found.kind !== "turns") continue;
      count = product(count, found.turns);
      if (found.unbounded) {
        unbounded = true;
        place ??= placeOf(inner.scope, inner.span);
      }
    }
    counts.push(count);
    const { value } = inner.args;
    const key = fromProfile(reader, "keyBytes", 4);
    bytes.push(product(count, value ? sum([key, sizeOf(value.value, value.scope, reader).bytes]) : key));
  }
  if (counts.length === 0) return undefined;
  return { operations: sum(counts), bytes: sum(bytes), unbounded, ...(place ? { place } : {}) };
}

/** Operations added in different arms of one branch inside the same loop: a turn adds one of them. */
function byArms(ops: readonly NestedOp[]): readonly (readonly NestedOp[])[] {
  const groups: NestedOp[][] = [];
  for (const op of ops) {
    const group = groups.find((candidate) => candidate.every((other) => other.file === op.file && exclusive(op, other)));
    if (group) group.push(op);
    else groups.push([op]);
  }
  return groups;
}

function exclusive(a: NestedOp, b: NestedOp): boolean {
  const loop = a.loops[a.loops.length - 1]?.loop;
  if (!loop || b.loops[b.loops.length - 1]?.loop !== loop) return false;
  let apart = false;
  walk(loop.body, {
    stmt: (stmt) => {
      const arms = stmt.kind === "if" ? [stmt.then, stmt.else] : stmt.kind === "branch" ? stmt.arms.map((arm) => arm.body) : [];
      const armOf = (op: NestedOp): number => arms.findIndex((body) => body.some((inner) => covers(inner.span, op.span)));
      const [inA, inB] = [armOf(a), armOf(b)];
      if (inA !== -1 && inB !== -1 && inA !== inB) apart = true;
      return !apart;
    },
  });
  return apart;
}

/** Key and value of one operation; a read or delete sends its key alone. */
function bytesOf(op: NestedOp, call: EtcdCall, active: Activation, reader: Reader): Fact {
  const key = keyFact({ argument: op.args.key, namespace: call.options.namespace, call }, active, reader).bytes;
  const { value } = op.args;
  return value ? sum([key, sizeOf(value.value, value.scope, reader).bytes]) : key;
}

/** How often the place that adds an operation runs before the transaction is sent. */
function timesOf(op: NestedOp, call: EtcdCall, reader: Reader): { readonly count: Fact; readonly unbounded: boolean } {
  let count = exact(1);
  let unbounded = false;
  // A loop around both sends a transaction now and then: when the list is full.
  for (const ancestor of call.ancestors) {
    if (ancestor.kind !== "loop" || call.module.path !== op.file || !covers(ancestor.loop.span, op.span)) continue;
    const chunk = chunkOf(ancestor.loop, call, reader);
    if (chunk === undefined) continue;
    return { count: chunkFact(chunk, ancestor.loop, ancestor.scope), unbounded: false };
  }
  for (const { loop, scope } of op.loops) {
    // A loop around both sends a transaction each turn.
    if (call.module.path === op.file && covers(loop.span, call.span) && covers(loop.span, op.span)) continue;
    const chunk = chunkOf(loop, call, reader);
    if (chunk !== undefined) {
      count = product(count, chunkFact(chunk, loop, scope));
      continue;
    }
    const found = classifyLoop(loop, op.span, undefined, scope, reader);
    if (found.kind === "turns") {
      count = product(count, found.turns);
      unbounded ||= found.unbounded;
    } else if (found.kind === "pace") {
      unbounded = true;
      count = product(count, { ...fromProfile(reader, "collectionEntries"), low: 0, high: Number.POSITIVE_INFINITY });
    }
  }
  return { count, unbounded };
}

/** `ops = nil`, `ops = ops[:0]`, `ops.length = 0`: the list begins anew. */
function resets(body: readonly Stmt[], measured: Expr): boolean {
  const list = measured.kind === "call" ? measured.args[0]?.value : measured.kind === "member" ? measured.object : undefined;
  const name = list && nameOf(list);
  return body.some(
    (stmt) =>
      stmt.kind === "assign" &&
      stmt.targets.some(
        (target) => (target.kind === "name" && target.name === name) || (target.kind === "place" && rootName(target.expr) === name),
      ),
  );
}

interface Chunk {
  readonly size: number;
  /** False when the list is cut at a size that the code does not show. */
  readonly known: boolean;
}

/** What a server takes at most unless told otherwise (server/embed/config.go DefaultMaxTxnOps). */
const defaultMaxTxnOps = 128;

function chunkFact(chunk: Chunk, loop: Loop, scope: Scope): Fact {
  const why = reason("loop", "chunked-loop", { count: chunk.size }, placeOf(scope, loop.headSpan));
  return between({ low: 1, likely: chunk.size, high: chunk.size }, chunk.known ? "known" : "assumed", [why]);
}

/** `if len(ops) >= 100 { flush }` inside the loop that fills the list: the number compared with. */
function chunkOf(loop: Loop, call: EtcdCall, reader: Reader): Chunk | undefined {
  let chunk: Chunk | undefined;
  walk(loop.body, {
    stmt: (stmt) => {
      if (stmt.kind !== "if" || chunk !== undefined) return chunk === undefined;
      const { test } = stmt;
      if (test.kind === "binary" && /^(>=|>|===?)$/.test(test.op) && measures(test.left)) {
        const number = numberOf(test.right, call.scope, reader);
        if (!number && resets(stmt.then, test.left)) chunk = { size: defaultMaxTxnOps, known: false };
        else if (number && number.value > 0) chunk = { size: number.value + (test.op === ">" ? 1 : 0), known: true };
      }
      return true;
    },
  });
  return chunk;
}

function measures(expr: Expr): boolean {
  if (expr.kind === "member") return expr.name === "length";
  return expr.kind === "call" && nameOf(expr.callee) === "len";
}
