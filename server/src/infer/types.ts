/** Facts about an etcd call: numbers with low, likely, high and the reasons for them. */
import type { Config } from "../config/types";
import type { Quantity } from "../model/types";
import type { Argument, EtcdCall, Project } from "../resolve/types";
import type { Place } from "../text/span";

/** What inference reads. Hand in the same object for all calls of a run: what one call needed is kept for the next. */
export interface InferContext {
  readonly project: Project;
  /** Configuration of the file at a path. */
  config(file: string): Config;
  /** The assumption comment above a call, if there is one. */
  annotation(call: EtcdCall): Annotation | undefined;
}

/** A number that a person wrote in an assumption comment, and where. */
export interface Stated {
  readonly value: number;
  readonly place: Place;
}

/** An assumption comment, parsed: bytes, entries, per second, seconds. What it says wins over what the code shows. */
export interface Annotation {
  /** Bytes of one value. */
  readonly value?: Stated;
  /** Bytes of one key. */
  readonly key?: Stated;
  /** Keys that a span covers. */
  readonly keys?: Stated;
  /** Times a second that the call runs, loops around it included. */
  readonly rate?: Stated;
  /** Times the call runs at once. */
  readonly concurrent?: Stated;
  /** Seconds a lease lives. */
  readonly ttl?: Stated;
  /** Processes that run this code, each with a connection of its own. */
  readonly connections?: Stated;
}

/** Where an input of an estimate came from. */
export type ReasonSource =
  | "literal"
  | "constant"
  | "struct-fields"
  | "serialization"
  | "encoding"
  | "file"
  | "request-body"
  | "loop"
  | "ticker"
  | "timer"
  | "schedule"
  | "handler"
  | "once"
  | "library"
  | "option"
  | "etcd-default"
  | "profile"
  | "annotation"
  | "unknown";

/** One step of a chain of facts: a message id with data, and the place in the code or the setting that says it. */
export interface Reason {
  readonly source: ReasonSource;
  /** Key into `infer/reasons.ts`, the one place that has words for them. */
  readonly id: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly place?: Place;
}

export interface Fact extends Quantity {
  /** `known`: derived from the code; `partly`: some input assumed; `assumed`: from the profile or a default; never silently certain. */
  readonly basis: "known" | "partly" | "assumed";
  readonly because: readonly Reason[];
}

/** What a written value is made of. */
export type ValueShape =
  | "constant"
  /** A struct or record of bounded size. */
  | "record"
  /** Grows with a collection (map, slice, array, set) that the code does not bound. */
  | "collection"
  | "file"
  | "request-body"
  /** The former value is read, added to and written back. */
  | "read-append-write"
  /** The former value is read, given to a function of the caller, and what that returns is written back. */
  | "read-change-write"
  | "text"
  | "unknown";

/** What makes a call run, and how often. */
export type TriggerKind = "once" | "ticker" | "timer" | "schedule" | "sleep-loop" | "handler" | "event" | "loop" | "unknown";

/** The outermost thing known to make the call run: a ticker, a request, the start of the program. */
export interface Trigger {
  readonly kind: TriggerKind;
  /** How often it fires per second; each time the call runs `fanOut` times. `once` is 0 with basis known. */
  readonly perSecond: Fact;
  readonly place?: Place;
  /** The calls on the way from the trigger to the function that holds the call, outermost first. */
  readonly path?: readonly Place[];
}

/** How an etcd key depends on where it is built. */
export interface KeyFact {
  /** Bytes. */
  readonly bytes: Fact;
  /** Literal pieces with `{}` for what varies: `/jobs/{}/status`. undefined = nothing known. */
  readonly pattern?: string;
  /** `fixed`: the same key each time; `varies`: differs per loop turn or per call; `unknown`. */
  readonly variation: "fixed" | "varies" | "unknown";
  /** The key is certainly the empty string, or may be (environment, configuration). */
  readonly empty: "no" | "yes" | "maybe";
}

