/** The tree view "etcd memory". Draws `costTree`, and keeps how it is grouped and filtered for the workspace. */
import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
} from "vscode";
import { formatBytes } from "../../../server/src/text/format";
import { debounced } from "../debounce";
import { type CostStore, rowAt } from "./store";
import { atLeast, type Severity } from "./sums";
import { type CostTree, costTree, type FindingNode, type Grouping, groupings, type TreeNode } from "./tree";

const viewId = "etcd-lint.costs";
const groupingKey = "costs.grouping";
const leastKey = "costs.least";
const onlyKey = "costs.onlyActiveFile";
/** Milliseconds without news before the tree is drawn anew, and without a move before it follows the cursor. */
const drawAfter = 100;
const followAfter = 150;

export function registerCostView(context: ExtensionContext, store: CostStore): readonly Disposable[] {
  const view = new CostView(context, store);
  const set = (key: string, value: unknown) => () => view.set(key, value);
  return [
    view,
    commands.registerCommand("etcd-lint.costs.byRule", set(groupingKey, "rule")),
    commands.registerCommand("etcd-lint.costs.byFile", set(groupingKey, "file")),
    commands.registerCommand("etcd-lint.costs.byComponent", set(groupingKey, "component")),
    commands.registerCommand("etcd-lint.costs.bySize", set(groupingKey, "size")),
    commands.registerCommand("etcd-lint.costs.allSeverities", set(leastKey, "info")),
    commands.registerCommand("etcd-lint.costs.warnings", set(leastKey, "warning")),
    commands.registerCommand("etcd-lint.costs.errors", set(leastKey, "error")),
    commands.registerCommand("etcd-lint.costs.activeFile", set(onlyKey, true)),
    commands.registerCommand("etcd-lint.costs.allFiles", set(onlyKey, false)),
    commands.registerCommand("etcd-lint.costs.showEverything", async () => {
      await view.set(leastKey, "info");
      await view.set(onlyKey, false);
    }),
    commands.registerCommand("etcd-lint.explain", () => commands.executeCommand("etcd-lint.openRuleDocs", ruleAtCursor(store))),
    commands.registerCommand("etcd-lint.costs.explain", (node?: TreeNode) =>
      commands.executeCommand("etcd-lint.openRuleDocs", ruleOf(node)),
    ),
  ];
}

/** undefined where the cursor is at no finding: then the person chooses. */
function ruleAtCursor(store: CostStore): string | undefined {
  const editor = window.activeTextEditor;
  return editor && rowAt(store.file(editor.document.uri.toString())?.rows ?? [], editor.selection.active.line)?.rule;
}

function ruleOf(node: TreeNode | undefined): string | undefined {
  if (node?.kind === "finding") return node.row.rule;
  return node?.by === "rule" ? node.subject : undefined;
}

