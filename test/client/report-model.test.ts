import { expect, test } from "vitest";
import { exportFormat, placeOf } from "../../client/src/report-model";

test("a place of the page is taken", () => {
  expect(placeOf({ file: "pkg/a.go", line: 0, column: 4, more: 1 })).toEqual({ file: "pkg/a.go", line: 0, column: 4 });
  expect(placeOf({ file: "..a/b...go", line: 1, column: 0 })).toBeDefined();
});

test("nothing outside of the project, and nothing else than a place", () => {
  const at = { line: 0, column: 0 };
  for (const file of ["", "/etc/passwd", "../a.go", "a/../../b.go", "C:/a.go", "c:a.go", "a\\..\\b.go", "\\\\host\\a", 7]) {
    expect(placeOf({ file, ...at }), String(file)).toBeUndefined();
  }
  for (const message of [
    undefined,
    null,
    "a.go",
    [],
    {},
    { file: "a.go" },
    { file: "a.go", line: -1, column: 0 },
    { file: "a.go", line: "1", column: 0 },
    { file: "a.go", line: 0.5, column: 0 },
  ]) {
    expect(placeOf(message)).toBeUndefined();
  }
});

test("the ending of the file says how it is written", () => {
  expect(["r.md", "r.MD", "r.markdown", "r.html", "r.htm", "md", "r.md.html"].map(exportFormat)).toEqual([
    "markdown",
    "markdown",
    "markdown",
    "html",
    "html",
    "html",
    "html",
  ]);
});
