/** What resolving gives: typed names over a project, and every call that reaches an etcd client. */
import type { Effect, Library, LibraryFunction, Opens, Operation, OptionName, Role } from "../catalog/types";
import type { CallExpr, Expr, FunctionDecl, Loop, Module, Stmt, TypeDecl, TypeRef } from "../ir/types";
import type { Span } from "../text/span";

/** Where a package path of the program lies in the tree: `github.com/acme/shop` is the folder ``; `@acme/db` is `packages/db`. */
export interface PackageRoot {
  readonly prefix: string;
  readonly directory: string;
  /**
   * Set for a package that is installed from elsewhere instead: programs under `directory` get this version of it, `git` for one from its
   * repository, empty when the manifest says none.
   */
  readonly installed?: string;
  /** Only files below this folder mean it: a mapping that their project makes for itself. */
  readonly within?: string;
}

/** A function together with the file and the functions around it (outermost first). Names are looked up from here. */
export interface Scope {
  readonly module: Module;
  /** The function whose body we are in; undefined at top level. */
  readonly fn?: FunctionDecl;
  readonly outer?: Scope;
}

/** A type resolved as far as the project and the catalogue know it. */
export type ResolvedType =
  /** A type of a client library; `effects` are options that the instance carries (a namespace). */
  | { readonly kind: "library"; readonly library: Library; readonly id: string; readonly effects: readonly Effect[] }
  /** A type of the project. Type references inside `decl` are read in `module`. */
  | { readonly kind: "declared"; readonly decl: TypeDecl; readonly module: Module }
  | { readonly kind: "list"; readonly element: ResolvedType; readonly length?: number }
  | { readonly kind: "map"; readonly key: ResolvedType; readonly value: ResolvedType }
  | { readonly kind: "channel"; readonly element: ResolvedType }
  | { readonly kind: "promise"; readonly element: ResolvedType }
  | { readonly kind: "function"; readonly target: FunctionTarget }
  /** Something of an imported package that neither the project nor the catalogue knows: `time.Duration`, `express.Request`. */
  | { readonly kind: "foreign"; readonly source: string; readonly name: string }
  /** A structural type as written (anonymous struct, union, basic): read in `module`. */
  | { readonly kind: "plain"; readonly type: TypeRef; readonly module: Module }
  | { readonly kind: "unknown" };

/** What a callee can be. */
export type FunctionTarget =
  | { readonly kind: "project"; readonly fn: FunctionDecl; readonly scope: Scope }
  | { readonly kind: "library"; readonly library: Library; readonly fn: LibraryFunction; readonly name: string; readonly ownerId?: string }
  /** `json.Marshal`: a function of a package outside project and catalogue, by import path and name (methods as `Type.name`). */
  | { readonly kind: "foreign"; readonly source: string; readonly name: string }
  /** A method of a project interface, with no body: its implementations are in `implementations`. */
  | {
      readonly kind: "interface";
      readonly name: string;
      readonly decl: TypeDecl;
      readonly module: Module;
      readonly results: readonly TypeRef[];
    }
  /** A language builtin or global: `len`, `append`, `JSON.stringify`, `setInterval`, or a method on a value of unknown or basic type. */
  | { readonly kind: "global"; readonly name: string };

/** Where a name gets its values from. */
export type Binding =
  | {
      readonly kind: "assigned";
      readonly value: Expr;
      readonly resultIndex: number;
      readonly scope: Scope;
      readonly span: Span;
      readonly constant: boolean;
      readonly property?: readonly string[];
      readonly op: "=" | "+=" | "other";
      readonly conditional: boolean;
    }
  | { readonly kind: "param"; readonly fn: FunctionDecl; readonly index: number; readonly scope: Scope; readonly property?: string }
  /** Bound by a loop: `role` key/value of `over`, or the counter. */
  | {
      readonly kind: "loop";
      readonly loop: Loop;
      readonly role: "key" | "value" | "counter";
      readonly scope: Scope;
      /** The path into the entry, for a pattern. */
      readonly property?: readonly string[];
    }
  | { readonly kind: "function"; readonly fn: FunctionDecl; readonly scope: Scope }
  | { readonly kind: "import"; readonly source: string; readonly imported: string }
  /** Declared without a value (`var x T`). */
  | { readonly kind: "declared"; readonly type: TypeRef; readonly scope: Scope; readonly span: Span };

