/** Reads fixtures: what each line of them wants or must not have. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parseBytes } from "../../server/src/config/units";

export interface Want {
  readonly line: number;
  readonly rule: string;
  readonly severity?: string;
  readonly document?: number;
  readonly likelyAtLeast?: number;
}

export interface FixtureFile {
  readonly path: string;
  readonly text: string;
  readonly wants: readonly Want[];
  /** Lines that say `ok: rule`. */
  readonly oks: readonly { readonly line: number; readonly rule: string }[];
}

/** Files that are analysed together: one file, or all of a folder inside a rule's folder. */
export interface Fixture {
  readonly name: string;
  readonly rule: string;
  readonly files: readonly FixtureFile[];
}

const root = path.resolve(__dirname, "fixtures");

export function fixtures(): readonly Fixture[] {
  return readdirSync(root)
    .sort()
    .flatMap((rule) => {
      const folder = path.join(root, rule);
      return readdirSync(folder)
        .sort()
        .map((entry) => {
          const at = path.join(folder, entry);
          const names = statSync(at).isDirectory() ? filesIn(at).map((name) => path.join(entry, name)) : [entry];
          return { name: `${rule}/${entry}`, rule, files: names.map((name) => readFixture(folder, name)) };
        });
    });
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

function readFixture(folder: string, name: string): FixtureFile {
  const text = readFileSync(path.join(folder, name), "utf8");
  const wants: Want[] = [];
  const oks: { line: number; rule: string }[] = [];
  text.split("\n").forEach((source, index) => {
    const ok = /(?:\/\/|#) ok: ([\w-]+)/.exec(source);
    if (ok?.[1]) oks.push({ line: index + 1, rule: ok[1] });
    const want = /(?:\/\/|#) want: (.+)$/.exec(source);
    if (want?.[1]) wants.push(...want[1].split(";").map((one) => wantOf(one.trim(), index + 1)));
  });
  return { path: name, text, wants, oks };
}

/** `rule [info|warning|error] [document=N] [likely>=SIZE]`. */
function wantOf(source: string, line: number): Want {
  const [rule = "", ...rest] = source.split(/\s+/);
  let want: Want = { line, rule };
  for (const part of rest) {
    const document = /^document=(\d+)$/.exec(part)?.[1];
    const likely = /^likely>=(.+)$/.exec(part)?.[1];
    if (document) want = { ...want, document: Number(document) };
    else if (likely) want = { ...want, likelyAtLeast: parseBytes(likely) ?? Number.NaN };
    else if (/^(info|warning|error)$/.test(part)) want = { ...want, severity: part };
    else throw new Error(`${source}: cannot read ${part}`);
  }
  return want;
}
