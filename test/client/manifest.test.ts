import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

interface Item {
  readonly command?: string;
  readonly submenu?: string;
}

const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));
const sources = readdirSync("client/src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(path.join("client/src", name), "utf8"))
  .join("\n");
const commands: readonly string[] = contributes.commands.map(({ command }: { command: string }) => command);
const items = Object.values<readonly Item[]>(contributes.menus).flat();

test("every command of the manifest is registered, once", () => {
  const registered = [...sources.matchAll(/registerCommand\(\s*"([^"]+)"/g)].map(([, name]) => name ?? "");
  expect(new Set(registered).size).toBe(registered.length);
  expect(commands.filter((command) => !registered.includes(command))).toEqual([]);
});

test("menus, welcome texts and walkthroughs lead to commands and submenus that are there", () => {
  const submenus: readonly string[] = contributes.submenus.map(({ id }: { id: string }) => id);
  expect(items.flatMap(({ command }) => (command && !commands.includes(command) ? [command] : []))).toEqual([]);
  expect(items.flatMap(({ submenu }) => (submenu && !submenus.includes(submenu) ? [submenu] : []))).toEqual([]);
  expect(submenus.filter((id) => !contributes.menus[id])).toEqual([]);
  const views: readonly string[] = Object.values<readonly { id: string }[]>(contributes.views).flatMap((list) => list.map(({ id }) => id));
  const known = [...commands, ...views.map((id) => `${id}.focus`)];
  const links = [...readFileSync("package.nls.json", "utf8").matchAll(/\(command:(etcd-lint\.[\w.]+)/g)].map(([, name]) => name ?? "");
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((command) => !known.includes(command))).toEqual([]);
});

test("every setting that the client reads is described in the manifest with the default that the code takes", () => {
  const read = [...sources.matchAll(/getConfiguration\("(etcd-lint[\w.]*)"\)\s*\.get\("([\w.]+)", ([\w.]+)\)/g)];
  expect(read.length).toBeGreaterThan(2);
  for (const [, section, name, value] of read) {
    const property = contributes.configuration.properties[`${section}.${name}`];
    expect(property, `${section}.${name}`).toBeDefined();
    expect(String(property.default)).toBe(value);
  }
});
