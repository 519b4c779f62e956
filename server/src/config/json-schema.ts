/** The JSON schema that editors use for etcd-lint.json. */
import * as z from "zod";
import { configSchema } from "./schema";

/** Text of `schema/etcd-lint.schema.json`: what may be written in the file (before units are read). */
export function schemaText(): string {
  const schema = z.toJSONSchema(configSchema, { io: "input", target: "draft-7", unrepresentable: "throw" });
  return `${JSON.stringify({ ...schema, title: "etcd-lint settings", allowComments: true, allowTrailingCommas: true }, null, 2)}\n`;
}
