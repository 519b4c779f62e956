/** Turns call sites into EtcdCalls: direct calls, terminals and awaits of builders, and operations passed to `Do`. */
import { libraries, typeById } from "../catalog/index";
import type { LibraryFunction, LibraryType, Opens, Operation } from "../catalog/types";
import type { CallExpr, Expr, Module } from "../ir/types";
import type { Span } from "../text/span";
import type { Expander } from "./expand";
import { oncePerModule, sitesIn } from "./indexes";
import type { Built, Draft, Operations } from "./operation";
import type { Site } from "./sites";
import type { EtcdCall, Passing } from "./types";
import { libraryMethod, type Typing } from "./typing";

/** Names that can start, end or be an operation; a call of any other name is not looked at. */
const interesting: ReadonlySet<string> = interestingNames();

function interestingNames(): Set<string> {
  const names = new Set<string>();
  const note = (functions: Readonly<Record<string, LibraryFunction>> | undefined): void => {
    for (const [name, fn] of Object.entries(functions ?? {})) {
      if (fn.does || fn.builds || fn.runs || fn.holds || fn.returns === "receiver") names.add(name.slice(name.lastIndexOf(".") + 1));
      if (fn.callbackParams || fn.params.some((param) => param.role === "callback")) names.add(name.slice(name.lastIndexOf(".") + 1));
    }
  };
  for (const library of libraries) {
    for (const type of Object.values<LibraryType>(library.types)) note(type.methods);
    for (const pkg of library.packages) note(pkg.functions);
  }
  return names;
}

const calledName = (call: CallExpr): string | undefined =>
  call.callee.kind === "member" ? call.callee.name : call.callee.kind === "name" ? call.callee.name : undefined;

const nameSpanOf = (call: CallExpr): Span => (call.callee.kind === "member" ? call.callee.nameSpan : call.callee.span);

/** Calls that perform nothing at once but make something that lives on the server. */
const holding = { connection: "connect", stream: "open-stream", lease: "session", server: "server-start" } as const;
const noStream: Opens = { stream: "none" };
/** Callees whose array arguments are awaited together. */
const awaitsAll = new Set(["all", "allSettled", "race", "any"]);

export interface CallOptions {
  readonly isTest: (path: string) => boolean;
}

interface Found {
  readonly call: EtcdCall;
  readonly start: Expr;
  readonly site: Site;
}

export interface Extracted {
  /** In the order of the modules and of the source. */
  readonly calls: readonly EtcdCall[];
  /** Operations where they are put together (`OpPut(k, v)`, a builder given to a transaction): another call performs them. */
  readonly parts: readonly EtcdCall[];
  /** The call with its options and operations as they are when functions on the way get what these calls pass. */
  again(call: EtcdCall, calls: Passing): EtcdCall;
}

const candidatesIn = oncePerModule((module) => sitesIn(module).sites.filter(mayMatter));

/** False for a call that can neither be an etcd call nor say anything of one, whatever its types turn out to be. */
function mayMatter({ call, awaited }: Site): boolean {
  const name = calledName(call);
  return awaited || call.construct || call.callee.kind === "name" || (name !== undefined && (interesting.has(name) || awaitsAll.has(name)));
}

