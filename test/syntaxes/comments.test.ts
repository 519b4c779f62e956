import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, expect, test } from "vitest";
import * as oniguruma from "vscode-oniguruma";
import * as textmate from "vscode-textmate";

const require = createRequire(import.meta.url);

/** Comments as Go's and TypeScript's grammars scope them; the injection sees nothing else of its host. */
const host = {
  scopeName: "source.host",
  patterns: [
    { name: "comment.line.double-slash.host", begin: "//", end: "$" },
    { name: "comment.block.host", begin: "/\\*", end: "\\*/" },
    { name: "string.quoted.host", begin: '"', end: '"' },
  ],
  repository: {},
};

let grammar: textmate.IGrammar;

beforeAll(async () => {
  await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
  const ours = textmate.parseRawGrammar(readFileSync("syntaxes/comments.tmLanguage.json", "utf8"), "comments.json");
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => (scope === "source.host" ? textmate.parseRawGrammar(JSON.stringify(host), "host.json") : ours),
    getInjections: (scope) => (scope === "source.host" ? ["etcd-lint.comments"] : []),
  });
  const loaded = await registry.loadGrammar("source.host");
  if (!loaded) throw new Error("the grammar does not load");
  grammar = loaded;
});

/** `text scope` of every token that our grammar named. */
function named(line: string): string[] {
  return grammar
    .tokenizeLine(line, textmate.INITIAL)
    .tokens.map(({ startIndex, endIndex, scopes }) => [line.slice(startIndex, endIndex), scopes.at(-1) ?? ""] as const)
    .filter(([, scope]) => scope.endsWith(".etcd-lint"))
    .map(([text, scope]) => `${text} ${scope.replace(".etcd-lint", "")}`);
}

test("a suppression with rules and a reason", () => {
  expect(named("  x() // etcd-lint-disable-line unbounded-range, hot-rewrite -- small table")).toEqual([
    "etcd-lint-disable-line keyword.control",
    "unbounded-range variable.parameter.rule",
    ", punctuation.separator",
    "hot-rewrite variable.parameter.rule",
    "-- punctuation.separator",
    " small table string.unquoted.reason",
  ]);
});

test.each(["etcd-lint-disable-next-line", "etcd-lint-disable-file", "etcd-lint-disable", "etcd-lint-enable"])("%s alone", (word) => {
  expect(named(`// ${word}`)).toEqual([`${word} keyword.control`]);
});

test("a block comment ends where it ends", () => {
  expect(named("/* etcd-lint-disable v2-api -- legacy */ f()")).toEqual([
    "etcd-lint-disable keyword.control",
    "v2-api variable.parameter.rule",
    "-- punctuation.separator",
    " legacy  string.unquoted.reason",
  ]);
});

test("an assumption names its inputs and their values", () => {
  expect(named("// etcd-lint: value=2MiB keys=100000 rate=1/5s")).toEqual([
    "etcd-lint: keyword.control",
    "value variable.parameter",
    "= keyword.operator.assignment",
    "2MiB constant.numeric",
    "keys variable.parameter",
    "= keyword.operator.assignment",
    "100000 constant.numeric",
    "rate variable.parameter",
    "= keyword.operator.assignment",
    "1/5s constant.numeric",
  ]);
});

test.each(['"etcd-lint: keys=1"', "etcd-lint: keys=1", "// see etcd-linters and my-etcd-lint: keys=1", "// etcd-lint-disabled"])(
  "nothing in %s",
  (line) => {
    expect(named(line)).toEqual([]);
  },
);
