/** Short names for what most entries of the catalogue repeat. Data only. */
import type { Effect, LibraryFunction, OptionName, ParamSpec, Role, ValueMap } from "./types";

export const context: ParamSpec = { role: "context" };
export const key: ParamSpec = { role: "key" };
export const value: ParamSpec = { role: "value" };
export const lease: ParamSpec = { role: "lease" };
export const ttl: ParamSpec = { role: "ttl" };
export const revision: ParamSpec = { role: "revision" };
export const client: ParamSpec = { role: "client" };
export const endpoint: ParamSpec = { role: "endpoint" };
export const callback: ParamSpec = { role: "callback" };
export const other: ParamSpec = { role: "other" };
/** `...opts`. */
export const options: ParamSpec = { role: "options", variadic: true };
export const ops: ParamSpec = { role: "ops", variadic: true };
export const compares: ParamSpec = { role: "compares", variadic: true };
export const others: ParamSpec = { role: "other", variadic: true };

/** The option is simply on. */
export function on(option: OptionName): Effect {
  return { option };
}

/** The option has the value of the argument at this position. */
export function fromArg(option: OptionName, arg: number, map?: ValueMap): Effect {
  return map === undefined ? { option, arg } : { option, arg, map };
}

/** A function whose value is an option that is simply on: `WithPrefix()`. */
export function flag(option: OptionName, type: string, source: string): LibraryFunction {
  return { params: [], isOption: true, effects: [on(option)], returns: [type], source };
}

/** A function whose value is an option with its only argument as value: `WithLimit(n)`. */
export function setting(option: OptionName, role: Role, type: string, source: string): LibraryFunction {
  return { params: [{ role }], isOption: true, effects: [fromArg(option, 0)], returns: [type], source };
}
