/** Which expressions are (part of) the body of a request that the program serves. */
import type { Expr } from "../ir/types";
import type { Scope } from "../resolve/types";
import { handlerParams, webPackages } from "./knowledge/triggers";
import { bare, own, type Reader } from "./reader";

const bodyMembers: ReadonlySet<string> = new Set(["body", "Body", "rawBody"]);

/** `req.body` or something inside it, `r.Body`: the body of what a handler's parameter holds. */
export function isRequest(expr: Expr, scope: Scope, reader: Reader): boolean {
  if (isImportedRequest(expr, scope, reader)) return true;
  for (let at = bare(expr); at.kind === "member"; at = bare(at.object)) {
    if (!bodyMembers.has(at.name)) continue;
    const object = bare(at.object);
    if (object.kind === "name" && /^(req|request|ctx|c|r)$/.test(object.name) && boundToParam(object.name, scope, reader)) return true;
    const type = reader.project.typeOf(object, scope);
    if (type.kind === "foreign" && (own(handlerParams, `${type.source}#${type.name}`) || /Request$/.test(type.name))) return true;
  }
  return false;
}

/** Members and methods of a request that a framework gives by import or as a handler's parameter: Flask, Django, aiohttp, Starlette. */
const payloads: ReadonlySet<string> = new Set(["json", "data", "body", "form", "get_json", "get_data", "text", "read", "POST"]);

function isImportedRequest(expr: Expr, scope: Scope, reader: Reader): boolean {
  for (let at = bare(expr); ; ) {
    if (at.kind === "call") at = bare(at.callee);
    else if (at.kind === "index") at = bare(at.object);
    if (at.kind !== "member") return false;
    const object = bare(at.object);
    if (payloads.has(at.name) && object.kind === "name" && object.name === "request") {
      const [binding] = reader.project.bindings("request", scope);
      if (binding?.kind === "import") return webPackages.includes(binding.source);
      return binding?.kind === "param" && scope.module.imports.some(({ source }) => webPackages.some((name) => source.startsWith(name)));
    }
    at = object;
  }
}

function boundToParam(name: string, scope: Scope, reader: Reader): boolean {
  return reader.project.bindings(name, scope).some((binding) => binding.kind === "param");
}