/** Extracts every etcd call of a project. */
export function extractCalls(
  modules: readonly Module[],
  typing: Typing,
  operations: Operations,
  expander: Pick<Expander, "passing">,
  options: CallOptions,
): Extracted {
  const found: Found[] = [];
  const parts: Found[] = [];
  /** While one call is put together again: its id, and what came of it. */
  let asked: string | undefined;
  const answers: Found[] = [];
  const consumed = new Set<Expr>();
  const byId = new Set<string>();
  const sites = modules.flatMap(candidatesIn);

  noteCallbacks(sites, typing);

  const emit = (
    site: Site,
    operation: Operation,
    fn: LibraryFunction,
    method: string,
    library: EtcdCall["library"],
    draft: Draft,
    start: CallExpr,
    receiver: Expr | undefined,
    into = found,
  ): void => {
    const counted = operation === "range" && draft.options["count-only"]?.certainty === "always" ? "count" : operation;
    const span = { start: Math.min(start.span.start, site.call.span.start), end: site.call.span.end };
    const nameSpan = nameSpanOf(start);
    const { module } = site;
    const id = `${module.path}:${nameSpan.start}`;
    if (asked ? asked !== id : byId.has(id)) return;
    byId.add(id);
    for (const part of draft.consumed) consumed.add(part);
    const packageName = packageNameIn(module, library);
    if (draft.args.key === undefined) {
      // A prefix or range start given as an option is the key.
      const prefix = draft.options.prefix;
      if (prefix?.value && prefix.scope) draft.args.key = { value: prefix.value, scope: prefix.scope };
    }
    const list = asked ? answers : into;
    list.push({
      site,
      start,
      call: {
        id,
        library,
        operation: counted,
        method,
        fn,
        module,
        scope: site.scope,
        holder: site.holder,
        ancestors: site.ancestors,
        expr: site.call,
        span,
        nameSpan,
        ...(receiver ? { receiver } : {}),
        args: draft.args,
        options: draft.options,
        optionsOpen: draft.optionsOpen,
        ...(draft.ignored.size > 0 ? { ignored: [...draft.ignored] } : {}),
        opens: fn.opens ?? noStream,
        ...(fn.holds ? { holds: fn.holds } : {}),
        ops: draft.ops,
        opsOpen: draft.opsOpen,
        result: site.use,
        ...(packageName === undefined ? {} : { packageName }),
        inTest: options.isTest(module.path),
      },
    });
  };

  const packageNameIn = (module: Site["module"], library: EtcdCall["library"]): string | undefined => {
    for (const imported of module.imports) {
      if (imported.kind !== "namespace") continue;
      const main = library.packages[0];
      if (main?.paths.includes(imported.source)) return imported.local ?? main.name ?? imported.localGuess;
    }
    return undefined;
  };

  const methodName = (ownerId: string | undefined, name: string): string => {
    if (ownerId === undefined) return name;
    return `${ownerId.slice(ownerId.lastIndexOf(".") + 1)}.${name}`;
  };

  let byCall: ReadonlyMap<CallExpr, Site> | undefined;
  /** The builder comes out of a function of the project that starts it. */
  const startsElsewhere = ({ start }: Built, site: Site): boolean => {
    if (!start) return false;
    byCall ??= new Map(sites.map((one) => [one.call, one]));
    const begun = byCall.get(start);
    return begun !== undefined && begun.holder !== site.holder;
  };

  const runBuilt = (
    site: Site,
    built: Built,
    terminal: { readonly fn: LibraryFunction; readonly library: EtcdCall["library"]; readonly name: string } | undefined,
  ): void => {
    const library = terminal?.library;
    if (!library) return;
    // A terminal with an operation of its own (an election's Campaign, then its Leader) is a call of its own: it stands where it is made.
    const own = terminal.fn.does !== undefined;
    const start = own || startsElsewhere(built, site) ? site.call : (built.start ?? site.call);
    const operation = terminal?.fn.does ?? built.operation;
    // What opens on the server is said where the operation starts or where it runs.
    const fn: LibraryFunction = {
      ...built.fn,
      ...(terminal?.fn.opens ? { opens: terminal.fn.opens } : {}),
      ...(terminal?.fn.holds ? { holds: terminal.fn.holds } : {}),
    };
    const receiver = start.callee.kind === "member" ? start.callee.object : undefined;
    const name = own ? terminal.name : methodName(built.ownerId, built.name);
    emit(site, operation, own ? terminal.fn : fn, name, library, built.draft, start, receiver);
  };

  const visit = (site: Site): void => {
    const { call, scope } = site;
    const name = calledName(call);
    const candidate =
      call.construct || (name !== undefined && (interesting.has(name) || (call.callee.kind === "name" && typing.isImported(name, scope))));
    if (candidate) {
      const target = typing.target(call, scope);
      if (target?.kind === "library") {
        const { fn, library } = target;
        const receiver = call.callee.kind === "member" ? call.callee.object : undefined;
        if (fn.runs) {
          const from = receiver ? operations.built(receiver, scope) : undefined;
          if (from) {
            operations.apply(from.draft, fn, call, scope, "always");
            runBuilt(site, from, { fn, library, name: methodName(target.ownerId, target.name) });
            return;
          }
          const draft = operations.draft();
          operations.carry(draft, receiver, scope);
          operations.apply(draft, fn, call, scope, "always");
          if (fn.does) emit(site, fn.does, fn, methodName(target.ownerId, target.name), library, draft, call, receiver);
          else performPassed(site, fn, library, draft, receiver, methodName(target.ownerId, target.name));
          return;
        }
        if (fn.builds && !asked && returnsOperation(call, scope)) {
          const part = operations.built(call, scope);
          if (part) emit(site, part.operation, fn, methodName(target.ownerId, target.name), library, part.draft, call, receiver, parts);
          return;
        }
        // `super().__init__()` of a subclass of a client: the client is made where the subclass is constructed.
        if (call.delegates) return;
        const does = fn.does ?? (fn.holds ? holding[fn.holds] : undefined);
        if (does) {
          const draft = operations.draft();
          operations.carry(draft, receiver, scope);
          operations.apply(draft, fn, call, scope, "always");
          emit(site, does, fn, methodName(target.ownerId, target.name), library, draft, call, receiver);
          return;
        }
      }
    }
    if (site.chained || !(candidate || site.awaited) || !executes(site)) return;
    const type = typing.typeOf(call, scope);
    const data = type.kind === "library" ? typeById(type.id) : undefined;
    if (type.kind !== "library" || data?.awaits === undefined) return;
    const built = operations.built(call, scope);
    const terminal = libraryMethod(type.id, data.awaits);
    // A function that returns something to await makes the call; its caller is one of a wrapper.
    if (!built || !terminal || startsElsewhere(built, site)) return;
    operations.apply(built.draft, terminal.fn, { ...call, args: [] }, scope, "always");
    runBuilt(site, built, { ...terminal, name: methodName(terminal.ownerId, data.awaits) });
  };

  const returnsOperation = (call: CallExpr, scope: Site["scope"]): boolean => {
    const type = typing.typeOf(call, scope);
    return type.kind === "library" && typeById(type.id)?.role === "op";
  };

  /** A thenable runs when it is awaited, returned from an async function (or to a caller that awaits), or given to Promise.all. */
  const executes = (site: Site): boolean => site.awaited || site.use.kind === "returned" || passedToAll.has(site.call);
  const passedToAll = new Set<Expr>();
  for (const { call } of sites) {
    const name = calledName(call);
    if (name === undefined || !awaitsAll.has(name)) continue;
    for (const arg of call.args) if (arg.value.kind === "composite") for (const entry of arg.value.entries) passedToAll.add(entry.value);
  }

  /** `Do(ctx, op)`: each operation passed is performed here. */
  const performPassed = (
    site: Site,
    fn: LibraryFunction,
    library: EtcdCall["library"],
    draft: Draft,
    receiver: Expr | undefined,
    method: string,
  ): void => {
    const [only] = draft.ops;
    if (!only || draft.ops.length !== 1) {
      if (draft.ops.length > 1) emit(site, "txn", fn, method, library, draft, site.call, receiver);
      return;
    }
    const inner: Draft = {
      ...draft,
      args: { ...only.args },
      options: { ...draft.options, ...only.options },
      optionsOpen: only.optionsOpen,
      ops: [],
    };
    emit(site, only.operation, fn, method, library, inner, site.call, receiver);
  };

  for (const site of sites) visit(site);
  let siteOf: ReadonlyMap<EtcdCall, Site> | undefined;
  const isPart = ({ call, start }: Found): boolean => consumed.has(start) && call.operation !== "txn" && isPartOfOther(start, found);
  const kept = found.filter((one) => !isPart(one));
  return {
    calls: kept.map(({ call }) => call),
    get parts() {
      const seen = [...parts, ...found.filter(isPart)].map(({ call }) => call);
      return [...seen, ...kept.flatMap(({ call }) => unseenParts(call, seen))];
    },
    again(call, passed) {
      siteOf ??= new Map(found.map((one) => [one.call, one.site]));
      const site = siteOf.get(call);
      if (!site) return call;
      asked = call.id;
      answers.length = 0;
      expander.passing(passed, () => visit(site));
      asked = undefined;
      return answers[0]?.call ?? call;
    },
  };
}

