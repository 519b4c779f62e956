/**
 * The common program: one small, language-neutral tree per source file, made by `lower/` and read by everything after it.
 *
 * It keeps what decides an etcd call's cost (names, types, calls, literals, loops, branches, spawns, defers) and drops the rest.
 * Every node keeps its span. Nothing here is a syntax-tree node, so the parser's tree can be freed as soon as a file is lowered.
 */
import type { Span } from "../text/span";

/** One lowered source file. */
export interface Module {
  /** Path relative to the project root, with `/`. */
  readonly path: string;
  readonly language: string;
  /**
   * Which files share top-level names: `package` = all files of one directory with the same `packageName`,
   * `file` = this file alone, others reach it by import.
   */
  readonly scope: "package" | "file";
  readonly packageName: string;
  /** Imports name packages by their `packageName`, wherever the folders lie; the files of a package may lie in several. */
  readonly importsByPackageName?: true;
  readonly imports: readonly Import[];
  readonly types: readonly TypeDecl[];
  /** Top-level functions and methods, plus one function of kind `module` that holds top-level statements and variables, if any. */
  readonly functions: readonly FunctionDecl[];
  readonly comments: readonly Comment[];
  /** Names other files can reach: local name by exported name (`default` included). For `package` scope this may stay empty. */
  readonly exports: ReadonlyMap<string, string>;
  /** Re-exports of other modules (`export * from`, `export { a as b } from`). */
  readonly reexports: readonly Reexport[];
  /** Spans the parser could not make sense of. */
  readonly errors: readonly Span[];
  /** Unit of the bare numbers that helpers of the project sleep for, where the language has a custom. */
  readonly sleepUnit?: "ms" | "s";
}

export interface Import {
  /** The path or module specifier as written, unquoted. */
  readonly source: string;
  readonly span: Span;
  /**
   * `namespace`: one local name for the whole package (`local`; undefined when the source does not say it: the resolver asks the catalogue
   * and then falls back to `localGuess`). `names`: single names. `dot`: all names without qualifier. `effect`: nothing bound.
   */
  readonly kind: "namespace" | "names" | "dot" | "effect";
  readonly local?: string;
  readonly localGuess?: string;
  /**
   * For `names`: what was imported (`default` for a default import) and what it is called here. `module`: the name may stand for a module
   * below the source instead.
   */
  readonly names: readonly { readonly imported: string; readonly local: string; readonly module?: ModulePlace }[];
  readonly typeOnly: boolean;
  /** Files of the project that the source may mean, without their ending, the likeliest first; where the specifier alone does not say it. */
  readonly paths?: readonly string[];
}

export interface ModulePlace {
  readonly source: string;
  readonly paths: readonly string[];
}

export interface Reexport {
  readonly source: string;
  /** undefined = everything (`export *`). */
  readonly imported?: string;
  readonly exported?: string;
}

export interface Comment {
  /** The whole comment with its markers. */
  readonly text: string;
  readonly span: Span;
}

// ---------------------------------------------------------------------------------------------------------------- types

/** A type as written or as evident from the syntax. Pointers, references, `readonly`, `Promise<T>` stay visible only where they matter. */
export type TypeRef =
  | { readonly kind: "named"; readonly qualifier?: string; readonly name: string; readonly args: readonly TypeRef[]; readonly span: Span }
  | { readonly kind: "basic"; readonly name: BasicType }
  | { readonly kind: "list"; readonly element: TypeRef; readonly length?: number }
  | { readonly kind: "map"; readonly key: TypeRef; readonly value: TypeRef }
  | { readonly kind: "optional"; readonly element: TypeRef }
  | { readonly kind: "channel"; readonly element: TypeRef }
  | { readonly kind: "promise"; readonly element: TypeRef }
  | { readonly kind: "function"; readonly params: readonly Param[]; readonly results: readonly TypeRef[] }
  | {
      readonly kind: "struct";
      readonly fields: readonly Field[];
      readonly embeds: readonly TypeRef[];
      readonly methods: readonly MethodSignature[];
    }
  | { readonly kind: "union"; readonly members: readonly TypeRef[] }
  | { readonly kind: "unknown" };

/** `any` includes interface{}; `int` etc. carry no width because serialised numbers have none. */
export type BasicType = "string" | "bytes" | "byte" | "bool" | "int" | "float" | "duration" | "time" | "any" | "void" | "error";

/** A declared type: struct, class, interface, or a name for another type. */
export interface TypeDecl {
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly kind: "struct" | "class" | "interface" | "alias";
  /** Fields of a struct or class (constructor-assigned and parameter properties included), or members of an interface that are data. */
  readonly fields: readonly Field[];
  /** Signatures of an interface; methods with bodies are FunctionDecls with `owner`. */
  readonly methods: readonly MethodSignature[];
  /** Embedded types (their members are promoted) and base classes / interfaces. */
  readonly embeds: readonly TypeRef[];
  /** For `alias`: the type behind the name. */
  readonly target?: TypeRef;
  readonly typeParams: readonly string[];
}

