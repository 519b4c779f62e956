import { describe, expect, it } from "vitest";
import { libraries, libraryOfType, needlesFor, typeById } from "../../server/src/catalog/index";
import type { Entries, Library, LibraryFunction } from "../../server/src/catalog/types";
import { languages as known } from "../../server/src/lower/index";
import { findMethod } from "./look";

/** Scripts are read as configuration, and their calls as those of a language. */
const languages = [...known.map(({ id }) => id), "shellscript"];

/** Every function of a library with a name for messages. */
function functionsOf(library: Library): readonly (readonly [string, LibraryFunction])[] {
  const found: [string, LibraryFunction][] = [];
  for (const entry of library.packages) {
    const where = entry.paths[0] ?? library.id;
    for (const [name, fn] of Object.entries(entry.functions ?? {})) found.push([`${where}.${name}`, fn]);
    for (const [name, fn] of Object.entries(entry.constructors ?? {})) found.push([`new ${where}.${name}`, fn]);
  }
  for (const [id, type] of Object.entries(library.types)) {
    for (const [name, fn] of Object.entries(type.methods ?? {})) found.push([`${id}.${name}`, fn]);
  }
  return found;
}

function missing(ids: Iterable<string | undefined>): readonly string[] {
  const gone: string[] = [];
  for (const id of ids) if (id !== undefined && typeById(id.replace(/^\[\]/, "")) === undefined) gone.push(id);
  return gone;
}

