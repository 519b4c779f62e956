import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configurationGlobs, configurationIds, languageIds } from "../../client/src/languages";
import { languages } from "../../server/src/lower";
import { manifestGlobs, manifestNamed } from "../../server/src/manifests/kinds";

test("the client and the manifest know the server's languages", () => {
  const ids = languages.map(({ id }) => id).sort();
  expect([...languageIds].sort()).toEqual(ids);
  const { activationEvents } = JSON.parse(readFileSync("package.json", "utf8"));
  const all = [...ids, ...configurationIds].map((id) => `onLanguage:${id}`).sort();
  expect(activationEvents.filter((event: string) => event.startsWith("onLanguage:")).sort()).toEqual(all);
});

test("the client knows the server's configuration files", () => {
  expect(configurationGlobs).toEqual(manifestGlobs);
  const names = [
    "etcd.conf.yml",
    "values.yaml",
    "Dockerfile",
    "api.Dockerfile",
    "Makefile",
    "Procfile",
    "run.sh",
    "etcd.service",
    "prod.env",
    ".env",
  ];
  expect(names.filter((name) => !manifestNamed(name))).toEqual([]);
  expect(["main.go", "etcd.txt", "package.json", "README.md"].filter((name) => manifestNamed(name))).toEqual([]);
});
