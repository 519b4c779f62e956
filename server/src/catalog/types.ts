/**
 * What the catalogue says about a client library, as plain data. Nothing here runs code and nothing here imports ours: adding a
 * library is adding a file, and the resolver never names a library, a method or a language.
 */

export type Operation =
  | "put"
  | "range"
  | "count"
  | "delete"
  | "txn"
  | "watch"
  | "lease-grant"
  | "lease-revoke"
  | "lease-query"
  | "keepalive"
  | "compact"
  | "defragment"
  | "connect"
  /** A watcher or lessor object of its own: a stream of its own once used. */
  | "open-stream"
  | "session"
  | "lock"
  | "election"
  | "maintenance"
  | "server-start";

/** What an argument is to the operation. `ops` are operations run inside this one; `options` are option values; `compares` cost nothing. */
export type Role =
  | "context"
  | "key"
  | "value"
  | "range-end"
  | "limit"
  | "lease"
  | "ttl"
  | "revision"
  | "options"
  | "ops"
  | "compares"
  | "config"
  | "client"
  | "callback"
  | "endpoint"
  | "other";

/** Options normalised over all libraries; the names follow etcd's own RangeRequest, PutRequest, WatchCreateRequest. */
export type OptionName =
  | "prefix"
  | "range-end"
  | "from-key"
  | "all-keys"
  | "limit"
  | "keys-only"
  | "count-only"
  | "sort-order"
  | "sort-target"
  | "min-mod-revision"
  | "max-mod-revision"
  | "min-create-revision"
  | "max-create-revision"
  | "revision"
  | "serializable"
  | "prev-kv"
  | "lease"
  | "ignore-value"
  | "ignore-lease"
  | "progress-notify"
  | "created-notify"
  | "filter-put"
  | "filter-delete"
  | "fragment"
  | "physical"
  | "attached-keys"
  | "ttl"
  | "recursive"
  | "wait"
  | "namespace"
  | "require-leader"
  /** The server answers in bounded chunks, so the answer is never whole in its memory (KV.RangeStream, etcd 3.7). */
  | "chunked"
  | "max-receive-bytes"
  | "max-send-bytes";

/**
 * Sets an option when the call or entry that carries it is evaluated. Effects apply in order; of the span-setting options (prefix, range-end,
 * from-key, all-keys) a later one replaces the former. Sort values are `order:none|ascend|descend` and `target:key|version|create|mod|value`.
 */
export interface Effect {
  readonly option: OptionName;
  /** A constant, or the argument at this position of the call that carries the effect. Default: true. Literals that mean "none" unset (see ParamSpec). */
  readonly value?: string | number | boolean;
  readonly arg?: number;
  /** Renames literal values of the argument: `Ascend` -> `order:ascend`. A value outside the map stays as it is. */
  readonly map?: ValueMap;
}

/** Known literals (written as text) to normalised values. */
export type ValueMap = Readonly<Record<string, string | number | boolean>>;

/** How an entry of an object literal (request struct, options object) counts: as an argument of a role, or as an option. */
export type EntrySpec =
  /** An argument. With `option` it also sets that option: to its value for range-end, limit and the like, else simply on (prefix).
   *  For the role `ops` the value is one object or a list of objects, each with `entries`. */
  | { readonly role: Role; readonly option?: OptionName; readonly entries?: Entries }
  /** The entry's value is the option's value; `false`, `0`, `""` and `null` literals leave it unset. `map` renames known values. */
  | { readonly option: OptionName; readonly map?: ValueMap }
  /** The library takes it and does nothing with it: the program believes that the option is set. */
  | { readonly ignored: OptionName }
  /** The entry holds another object with entries of its own. */
  | { readonly entries: Entries }
  /** The entry holds the request of an operation that runs inside this one (`request_put: { key, value }`). */
  | { readonly op: Operation; readonly entries: Entries };

