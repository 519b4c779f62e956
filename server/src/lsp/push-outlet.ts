/** Diagnostics by `textDocument/publishDiagnostics`, for clients that do not pull. */
import type { PublishDiagnosticsParams } from "vscode-languageserver";
import { ClosedFilesCap, changedByOthers, type Outlet, type OutletSource } from "./outlet";

export class PushOutlet implements Outlet {
  /** URIs that the client shows problems of. */
  private readonly shown = new Set<string>();
  private readonly cap = new ClosedFilesCap();

  constructor(
    private readonly source: OutletSource,
    private readonly send: (params: PublishDiagnosticsParams) => void,
  ) {}

  publish(uris: ReadonlySet<string>, own: ReadonlySet<string>): void {
    for (const uri of uris) this.push(uri);
    if (changedByOthers(uris, own, this.source.isOpen)) this.source.refresh();
  }

  revise(gone: (uri: string) => boolean): void {
    for (const uri of [...this.shown].filter(gone)) this.push(uri);
  }

  get held(): number {
    return this.cap.held;
  }

  private push(uri: string): void {
    const all = this.source.diagnostics(uri);
    if (all === undefined) return;
    const open = this.source.isOpen(uri);
    const diagnostics = this.cap.take(uri, all, open);
    // An open document is answered even with nothing, so that the client learns which version that is about.
    if (diagnostics.length === 0 && !open && !this.shown.has(uri)) return;
    if (diagnostics.length > 0) this.shown.add(uri);
    else this.shown.delete(uri);
    const version = this.source.versionOf(uri);
    this.send({ uri, ...(version === undefined ? {} : { version }), diagnostics });
  }
}
