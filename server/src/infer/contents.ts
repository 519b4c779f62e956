/** Values whose size the program does not decide: files and bodies of requests. */
import type { Expr } from "../ir/types";
import type { Scope } from "../resolve/types";
import { mergeReasons } from "./facts";
import { fromProfile, placeOf, type Reader, reason } from "./reader";
import type { Size } from "./sizes-of-types";
import type { Fact, Reason } from "./types";

/** The body of a request, or a part of it. */
export function requestBody(expr: Expr, scope: Scope, reader: Reader): Size {
  const body = fromProfile(reader, "requestBodyBytes", 16);
  const why = reason("request-body", "request-body", {}, placeOf(scope, expr.span));
  return { bytes: { ...withFirst(body, why), high: Number.POSITIVE_INFINITY }, shape: "request-body", bounded: false };
}

/** What a file holds. */
export function fileContent(expr: Expr, scope: Scope, reader: Reader): Size {
  const content = fromProfile(reader, "fileBytes", 16);
  const why = reason("file", "file", {}, placeOf(scope, expr.span));
  return { bytes: { ...withFirst(content, why), high: Number.POSITIVE_INFINITY }, shape: "file", bounded: false };
}

/** The fact with one more reason in front. */
export const withFirst = (fact: Fact, first: Reason): Fact => ({ ...fact, because: mergeReasons([first], fact.because) });