/** A builder used as an operation inside a transaction is not a call of its own. */
function isPartOfOther(start: Expr, found: readonly { readonly call: EtcdCall; readonly start: Expr }[]): boolean {
  return found.some(
    ({ call, start: other }) =>
      other !== start &&
      call.operation === "txn" &&
      call.ops.some((op) => op.file === call.module.path && op.span.start <= start.span.start && start.span.end <= op.span.end),
  );
}

/** Operations of a call that have no type of their own (builders given to a transaction), where they stand in the call's file. */
function unseenParts(call: EtcdCall, seen: readonly EtcdCall[]): readonly EtcdCall[] {
  const isSeen = ({ span, file }: EtcdCall["ops"][number]): boolean =>
    file !== call.module.path ||
    seen.some(({ module, nameSpan }) => module.path === file && span.start <= nameSpan.start && nameSpan.end <= span.end);
  return call.ops
    .filter((op) => !isSeen(op))
    .map(({ operation, args, options, optionsOpen, span }) => ({
      ...call,
      id: `${call.id}>${span.start}`,
      operation,
      args,
      options,
      optionsOpen,
      span,
      nameSpan: span,
      ops: [],
      opsOpen: false,
    }));
}

/** Closures passed to library functions learn the types of their parameters. */
function noteCallbacks(sites: readonly Site[], typing: Typing): void {
  for (const { call, scope } of sites) {
    const name = calledName(call);
    if (name === undefined || !interesting.has(name)) continue;
    const closures = call.args.filter((arg) => arg.value.kind === "function");
    if (closures.length === 0) continue;
    const target = typing.target(call, scope);
    if (target?.kind !== "library" || !target.fn.callbackParams) continue;
    const types = target.fn.callbackParams.map((id) => typing.libraryTypeOf(target.library, id));
    for (const arg of closures) if (arg.value.kind === "function") typing.noteClosureParams(arg.value.fn, types);
  }
}
