/** Go. */
import type { Language } from "./types";

const generated = /^\/\/ Code generated .* DO NOT EDIT\.$/m;

export const go: Language = {
  id: "go",
  extensions: [".go"],
  grammar: "tree-sitter-go.wasm",
  comments: { line: ["//"], block: [["/*", "*/"]] },
  ignoredDirectories: ["vendor", "testdata", "third_party", "node_modules"],
  isTest: (path) => path.endsWith("_test.go"),
  // The marker's form: https://pkg.go.dev/cmd/go#hdr-Generate_Go_files_by_processing_source
  isGenerated: (path, head) => path.endsWith(".pb.go") || generated.test(head),
  lower: (_tree, _text, path) => ({
    path,
    language: "go",
    scope: "package",
    packageName: "",
    imports: [],
    types: [],
    functions: [],
    comments: [],
    exports: new Map(),
    reexports: [],
    errors: [],
  }),
};