export type Entries = Readonly<Record<string, EntrySpec>>;

export interface ParamSpec {
  readonly role: Role;
  /** Where arguments can be given by keyword: the parameter's name. */
  readonly name?: string;
  readonly variadic?: boolean;
  /** Overloads take a callback in its place. */
  readonly orCallback?: true;
  /** The argument sets this option, unless it is a literal that means "none" (`false`, `0`, `""`, null, Infinity for a limit). */
  readonly option?: OptionName;
  /** The argument is (a reference to) an object literal with these entries. */
  readonly entries?: Entries;
}

/** What an operation opens on the server, by the library's own rules. */
export interface Opens {
  /** `shared`: multiplexed on a stream of the client object (or of the object named by `per`); `own`: one each call; `none`: no stream. */
  readonly stream: "shared" | "own" | "none";
  /** A TCP connection of its own each call. */
  readonly connection?: "own";
}

/** A function or method of a library. */
export interface LibraryFunction {
  readonly params: readonly ParamSpec[];
  /** How keyword arguments count that have no place among the parameters (`limit=10`), and the entries of a spread map. */
  readonly keywords?: Entries;
  /** Calling it performs this operation. */
  readonly does?: Operation;
  /** Calling it makes a value that stands for this operation and performs it later (an `Op`, a builder). */
  readonly builds?: Operation;
  /**
   * Calling it performs the operation that its receiver was built for (a builder's terminal call). With `does` the operation is that one,
   * and what built the receiver adds its arguments and options (a mutex's key). With a param of role `ops` and neither `does` nor a built
   * receiver, it performs the operations passed (`KV.Do`).
   */
  readonly runs?: true;
  /** Options this call sets on the operation performed, built or (for option functions and builder methods) carried. */
  readonly effects?: readonly Effect[];
  /** Called on the type, not on a value of it: `GetOptions::new()`. */
  readonly static?: true;
  /** The value is an option: it carries `effects` to the operation that it is passed to. */
  readonly isOption?: true;
  /**
   * Builder methods return their receiver. Otherwise the types of the results, in order; undefined = nothing of interest. `[]id` is a list of
   * id. Promises are not written: awaiting a result gives it.
   */
  readonly returns?: "receiver" | readonly (string | undefined)[];
  readonly opens?: Opens;
  /** What the returned object holds on the server until closed: one connection, a stream of its own once used, a lease that is kept alive. */
  readonly holds?: "connection" | "stream" | "lease" | "server";
  /** Position of the result that ends what the call opened, when it is called (`events, cancel = client.watch(key)`). */
  readonly cancels?: number;
  /** What the call opens ends by itself: after one event, or a time that the library sets. */
  readonly ends?: true;
  /** The value, used as a range end, is the end of the prefix that its first argument is (`GetPrefixRangeEnd`). */
  readonly gives?: "prefix-end";
  /** Name of the callback's parameters' types, for roles of kind callback (position in the callback: type id). */
  readonly callbackParams?: readonly (string | undefined)[];
  /** For v2: what decides recursion etc. is in the entries. Free text for people who read the catalogue. */
  readonly note?: string;
  readonly source?: string;
}

/** What an instance of a type is to the analysis. */
export type TypeRole =
  | "client"
  | "option"
  | "option-list"
  | "op"
  | "builder"
  | "request"
  | "config"
  | "response"
  | "key-value"
  | "watch-handle"
  | "event"
  | "lease"
  | "session"
  | "server"
  | "context"
  | "other";

