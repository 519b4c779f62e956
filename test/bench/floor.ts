/** What no analysis can undercut: the prefilter over a tree, and the parse of the files listed. Run as `node floor.cjs TREE LIST`. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { createDisk } from "../../server/src/host/disk";
import { languageOf } from "../../server/src/lower/index";
import { createParser } from "../../server/src/syntax/parser";

const [tree = ".", list = "", grammars = ""] = process.argv.slice(2);

async function main(): Promise<void> {
  const disk = createDisk({ root: tree });
  await disk.reload(new Map());
  await disk.scan();
  const parser = createParser(async (file) => readFileSync(path.join(grammars, file)));
  for (const name of readFileSync(list, "utf8").split("\n").filter(Boolean)) {
    const language = languageOf(name);
    if (language) await parser.with(language.grammar, readFileSync(path.join(tree, name), "utf8"), () => undefined);
  }
}

void main();
