/** One row of the inventory: a recognised call with its options and facts, as plain values. */
import { describeReason } from "../infer/reasons";
import type { CallFacts, Fact, LimitFact } from "../infer/types";
import type { EtcdCall, OptionUse } from "../resolve/types";
import { positionAt } from "../text/span";
import type { CallFactValue, CallRow } from "./types";

type Text = (path: string) => string | undefined;

const maxOptionText = 60;

function factValue(fact: Fact): CallFactValue {
  return {
    low: fact.low,
    likely: fact.likely,
    high: Number.isFinite(fact.high) ? fact.high : null,
    basis: fact.basis,
    because: fact.because.map(describeReason),
  };
}

function optionText(use: OptionUse, text: Text): string {
  const source = use.value && use.scope ? text(use.scope.module.path)?.slice(use.value.span.start, use.value.span.end) : undefined;
  const written = source === undefined ? undefined : source.replace(/\s+/g, " ");
  const value = use.constant !== undefined && use.constant !== true ? String(use.constant) : written;
  const shown = value === undefined ? use.certainty : value.length > maxOptionText ? `${value.slice(0, maxOptionText)}…` : value;
  return use.certainty === "always" || value === undefined ? shown : `${shown} (${use.certainty})`;
}

function limitWords(limit: LimitFact): CallFactValue | string {
  return limit.kind === "fixed" ? factValue(limit.entries) : limit.kind;
}

/** `Owner.name`, as rows and messages name a function. */
export function functionName({ owner, name }: EtcdCall["holder"]): string {
  return owner === undefined ? name : `${owner}.${name}`;
}

/** The row of a call. `file` gives the text of its file; without it the place is 1:1. */
export function callRow(
  call: EtcdCall,
  facts: CallFacts,
  file: { readonly text: string; readonly lines: Parameters<typeof positionAt>[0] } | undefined,
): CallRow {
  const start = file ? positionAt(file.lines, call.nameSpan.start) : { line: 0, column: 0 };
  const text: Text = (path) => (path === call.module.path ? file?.text : undefined);
  const options: Record<string, string> = {};
  for (const [name, use] of Object.entries(call.options)) options[name] = optionText(use, text);
  if (call.optionsOpen) options["…"] = "more may come from the caller";
  const values: Record<string, CallFactValue | string> = {};
  const rate = facts.trigger.perSecond;
  values.trigger = facts.trigger.kind;
  values.rate = factValue(rate);
  values.fanOut = factValue(facts.fanOut);
  values.concurrent = factValue(facts.concurrent);
  if (call.args.key) {
    values.keyBytes = factValue(facts.key.bytes);
    values.keyVariation = facts.key.variation;
  }
  if (facts.value) {
    values.valueBytes = factValue(facts.value.bytes);
    values.valueShape = facts.value.shape;
  }
  if (facts.span) {
    values.span = facts.span.kind;
    values.keys = factValue(facts.span.keys);
  }
  if (facts.limit) values.limit = limitWords(facts.limit);
  if (facts.limitDefeated) values.limitDefeatedBy = facts.limitDefeated.by;
  if (facts.resultUse) values.resultUse = facts.resultUse;
  if (facts.txn) {
    values.operations = factValue(facts.txn.operations);
    values.txnBytes = factValue(facts.txn.bytes);
  }
  if (facts.lifetime) values.ends = facts.lifetime.ends;
  if (facts.drained) values.drained = facts.drained;
  if (facts.ttlSeconds) values.ttl = factValue(facts.ttlSeconds);
  values.owner = facts.owner.kind;
  return {
    library: call.library.id,
    operation: call.operation,
    method: call.method,
    file: call.module.path,
    line: start.line + 1,
    column: start.column + 1,
    ...(call.chain ? { through: call.chain.map(({ fn }) => functionName(fn)).reverse() } : {}),
    ...(facts.key.pattern === undefined || !call.args.key ? {} : { key: facts.key.pattern }),
    options,
    facts: values,
  };
}
