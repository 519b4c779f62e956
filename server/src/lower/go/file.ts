/** What every part of Go lowering shares: the text, and what is collected on the way. */
import type { FunctionDecl, Stmt, TypeDecl } from "../../ir/types";
import type { LightNode } from "../../syntax/light-tree";
import type { Span } from "../../text/span";

export interface GoFile {
  readonly text: string;
  /** Types declared inside functions, in source order. */
  readonly localTypes: TypeDecl[];
  /** The value of `iota` inside a constant declaration. */
  readonly iota?: number;
  /** Lowers the block of a function literal; handed down because statements are made of expressions, and these of statements. */
  readonly body: (file: GoFile, block: LightNode | undefined) => readonly Stmt[];
}

export function spanOf(node: LightNode): Span {
  return { start: node.start, end: node.end };
}

export function textOf(file: GoFile, node: LightNode): string {
  return file.text.slice(node.start, node.end);
}

/** Adds all of `more` to `list`; unlike a spread it has no limit, and a group of declarations may be longer than a call's arguments. */
export function append<T>(list: T[], more: readonly T[]): void {
  for (const item of more) list.push(item);
}

/** Shared by all lists with nothing in them: half the lists of a program are empty. */
export const none: readonly never[] = [];

/** Named children that fill the field; the commas between them fill it too and are left out. */
export function childrenByField(node: LightNode, field: string): readonly LightNode[] {
  return node.children.filter((child) => child.named && child.field === field);
}

/** Children without the tokens among them: nearly always all of them. */
export function namedChildren(node: LightNode): readonly LightNode[] {
  const { children } = node;
  for (const child of children) if (!child.named) return children.filter((other) => other.named);
  return children;
}

/** A function declaration with nothing but what Go can say of it. */
export type GoFunction = Pick<
  FunctionDecl,
  "name" | "kind" | "owner" | "self" | "params" | "results" | "typeParams" | "body" | "span" | "nameSpan" | "exported"
>;

export function functionDecl(fn: GoFunction): FunctionDecl {
  const decl: { -readonly [K in keyof FunctionDecl]: FunctionDecl[K] } = {
    name: fn.name,
    kind: fn.kind,
    params: fn.params,
    results: fn.results,
    typeParams: fn.typeParams,
    body: fn.body,
    span: fn.span,
    nameSpan: fn.nameSpan,
    async: false,
    static: false,
    exported: fn.exported,
    decorators: none,
  };
  if (fn.owner !== undefined) decl.owner = fn.owner;
  if (fn.self !== undefined) decl.self = fn.self;
  return decl;
}
