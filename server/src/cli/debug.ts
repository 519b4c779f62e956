/** `--debug`: what the run read and by which settings. */
import { installationFolder, installedVersion } from "../host/installation";
import type { LintResult } from "../host/lint";
import type { LintCommandOptions } from "./program";

export function debugLines({ root, config, seen, analysed, analysis }: LintResult, options: LintCommandOptions): string {
  const lines = [
    `etcd-lint ${installedVersion()} from ${installationFolder()}, Node ${process.versions.node} on ${process.platform} ${process.arch}`,
    `options ${JSON.stringify(options)}`,
    `root ${root}`,
    `settings of the root from ${config.files.length === 0 ? "no file" : config.files.join(", ")}; etcd ${config.etcdVersion} (${config.etcdVersionSource})`,
    `${seen} files seen, ${analysed.length} analysed, ${analysis.calls.length} calls, ${analysis.findings.length} findings, ${analysis.skipped.length} skipped`,
    ...analysed.map((file) => `analysed ${file}`),
    ...analysis.skipped.map(({ file, reason }) => `skipped ${file}: ${reason}`),
  ];
  return lines.map((line) => `etcd-lint: debug: ${line}\n`).join("");
}