describe.each(libraries.map((library) => [library.id, library] as const))("catalogue entry %s", (_, library) => {
  it("refers only to types that exist", () => {
    const ids: (string | undefined)[] = [];
    for (const [, fn] of functionsOf(library)) {
      if (fn.returns !== undefined && fn.returns !== "receiver") ids.push(...fn.returns);
      ids.push(...(fn.callbackParams ?? []));
    }
    for (const entry of library.packages) ids.push(...Object.values(entry.types ?? {}));
    for (const type of Object.values(library.types)) ids.push(...Object.values(type.fields ?? {}), ...(type.embeds ?? []), type.element);
    expect(missing(ids)).toEqual([]);
  });

  it("has functions that make sense by themselves", () => {
    const wrong: string[] = [];
    for (const [name, fn] of functionsOf(library)) {
      if (fn.does && fn.builds) wrong.push(`${name}: does and builds`);
      if (fn.isOption && (fn.does || fn.builds || fn.runs)) wrong.push(`${name}: an option that does something`);
      if (fn.isOption && fn.effects === undefined) wrong.push(`${name}: an option without effects`);
      if (fn.opens && !fn.does && !fn.runs && !fn.holds) wrong.push(`${name}: opens something but does nothing`);
      const last = fn.params[fn.params.length - 1];
      for (const [index, param] of fn.params.entries()) {
        if (param.variadic && index !== fn.params.length - 1) wrong.push(`${name}: variadic before the end`);
      }
      for (const effect of fn.effects ?? []) {
        if (effect.arg !== undefined && effect.arg >= fn.params.length && !last?.variadic) wrong.push(`${name}: no argument ${effect.arg}`);
        if (effect.arg !== undefined && effect.value !== undefined) wrong.push(`${name}: a constant and an argument`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("gives every put, range, delete and watch its key", () => {
    const wrong: string[] = [];
    for (const [name, fn] of functionsOf(library)) {
      const builder = fn.returns !== "receiver" && fn.returns?.some((id) => id !== undefined && typeById(id)?.role === "builder");
      const roles = new Set(fn.params.map((param) => param.role));
      // A request object, or what built the receiver, may hold it. Those that end a lock or an election write a key that the library chose.
      if (roles.has("config") || builder || fn.runs || (roles.has("options") && fn.params.length === 1)) continue;
      // Everything there is needs no key.
      if (fn.effects?.some((effect) => effect.option === "all-keys")) continue;
      const keyless = ["Unlock", "Resign", "Proclaim", "RUnlock", "proclaim", "resign", "WatchClient.Watch", "WatchClient.watch"];
      if (keyless.some((end) => name.endsWith(end))) continue;
      const operation = fn.does ?? fn.builds;
      if (["put", "range", "delete", "watch"].includes(operation ?? "") && !roles.has("key")) {
        if (fn.builds && fn.params.length === 0) continue;
        wrong.push(`${name}: no key`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("has builders that can run and instances that can end", () => {
    const wrong: string[] = [];
    for (const [id, type] of Object.entries(library.types)) {
      if (type.awaits !== undefined && findMethod(id, type.awaits)?.runs !== true) wrong.push(`${id}: awaits ${type.awaits}`);
      if (type.role === "builder" && type.builds === undefined) wrong.push(`${id}: builds nothing`);
      const runs = Object.values(type.methods ?? {}).some((fn) => fn.runs);
      if (type.role === "builder" && !runs) wrong.push(`${id}: never runs`);
      for (const name of type.closes ?? []) if (!findMethod(id, name)) wrong.push(`${id}: closes by ${name}`);
      for (const [name, fn] of Object.entries(type.methods ?? {})) {
        const passes = fn.params.some((param) => param.role === "ops");
        if (fn.runs && type.builds === undefined && !passes) wrong.push(`${id}.${name}: runs nothing`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("writes role and option of entries in step", () => {
    const wrong: string[] = [];
    const check = (where: string, entries: Entries): void => {
      for (const [name, spec] of Object.entries(entries)) {
        if ("role" in spec && spec.role === "range-end" && spec.option !== "range-end") wrong.push(`${where}.${name}`);
        if ("entries" in spec && spec.entries) check(`${where}.${name}`, spec.entries);
      }
    };
    for (const [id, type] of Object.entries(library.types)) if (type.entries) check(id, type.entries);
    for (const [name, fn] of functionsOf(library)) for (const param of fn.params) if (param.entries) check(name, param.entries);
    expect(wrong).toEqual([]);
  });

  it("is found by its needles: every import path contains one", () => {
    const paths = library.packages.flatMap((entry) => entry.paths);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !library.needles.some((needle) => path.includes(needle)))).toEqual([]);
  });

  it("names known languages, and its needles are asked for in each", () => {
    expect(library.languages.filter((language) => !languages.includes(language))).toEqual([]);
    for (const language of library.languages) expect(needlesFor(language)).toEqual(expect.arrayContaining([...library.needles]));
  });

  it("fills fixes with the places that fixes know", () => {
    for (const fix of Object.values(library.fixes ?? {})) {
      const holes = [...fix.text.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1]);
      expect(["pkg", "n"]).toEqual(expect.arrayContaining(holes));
    }
  });
});

describe("the catalogue", () => {
  it("gives each type id to one library", () => {
    const ids = libraries.flatMap((library) => Object.keys(library.types));
    expect(new Set(ids).size).toBe(ids.length);
    expect(libraryOfType("clientv3.Client")?.id).toBe("go-clientv3");
    expect(libraryOfType("mvccpb.KeyValue")?.id).toBe("go-etcdserverpb");
    expect(libraryOfType("clientv3.Nothing")).toBeUndefined();
  });

  it("gives each import path of a language to one package, or says what installs which", () => {
    for (const language of languages) {
      const paths = libraries
        .filter((library) => library.languages.includes(language) && library.distributions === undefined)
        .flatMap((library) => library.packages.flatMap((entry) => entry.paths));
      expect(new Set(paths).size).toBe(paths.length);
    }
  });

  it("has nothing for a language that it does not know", () => {
    expect(needlesFor("cobol")).toEqual([]);
  });

  it("cannot be fooled by names that every object has", () => {
    expect(typeById("constructor")).toBeUndefined();
    expect(typeById("__proto__")).toBeUndefined();
  });
});
