/**
 * Diagnostics for clients that pull: documents by `textDocument/diagnostic`, all other files by one `workspace/diagnostic` that stays
 * open and reports what changes for as long as the client listens.
 */
import {
  type CancellationToken,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type PreviousResultId,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { hash } from "../engine/fingerprint";
import { ClosedFilesCap, changedByOthers, type Outlet, type OutletSource } from "./outlet";

interface Listener {
  /** What the client was told, as result ids. */
  readonly told: Map<string, string>;
  tell(items: WorkspaceDocumentDiagnosticReport[]): void;
}

/**
 * A client may forget what it pulled of a document that was closed meanwhile, and does not take a workspace report of it before it
 * has the answer. So that report comes once more, this many milliseconds after the answer.
 */
const repeatAfter = 300;

export class PullOutlet implements Outlet {
  private readonly listeners = new Set<Listener>();
  private readonly cap = new ClosedFilesCap();

  constructor(
    private readonly source: OutletSource,
    /** Every URI that has something to show. */
    private readonly known: () => Iterable<string>,
  ) {}

  /** Answers a pull of one document; undefined when it changed and the client has to ask again. */
  document(uri: string, previous: string | undefined): DocumentDiagnosticReport | undefined {
    const items = this.source.diagnostics(uri);
    if (items === undefined) return undefined;
    setTimeout(() => this.repeat(uri), repeatAfter).unref();
    const resultId = idOf(items);
    if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  /** Answers with what differs from what the client has. With `report` it goes on reporting until the token ends it, else it waits for the first difference. */
  workspace(
    previous: readonly PreviousResultId[],
    token: CancellationToken,
    report: ((part: WorkspaceDiagnosticReport) => void) | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    return new Promise((resolve) => {
      const end = (items: WorkspaceDocumentDiagnosticReport[]): void => {
        this.listeners.delete(listener);
        resolve({ items });
      };
      const listener: Listener = {
        told: new Map(previous.map(({ uri, value }) => [uri, value])),
        tell: (items) => (report ? report({ items }) : end(items)),
      };
      this.listeners.add(listener);
      token.onCancellationRequested(() => end([]));
      this.tell(listener, new Set([...this.known(), ...listener.told.keys()]));
    });
  }

  publish(uris: ReadonlySet<string>, own: ReadonlySet<string>): void {
    for (const listener of this.listeners) this.tell(listener, uris);
    if (changedByOthers(uris, own, this.source.isOpen)) this.source.refresh();
  }

  revise(gone: (uri: string) => boolean): void {
    for (const listener of this.listeners) this.tell(listener, new Set([...listener.told.keys()].filter(gone)));
  }

  get held(): number {
    return this.cap.held;
  }

  private repeat(uri: string): void {
    for (const listener of this.listeners) if (listener.told.delete(uri)) this.tell(listener, new Set([uri]));
  }

  private tell(listener: Listener, uris: ReadonlySet<string>): void {
    const items = [...uris].flatMap((uri): WorkspaceDocumentDiagnosticReport[] => {
      const all = this.source.diagnostics(uri);
      if (all === undefined) return [];
      const shown = this.cap.take(uri, all, this.source.isOpen(uri));
      const resultId = idOf(shown);
      if (listener.told.get(uri) === resultId) return [];
      listener.told.set(uri, resultId);
      return [{ kind: DocumentDiagnosticReportKind.Full, uri, version: this.source.versionOf(uri) ?? null, resultId, items: shown }];
    });
    if (items.length > 0) listener.tell(items);
  }
}

function idOf(items: readonly unknown[]): string {
  return hash(JSON.stringify(items));
}
