/** How many keys a call covers, how far a limit bounds the answer, and what makes the server ignore that limit. */
import type { OptionName } from "../catalog/types";
import type { Stmt } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall, NestedOp, Options, OptionUse, Scope } from "../resolve/types";
import { mentions } from "./bindings";
import { exact } from "./facts";
import { numberOf } from "./numbers";
import { isPager } from "./pagers";
import { fromProfile, type Reader, reason } from "./reader";
import { constantText } from "./text-values";
import { textOf } from "./texts";
import type { Fact, KeyFact, LimitFact, SpanFact } from "./types";

/** A call or an operation inside one. */
export type Ranged = Pick<NestedOp, "args" | "options" | "optionsOpen">;

/** The keys that the options make a call cover. */
export function spanFact(ranged: Ranged, key: KeyFact | undefined, reader: Reader): SpanFact {
  const keys = (fact: Fact): Fact => {
    const stated = reader.annotation?.keys;
    return stated ? exact(stated.value, [reason("annotation", "annotation", {}, stated.place)]) : fact;
  };
  const { options } = ranged;
  const namespaced = options.namespace !== undefined;
  const everything = (use: OptionUse): SpanFact => ({
    kind: namespaced ? "prefix" : "all",
    certainty: certaintyOf(use),
    keys: keys(fromProfile(reader, namespaced ? "keysUnderPrefix" : "keysTotal", 10)),
  });
  const many = (kind: SpanFact["kind"], use: OptionUse): SpanFact => ({
    kind,
    certainty: certaintyOf(use),
    keys: keys(fromProfile(reader, "keysUnderPrefix", 10)),
  });
  const empty = key?.empty === "yes";
  if (isOn(options["all-keys"], reader)) return everything(options["all-keys"]);
  if (isOn(options.prefix, reader)) return empty ? everything(options.prefix) : many("prefix", options.prefix);
  if (isOn(options["from-key"], reader)) return empty ? everything(options["from-key"]) : many("from-key", options["from-key"]);
  const end = options["range-end"];
  if (isOn(end, reader)) return many(endsOpen(end, reader) ? "from-key" : "range", end);
  if (isOn(options.recursive, reader)) return empty ? everything(options.recursive) : many("prefix", options.recursive);
  if (ranged.optionsOpen)
    return { kind: "unknown", certainty: "sometimes", keys: keys({ ...fromProfile(reader, "keysUnderPrefix", 10), low: 1 }) };
  return { kind: "single", certainty: "always", keys: exact(1, [reason("library", "single-key")]) };
}

const certaintyOf = (use: OptionUse): "always" | "sometimes" => (use.certainty === "always" ? "always" : "sometimes");

/** An option whose value is not certainly `false`, empty or null. */
export function isOn(use: OptionUse | undefined, reader: Reader): use is OptionUse {
  if (!use) return false;
  if (use.constant !== undefined) return use.constant !== false && use.constant !== "" && use.constant !== 0;
  const { value, scope } = use;
  if (!value || !scope) return true;
  if (value.kind === "literal") return value.value !== false && value.value !== null && value.value !== "";
  return constantText(textOf(value, scope, reader)) !== "";
}

/** A range end of NUL means every key from the first on (etcd server/etcdserver/api/v3rpc/key.go). */
function endsOpen(use: OptionUse, reader: Reader): boolean {
  const text = use.constant ?? (use.value && use.scope ? constantText(textOf(use.value, use.scope, reader)) : undefined);
  return text === "\0";
}

/** How a limit bounds the answer: none, a number, on some paths, or page by page. */
export function limitFact(call: Ranged & Partial<Pick<EtcdCall, "ancestors" | "span">>, reader: Reader): LimitFact {
  const use = call.options.limit;
  if (!use) return call.optionsOpen ? { kind: "unknown" } : { kind: "none" };
  const place = use.span && use.file !== undefined ? { file: use.file, span: use.span } : undefined;
  const number = limitNumber(use, reader);
  if (number === "none") return { kind: "none" };
  const pager = isPaged(call);
  if (number === undefined) {
    const assumed = fromProfile(reader, "collectionEntries", 10);
    // Pages of a size from elsewhere are pages all the same.
    if (pager) return { kind: "pager", entries: assumed };
    return { kind: "sometimes", because: [reason("option", "limit-may-be-zero", {}, place)] };
  }
  const entries = exact(number, [reason("option", "request-limit", { count: number }, place)]);
  if (pager) return { kind: "pager", entries };
  if (use.certainty !== "always") return { kind: "sometimes", because: [reason("option", "limit-may-be-unset", {}, place)] };
  return { kind: "fixed", entries };
}

