/** A calibration for people in a terminal: what was read, the account beside the measured memory, and the settings that follow. */
import type { Account, AccountRow, KeyGroup, ServerFacts } from "../calibrate";
import type { Quantity } from "../model";
import { formatByteRange, formatBytes, formatCount } from "../text/format";
import { alignedLines } from "./cost-table";
import { type Paint, paint, printable } from "./paint";
import { textDiff } from "./text-diff";

export interface CalibrationReport {
  readonly server: string;
  readonly facts: ServerFacts;
  readonly groups: readonly KeyGroup[];
  readonly account: Account;
  readonly settings: { readonly file: string; readonly before: string; readonly after: string };
  readonly notes: readonly string[];
}

/** Calls under this share of their component are only counted. */
const worthNaming = 0.005;
/** Calls named beside a component before the rest are counted. */
const maxCalls = 3;

export function calibrationText(report: CalibrationReport, { colours }: { readonly colours: boolean }): string {
  const style = paint(colours);
  const { facts, server, notes } = report;
  const members = facts.members === 1 ? "one member" : `one of ${formatCount(facts.members)} members`;
  const blocks = [
    [style.bold(printable(`etcd ${facts.version} at ${server}, ${members}`))],
    keyLines(report, style),
    accountLines(report.account, style),
    measuredLines(report, style),
    notes.map((note) => printable(`Note: ${note}.`)),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

/** The changes of the settings file, or that there are none. */
export function settingsText({ settings: { file, before, after } }: CalibrationReport, { colours }: { readonly colours: boolean }): string {
  const style = paint(colours);
  const lines = textDiff(before, after);
  if (lines.length === 0) return `${printable(file)} says all of this already.\n`;
  const head = before === "" ? `${file} would be new:` : `${file} would change:`;
  const painted = lines.map((line) =>
    line.startsWith("+")
      ? style.added(printable(line))
      : line.startsWith("-")
        ? style.removed(printable(line))
        : style.dim(printable(line)),
  );
  return [style.bold(printable(head)), ...painted, ""].join("\n");
}

function keyLines({ groups, account: { load } }: CalibrationReport, style: Paint): readonly string[] {
  const rows = groups.map(({ key, isPrefix, keys, sample, keyBytes, valueBytes, version, leased }) => [
    printable(isPrefix ? `${key}…` : key),
    formatCount(keys),
    formatBytes(keyBytes),
    formatBytes(valueBytes),
    formatCount(version),
    leased === 0 ? "" : `${Math.round(leased * 100)} %`,
    sample.length < keys ? formatCount(sample.length) : "all",
  ]);
  if (load.otherKeys > 0) rows.push(["(others)", formatCount(load.otherKeys), "", "", "", "", "none"]);
  if (rows.length === 0) return [];
  const [header = "", ...lines] = alignedLines([["keys under", "keys", "key", "value", "writes each", "leased", "sampled"], ...rows]);
  return [style.dim(header), ...lines];
}

function accountLines({ rows, prediction }: Account, style: Paint): readonly string[] {
  const all = prediction.live.likely;
  const cells = rows.map((row) => [
    row.component,
    row.document === 0 ? "–" : formatBytes(row.document),
    row.live.high === 0 ? "–" : formatBytes(row.live.likely),
    row.live.high === 0 ? "" : formatByteRange(row.live.low, row.live.high),
    all === 0 || row.live.likely === 0 ? "" : `${Math.round((row.live.likely / all) * 100)} %`,
    row.file.high === 0 ? "" : formatBytes(row.file.likely),
    callWords(row),
  ]);
  const total = [
    "model",
    formatBytes(prediction.estimate.document),
    formatBytes(prediction.live.likely),
    formatByteRange(prediction.live.low, prediction.live.high),
    "",
    formatBytes(prediction.file.likely),
    "",
  ];
  const header = ["component", "by the documents", "live heap", "range", "share", "files", "explained by"];
  const [head = "", ...lines] = alignedLines([header, ...cells, total]);
  return [style.dim(head), ...lines.slice(0, -1), style.bold(lines.at(-1) ?? "")];
}

function callWords({ because }: AccountRow): string {
  const telling = because.filter(({ share }) => share === undefined || share >= worthNaming);
  const named = telling.slice(0, maxCalls).map(({ call, share }) => {
    const key = call.key === undefined ? "" : ` ${JSON.stringify(call.key)}`;
    return `${call.file}:${call.line} ${call.operation}${key}${share === undefined ? "" : ` (${Math.round(share * 100)} %)`}`;
  });
  const more = because.length - named.length;
  return printable([...named, ...(more > 0 ? [`and ${formatCount(more)} more`] : [])].join(", "));
}

function measuredLines({ facts: { memory, store }, account }: CalibrationReport, style: Paint): readonly string[] {
  const { measuredLive, explained, ratio, prediction } = account;
  const { resident, heap, liveHeap, stacks = 0, runtime } = memory;
  const rows: (readonly string[])[] = [];
  const row = (name: string, bytes: number | undefined, words: string): void => {
    if (bytes !== undefined) rows.push([name, formatBytes(Math.max(0, bytes)), words]);
  };
  row("live heap and stacks", measuredLive, liveWords(explained, ratio));
  if (heap !== undefined && liveHeap !== undefined) row("garbage of now", heap - liveHeap, "the next collection takes it");
  if (runtime !== undefined && heap !== undefined)
    row("headroom and runtime", runtime - heap - stacks, "what Go keeps for the next writes, and its own books");
  row("heap and runtime", runtime, expectation(prediction.anonymous));
  if (resident !== undefined && runtime !== undefined) row("files", resident - runtime, fileWords(store.databaseBytes));
  row("resident", resident, "heap and runtime, and files");
  if (rows.length === 0) return ["The server does not say how much memory it has."];
  const [header = "", ...lines] = alignedLines([["measured", "", ""], ...rows]);
  return [style.dim(header), ...lines];
}

function liveWords(explained: number | undefined, ratio: number | undefined): string {
  if (explained === undefined || ratio === undefined) return "";
  const side = ratio > 1 ? "more" : "less";
  const off = Math.round(Math.abs(1 - ratio) * 100);
  return `the model explains ${Math.round(explained * 100)} %${off === 0 ? "" : ` (it says ${off} % ${side})`}`;
}

function expectation({ low, likely, high }: Quantity): string {
  return `the model expects ${formatBytes(likely)} (${formatByteRange(low, high)})`;
}

function fileWords(database: number | undefined): string {
  const size = database === undefined ? "the database" : `the database of ${formatBytes(database)}`;
  return `the program, and what was read of ${size}: after a restart all of it`;
}
