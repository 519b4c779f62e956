/**
 * The one engine behind the editor and the command line: files go in, an Analysis comes out. It does no I/O and reads no clock.
 * Lowered modules are kept by path, so that changing one file lowers one file.
 */
import type { Config } from "../config/types";
import type { MissingName, PackageRoot } from "../resolve/types";
import type { ParseLimits, SyntaxParser } from "../syntax/parser";
import type { Analysis, Skipped, SourceFile } from "./types";

/** One edit of an open document, in UTF-16 offsets and zero-based positions, as the editor reports it. */
export interface DocumentEdit {
  readonly startIndex: number;
  readonly oldEndIndex: number;
  readonly newEndIndex: number;
  readonly startPosition: { readonly row: number; readonly column: number };
  readonly oldEndPosition: { readonly row: number; readonly column: number };
  readonly newEndPosition: { readonly row: number; readonly column: number };
}

export interface Session {
  /**
   * Adds or replaces a file: parses, lowers and frees the tree. A file that cannot be used (too large, generated, not parsed in time)
   * is kept as skipped with its reason. `companion` files only explain names; calls in them are found, findings in them are reported as usual.
   */
  update(file: SourceFile, limits?: ParseLimits): Promise<void>;
  /** A document open in an editor: keeps its tree for incremental parsing until `close`. */
  edit(file: SourceFile, edits: readonly DocumentEdit[], limits?: ParseLimits): Promise<void>;
  close(path: string): void;
  remove(path: string): void;
  has(path: string): boolean;
  readonly paths: readonly string[];
  /** Names that other files would explain. The host finds and adds those files, at most two rounds, before `analyse`. */
  missing(packageRoots: readonly PackageRoot[]): readonly MissingName[];
  analyse(options: AnalyseOptions): Analysis;
  readonly skipped: readonly Skipped[];
  dispose(): void;
}

export interface AnalyseOptions {
  readonly packageRoots: readonly PackageRoot[];
  config(path: string): Config;
}

/** True when the bytes of a file of this language may use an etcd client: a search for the catalogue's needles. */
export declare function canMatter(bytes: Uint8Array, languageId: string): boolean;

export declare function createSession(parser: SyntaxParser): Session;
