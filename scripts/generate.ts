/** Writes the files that are made from the code: the schema of etcd-lint.json. Run with `npm run generate`; a test finds stale files. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { schemaText } from "../server/src/config/json-schema";

writeFileSync(path.resolve(process.argv[2] ?? "schema/etcd-lint.schema.json"), schemaText());