export interface Field {
  readonly name: string;
  readonly type: TypeRef;
  readonly span: Span;
  /** The raw tag or decorator text, e.g. Go's `json:"name,omitempty"`. */
  readonly tag?: string;
  /** `private client = new Etcd3()`. */
  readonly initial?: Expr;
  readonly optional: boolean;
}

export interface MethodSignature {
  readonly name: string;
  readonly params: readonly Param[];
  readonly results: readonly TypeRef[];
  readonly span: Span;
}

export interface Param {
  readonly name: string;
  readonly type: TypeRef;
  readonly variadic: boolean;
  readonly span: Span;
  readonly initial?: Expr;
  /** `({ key, value }) =>`: names taken out of the parameter, by property. */
  readonly pattern?: readonly { readonly property: string; readonly local: string }[];
}

// ------------------------------------------------------------------------------------------------------------ functions

export interface FunctionDecl {
  /** Empty for closures; `<module>` for the function that holds top-level code. */
  readonly name: string;
  /** `function` and `method` are declared, `closure` is a value, `constructor` makes `owner`, `module` is top-level code. */
  readonly kind: "function" | "method" | "closure" | "constructor" | "module";
  /** The type a method belongs to, and the name its body uses for the instance (`this`, `self`, or Go's receiver name). */
  readonly owner?: string;
  readonly self?: string;
  readonly params: readonly Param[];
  readonly results: readonly { readonly name?: string; readonly type: TypeRef }[];
  readonly typeParams: readonly string[];
  readonly body: readonly Stmt[];
  readonly span: Span;
  readonly nameSpan: Span;
  readonly async: boolean;
  readonly static: boolean;
  readonly exported: boolean;
  /** Decorators or annotations, by name (`Get`, `Cron`), with their arguments. */
  readonly decorators: readonly {
    readonly name: string;
    readonly args: readonly Expr[];
    /** The whole expression, where the language allows any. */
    readonly expr?: Expr;
  }[];
}

// ----------------------------------------------------------------------------------------------------------- statements

export type Stmt =
  | {
      readonly kind: "assign";
      readonly declares: boolean;
      readonly constant: boolean;
      readonly targets: readonly Target[];
      readonly values: readonly Expr[];
      readonly type?: TypeRef;
      readonly op: "=" | "+=" | "other";
      readonly span: Span;
    }
  | { readonly kind: "expr"; readonly expr: Expr; readonly span: Span }
  | { readonly kind: "return"; readonly values: readonly Expr[]; readonly span: Span }
  | { readonly kind: "throw"; readonly value?: Expr; readonly span: Span }
  | { readonly kind: "break" | "continue"; readonly label?: string; readonly span: Span }
  /** `test` decides between the two; Go's `if x := f(); x` puts the init statement before it in a block. */
  | { readonly kind: "if"; readonly test: Expr; readonly then: readonly Stmt[]; readonly else: readonly Stmt[]; readonly span: Span }
  /** switch, match, select, try/catch: one of several arms runs. */
  | {
      readonly kind: "branch";
      readonly branch: "switch" | "select" | "try";
      readonly subject?: Expr;
      readonly arms: readonly Arm[];
      readonly span: Span;
    }
  | Loop
  | { readonly kind: "block"; readonly body: readonly Stmt[]; readonly span: Span }
  /** Starts concurrent work (`go f()`); the call is a Call, or a Call of a closure. */
  | { readonly kind: "spawn"; readonly call: Expr; readonly span: Span }
  /** Runs when the function ends (`defer f()`, `finally`). */
  | { readonly kind: "defer"; readonly call: Expr; readonly span: Span }
  | { readonly kind: "send"; readonly channel: Expr; readonly value: Expr; readonly span: Span }
  /** A function declared inside a function body. */
  | { readonly kind: "local-function"; readonly name: string; readonly fn: FunctionDecl; readonly span: Span }
  | { readonly kind: "unknown"; readonly span: Span };

export interface Arm {
  /** `case` expressions, or the received expression of a select arm (a Receive, possibly assigned in `body[0]`). Empty = default. */
  readonly tests: readonly Expr[];
  readonly body: readonly Stmt[];
  readonly role: "case" | "default" | "try" | "catch" | "finally";
  readonly span: Span;
}

/**
 * Every loop of every language. `each` runs over `over` and binds `bindings` (Go: index/key first, value second; JS for-of: one value).
 * `counted` is `for i := a; i < b; i += s`. `while` has a test; `forever` has none.
 * Calls such as `xs.forEach(fn)` / `xs.map(fn)` / `Promise.all(xs.map(fn))` stay calls; inference knows them by shape.
 */
