/** Which argument of a call goes to which parameter, keywords considered. */
import type { Arg, CallExpr } from "./types";

/**
 * The argument for the parameter at this position: the one that names it, else the one at its place. undefined when the call leaves it out or
 * gives it in a spread map. A spread list is given for every position from it on.
 */
export function argumentFor(call: CallExpr, params: readonly { readonly name?: string }[], index: number): Arg | undefined {
  const name = params[index]?.name;
  if (name !== undefined && name !== "") {
    const byName = call.args.find((arg) => arg.name === name);
    if (byName) return byName;
  }
  const at = call.args[index];
  return at && at.name === undefined ? at : undefined;
}
