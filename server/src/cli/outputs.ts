/** Where reports go: one format to the output, others each to its file. */
import { writeProblem, writeWhole } from "../host/atomic-write";
import { absolute } from "../host/paths";
import { type FormatName, formatNames } from "../report/format-names";
import { lintJson } from "../report/json";
import { lintStylish } from "../report/stylish";
import type { LintRun, Renderer, Style } from "../report/types";
import { didYouMean } from "../text/suggest";
import type { Io } from "./io";

export interface Output {
  readonly format: FormatName;
  /** undefined = the standard output. */
  readonly file?: string;
}

/** Reads `--format NAME` and `--format NAME=FILE`, and `--output-file` for the one without a file; a sentence when they do not fit. */
export function outputsOf(formats: readonly string[], outputFile: string | undefined): readonly Output[] | string {
  const outputs: Output[] = [];
  for (const text of formats.length === 0 ? ["stylish"] : formats) {
    const [name = "", ...rest] = text.split("=");
    const file = rest.join("=");
    const format = formatNames.find((known) => known === name);
    if (!format) return `there is no format "${name}".${didYouMean(name, formatNames)} There are ${formatNames.join(", ")}.`;
    if (rest.length > 0 && file === "") return `--format ${name}= names no file`;
    outputs.push(file === "" ? { format } : { format, file });
  }
  const plain = outputs.filter(({ file }) => file === undefined);
  if (plain.length > 1) return `only one format can go to the output: write ${plain[1]?.format}=FILE for the others`;
  if (outputFile === undefined) return outputs;
  if (plain.length === 0) return "--output-file is for the format that has no file of its own, and there is none";
  return outputs.map((output) => (output.file === undefined ? { ...output, file: outputFile } : output));
}

/** Renders every report and writes it; a sentence for each that could not be written. Files have no colours and no width. */
export async function writeReports(outputs: readonly Output[], run: LintRun, style: Style, io: Io): Promise<readonly string[]> {
  const problems: string[] = [];
  // Files come first: a reader of the output that goes away ends the process.
  for (const { format, file } of [...outputs].sort((a, b) => Number(a.file === undefined) - Number(b.file === undefined))) {
    const render = await rendererOf(format);
    if (file === undefined) {
      io.out(render(run, style));
      continue;
    }
    const { width: _, ...plain } = style;
    try {
      writeWhole(absolute(file, io.cwd), render(run, { ...plain, colours: false }));
    } catch (error) {
      problems.push(`cannot write ${file}: ${writeProblem(error)}`);
    }
  }
  return problems;
}

/** Formats that few ask for are a bundle of their own. */
async function rendererOf(format: FormatName): Promise<Renderer> {
  if (format === "stylish") return lintStylish;
  if (format === "json") return lintJson;
  const { renderers } = await import("./formats");
  return renderers[format];
}
