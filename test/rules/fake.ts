/** Calls and facts made by hand, so that a rule can be tested for what it says about given facts. */
import type { Library, LibraryFunction } from "../../server/src/catalog/types";
import { defaultConfig } from "../../server/src/config/defaults";
import type { Config } from "../../server/src/config/types";
import type { CallFacts, Fact } from "../../server/src/infer/types";
import type { CallExpr, FunctionDecl, Module } from "../../server/src/ir/types";
import type { EtcdCall, Project } from "../../server/src/resolve/types";
import type { FindingDraft, Rule } from "../../server/src/rules/types";
import { noServers } from "../../server/src/settings/servers";
import { expectWellFormed } from "./well-formed";

const span = { start: 0, end: 0 };

const holder: FunctionDecl = {
  name: "holder",
  kind: "function",
  params: [],
  results: [],
  typeParams: [],
  body: [],
  span,
  nameSpan: span,
  async: false,
  static: false,
  exported: true,
  decorators: [],
};

const module: Module = {
  path: "app/a.go",
  language: "go",
  scope: "package",
  packageName: "app",
  imports: [],
  types: [],
  functions: [holder],
  comments: [],
  exports: new Map(),
  reexports: [],
  errors: [],
};

export const library: Library = { id: "fake", title: "fake", languages: ["go"], api: "v3", needles: [], packages: [], types: {} };
const fn: LibraryFunction = { params: [] };
const callee: CallExpr["callee"] = { kind: "name", name: "f", span };
const expr: CallExpr = { kind: "call", callee, args: [], typeArgs: [], construct: false, span, argsSpan: span };

let calls = 0;

/** A call in a function of its own; each has another place. */
export function fakeCall(given: Partial<EtcdCall> & Pick<EtcdCall, "operation">): EtcdCall {
  const start = ++calls * 100;
  return {
    id: `app/a.go:${start}`,
    library,
    method: "f",
    fn,
    module,
    scope: { module, fn: holder },
    holder,
    ancestors: [],
    expr,
    span: { start, end: start + 50 },
    nameSpan: { start: start + 10, end: start + 13 },
    args: {},
    options: {},
    optionsOpen: false,
    opens: { stream: "none" },
    ops: [],
    opsOpen: false,
    result: { kind: "discarded" },
    inTest: false,
    ...given,
  };
}

export const known = (value: number): Fact => ({ low: value, likely: value, high: value, basis: "known", because: [] });
export const partly = (value: number): Fact => ({ ...known(value), basis: "partly" });
export const assumed = (value: number): Fact => ({ ...known(value), basis: "assumed" });

/** Facts of a call that runs once, on a fixed key of 16 bytes. */
export function fakeFacts(given: Partial<CallFacts> = {}): CallFacts {
  return {
    callId: "",
    trigger: { kind: "once", perSecond: known(0) },
    fanOut: known(1),
    fanOutUnbounded: false,
    key: { bytes: known(16), pattern: "/sixteen/bytes/x", variation: "fixed", empty: "no" },
    concurrent: known(1),
    owner: { kind: "shared" },
    ...given,
  };
}

const project: Project = {
  modules: [module],
  calls: [],
  parts: [],
  reaching: [],
  judged: [],
  unfollowed: [],
  passing: [],
  typeOf: () => ({ kind: "unknown" }),
  resolveType: () => ({ kind: "unknown" }),
  target: () => undefined,
  bindings: () => [],
  fieldAssignments: () => [],
  callers: () => [],
  callsNamed: () => [],
  isTest: () => false,
  missing: [],
  missingCount: 0,
};

/** What a rule reports about some calls with their facts. */
export function check(
  rule: Rule,
  pairs: readonly (readonly [EtcdCall, CallFacts])[],
  config: Partial<Config> = {},
): readonly FindingDraft[] {
  const drafts: FindingDraft[] = [];
  const facts = new Map(pairs.map(([call, its]) => [call, its]));
  rule.check({
    project,
    calls: pairs.map(([call]) => call),
    servers: noServers,
    facts: (call) => facts.get(call) ?? fakeFacts(),
    config: () => ({ ...defaultConfig, ...config }),
    report: (draft) => {
      expectWellFormed(rule, draft);
      drafts.push(draft);
    },
  });
  return drafts;
}
