/** The pages about the command line name what there is, and nothing else. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { run } from "../../server/src/cli/program";
import { parseConfig } from "../../server/src/config/parse";
import { formatNames } from "../../server/src/report/format-names";

const cli = readFileSync("docs/cli.md", "utf8");
const ci = readFileSync("docs/ci.md", "utf8");

async function printed(...args: string[]): Promise<string> {
  let text = "";
  const io = {
    cwd: ".",
    colours: false,
    watched: false,
    out: (part: string) => {
      text += part;
    },
    err: () => undefined,
  };
  expect(await run(args, io, "0")).toBe(0);
  return text;
}

/** Long options that a text names, apart from those of other programs. */
const optionsIn = (text: string) => [...new Set(text.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [])];

describe("docs/cli.md", () => {
  it("has every option of lint", async () => {
    const help = await printed("lint", "--help");
    const [list = ""] = help.split("\nExamples:");
    for (const option of optionsIn(list)) expect(cli).toContain(option);
  });
  it("has every format, and every command", async () => {
    for (const name of formatNames) expect(cli).toContain(`| \`${name}\` |`);
    const commands = [...(await printed("--help")).matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name).filter((name) => name !== "help");
    expect(commands.length).toBeGreaterThan(8);
    for (const name of commands) expect(cli).toMatch(new RegExp(`^etcd-lint (\\[${name}\\]|${name})`, "m"));
  });
});

describe("docs/ci.md", () => {
  const blocks = (language: string) =>
    [...ci.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text = ""]) => text);

  it("has YAML that parses", () => {
    expect(blocks("yaml").length).toBeGreaterThan(2);
    for (const text of blocks("yaml")) expect(parseDocument(text).errors).toEqual([]);
  });
  it("uses options and formats that there are", async () => {
    const known = optionsIn(`${await printed("lint", "--help")} ${await printed("diff", "--help")}`);
    const lines = ci
      .replaceAll(/\n\s+--/g, " --")
      .split("\n")
      .filter((line) => /etcd-lint(@[\d.]+)? /.test(line) && !line.includes("npm install"));
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const behind = line.slice(line.search(/etcd-lint(@[\d.]+)? /)).split(" | ")[0] ?? "";
      for (const option of optionsIn(behind).filter((name) => name !== "--unshallow")) expect(known).toContain(option);
      for (const [, format = ""] of behind.matchAll(/--format ([a-z]+)/g)) expect(formatNames).toContain(format);
    }
  });
  it("has settings that are right", () => {
    const settings = [...ci.matchAll(/`(\{?"(?:budgets|locked|profile)"[^`]*)`/g)].map(([, text = ""]) => text);
    expect(settings.length).toBeGreaterThan(3);
    for (const text of settings) expect(parseConfig(`{ ${text} }`, ["large-value"]).problems).toEqual([]);
  });
});
