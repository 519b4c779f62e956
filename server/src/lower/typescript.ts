/** TypeScript and JavaScript. Both grammars come from tree-sitter-typescript; the one with JSX reads JavaScript too. */
import type { Tree } from "web-tree-sitter";
import type { Comment, FunctionDecl, Module } from "../ir/types";
import { lightTreeReader } from "../syntax/light-tree";
import { moduleFunction } from "./module-function";
import type { Language } from "./types";
import { assignedFields, declareClass } from "./typescript/classes";
import type { Ctx } from "./typescript/context";
import type { Top } from "./typescript/exported-values";
import { exprOfNode, propertyNameOf } from "./typescript/expressions";
import { ignoredDirectories, isGeneratedFile, isTestFile } from "./typescript/files";
import { functionOfNode } from "./typescript/functions";
import { jsDocFinder } from "./typescript/jsdoc";
import { keptTokens, named } from "./typescript/node";
import { paramsOfNode, targetOfNode } from "./typescript/patterns";
import { lowerProgram, markExported } from "./typescript/program";
import { finishPrototypes } from "./typescript/prototypes";
import { bodyOfNode, declaration } from "./typescript/statements";
import { typeOfNode } from "./typescript/types";

const read = lightTreeReader({ tokens: keptTokens, leaves: ["string", "regex"], comments: ["comment", "html_comment"] });

function lowerModule(language: string, tree: Tree, text: string, path: string): Module {
  const { root, comments: commentSpans, errors } = read(tree);
  const comments: readonly Comment[] = commentSpans.map((span) => ({ text: text.slice(span.start, span.end), span }));
  const ctx = context(text, language.startsWith("javascript") ? jsDocFinder(text, comments) : () => undefined);
  const top: Top = { ctx, exports: new Map(), reexports: [], body: [] };
  lowerProgram(top, root.type === "program" ? named(root) : [root]);
  finishPrototypes(ctx, (methods) => assignedFields(methods, []));
  markExported(ctx.functions, top.exports);
  const body = [...top.body, ...ctx.moduleBody].sort((a, b) => a.span.start - b.span.start);
  const functions: readonly FunctionDecl[] =
    body.length === 0 ? ctx.functions : [...ctx.functions, moduleFunction(body, text.length, true)];
  return {
    path,
    language,
    scope: "file",
    packageName: "",
    imports: ctx.imports,
    types: ctx.types,
    functions,
    comments,
    exports: top.exports,
    reexports: top.reexports,
    errors,
  };
}

function context(text: string, jsDoc: Ctx["jsDoc"]): Ctx {
  const ctx: Ctx = {
    text,
    types: [],
    functions: [],
    imports: [],
    moduleBody: [],
    jsDoc,
    expr: (node) => exprOfNode(ctx, node),
    type: (node) => typeOfNode(ctx, node),
    target: (node) => targetOfNode(ctx, node),
    params: (node) => paramsOfNode(ctx, node),
    body: (node) => bodyOfNode(ctx, node),
    declarator: (node, constant) => declaration(ctx, node, constant),
    fn: (node, role) => functionOfNode(ctx, node, role),
    classDecl: (node, fallbackName) => declareClass(ctx, node, fallbackName),
    propertyName: (node) => propertyNameOf(ctx, node),
    importedType: (source, at) => {
      const local = `import(${JSON.stringify(source)})`;
      if (!ctx.imports.some((known) => known.local === local)) {
        ctx.imports.push({ source, span: at, kind: "namespace", local, names: [], typeOnly: true });
      }
      return local;
    },
  };
  return ctx;
}

function language(id: string, extensions: readonly string[], grammar: string): Language {
  return {
    id,
    extensions,
    grammar,
    comments: { line: ["//"], block: [["/*", "*/"]] },
    ignoredDirectories,
    declarations: (name) =>
      ["function", "class", "interface", "type", "enum", "const", "let", "var"].map((keyword) => `${keyword} ${name}`),
    isTest: isTestFile,
    isGenerated: isGeneratedFile,
    lower: (tree, text, path) => lowerModule(id, tree, text, path),
  };
}

export const typescript = language("typescript", [".ts", ".mts", ".cts"], "tree-sitter-typescript.wasm");
export const typescriptReact = language("typescriptreact", [".tsx"], "tree-sitter-tsx.wasm");
export const javascript = language("javascript", [".js", ".mjs", ".cjs"], "tree-sitter-tsx.wasm");
export const javascriptReact = language("javascriptreact", [".jsx"], "tree-sitter-tsx.wasm");
