/** How diagnostics get to the client. Push and pull both draw from one function that gives the diagnostics of a URI. */
import type { Diagnostic } from "vscode-languageserver";

export interface OutletSource {
  isOpen(uri: string): boolean;
  versionOf(uri: string): number | undefined;
  /** undefined: what is known is of an older text, so nothing may be said now. */
  diagnostics(uri: string): Diagnostic[] | undefined;
  /** Open documents whose findings changed through others: asks the client to ask again. */
  refresh(): void;
}

export interface Outlet {
  /** Passes on what changed; `own` are documents whose change was theirs. */
  publish(uris: ReadonlySet<string>, own: ReadonlySet<string>): void;
  /** Says anew what the client was told of URIs that `gone` names. */
  revise(gone: (uri: string) => boolean): void;
  /** How many problems of closed files the cap keeps from being shown. */
  readonly held: number;
}

/** Problems of closed files that are shown at most; a list beyond that helps nobody and costs the editor. */
export const maxClosedProblems = 2000;

/** Counts the problems of closed files that are shown and those that are not. */
export class ClosedFilesCap {
  private readonly shown = new Map<string, number>();
  private readonly heldBack = new Map<string, number>();

  constructor(private readonly max = maxClosedProblems) {}

  /** The part of the list that may be shown. */
  take(uri: string, list: readonly Diagnostic[], open: boolean): Diagnostic[] {
    this.shown.delete(uri);
    const part = open ? [...list] : list.slice(0, Math.max(0, this.max - total(this.shown)));
    if (!open && part.length > 0) this.shown.set(uri, part.length);
    if (part.length < list.length) this.heldBack.set(uri, list.length - part.length);
    else this.heldBack.delete(uri);
    return part;
  }

  get held(): number {
    return total(this.heldBack);
  }
}

/** True when a document changed through others than itself. */
export function changedByOthers(uris: ReadonlySet<string>, own: ReadonlySet<string>, isOpen: (uri: string) => boolean): boolean {
  return [...uris].some((uri) => isOpen(uri) && !own.has(uri));
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
