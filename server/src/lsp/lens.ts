/** A code lens over each function that costs etcd memory: what it costs, and which call costs most. */
import type { CodeLens } from "vscode-languageserver";
import type { Finding } from "../engine/types";
import { formatByteRange, formatBytes } from "../text/format";
import { revealFindingCommand } from "./protocol";
import { toPoint } from "./to-lsp";
import { type FunctionTotal, functionTotals, shownBytes } from "./totals";

/** Lenses of one file. `commands`: the client has our commands, so a lens can lead to its dearest call. */
export function codeLenses(findings: readonly Finding[], uri: string, commands: boolean): CodeLens[] {
  return functionTotals(findings).map((total) => ({
    range: toPoint(total.line, 1),
    command: {
      title: lensTitle(total),
      command: commands ? revealFindingCommand : "",
      ...(commands ? { arguments: [uri, total.driver.line - 1, total.driver.column - 1] } : {}),
    },
  }));
}

/** `etcd: about 9.8 GiB (9.8–110 GiB), most of it raft-log by hot-rewrite in line 41`. */
export function lensTitle(total: FunctionTotal): string {
  const { low, high, driver, driverComponent, findings } = total;
  const where = `${driver.rule} in line ${driver.line}`;
  if (!driver.estimate) return `etcd: cost not estimated, ${where}`;
  const amount = `etcd: about ${formatBytes(shownBytes(total))} (${formatByteRange(low, high)})`;
  const component = driverComponent ? `${driverComponent} by ` : "";
  return findings.length > 1 ? `${amount}, most of it ${component}${where}` : `${amount}, ${component}${where}`;
}
