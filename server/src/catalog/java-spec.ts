/** What the Java catalogues repeat: builders of options, futures, plain calls. Data only. */
import { callback, other } from "./spec";
import type { Effect, LibraryFunction, LibraryType, Operation } from "./types";

/** A step of an option builder that gives the builder again. */
export function withOption(effects: readonly Effect[], source: string): LibraryFunction {
  return { params: [other], isOption: true, effects, returns: "receiver", source };
}

/** An option class with its builder: `GetOption.builder()…build()`, `newBuilder()` before 0.7.7, and the constant `DEFAULT`. */
export function optionBuilder(
  id: string,
  name: string,
  steps: Readonly<Record<string, LibraryFunction>>,
): Readonly<Record<string, LibraryType>> {
  const start: LibraryFunction = {
    params: [],
    static: true,
    isOption: true,
    effects: [],
    returns: [`${id}.${name}.Builder`],
    source: `options/${name}.java`,
  };
  return {
    [`${id}.${name}`]: {
      role: "option",
      fields: { DEFAULT: `${id}.${name}` },
      methods: { builder: start, newBuilder: start },
    },
    [`${id}.${name}.Builder`]: {
      role: "option",
      methods: { ...steps, build: { params: [], isOption: true, effects: [], returns: [`${id}.${name}`] } },
    },
  };
}

/** Methods of java.util.concurrent.CompletableFuture on what it brings: waiting gives the answer, callbacks get it. */
export function futureMethods(answer: string): Readonly<Record<string, LibraryFunction>> {
  const then: LibraryFunction = { params: [callback, other], returns: [undefined], callbackParams: [answer] };
  const same: LibraryFunction = { params: [other, other], returns: "receiver" };
  return {
    get: same,
    join: same,
    getNow: same,
    orTimeout: same,
    toCompletableFuture: same,
    exceptionally: same,
    whenComplete: { ...then, returns: "receiver" },
    whenCompleteAsync: { ...then, returns: "receiver" },
    thenApply: then,
    thenApplyAsync: then,
    thenAccept: then,
    thenAcceptAsync: then,
    thenCompose: then,
    thenComposeAsync: then,
    handle: then,
    handleAsync: then,
    thenRun: { params: [callback], returns: [undefined] },
  };
}

export function plainCall(does: Operation, count: number): LibraryFunction {
  return { params: Array.from({ length: count }, () => other), does, returns: [undefined] };
}

export function listening(): LibraryFunction {
  return { params: [callback, callback, callback] };
}
