/** Marks of costs outside the text: badges in the explorer, and the gutter and overview ruler of editors. Each can be switched off. */
import {
  type DecorationOptions,
  type Disposable,
  EventEmitter,
  type FileDecoration,
  type FileDecorationProvider,
  l10n,
  OverviewRulerLane,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  Uri,
  window,
  workspace,
} from "vscode";
import { badgeOf, marksOf } from "./costs/marks";
import type { CostStore } from "./costs/store";
import type { Severity } from "./costs/sums";
import { debounced } from "./debounce";

const severities: readonly Severity[] = ["info", "warning", "error"];
const textColours: Readonly<Record<Severity, string>> = {
  info: "list.deemphasizedForeground",
  warning: "list.warningForeground",
  error: "list.errorForeground",
};
const rulerColours: Readonly<Record<Severity, string>> = {
  info: "editorOverviewRuler.infoForeground",
  warning: "editorOverviewRuler.warningForeground",
  error: "editorOverviewRuler.errorForeground",
};
/** Seen on light and dark grounds alike: the gutter takes no theme colour for a picture. */
const gutterColours: Readonly<Record<Severity, string>> = { info: "#3794ff", warning: "#cca700", error: "#e5484d" };

export function registerDecorations(store: CostStore): readonly Disposable[] {
  const badges = new Badges(store);
  return [badges, window.registerFileDecorationProvider(badges), new Marks(store)];
}

class Badges implements FileDecorationProvider, Disposable {
  private readonly changed = new EventEmitter<Uri[] | undefined>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private readonly subscriptions: readonly Disposable[];

  constructor(private readonly store: CostStore) {
    this.subscriptions = [
      this.changed,
      { dispose: store.listen((uris) => this.changed.fire([...uris].map((uri) => Uri.parse(uri)))) },
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("etcd-lint.fileDecorations")) this.changed.fire(undefined);
      }),
    ];
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    const costs = this.store.file(uri.toString());
    if (!costs || !workspace.getConfiguration("etcd-lint").get("fileDecorations", true)) return undefined;
    const badge = badgeOf(costs.rows, l10n.t);
    return badge && { badge: badge.text, tooltip: badge.tooltip, color: new ThemeColor(textColours[badge.severity]), propagate: true };
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }
}

class Marks implements Disposable {
  private readonly types: ReadonlyMap<Severity, TextEditorDecorationType>;
  private readonly subscriptions: readonly Disposable[];

  constructor(private readonly store: CostStore) {
    this.types = new Map(severities.map((severity) => [severity, decorationType(severity)]));
    const draw = debounced(100, () => window.visibleTextEditors.forEach((editor) => void this.draw(editor)));
    this.subscriptions = [
      ...this.types.values(),
      draw,
      { dispose: store.listen(() => draw.call()) },
      window.onDidChangeVisibleTextEditors(() => draw.call()),
      workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("etcd-lint.marks") && draw.call()),
    ];
    draw.call();
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }

  private draw(editor: TextEditor): void {
    const settings = workspace.getConfiguration("etcd-lint.marks");
    const rows = settings.get("enable", true) ? (this.store.file(editor.document.uri.toString())?.rows ?? []) : [];
    const marks = marksOf(rows, settings.get("fromMiB", 100) * 1024 ** 2);
    for (const [severity, type] of this.types) {
      const ranges = marks
        .filter((mark) => mark.severity === severity)
        .map(({ line, column, endLine, endColumn }): DecorationOptions => ({ range: new Range(line, column, endLine, endColumn) }));
      editor.setDecorations(type, ranges);
    }
  }
}

function decorationType(severity: Severity): TextEditorDecorationType {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="6" y="1" width="4" height="14" rx="2" fill="${gutterColours[severity]}"/></svg>`;
  return window.createTextEditorDecorationType({
    gutterIconPath: Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`),
    gutterIconSize: "contain",
    overviewRulerColor: new ThemeColor(rulerColours[severity]),
    overviewRulerLane: OverviewRulerLane.Center,
  });
}
