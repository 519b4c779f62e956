import path from "node:path";
import { describe, expect, it } from "vitest";
import { commonFolder, isInside, packageFolder, projectFolder, relativeTo, upwards } from "../../server/src/host/paths";
import { makeTree } from "../support/tree";

describe("paths", () => {
  it("tells what lies in a folder", () => {
    expect(isInside("/a", "/a/b")).toBe(true);
    expect(isInside("/a", "/a")).toBe(true);
    expect(isInside("/a", "/ab")).toBe(false);
    expect(isInside("/", "/ab")).toBe(true);
  });
  it("says a path from a folder", () => {
    expect(relativeTo("/a", "/a/b/c.go")).toBe("b/c.go");
    expect(relativeTo("/", "/a")).toBe("a");
    expect(relativeTo("/a/b", "/a/c.go")).toBe("../c.go");
  });
  it("goes up", () => expect(upwards("/a/b")).toEqual(["/a/b", "/a", "/"]));
  it.each([
    [["/a/b/c", "/a/b/d"], "/a/b"],
    [["/a/b", "/a/bc"], "/a"],
    [["/a"], "/a"],
    [["/a", "/b"], "/"],
  ])("%j lie in %s", (folders, expected) => expect(commonFolder(folders)).toBe(expected));
});

describe("the project around a folder", () => {
  const root = () =>
    makeTree({ "package.json": "{}", "go/go.mod": "", "go/store/a.go": "", "web/package.json": "{}", "web/src/a.ts": "", "docs/a.go": "" });
  it("is the repository", () => {
    const top = root();
    expect(projectFolder(path.join(top, "go/store"))).toBe(top);
  });
  it.each([
    ["go/store", "go"],
    ["web/src", "web"],
    ["go", "go"],
    ["docs", ""],
    ["", ""],
  ])("the package of %j is %j", (folder, expected) => {
    const top = root();
    expect(packageFolder(path.join(top, folder))).toBe(path.join(top, expected));
  });
});