/** How sure an option is set: on every path, on some, or we cannot tell whether it is (options forwarded from a caller). */
export type Certainty = "always" | "sometimes" | "unknown";

export interface OptionUse {
  readonly certainty: Certainty;
  /** The value's expression and the scope to read it in, or a constant. Absent = simply on. */
  readonly value?: Expr;
  readonly scope?: Scope;
  readonly constant?: string | number | boolean;
  /** Where it was said, for messages. */
  readonly span?: Span;
  readonly file?: string;
}

export type Options = Partial<Readonly<Record<OptionName, OptionUse>>>;

/** An argument with the scope it is to be read in (an option or op may come from another function). */
export interface Argument {
  readonly value: Expr;
  readonly scope: Scope;
}

/** What surrounds a call inside its outermost declared function, outermost first. */
export type Ancestor =
  | { readonly kind: "loop"; readonly loop: Loop; readonly scope: Scope }
  /** In one arm of an if or branch; `receives` for a select arm: the channel expression it waits on. */
  | { readonly kind: "conditional"; readonly stmt: Stmt; readonly receives?: Expr; readonly scope: Scope }
  | { readonly kind: "spawn"; readonly stmt: Stmt; readonly scope: Scope }
  | { readonly kind: "defer"; readonly stmt: Stmt; readonly scope: Scope }
  /** In a closure; `passedTo` when it is an argument of a call (`setInterval(() => …)`, `xs.map(x => …)`, `once.Do(func…)`). */
  | {
      readonly kind: "closure";
      readonly fn: FunctionDecl;
      readonly passedTo?: { readonly call: CallExpr; readonly argument: number };
      readonly scope: Scope;
    };

/** One call expression that reaches an etcd client. */
export interface EtcdCall {
  /** Stable within one analysis: `path:start`. */
  readonly id: string;
  readonly library: Library;
  readonly operation: Operation;
  /** As the library names it: `KV.Get`, `MultiRangeBuilder.count`. */
  readonly method: string;
  readonly fn: LibraryFunction;
  readonly module: Module;
  /** Innermost scope of the call. */
  readonly scope: Scope;
  /** The declared function (or module body) that holds it. */
  readonly holder: FunctionDecl;
  readonly ancestors: readonly Ancestor[];
  /** The call (for an awaited builder: the builder chain's last call). */
  readonly expr: CallExpr;
  readonly span: Span;
  /** The method name alone: where a squiggle starts. */
  readonly nameSpan: Span;
  /** The object the call is made on, or undefined for package functions. */
  readonly receiver?: Expr;
  readonly args: Partial<Readonly<Record<Role, Argument>>>;
  readonly options: Options;
  /** Some options come from where we cannot see (forwarded parameter): any option not in `options` may still be set. */
  readonly optionsOpen: boolean;
  /** Options that the program gives and the library leaves out of the request. */
  readonly ignored?: readonly OptionName[];
  readonly opens: Opens;
  /** What the result holds on the server until closed. */
  readonly holds?: "connection" | "stream" | "lease" | "server";
  /** Operations inside a transaction or Do, as far as they are seen. */
  readonly ops: readonly NestedOp[];
  /** Set when the list of inner operations comes from outside (a parameter). */
  readonly opsOpen: boolean;
  /** How the call's result is bound: the names it is assigned to, by position (`_` for discarded), or where it goes. */
  readonly result: ResultUse;
  /** Import name of the library's main package in this file, for fixes; undefined when it is not imported here. */
  readonly packageName?: string;
  /** In a test file or test helper. */
  readonly inTest: boolean;
  /** Set on a call of a wrapper that stands for the etcd call inside it: `expr` and the spans are the wrapper's call, options and library that call's. */
  readonly wraps?: EtcdCall;
  /** With `wraps`: the calls on the way, from the one of the function that makes the etcd call out to this one. */
  readonly chain?: readonly Step[];
  /** With `wraps`: a function on the way makes the call on some paths only. */
  readonly sometimes?: boolean;
}

export interface NestedOp {
  readonly operation: Operation;
  readonly args: Partial<Readonly<Record<Role, Argument>>>;
  readonly options: Options;
  readonly optionsOpen: boolean;
  readonly span: Span;
  readonly file: string;
  /** Loops around the place where the op is added, innermost last: more than one op an execution. */
  readonly loops: readonly { readonly loop: Loop; readonly scope: Scope }[];
}

