/**
 * Diagnostics to the client, by push or by pull, from one function that gives the diagnostics of a URI. A client that pulls does so for
 * open documents only; files that are not open are pushed to every client.
 */
import type { Diagnostic } from "vscode-languageserver";

export interface PublisherOptions {
  readonly pull: boolean;
  isOpen(uri: string): boolean;
  versionOf(uri: string): number | undefined;
  /** undefined: what is known is of an older text, so nothing may be said now. */
  diagnostics(uri: string): Diagnostic[] | undefined;
  send(params: { uri: string; version?: number; diagnostics: Diagnostic[] }): void;
  /** Open documents whose findings changed through others: asks the client to ask again. */
  refresh(): void;
}

/** Problems of closed files that are shown at most; a list beyond that helps nobody and costs the editor. */
export const maxClosedProblems = 2000;

export class Publisher {
  /** URIs that the client holds pushed diagnostics of, with their number. */
  private readonly pushed = new Map<string, number>();
  /** Problems left out by the cap. */
  private readonly heldBack = new Map<string, number>();

  constructor(private readonly options: PublisherOptions) {}

  /** Pushes what changed; `own` are documents whose change was theirs, which a pulling client asks for without being told. */
  publish(uris: Iterable<string>, own: ReadonlySet<string>): void {
    let refresh = false;
    for (const uri of uris) {
      const open = this.options.isOpen(uri);
      if (open && !own.has(uri)) refresh = true;
      if (open && this.options.pull) this.clear(uri);
      else this.push(uri);
    }
    if (refresh) this.options.refresh();
  }

  /** A document was opened: a pulling client shows its own from now on. */
  opened(uri: string): void {
    if (this.options.pull) this.clear(uri);
  }

  /** Takes everything back of URIs that `keep` refuses. */
  retain(keep: (uri: string) => boolean): void {
    for (const uri of [...this.pushed.keys()]) if (!keep(uri)) this.clear(uri);
  }

  /** How many problems of closed files the cap keeps from being shown. */
  get held(): number {
    return total(this.heldBack);
  }

  private push(uri: string): void {
    const { diagnostics, send, versionOf, isOpen } = this.options;
    const list = diagnostics(uri);
    if (list === undefined) return;
    const room = isOpen(uri) ? list.length : Math.max(0, maxClosedProblems - total(this.pushed) + (this.pushed.get(uri) ?? 0));
    const shown = list.slice(0, room);
    if (shown.length < list.length) this.heldBack.set(uri, list.length - shown.length);
    else this.heldBack.delete(uri);
    if (shown.length === 0 && !this.pushed.has(uri) && !isOpen(uri)) return;
    const version = versionOf(uri);
    send({ uri, ...(version === undefined ? {} : { version }), diagnostics: shown });
    if (shown.length > 0) this.pushed.set(uri, shown.length);
    else this.pushed.delete(uri);
  }

  private clear(uri: string): void {
    if (this.pushed.delete(uri)) this.options.send({ uri, diagnostics: [] });
  }
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
