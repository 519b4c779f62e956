/** What the shipped command line says of a tree: its findings and the calls that it recognises. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const reportSchema = z.object({
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(["info", "warning", "error"]),
      file: z.string(),
      line: z.number(),
      endLine: z.number(),
      message: z.string(),
      estimate: z.object({ likely: z.number().nullable() }).optional(),
      related: z.array(z.object({ file: z.string(), line: z.number() })),
    }),
  ),
});

const spotSchema = z.object({ file: z.string(), line: z.number() });
const callsSchema = z.object({ calls: z.array(spotSchema.extend({ operation: z.string(), places: z.array(spotSchema).default([]) })) });

export type Found = z.infer<typeof reportSchema>["findings"][number];
export type Called = z.infer<typeof callsSchema>["calls"][number];

export interface Linted {
  readonly tree: string;
  readonly findings: readonly Found[];
  readonly calls: readonly Called[];
  /** Lines of a file; none when it is not there. */
  lines(file: string): readonly string[];
}

/** Lints a tree with `dist/cli.cjs`. A run that fails ends everything: its numbers would be wrong. */
export function linted(tree: string): Linted {
  const texts = new Map<string, readonly string[]>();
  const lines = (file: string): readonly string[] => {
    const known = texts.get(file);
    if (known) return known;
    const read = linesOf(path.join(tree, file));
    texts.set(file, read);
    return read;
  };
  const { findings } = reportSchema.parse(run(["lint", "--fail-on", "never", "--format", "json"], tree));
  const { calls } = callsSchema.parse(run(["calls", "--format", "json"], tree));
  return { tree, findings, calls, lines };
}

function run(args: readonly string[], cwd: string): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.resolve("dist/cli.cjs"), ...args, "."], {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  // 3: over the budget that the tree's own settings name.
  if (status !== 0 && status !== 3) throw new Error(`etcd-lint ${args.join(" ")} in ${cwd} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}
