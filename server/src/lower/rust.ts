/** Rust, of every edition that its grammar reads. */
import type { Tree } from "web-tree-sitter";
import type { FunctionDecl, Module } from "../ir/types";
import { lightTreeReader } from "../syntax/light-tree";
import { moduleFunction } from "./module-function";
import { blockOf, tailOf } from "./rust/blocks";
import type { Ctx } from "./rust/context";
import { exprOfNode } from "./rust/expressions";
import { ignoredDirectories, isGeneratedFile, isTestFile } from "./rust/files";
import { importsIn } from "./rust/imports";
import { declareItems } from "./rust/items";
import { keptTokens, leaves } from "./rust/node";
import { typeOfNode } from "./rust/types";
import type { Language } from "./types";

const read = lightTreeReader({ tokens: keptTokens, leaves, comments: ["line_comment", "block_comment"] });

export const rust: Language = {
  id: "rust",
  extensions: [".rs"],
  grammar: "tree-sitter-rust.wasm",
  comments: { line: ["//"], block: [["/*", "*/"]] },
  ignoredDirectories,
  declarations: (name) => [`fn ${name}`, `struct ${name}`, `trait ${name}`, `enum ${name}`, `type ${name}`, `const ${name}`],
  importsIn,
  isTest: isTestFile,
  isGenerated: isGeneratedFile,
  lower: lowerModule,
};

/** A file under `#![cfg(test)]` is a test in whole. */
const testFile = /^\s*#!\[\s*cfg\s*\(\s*test\s*\)\s*\]/m;

function lowerModule(tree: Tree, text: string, path: string): Module {
  const { root, comments: commentSpans, errors } = read(tree);
  const comments = commentSpans.map((span) => ({ text: text.slice(span.start, span.end), span }));
  const ctx = context(text, path);
  if (!testFile.test(text)) declareItems(ctx, root.type === "source_file" ? root.children : [root]);
  const functions: readonly FunctionDecl[] =
    ctx.moduleBody.length === 0 ? ctx.functions : [...ctx.functions, moduleFunction(ctx.moduleBody, text.length)];
  return {
    path,
    language: "rust",
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

/** Every item can be reached from elsewhere by its path; what `use` brings in, by the file's own modules too. */
function exportsOf(ctx: Ctx): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const fn of ctx.functions) if (fn.owner === undefined) names.set(fn.name, fn.name);
  for (const { name } of ctx.types) names.set(name, name);
  for (const stmt of ctx.moduleBody) {
    if (stmt.kind === "assign") for (const target of stmt.targets) if (target.kind === "name") names.set(target.name, target.name);
  }
  for (const { names: some } of ctx.imports) for (const { local } of some) if (!names.has(local)) names.set(local, local);
  return names;
}

/** Names of functions with a receiver, found in the text so that a call before the declaration knows them too. */
function methodsIn(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/\bfn\s+(\w+)\s*(?:<[^>(]*>)?\s*\(\s*(?:&\s*)?(?:'\w+\s+)?(?:mut\s+)?self\b/g)].map((match) => match[1] ?? ""),
  );
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
    uses: new Map(),
    modules: new Map(),
    methods: methodsIn(text),
    owners: [],
    generics: [],
    pre: [],
    expr: (node) => exprOfNode(ctx, node),
    type: (node) => typeOfNode(ctx, node),
    block: (node, sink) => blockOf(ctx, node, sink),
    tail: (node, sink) => tailOf(ctx, node, sink),
  };
  return ctx;
}
