/** What the workspace costs, as the server told it last. Knows nothing of the editor. */
import type { CostRow, CostsParams, FileCosts } from "../../../server/src/lsp/protocol";

/** Gets the URIs of files whose costs changed, spelled as the store spells them. */
export type StoreListener = (uris: ReadonlySet<string>) => void;

export class CostStore {
  private readonly byUri = new Map<string, FileCosts>();
  private readonly listeners = new Set<StoreListener>();

  /** `spell` gives the client's own spelling of a URI. */
  constructor(private readonly spell: (uri: string) => string) {}

  apply({ files }: CostsParams): void {
    const changed = new Set<string>();
    for (const file of files) {
      const uri = this.spell(file.uri);
      changed.add(uri);
      if (file.rows.length === 0) this.byUri.delete(uri);
      else this.byUri.set(uri, { ...file, uri });
    }
    this.tell(changed);
  }

  /** The server is gone, and with it what it knew. */
  clear(): void {
    const gone = new Set(this.byUri.keys());
    this.byUri.clear();
    if (gone.size > 0) this.tell(gone);
  }

  files(): readonly FileCosts[] {
    return [...this.byUri.values()];
  }

  file(uri: string): FileCosts | undefined {
    return this.byUri.get(uri);
  }

  /** Gives what ends the listening. */
  listen(listener: StoreListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private tell(uris: ReadonlySet<string>): void {
    for (const listener of this.listeners) listener(uris);
  }
}

/** The finding at a line (from 0): of several the one whose range is shortest. */
export function rowAt(rows: readonly CostRow[], line: number): CostRow | undefined {
  return rows
    .filter((row) => row.line <= line && line <= row.endLine)
    .reduce<CostRow | undefined>((best, row) => (best && best.endLine - best.line <= row.endLine - row.line ? best : row), undefined);
}
