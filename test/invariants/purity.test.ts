/** The engine and what it is made of see no clock, no console, no process; rules and renderers name no language. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { languages } from "../../server/src/lower/index";

const pure = [
  "text",
  "settings",
  "manifests",
  "ir",
  "catalog",
  "model",
  "config",
  "syntax",
  "lower",
  "resolve",
  "infer",
  "rules",
  "engine",
  "calculator",
  "calibrate",
  "report",
];
const speechless = ["model", "resolve", "infer", "rules", "engine", "report"];

const impure = new Set([
  "console",
  "process",
  "Date",
  "performance",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "require",
  "Buffer",
  "__dirname",
  "fetch",
]);

function filesOf(folder: string): readonly string[] {
  return readdirSync(path.join("server/src", folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.join("server/src", folder, name));
}

/** Everything that `pick` finds in the syntax of a text, with its line. */
function findIn(file: string, text: string, pick: (node: ts.Node) => string | undefined): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const word = pick(node);
    if (word !== undefined) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${word}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Uses of globals that reach outside; names of members and properties are others' business. */
function impureUse(node: ts.Node): string | undefined {
  if (!ts.isIdentifier(node) || !impure.has(node.text)) return undefined;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return undefined;
  const named =
    ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isBindingElement(parent) || ts.isQualifiedName(parent);
  return named ? undefined : node.text;
}

const ids = new Set(languages.map(({ id }) => id));

function languageName(node: ts.Node): string | undefined {
  return ts.isStringLiteralLike(node) && ids.has(node.text) ? node.text : undefined;
}

const uses = (folders: readonly string[], pick: (node: ts.Node) => string | undefined) =>
  folders.flatMap(filesOf).flatMap((file) => findIn(file, readFileSync(file, "utf8"), pick));

describe("purity", () => {
  it("reads every folder", () => {
    for (const folder of pure) expect(filesOf(folder).length).toBeGreaterThan(0);
  });
  it("reaches nothing outside", () => expect(uses(pure, impureUse)).toEqual([]));
  it("names no language after lowering", () => expect(uses(speechless, languageName)).toEqual([]));

  it("would notice", () => {
    expect(findIn("a.ts", "const now = Date.now();", impureUse)).toEqual(["a.ts:1: Date"]);
    expect(findIn("a.ts", "x.process; ({ console: 1 }); 'process'; // Date", impureUse)).toEqual([]);
    expect(findIn("a.ts", '\nif (language === "go") {}', languageName)).toEqual(["a.ts:2: go"]);
  });
});