export interface LibraryType {
  readonly role: TypeRole;
  readonly methods?: Readonly<Record<string, LibraryFunction>>;
  /** Field name to type id (also package-qualified: see `Library.types`). `[]id` is a list of id. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Types whose methods and fields are promoted. */
  readonly embeds?: readonly string[];
  /** For requests, configs and op unions: how the entries of a literal of this type count. */
  readonly entries?: Entries;
  /** What ranging over, receiving from or indexing an instance gives: the type id of a channel's or list's element. */
  readonly element?: string;
  /** `request`: the operation a literal of this type stands for (raw protobuf op unions). `builder`: the operation an instance was built for. */
  readonly builds?: Operation;
  /** Awaiting a builder of this type calls this method. */
  readonly awaits?: string;
  /** For `response` / `key-value`: which field (or getter method) gives the list of key-values, the count, the key, the value, more. */
  readonly responseFields?: Readonly<Record<string, "kvs" | "count" | "key" | "value" | "more" | "prev-kv" | "events" | "revision">>;
  /** Methods that end what the instance holds (`Close`, `cancel`). */
  readonly closes?: readonly string[];
}

/** A package a program can import. */
export interface LibraryPackage {
  /** Import paths, exact. */
  readonly paths: readonly string[];
  /** The identifier that the package declares, where the language derives the local name from it. */
  readonly name?: string;
  /** Exported types: name to type id. */
  readonly types?: Readonly<Record<string, string>>;
  /** By name; static methods as `Class.method`. */
  readonly functions?: Readonly<Record<string, LibraryFunction>>;
  /** Exported classes that are constructed with `new` (or called): name to their constructor. `default` for a default export, `=` for a module that is itself callable. */
  readonly constructors?: Readonly<Record<string, LibraryFunction>>;
  /** Exported constants that matter, e.g. sort orders: name (enum members as `Enum.member`) to a symbolic value such as `order:ascend`, `target:key`. */
  readonly constants?: Readonly<Record<string, string | number>>;
}

/** How a fix is written in this library's terms. `${pkg}` is the local package name, `${n}` a number. */
export interface FixTemplates {
  /** Added as a last argument (`argument`), or as a call before the terminal call of a chain (`chain`), or as an entry of the request literal (`entry`). */
  readonly limit?: FixTemplate;
  readonly countOnly?: FixTemplate;
  readonly keysOnly?: FixTemplate;
}
export interface FixTemplate {
  readonly place: "argument" | "chain" | "entry" | "terminal";
  readonly text: string;
}

/** A package of a registry, by the name that manifests and lock files have for it. */
export interface Distribution {
  readonly name: string;
  /** Only from this version on, and only below that one. */
  readonly from?: string;
  readonly below?: string;
  /** Installed from its repository instead of the registry. */
  readonly git?: true;
}

export interface Library {
  readonly id: string;
  /** What people call it: `clientv3`. */
  readonly title: string;
  readonly languages: readonly string[];
  readonly api: "v3" | "v2" | "server";
  /** Every file that can use the library contains one of these byte strings. They are the prefilter. */
  readonly needles: readonly string[];
  /** What installs it; decides between libraries, and releases of one, that are imported by the same path. */
  readonly distributions?: readonly Distribution[];
  readonly packages: readonly LibraryPackage[];
  /** Types by id; ids are unique over the whole catalogue (`clientv3.Client`). */
  readonly types: Readonly<Record<string, LibraryType>>;
  readonly fixes?: FixTemplates;
  /**
   * Which fields of an embedded server's config mean what: `AutoCompactionRetention` -> auto-compaction-retention, by etcd's flag names.
   */
  readonly serverSettings?: Readonly<Record<string, string>>;
  /** Bytes the client refuses to receive over; undefined = no limit. */
  readonly defaultReceiveLimit?: number;
  /** True where a limit given together with KEY + ASCEND keeps working because the client leaves out the sort (client/v3/op.go WithSort). */
  readonly dropsDefaultSort?: boolean;
  /** Every watch opens a stream of its own, whatever client it is made on: none can share one. */
  readonly ownStreams?: true;
  /** Watches that go over one stream share it per client object and distinct outgoing metadata (client/v3/watch.go streamKeyFromCtx). */
  readonly streamKeyedByMetadata?: boolean;
}
