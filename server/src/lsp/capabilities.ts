/** What the client can do, read once, and what the server answers that it can do. */
import { CodeActionKind, type InitializeParams, type ServerCapabilities, TextDocumentSyncKind } from "vscode-languageserver";

export interface ClientAbilities {
  readonly pull: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshLenses: boolean;
  readonly related: boolean;
  readonly versionedEdits: boolean;
  readonly configuration: boolean;
  readonly folders: boolean;
  readonly watchFiles: boolean;
  readonly progress: boolean;
}

export function abilitiesOf({ capabilities }: InitializeParams): ClientAbilities {
  const { textDocument, workspace, window } = capabilities;
  return {
    pull: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshLenses: workspace?.codeLens?.refreshSupport === true,
    related: textDocument?.publishDiagnostics?.relatedInformation === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    configuration: workspace?.configuration === true,
    folders: workspace?.workspaceFolders === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    progress: window?.workDoneProgress === true,
  };
}

/** Pull diagnostics where the client offers it, push otherwise. */
export function serverCapabilities(abilities: ClientAbilities): ServerCapabilities {
  return {
    // UTF-16 is the protocol's default and ours.
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    hoverProvider: true,
    completionProvider: { resolveProvider: false },
    codeLensProvider: { resolveProvider: false },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix], resolveProvider: false },
    ...(abilities.pull ? { diagnosticProvider: { identifier: "etcd-lint", interFileDependencies: true, workspaceDiagnostics: true } } : {}),
    ...(abilities.folders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {}),
  };
}