export interface Loop {
  readonly kind: "loop";
  readonly loop: "each" | "counted" | "while" | "forever";
  readonly over?: Expr;
  readonly bindings: readonly Target[];
  readonly counter?: { readonly name: string; readonly from?: Expr; readonly to?: Expr; readonly inclusive: boolean; readonly step?: Expr };
  readonly test?: Expr;
  readonly body: readonly Stmt[];
  readonly awaitsEach: boolean;
  readonly label?: string;
  readonly span: Span;
  /** The loop's head without its body, for messages and related places. */
  readonly headSpan: Span;
}

/** What an assignment writes to. `name` covers plain names; destructuring keeps its property names. */
export type Target =
  | { readonly kind: "name"; readonly name: string; readonly span: Span; readonly type?: TypeRef }
  | { readonly kind: "place"; readonly expr: Expr; readonly span: Span }
  | {
      readonly kind: "pattern";
      readonly shape: "object" | "list";
      readonly entries: readonly { readonly property: string; readonly target: Target; readonly rest: boolean }[];
      readonly span: Span;
    }
  | { readonly kind: "discard"; readonly span: Span };

// ---------------------------------------------------------------------------------------------------------- expressions

export type Expr =
  | {
      readonly kind: "literal";
      readonly type: "string" | "number" | "bool" | "null";
      readonly value: string | number | boolean | null;
      readonly span: Span;
    }
  /** Concatenation through interpolation: literal pieces and expressions, in order. */
  | { readonly kind: "template"; readonly parts: readonly Expr[]; readonly span: Span }
  | { readonly kind: "name"; readonly name: string; readonly span: Span }
  | { readonly kind: "member"; readonly object: Expr; readonly name: string; readonly nameSpan: Span; readonly span: Span }
  | { readonly kind: "index"; readonly object: Expr; readonly index: Expr; readonly span: Span }
  | { readonly kind: "slice"; readonly object: Expr; readonly low?: Expr; readonly high?: Expr; readonly span: Span }
  | CallExpr
  /** A value built in place: struct / object literal (`object`, entries keyed by name), slice / array (`list`), map (`map`). */
  | {
      readonly kind: "composite";
      readonly shape: "object" | "list" | "map";
      readonly type?: TypeRef;
      readonly entries: readonly Entry[];
      readonly span: Span;
    }
  | { readonly kind: "binary"; readonly op: string; readonly left: Expr; readonly right: Expr; readonly span: Span }
  /** `&x`, `*x`, `!x`, `-x`; `<-ch` is `receive`. */
  | { readonly kind: "unary"; readonly op: string; readonly operand: Expr; readonly span: Span }
  | { readonly kind: "receive"; readonly channel: Expr; readonly span: Span }
  | { readonly kind: "await"; readonly operand: Expr; readonly span: Span }
  | { readonly kind: "conditional"; readonly test: Expr; readonly then: Expr; readonly else: Expr; readonly span: Span }
  /** `x.(T)`, `x as T`, `<T>x`, and conversions to a type written in type syntax. A conversion written as a call stays a call. */
  | { readonly kind: "cast"; readonly type: TypeRef; readonly operand: Expr; readonly span: Span }
  | { readonly kind: "function"; readonly fn: FunctionDecl; readonly span: Span }
  /** `a = b` used as a value. */
  | { readonly kind: "assignment"; readonly target: Target; readonly value: Expr; readonly span: Span }
  /** A type used as a value, e.g. the first argument of Go's make / new. */
  | { readonly kind: "type"; readonly type: TypeRef; readonly span: Span }
  | { readonly kind: "unknown"; readonly parts: readonly Expr[]; readonly span: Span };

export interface CallExpr {
  readonly kind: "call";
  readonly callee: Expr;
  readonly args: readonly Arg[];
  readonly typeArgs: readonly TypeRef[];
  /** `new X(...)`. */
  readonly construct: boolean;
  /** A constructor that calls the constructor of its base: it runs that, and makes no other instance. */
  readonly delegates?: true;
  readonly span: Span;
  /** From the opening to the closing parenthesis, both included: where a fix may add an argument. Zero-length at `span.end` when there are none. */
  readonly argsSpan: Span;
}

export interface Arg {
  readonly value: Expr;
  /** `xs...` / `...xs`. */
  readonly spread: boolean;
  /** Keyword argument, in languages that have them; empty for a spread map of them (`**xs`). */
  readonly name?: string;
}

export interface Entry {
  /** A property or field name, when it is a plain name or literal string; `keyExpr` otherwise. */
  readonly name?: string;
  readonly keyExpr?: Expr;
  readonly value: Expr;
  readonly spread: boolean;
  readonly span: Span;
}
