/** Which expressions are (part of) the body of a request that the program serves. */
import type { Expr } from "../ir/types";
import type { Scope } from "../resolve/types";
import { handlerParams } from "./knowledge/triggers";
import { bare, own, type Reader } from "./reader";

const bodyMembers: ReadonlySet<string> = new Set(["body", "Body", "rawBody"]);

/** `req.body` or something inside it, `r.Body`: the body of what a handler's parameter holds. */
export function isRequest(expr: Expr, scope: Scope, reader: Reader): boolean {
  for (let at = bare(expr); at.kind === "member"; at = bare(at.object)) {
    if (!bodyMembers.has(at.name)) continue;
    const object = bare(at.object);
    if (object.kind === "name" && /^(req|request|ctx|c|r)$/.test(object.name) && boundToParam(object.name, scope, reader)) return true;
    const type = reader.project.typeOf(object, scope);
    if (type.kind === "foreign" && (own(handlerParams, `${type.source}#${type.name}`) || /Request$/.test(type.name))) return true;
  }
  return false;
}

function boundToParam(name: string, scope: Scope, reader: Reader): boolean {
  return reader.project.bindings(name, scope).some((binding) => binding.kind === "param");
}