export interface SpanFact {
  /** `single`: one key; `prefix`, `range`, `from-key`, `all`: many; `unknown`: options we cannot see. */
  readonly kind: "single" | "prefix" | "range" | "from-key" | "all" | "unknown";
  readonly certainty: "always" | "sometimes";
  /** Keys that the span covers. */
  readonly keys: Fact;
}

export type LimitFact =
  | { readonly kind: "none" }
  | { readonly kind: "fixed"; readonly entries: Fact }
  /** Set on some paths only, or by a value that may be 0. */
  | { readonly kind: "sometimes"; readonly because: readonly Reason[] }
  /** Options come from the caller. */
  | { readonly kind: "unknown" }
  /** limit + last key in a loop: a correct pager. */
  | { readonly kind: "pager"; readonly entries: Fact };

/** What the program does with a read's result. */
export type ResultUseFact = "values" | "keys" | "count" | "exists" | "unused" | "unknown";

export interface LifetimeFact {
  /** `ends`: cancelled or closed on a path we see; `request`: ends with the request; `never`: nothing we see ends it; `unknown`. */
  readonly ends: "ends" | "request" | "never" | "unknown";
  readonly because: readonly Reason[];
}

/** Is the object a call is made on shared, or made for each call? */
export interface OwnerFact {
  /** `shared`: field, package variable, parameter, once, dependency injection; `per-call`: made in the same function or loop turn; `unknown`. */
  readonly kind: "shared" | "per-call" | "per-iteration" | "unknown";
  readonly place?: Place;
}

/** Everything inferred about one EtcdCall. */
export interface CallFacts {
  readonly callId: string;
  readonly trigger: Trigger;
  /**
   * Times the call runs each time its trigger fires: the product of the loops around it, in its function and in the callers up to the
   * trigger; 1 with basis known when there is no loop.
   */
  readonly fanOut: Fact;
  /** The innermost loop that multiplies it (not a ticker or pager loop), if any. */
  readonly loopPlace?: Place;
  /** True when the fan-out grows with a collection or is unbounded. */
  readonly fanOutUnbounded: boolean;
  readonly key: KeyFact;
  readonly value?: {
    readonly bytes: Fact;
    readonly shape: ValueShape;
    readonly bounded: boolean;
    /** Of what nothing bounds: the expressions that it comes from, through helpers, collections and channels. */
    readonly origins?: readonly Argument[];
  };
  readonly span?: SpanFact;
  readonly limit?: LimitFact;
  /** A sort or revision filter that makes the server ignore the limit (etcd server apply/txn range code). */
  readonly limitDefeated?: { readonly by: "sort" | "revision-filter"; readonly place?: Place };
  readonly resultUse?: ResultUseFact;
  /** Concurrent executions: request handlers and spawned work from the profile. */
  readonly concurrent: Fact;
  /** Txn: operations in one execution, and their bytes. */
  readonly txn?: {
    readonly operations: Fact;
    readonly bytes: Fact;
    readonly unbounded: boolean;
    readonly place?: Place;
    /** The value that matters most among the operations, one of it, with the expressions it comes from. */
    readonly value?: { readonly bytes: Fact; readonly shape: ValueShape; readonly bounded: boolean; readonly origins: readonly Argument[] };
  };
  /** Watch: does its context end; is its channel read. Lease, session, client: is it revoked or closed. */
  readonly lifetime?: LifetimeFact;
  readonly drained?: "yes" | "no" | "unknown";
  /** Watch: a receive from its channel that cannot tell an event from the end of the watch. */
  readonly blindReceive?: Place;
  /** The object whose stream or connection the call uses (client, watcher, lessor). */
  readonly owner: OwnerFact;
  /** Lease: TTL in seconds. */
  readonly ttlSeconds?: Fact;
  /** Processes that run this code, each with a connection of its own; only where an assumption comment says it. */
  readonly connections?: Fact;
}
