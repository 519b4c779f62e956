/** The documents open in the editor. Their text wins over the disk. */
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import type { DocumentEdit } from "../engine/session";
import { applyChanges } from "./text-sync";
import { canonicalUri } from "./to-lsp";

export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

interface Entry extends OpenDocument {
  /** Edits since `takeEdits`; undefined when they do not add up to the present text. */
  readonly edits: readonly DocumentEdit[] | undefined;
}

/** Editors differ in how they escape a URI: documents are kept by one spelling and keep the client's own. */
export class OpenDocuments {
  private readonly entries = new Map<string, Entry>();

  open(document: OpenDocument): void {
    this.entries.set(canonicalUri(document.uri), { ...document, edits: undefined });
  }

  /** The document after the changes; undefined when it was never opened. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): OpenDocument | undefined {
    const entry = this.entries.get(canonicalUri(uri));
    if (!entry) return undefined;
    const { text, edits } = applyChanges(entry.text, changes);
    const next: Entry = { ...entry, version, text, edits: edits && entry.edits ? [...entry.edits, ...edits] : undefined };
    this.entries.set(canonicalUri(uri), next);
    return next;
  }

  close(uri: string): void {
    this.entries.delete(canonicalUri(uri));
  }

  get(uri: string): OpenDocument | undefined {
    return this.entries.get(canonicalUri(uri));
  }

  /** Edits since the last call for the parser to follow, oldest first; undefined when it has to start from nothing. */
  takeEdits(uri: string): readonly DocumentEdit[] | undefined {
    const entry = this.entries.get(canonicalUri(uri));
    if (!entry) return undefined;
    this.entries.set(canonicalUri(uri), { ...entry, edits: [] });
    return entry.edits;
  }

  all(): readonly OpenDocument[] {
    return [...this.entries.values()];
  }
}
