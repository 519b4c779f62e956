/** What the parts of this lowering share: the text, what was collected so far, and each other (so that no two files import in a circle). */
import type { Expr, FunctionDecl, Import, Reexport, Stmt, TypeDecl, TypeRef } from "../../ir/types";
import type { N } from "./node";

export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Where the value of a block goes: nowhere, to the caller, or to a name. */
export type Sink =
  | { readonly kind: "drop" }
  | { readonly kind: "return" }
  | { readonly kind: "assign"; readonly to: (value: Expr, at: N) => Stmt };

export const drop: Sink = { kind: "drop" };
export const giveBack: Sink = { kind: "return" };

export interface Ctx {
  readonly text: string;
  readonly path: string;
  readonly types: Draft<TypeDecl>[];
  readonly functions: FunctionDecl[];
  readonly imports: Import[];
  readonly reexports: Reexport[];
  /** Constants and statics. */
  readonly moduleBody: Stmt[];
  /** What `use` binds, as the whole path: `time` is `["tokio", "time"]`. */
  readonly uses: Map<string, readonly string[]>;
  /** Modules that this file declares: `mod x;` lies in a file of its own, `mod x { … }` is here. */
  readonly modules: Map<string, "file" | "inline">;
  /** Names of functions with a receiver that this file declares. */
  readonly methods: ReadonlySet<string>;
  /** The type of the `impl` or `trait` around, innermost last. */
  readonly owners: string[];
  /** What type parameters stand for, innermost last. */
  readonly generics: ReadonlyMap<string, TypeRef>[];
  /** Statements that must run before the one being lowered: the value of a `match` in the middle of an expression. */
  pre: Stmt[];
  expr(node: N): Expr;
  type(node: N): TypeRef;
  block(node: N, sink: Sink): readonly Stmt[];
  tail(node: N, sink: Sink): readonly Stmt[];
}

/** Statements with what their expressions need before them. */
export function withPre(ctx: Ctx, make: () => readonly Stmt[]): readonly Stmt[] {
  const outer = ctx.pre;
  ctx.pre = [];
  const made = make();
  const all = ctx.pre.length === 0 ? made : [...ctx.pre, ...made];
  ctx.pre = outer;
  return all;
}
