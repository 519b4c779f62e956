/** Which folder may import which: the arrows of docs/design run one way. Checked by `npm run check` and by test/invariants. */

/** Folders of server/src, and the folders that each may import besides itself. */
const allowed = {
  text: [],
  ir: ["text"],
  catalog: [],
  model: [],
  config: ["text"],
  settings: ["text"],
  manifests: ["settings", "ir", "text"],
  syntax: ["text"],
  lower: ["ir", "text", "syntax"],
  resolve: ["ir", "catalog", "text"],
  infer: ["ir", "resolve", "catalog", "text", "model", "config"],
  rules: ["ir", "resolve", "infer", "model", "config", "settings", "catalog", "text"],
  engine: ["text", "ir", "catalog", "model", "config", "syntax", "lower", "resolve", "infer", "rules", "settings", "manifests"],
  calculator: ["model", "config", "text"],
  calibrate: ["model", "config", "engine", "text"],
  report: ["calibrate", "calculator", "engine", "rules", "infer", "model", "config", "catalog", "text"],
  host: ["calibrate", "engine", "manifests", "rules", "resolve", "lower", "syntax", "config", "catalog", "text"],
  cli: ["host", "report", "engine", "calculator", "text"],
  lsp: ["host", "manifests", "settings", "report", "engine", "rules", "infer", "resolve", "model", "config", "catalog", "syntax", "lower", "text"],
};

/** Folders that run anywhere: no files, no clock, no process. */
const pure = ["text", "settings", "manifests", "ir", "catalog", "model", "config", "syntax", "lower", "resolve", "infer", "rules", "engine", "calculator", "calibrate", "report"];

const folder = (names) => `^server/src/(${names.join("|")})/`;

module.exports = {
  forbidden: [
    ...Object.entries(allowed).map(([name, others]) => ({
      name: `imports-of-${name}`,
      severity: "error",
      comment: `${name} may import ${others.length > 0 ? others.join(", ") : "nothing of ours"}`,
      from: { path: folder([name]) },
      to: { path: "^(server|client|test|scripts)/", pathNot: folder([name, ...others]) },
    })),
    {
      name: "pure-folders-need-no-node",
      severity: "error",
      comment: "the engine and what it is made of do no I/O, so that they run in a worker and in a browser",
      from: { path: folder(pure) },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "protocol-stays-in-lsp",
      severity: "error",
      from: { path: "^server/src/", pathNot: folder(["lsp"]) },
      to: { path: "node_modules/vscode-(languageserver|uri|languageclient)" },
    },
    {
      name: "trees-stay-in-syntax-and-lower",
      severity: "error",
      comment: "nothing after lowering holds a syntax tree",
      from: { path: "^server/src/", pathNot: folder(["syntax", "lower"]) },
      to: { path: "node_modules/web-tree-sitter" },
    },
    {
      name: "schema-library-stays-where-settings-are",
      severity: "error",
      comment: "and where tools are described to assistants",
      from: { path: "^server/src/", pathNot: [folder(["config", "lsp"]), "^server/src/cli/mcp\\.ts$"] },
      to: { path: "node_modules/(zod|jsonc-parser|picomatch)/" },
    },
    {
      name: "client-is-apart",
      severity: "error",
      comment: "the extension talks to the server by the protocol only, and writes numbers as it does",
      from: { path: "^client/" },
      to: { path: "^server/", pathNot: "^server/src/(lsp/protocol|text/format)\\.ts$" },
    },
    {
      name: "no-cycles",
      severity: "error",
      comment: "inference evaluates expressions by recursion over several files; nothing else needs a cycle",
      from: { path: "^(server|client)/", pathNot: folder(["infer"]) },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "nothing-unresolved", severity: "error", from: { path: "^(server|client)/" }, to: { couldNotResolve: true, pathNot: "^vscode$" } },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
