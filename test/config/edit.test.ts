import { describe, expect, it } from "vitest";
import { changeSettings } from "../../server/src/config/edit";
import { parseConfig } from "../../server/src/config/parse";

const change = (path: string, value: string | number | boolean) => ({ path: path.split(" "), value });

describe("changes of a settings file", () => {
  it("keep comments, order and everything else", () => {
    const text =
      '{\n  // ours\n  "version": 1,\n  "profile": {\n    "valueBytes": "1KiB", // measured\n    // "members": 3,\n  },\n  "rules": {}\n}\n';
    const after = changeSettings(text, [change("profile valueBytes", 2048), change("profile members", 5)]);
    expect(after).toBe(
      '{\n  // ours\n  "version": 1,\n  "profile": {\n    "valueBytes": 2048, // measured\n    "members": 5,\n    // "members": 3,\n  },\n  "rules": {}\n}\n',
    );
  });

  it("keep a comment beside the entry that it is about", () => {
    const text = '{\n  "version": 1 // ours\n}\n';
    expect(changeSettings(text, [change("prefixes /a/ keyBytes", 5)])).toBe(
      '{\n  "version": 1, // ours\n  "prefixes": {\n    "/a/": {\n      "keyBytes": 5\n    }\n  }\n}\n',
    );
  });

  it("turn a preset by name into an object", () => {
    const after = changeSettings('{ "profile": "large" }', [change("profile members", 5)]);
    expect(parseConfig(after, []).document).toMatchObject({ preset: "large", profile: { members: 5 } });
  });

  it("make a new file", () => {
    const after = changeSettings("", [
      change("etcd version", "3.4.23"),
      change("prefixes /a/ keyBytes", 5),
      change("profile calibrated", "2026-01-31 x"),
    ]);
    const { document, problems } = parseConfig(after, []);
    expect(problems).toEqual([]);
    expect(document).toMatchObject({ etcdVersion: "3.4.23", prefixes: [{ prefix: "/a/", profile: { keyBytes: 5 } }], profile: {} });
  });

  it("keep the line ends and the indent of the file", () => {
    const after = changeSettings('{\r\n    "version": 1\r\n}\r\n', [change("profile members", 3)]);
    expect(after).toBe('{\r\n    "version": 1,\r\n    "profile": {\r\n        "members": 3\r\n    }\r\n}\r\n');
  });

  it("leave a file alone that says all of it already", () => {
    const text = changeSettings("", [change("profile members", 3)]);
    expect(changeSettings(text, [change("profile members", 3)])).toBe(text);
  });
});
