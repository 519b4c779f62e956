/** Python 3, and what of Python 2 its grammar reads. */
import type { Tree } from "web-tree-sitter";
import type { FunctionDecl, Module, Stmt } from "../ir/types";
import { lightTreeReader } from "../syntax/light-tree";
import { moduleFunction } from "./module-function";
import { declareClass } from "./python/classes";
import type { Ctx } from "./python/context";
import { exprOfNode } from "./python/expressions";
import { ignoredDirectories, isGeneratedFile, isTestFile } from "./python/files";
import { decorated, decoratorOf, functionOfNode, nameOf } from "./python/functions";
import { importsIn } from "./python/imports";
import { keptTokens, leaves, type N, named } from "./python/node";
import { bodyOfNode, stmtsOfNode } from "./python/statements";
import { targetOfNode } from "./python/targets";
import { typeOfNode } from "./python/types";
import type { Language } from "./types";

const read = lightTreeReader({ tokens: keptTokens, leaves, comments: ["comment"] });

export const python: Language = {
  id: "python",
  extensions: [".py"],
  grammar: "tree-sitter-python.wasm",
  comments: { line: ["#"], block: [] },
  ignoredDirectories,
  declarations: (name) => [`def ${name}`, `class ${name}`, `${name} =`, `${name}:`],
  importsIn,
  isTest: isTestFile,
  isGenerated: isGeneratedFile,
  lower: lowerModule,
};

function lowerModule(tree: Tree, text: string, path: string): Module {
  const { root, comments: commentSpans, errors } = read(tree);
  const comments = commentSpans.map((span) => ({ text: text.slice(span.start, span.end), span }));
  const ctx = context(text, path);
  const body: Stmt[] = [];
  for (const node of root.type === "module" ? named(root) : [root]) for (const stmt of topStatement(ctx, node)) body.push(stmt);
  const all = [...body, ...ctx.moduleBody].sort((a, b) => a.span.start - b.span.start);
  for (const fn of ctx.functions) fn.exported = !(fn.owner ?? fn.name).startsWith("_");
  const functions: readonly FunctionDecl[] = all.length === 0 ? ctx.functions : [...ctx.functions, moduleFunction(all, text.length)];
  return {
    path,
    language: "python",
    scope: "file",
    packageName: "",
    sleepUnit: "s",
    imports: ctx.imports,
    types: ctx.types,
    functions,
    comments,
    exports: exportsOf(ctx),
    reexports: ctx.reexports,
    errors,
  };
}

/** Functions of the file are declared; the rest runs as the file's own code. */
function topStatement(ctx: Ctx, node: N): readonly Stmt[] {
  const { definition, decorators } = decorated(node);
  if (definition?.type !== "function_definition") return stmtsOfNode(ctx, node);
  const known = decorators.map((child) => decoratorOf(ctx, child));
  ctx.functions.push(ctx.fn(definition, { name: nameOf(ctx, definition), kind: "function", decorators: known }));
  return [];
}

/** Every top-level name can be imported from elsewhere, those that the file imports itself included. */
function exportsOf(ctx: Ctx): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (name: string): void => void names.set(name, name);
  for (const fn of ctx.functions) if (fn.owner === undefined) add(fn.name);
  for (const type of ctx.types) add(type.name);
  for (const name of ctx.names[0]?.declared ?? []) add(name);
  for (const { local, names: some } of ctx.imports) {
    if (local !== undefined && !local.includes(".")) add(local);
    for (const { local: name } of some) add(name);
  }
  return names;
}

function context(text: string, path: string): Ctx {
  const ctx: Ctx = {
    text,
    path,
    types: [],
    functions: [],
    imports: [],
    reexports: [],
    moduleBody: [],
    dotted: new Set(),
    names: [{ declared: new Set(), outer: new Set(), yieldsResult: false }],
    bases: [],
    expr: (node) => exprOfNode(ctx, node),
    type: (node) => typeOfNode(ctx, node),
    target: (node) => targetOfNode(ctx, node),
    body: (node) => bodyOfNode(ctx, node),
    fn: (node, role) => functionOfNode(ctx, node, role),
    classDecl: (node, decorators) => declareClass(ctx, node, decorators),
  };
  return ctx;
}
