/** Calls of a function in the code that counts. */
import type { FunctionDecl, Module } from "../ir/types";
import type { CallSite } from "../resolve/types";
import { testPackages } from "./knowledge/tests";
import type { Reader } from "./reader";

/** Known calls of a function. Tests say nothing about what a program does, except for calls in tests. */
export function callersOf(fn: FunctionDecl, reader: Reader): readonly CallSite[] {
  const all = reader.project.callers(fn);
  return reader.inTest ? all : all.filter((site) => !isTestModule(site.module, reader));
}

/** Test code by its path, or by what it imports: helpers of tests have names of all kinds. */
export function isTestModule(module: Module, reader: Reader): boolean {
  return reader.project.isTest(module.path) || module.imports.some((item) => testPackages.has(item.source));
}
