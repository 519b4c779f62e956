/** Values that came out of etcd: fields of a client library's key-values. */
import { typeById } from "../catalog/index";
import type { Expr } from "../ir/types";
import type { Scope } from "../resolve/types";
import { awaited } from "./bindings";
import { bare, own, type Reader } from "./reader";

/** `kv.Value`, `resp.Kvs[0].Value`: the field of a key-value of a client library that holds its value. */
export function fromEtcd(expr: Expr, scope: Scope, reader: Reader): boolean {
  const at = bare(expr);
  if (at.kind === "index") return fromEtcd(at.object, scope, reader);
  if (at.kind !== "member") return false;
  const type = awaited(reader.project.typeOf(at.object, scope));
  if (type.kind !== "library") return false;
  const role = own(typeById(type.id)?.responseFields ?? {}, at.name);
  return role === "value" || role === "prev-kv";
}