export type ResultUse =
  | { readonly kind: "discarded" }
  | { readonly kind: "bound"; readonly names: readonly string[] }
  | { readonly kind: "returned" }
  /** Assigned to a field or element: `this.watcher = …`, `s.client = …`. */
  | { readonly kind: "stored"; readonly place: Expr }
  | { readonly kind: "used" };

/** A call of a project function, for walking up from a function to where it is called. */
export interface CallSite {
  readonly call: CallExpr;
  readonly scope: Scope;
  readonly holder: FunctionDecl;
  readonly module: Module;
  readonly ancestors: readonly Ancestor[];
  /** What becomes of its result. */
  readonly use?: ResultUse;
}

/** A call of a function that hands its parameters on, and that function. */
export interface Step {
  readonly fn: FunctionDecl;
  readonly site: CallSite;
}

/** A call of a function that makes etcd calls, whatever is passed to it: the way in to one call of each operation, outermost step last. */
export interface Reaching {
  readonly site: CallSite;
  readonly call: EtcdCall;
  readonly chain: readonly Step[];
  /** It goes through an interface that others implement too, or a function on the way does: this call may be one of something else. */
  readonly maybe: boolean;
}

/** For functions, the one call of each whose arguments their parameters stand for. */
export type Passing = ReadonlyMap<FunctionDecl, Pick<CallSite, "call" | "scope">>;

/** The project after resolution. All functions are pure look-ups. */
export interface Project {
  readonly modules: readonly Module[];
  readonly calls: readonly EtcdCall[];
  /** Calls as they are to be judged: those of wrappers in place of the calls inside, where the wrappers' callers decide what they cost. */
  readonly judged: readonly EtcdCall[];
  /** Operations where they are put together, for another call to perform. */
  readonly parts: readonly EtcdCall[];
  /** Calls of the project's functions that get to an etcd call, worked out when asked for. */
  readonly reaching: readonly Reaching[];
  /** How many names `missing` holds by now. */
  readonly missingCount: number;
  /** Wrappers with more callers than are followed: they stand for themselves. */
  readonly unfollowed: readonly EtcdCall[];
  /** Calls of wrappers, wherever they are made. */
  readonly passing: readonly CallSite[];
  /** Type of an expression in a scope; unknown when it cannot be told. */
  typeOf(expr: Expr, scope: Scope): ResolvedType;
  /** A written type, read in a module. */
  resolveType(type: TypeRef, module: Module): ResolvedType;
  /** What a call calls. */
  target(call: CallExpr, scope: Scope): FunctionTarget | undefined;
  /** Every place that gives a plain name its value, as seen from the scope; closest scope wins. Empty = unknown name. */
  bindings(name: string, scope: Scope): readonly Binding[];
  /** Every assignment to a field of a project type anywhere in the project (`s.client = …`, composite entries, initials). */
  fieldAssignments(
    decl: TypeDecl,
    field: string,
  ): readonly { readonly value: Expr; readonly scope: Scope; readonly resultIndex: number; readonly span: Span }[];
  /** Known calls of a project function (by resolved target; a method also through an interface it implements). */
  callers(fn: FunctionDecl): readonly CallSite[];
  /** Every call whose callee ends in this name, whatever it means: for closures that are called through a variable. */
  callsNamed(name: string): readonly CallSite[];
  /** Whether a path is test code, by its language's convention. */
  isTest(path: string): boolean;
  /** Files that other files of the scope would explain: names that were looked up and not found, by the folder or file to look in. */
  readonly missing: readonly MissingName[];
}

/** A name that a relevant expression needs and no given module declares. The host may find and add the file that does. */
export interface MissingName {
  readonly name: string;
  /**
   * `package`: some file in this folder declares it; `module`: the file that this specifier means, seen from `from`; `callers`: files that
   * use this function, variable or field of `from`, which leads to a client.
   */
  readonly kind: "package" | "module" | "callers";
  /** Folder (`package`), specifier (`module`), or what callers import (`callers`): the folder of a shared package, or the file itself. */
  readonly where: string;
  /** Path of the file that needs it. */
  readonly from: string;
  /** For `module`: files that the specifier may mean, without ending, the likeliest first; where it does not say it itself. */
  readonly paths?: readonly string[];
  /** For `callers`: only files of the same package can use it. */
  readonly own?: boolean;
  /** For `callers`: it is a function, so that users write a call of it. */
  readonly called?: boolean;
}
