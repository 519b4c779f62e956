/** Go: source files to the common program. */
import type { FunctionDecl, Import, Module, Stmt, TypeDecl } from "../ir/types";
import { childByField, childOfType, type LightNode, lightTreeReader } from "../syntax/light-tree";
import { lowerTypeDecls } from "./go/declarations";
import { append, functionDecl, type GoFile, none, spanOf, textOf } from "./go/file";
import { lowerImports } from "./go/imports";
import { lowerBlock, lowerInside, lowerStmt } from "./go/statements";
import { declarationTexts } from "./go/top-level-names";
import { lowerParams, lowerResults, lowerTypeParams } from "./go/types";
import { moduleFunction } from "./module-function";
import type { Language } from "./types";

// The marker's form: https://pkg.go.dev/cmd/go#hdr-Generate_Go_files_by_processing_source
const generated = /^\/\/ Code generated .* DO NOT EDIT\.\r?$/m;

const readTree = lightTreeReader({ comments: ["comment"], leaves: ["interpreted_string_literal", "raw_string_literal", "rune_literal"] });

export const go: Language = {
  id: "go",
  extensions: [".go"],
  grammar: "tree-sitter-go.wasm",
  comments: { line: ["//"], block: [["/*", "*/"]] },
  ignoredDirectories: ["vendor", "testdata", "third_party", "node_modules"],
  declarations: declarationTexts,
  isTest: (path) => path.endsWith("_test.go"),
  isGenerated: (path, head) => path.endsWith(".pb.go") || generated.test(head),
  lower(tree, text, path) {
    const { root, comments, errors } = readTree(tree);
    return lowerFile(root, text, path, {
      comments: comments.map((span) => ({ text: text.slice(span.start, span.end), span })),
      errors,
    });
  },
};

interface TopLevel {
  packageName: string;
  readonly imports: Import[];
  readonly types: TypeDecl[];
  readonly functions: FunctionDecl[];
  readonly statements: Stmt[];
}

function lowerFile(root: LightNode, text: string, path: string, rest: Pick<Module, "comments" | "errors">): Module {
  const file: GoFile = { text, localTypes: [], body: lowerBlock };
  const top: TopLevel = { packageName: "", imports: [], types: [], functions: [], statements: [] };
  lowerTop(file, root, top);
  const { packageName, imports, functions, statements } = top;
  if (statements.length > 0) functions.push(moduleFunction(statements, text.length));
  const types = [...top.types, ...unambiguous(file.localTypes, top.types)];
  return { path, language: "go", scope: "package", packageName, imports, types, functions, exports: new Map(), reexports: [], ...rest };
}

/**
 * Top-level declarations, also those inside an ERROR. A function whose braces do not close loses its body to an ERROR behind it: the
 * statements in there are its own.
 */
function lowerTop(file: GoFile, node: LightNode, top: TopLevel, adopted = false): void {
  let open: LightNode | undefined;
  for (const child of node.children) {
    const unfinished = open;
    open = undefined;
    switch (child.type) {
      case "package_clause":
        top.packageName = packageNameOf(file, child);
        break;
      case "import_declaration":
        append(top.imports, lowerImports(file, child));
        break;
      case "type_declaration":
        if (!adopted) append(top.types, lowerTypeDecls(file, child));
        break;
      case "function_declaration":
      case "method_declaration":
        if (!childByField(child, "body")) open = child;
        top.functions.push(lowerFunction(file, child, childByField(child, "body")));
        break;
      case "ERROR":
        if (unfinished) top.functions[top.functions.length - 1] = lowerFunction(file, unfinished, child);
        lowerTop(file, child, top, adopted || unfinished !== undefined);
        break;
      default:
        if (child.named && !adopted) append(top.statements, lowerStmt(file, child));
    }
  }
}

function packageNameOf(file: GoFile, clause: LightNode): string {
  const name = childOfType(clause, "package_identifier");
  return name ? textOf(file, name) : "";
}

function lowerFunction(file: GoFile, node: LightNode, body: LightNode | undefined): FunctionDecl {
  const nameNode = childByField(node, "name");
  const name = nameNode ? textOf(file, nameNode) : "";
  return functionDecl({
    name,
    ...(node.type === "method_declaration"
      ? receiver(file, node)
      : { kind: "function", typeParams: lowerTypeParams(file, childByField(node, "type_parameters")) }),
    params: lowerParams(file, childByField(node, "parameters")),
    results: lowerResults(file, childByField(node, "result")),
    body: body ? lowerInside(file, body) : none,
    span: { start: node.start, end: Math.max(node.end, body?.end ?? 0) },
    nameSpan: nameNode ? spanOf(nameNode) : { start: node.start, end: node.start },
    exported: /^\p{Lu}/u.test(name),
  });
}

/** `func (c *Client[K]) ...`: the owner is `Client`, the instance is called `c`, and `K` stands for a type. */
function receiver(file: GoFile, node: LightNode): Pick<FunctionDecl, "kind" | "owner" | "self" | "typeParams"> {
  const param = lowerParams(file, childByField(node, "receiver"))[0];
  if (param?.type.kind !== "named") return { kind: "method", typeParams: none };
  const { name, args } = param.type;
  return {
    kind: "method",
    owner: name,
    ...(param.name === "" || param.name === "_" ? {} : { self: param.name }),
    typeParams: args.flatMap((arg) => (arg.kind === "named" ? [arg.name] : [])),
  };
}

/** Types declared in functions are seen by their name alone, so only those whose name means one thing in the file are kept. */
function unambiguous(local: readonly TypeDecl[], top: readonly TypeDecl[]): readonly TypeDecl[] {
  const count = new Map<string, number>();
  for (const { name } of [...local, ...top]) count.set(name, (count.get(name) ?? 0) + 1);
  return local.filter(({ name }) => count.get(name) === 1);
}