/** The limit's number; `none` for 0 and infinity, which etcd and its clients take as unlimited; undefined when not shown. */
function limitNumber(use: OptionUse, reader: Reader): number | "none" | undefined {
  const constant = typeof use.constant === "number" ? use.constant : undefined;
  const found = constant ?? (use.value && use.scope ? certainNumber(use.value, use.scope, reader) : undefined);
  if (found === undefined) return undefined;
  return found <= 0 || !Number.isFinite(found) ? "none" : found;
}

function certainNumber(value: NonNullable<OptionUse["value"]>, scope: Scope, reader: Reader): number | undefined {
  const number = numberOf(value, scope, reader);
  return number?.certain ? number.value : undefined;
}

/** A limit in a loop that asks for more, or whose start or end moves within the loop. */
function isPaged(call: Ranged & Partial<Pick<EtcdCall, "ancestors">>): boolean {
  for (const ancestor of call.ancestors ?? []) {
    if (ancestor.kind !== "loop" || ancestor.loop.loop === "each") continue;
    if (isPager(ancestor.loop)) return true;
    const moved = assignedIn(ancestor.loop.body);
    const starts = [call.args.key?.value, call.args["range-end"]?.value, call.options["range-end"]?.value];
    if (starts.some((expr) => expr && mentions(expr, (at) => at.kind === "name" && moved.has(at.name)))) return true;
  }
  return false;
}

/** Names that a body assigns anew, closures left out. */
function assignedIn(body: readonly Stmt[]): ReadonlySet<string> {
  const names = new Set<string>();
  walk(body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && !stmt.declares) for (const target of stmt.targets) if (target.kind === "name") names.add(target.name);
      return true;
    },
    expr: (expr) => {
      if (expr.kind === "assignment" && expr.target.kind === "name") names.add(expr.target.name);
      return true;
    },
  });
  return names;
}

const revisionFilters: readonly OptionName[] = ["min-mod-revision", "max-mod-revision", "min-create-revision", "max-create-revision"];

/**
 * What makes the server read everything in spite of a limit: any sort order, or a revision filter (etcd server/etcdserver/txn/txn.go
 * applies the limit after them). A client that leaves out KEY + ASCEND keeps its limit.
 */
export function limitDefeated(
  options: Options,
  dropsDefaultSort: boolean,
  reader: Reader,
):
  | { readonly by: "sort" | "revision-filter"; readonly place?: { readonly file: string; readonly span: NonNullable<OptionUse["span"]> } }
  | undefined {
  const order = options["sort-order"];
  const target = options["sort-target"];
  if (order && order.certainty !== "unknown" && symbol(order, reader) !== "order:none") {
    const ascending = symbol(order, reader) === "order:ascend";
    const byKey = target === undefined || symbol(target, reader) === "target:key";
    if (!(dropsDefaultSort && ascending && byKey)) return { by: "sort", ...placed(order) };
  }
  for (const name of revisionFilters) {
    const use = options[name];
    if (use && isOn(use, reader) && limitNumber(use, reader) !== "none") return { by: "revision-filter", ...placed(use) };
  }
  return undefined;
}

const placed = (use: OptionUse): { place?: { file: string; span: NonNullable<OptionUse["span"]> } } =>
  use.span && use.file !== undefined ? { place: { file: use.file, span: use.span } } : {};

function symbol(use: OptionUse, reader: Reader): string | undefined {
  if (typeof use.constant === "string") return use.constant;
  if (!use.value || !use.scope) return undefined;
  const text = constantText(textOf(use.value, use.scope, reader));
  return text === undefined || text === "" ? undefined : text;
}
