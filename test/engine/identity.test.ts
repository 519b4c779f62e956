/** What a finding is about, and rules that comments cannot disable. */
import { describe, expect, it } from "vitest";
import { analyse, openConfig } from "../rules/analyse";

const head = `package store

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

`;

const list = `func (s *Store) List(ctx context.Context, kv clientv3.KV) {
	kv.Get(ctx, "/jobs/", clientv3.WithPrefix())
}
`;

const only = async (text: string, path = "a.go") => {
  const findings = (await analyse([{ path, text }])).filter(({ rule }) => rule === "unbounded-range");
  expect(findings).toHaveLength(1);
  return findings[0];
};

describe("identity", () => {
  it("names the function and the call", async () => {
    const finding = await only(`${head}${list}`);
    expect(finding?.identity).toEqual({ holder: "Store.List", call: 'kv.Get(ctx, "/jobs/", clientv3.WithPrefix())' });
  });

  it.each<[string, string]>([
    ["moved down", `${head}func first() {}\n\n${list}`],
    [
      "on several lines",
      `${head}${list.replace('ctx, "/jobs/", clientv3', 'ctx,\n\t\t"/jobs/",\n\t\tclientv3').replace("())", "(),\n\t)")}`,
    ],
    ["with comments in it", `${head}${list.replace('"/jobs/",', '"/jobs/", /* all */')}`],
    ["in other quotes", `${head}${list.replace('"/jobs/"', "`/jobs/`")}`],
    ["in parentheses", `${head}${list.replace('"/jobs/"', '("/jobs/")')}`],
    ["with Windows line ends", `${head}${list}`.replaceAll("\n", "\r\n")],
  ])("stays when the call is %s", async (_, text) => {
    const [before, after] = [await only(`${head}${list}`), await only(text)];
    expect(after?.identity).toEqual(before?.identity);
    expect(after?.fingerprint).toBe(before?.fingerprint);
  });

  it.each<[string, string]>([
    ["key", list.replace("/jobs/", "/tasks/")],
    ["function", list.replace("List", "All")],
    ["owner", list.replace("*Store", "*Other")],
  ])("is another one for another %s", async (_, changed) => {
    expect((await only(`${head}${changed}`))?.identity).not.toEqual((await only(`${head}${list}`))?.identity);
  });

  it("is the same in another file; the fingerprint is not", async () => {
    const [a, b] = [await only(`${head}${list}`), await only(`${head}${list}`, "b.go")];
    expect(b?.identity).toEqual(a?.identity);
    expect(b?.fingerprint).not.toBe(a?.fingerprint);
  });
});

describe("a locked rule", () => {
  const text = `${head}// etcd-lint-disable-file unbounded-range -- we know\n${list}`;
  const found = async (locked: readonly string[], rules = {}) =>
    (await analyse([{ path: "a.go", text }], { ...openConfig, locked, rules })).map(
      ({ rule, line, message }) => `${line} ${rule} ${message}`,
    );

  it("is not disabled by a comment, and the comment is reported", async () => {
    expect(await found([])).toEqual([]);
    const findings = await found(["unbounded-range"]);
    expect(findings[0]).toBe("9 bad-comment unbounded-range is locked by the settings: a comment does not disable it");
    expect(findings[1]).toMatch(/^11 unbounded-range /);
    expect(findings).toHaveLength(2);
  });
  it("says nothing about the comment when that is turned off", async () =>
    expect(await found(["unbounded-range"], { "bad-comment": "off" })).toHaveLength(1));
});
