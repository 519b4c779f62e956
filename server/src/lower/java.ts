/** Java up to 21. */
import type { Tree } from "web-tree-sitter";
import type { FunctionDecl, Module } from "../ir/types";
import { lightTreeReader } from "../syntax/light-tree";
import { anonymousFunctions, classTypes, declareClass, declaredNames } from "./java/classes";
import type { Ctx } from "./java/context";
import { exprOfNode } from "./java/expressions";
import { ignoredDirectories, isGeneratedFile, isTestFile } from "./java/files";
import { functionOfNode } from "./java/functions";
import { dottedName, importDeclaration } from "./java/imports";
import { keptTokens, leaves, type N, named } from "./java/node";
import { bodyOfNode } from "./java/statements";
import { typeOfNode } from "./java/types";
import { moduleFunction } from "./module-function";
import type { Language } from "./types";

const read = lightTreeReader({ tokens: keptTokens, leaves, comments: ["line_comment", "block_comment"] });

export const java: Language = {
  id: "java",
  extensions: [".java"],
  grammar: "tree-sitter-java.wasm",
  comments: { line: ["//"], block: [["/*", "*/"]] },
  ignoredDirectories,
  declarations: (name) => [
    `class ${outermost(name)}`,
    `interface ${outermost(name)}`,
    `enum ${outermost(name)}`,
    `record ${outermost(name)}`,
  ],
  isTest: isTestFile,
  isGenerated: isGeneratedFile,
  lower: lowerModule,
};

const outermost = (name: string): string => name.split(".")[0] ?? name;

function lowerModule(tree: Tree, text: string, path: string): Module {
  const { root, comments: commentSpans, errors } = read(tree);
  const comments = commentSpans.map((span) => ({ text: text.slice(span.start, span.end), span }));
  const nodes = root.type === "program" ? named(root) : [root];
  const declared = new Set<string>();
  declaredNames({ text }, root, "", declared);
  const packageNode = nodes.find((node) => node.type === "package_declaration");
  const ctx = context(text, packageNode ? dottedName({ text }, packageNode) : "", declared);
  for (const node of nodes) topLevel(ctx, node);
  const all = [...ctx.moduleBody].sort((a, b) => a.span.start - b.span.start);
  const functions: readonly FunctionDecl[] = all.length === 0 ? ctx.functions : [...ctx.functions, moduleFunction(all, text.length)];
  return {
    path,
    language: "java",
    scope: "package",
    packageName: ctx.packageName,
    importsByPackageName: true,
    sleepUnit: "ms",
    imports: ctx.imports,
    types: ctx.types,
    functions,
    comments,
    exports: new Map(),
    reexports: [],
    errors,
  };
}

function topLevel(ctx: Ctx, node: N): void {
  if (node.type === "import_declaration") importDeclaration(ctx, node);
  else if (classTypes.has(node.type)) ctx.classDecl(node);
  else if (node.type === "ERROR") for (const child of named(node)) topLevel(ctx, child);
  else if (/_statement$|local_variable_declaration|method_declaration/.test(node.type)) {
    // A piece of code without its class, as in broken files and snippets.
    ctx.locals.push(new Map());
    if (node.type === "method_declaration") ctx.functions.push(ctx.fn(node, { name: "", kind: "function" }));
    else ctx.moduleBody.push(...ctx.body(node));
    ctx.locals.pop();
  }
}

function context(text: string, packageName: string, declared: ReadonlySet<string>): Ctx {
  const ctx: Ctx = {
    text,
    packageName,
    types: [],
    functions: [],
    imports: [],
    moduleBody: [],
    declared,
    imported: new Map(),
    classes: [],
    locals: [],
    expr: (node) => exprOfNode(ctx, node),
    type: (node) => typeOfNode(ctx, node),
    body: (node) => bodyOfNode(ctx, node),
    fn: (node, role) => functionOfNode(ctx, node, role),
    classDecl: (node) => declareClass(ctx, node),
    anonymous: (body) => anonymousFunctions(ctx, body),
  };
  return ctx;
}