class CostView implements TreeDataProvider<TreeNode>, Disposable {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: TreeView<TreeNode>;
  private readonly subscriptions: readonly Disposable[];
  private tree: CostTree | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly store: CostStore,
  ) {
    this.view = window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
    const draw = debounced(drawAfter, () => this.draw());
    const follow = debounced(followAfter, () => void this.follow());
    this.subscriptions = [
      this.view,
      this.changed,
      draw,
      follow,
      { dispose: store.listen(() => draw.call()) },
      this.view.onDidChangeVisibility(() => follow.call()),
      window.onDidChangeTextEditorSelection(() => this.view.visible && follow.call()),
      window.onDidChangeActiveTextEditor(() => {
        if (this.onlyActive) draw.call();
        follow.call();
      }),
    ];
    this.draw();
  }

  async set(key: string, value: unknown): Promise<void> {
    await this.context.workspaceState.update(key, value);
    this.draw();
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (!node) return [...this.current().roots];
    return node.kind === "group" ? [...node.children] : [];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.current().parentOf(node);
  }

  getTreeItem(node: TreeNode): TreeItem {
    const item = new TreeItem(node.label, node.kind === "group" ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None);
    item.id = node.id;
    item.description = node.description;
    item.tooltip = new MarkdownString().appendText(node.tooltip.join("\n"));
    item.contextValue = node.kind === "finding" || node.by === "rule" ? "rule" : node.by;
    item.iconPath = iconOf(node);
    item.accessibilityInformation = { label: [...node.tooltip, node.severity].join(", ") };
    if (node.kind === "finding") {
      const { uri, row } = node;
      item.command = { title: l10n.t("Go to the line"), command: "etcd-lint.revealFinding", arguments: [uri, row.line, row.column] };
    } else if (node.by === "file") {
      item.resourceUri = Uri.parse(node.subject);
    }
    return item;
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }

  private get grouping(): Grouping {
    const kept = this.context.workspaceState.get<Grouping>(groupingKey);
    return kept && groupings.includes(kept) ? kept : "rule";
  }

  private get least(): Severity {
    return this.context.workspaceState.get<Severity>(leastKey) ?? "info";
  }

  private get onlyActive(): boolean {
    return this.context.workspaceState.get<boolean>(onlyKey) ?? false;
  }

  private current(): CostTree {
    const active = this.onlyActive ? window.activeTextEditor?.document.uri.toString() : undefined;
    this.tree ??= costTree(this.store.files(), {
      by: this.grouping,
      filter: { least: this.least, ...(active === undefined ? {} : { only: active }) },
      t: l10n.t,
    });
    return this.tree;
  }

  private draw(): void {
    this.tree = undefined;
    const { total, shown, hidden } = this.current();
    const cost = total ? l10n.t("{0} likely", formatBytes(total.likely)) : undefined;
    this.view.description = [cost, ...this.filterWords()].filter((part) => part !== undefined).join(" · ");
    this.view.message = shown > 0 && hidden > 0 ? l10n.t("{0} more hidden by the filter", hidden) : "";
    const over = this.store.files().flatMap(({ rows }) => rows.filter(({ severity }) => atLeast(severity, "warning"))).length;
    this.view.badge = over > 0 ? { value: over, tooltip: l10n.t("{0} warnings and errors of etcd-lint", over) } : undefined;
    void commands.executeCommand("setContext", "etcd-lint.costs.filtered", shown === 0 && hidden > 0);
    void commands.executeCommand("setContext", "etcd-lint.costs.grouping", this.grouping);
    void commands.executeCommand("setContext", "etcd-lint.costs.least", this.least);
    void commands.executeCommand("setContext", "etcd-lint.costs.onlyActiveFile", this.onlyActive);
    this.changed.fire(undefined);
  }

  private filterWords(): readonly string[] {
    const severity = { info: [], warning: [l10n.t("warnings and errors")], error: [l10n.t("errors")] }[this.least];
    return this.onlyActive ? [...severity, l10n.t("this file")] : severity;
  }

  /** Selects the finding at the cursor; leaves the tree alone where there is none. */
  private async follow(): Promise<void> {
    const editor = window.activeTextEditor;
    if (!this.view.visible || !editor || !workspace.getConfiguration("etcd-lint").get("tree.followCursor", true)) return;
    const uri = editor.document.uri.toString();
    const row = rowAt(this.store.file(uri)?.rows ?? [], editor.selection.active.line);
    const node: FindingNode | undefined = row && this.current().nodeOf(uri, row.id);
    if (!node || this.view.selection.some((selected) => selected.kind === "finding" && selected.uri === uri && selected.row.id === row?.id))
      return;
    await this.view.reveal(node, { select: true, focus: false });
  }
}

function iconOf(node: TreeNode): ThemeIcon {
  if (node.kind === "group" && node.by === "file") return ThemeIcon.File;
  switch (node.severity) {
    case "error":
      return new ThemeIcon("error", new ThemeColor("problemsErrorIcon.foreground"));
    case "warning":
      return new ThemeIcon("warning", new ThemeColor("problemsWarningIcon.foreground"));
    case "info":
      return new ThemeIcon("info", new ThemeColor("problemsInfoIcon.foreground"));
  }
}
