/** Writes the tables of docs/model.md anew. Run with `npm run docs:model`; a test finds a stale page. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withTables } from "./model-tables";

const page = path.resolve("docs/model.md");
writeFileSync(page, withTables(readFileSync(page, "utf8")));
