/**
 * The one engine behind the editor and the command line: files go in, an Analysis comes out. It does no I/O and reads no clock.
 * Lowered modules are kept by path, so that changing one file lowers one file.
 */
import { needlesFor } from "../catalog/index";
import type { Config } from "../config/types";
import { inferCall } from "../infer/index";
import type { CallFacts, InferContext } from "../infer/types";
import type { Module } from "../ir/types";
import { languageById, languageOf } from "../lower/index";
import type { Language } from "../lower/types";
import { readManifest } from "../manifests/index";
import { isTestManifest, type ManifestName, manifestNamed, mentionsServer } from "../manifests/kinds";
import type { Manifest } from "../manifests/types";
import { resolve } from "../resolve/index";
import type { EtcdCall, MissingName, PackageRoot, Project } from "../resolve/types";
import { type ServerPicture, serverPicture } from "../settings/servers";
import type { ParseLimits, SyntaxDocument, SyntaxParser, TextChange } from "../syntax/parser";
import { lineIndex } from "../text/span";
import { type Around, allCalls, analyseProject, annotationsOf, type KnownFile, readComments } from "./analyse";
import { discover, type Round } from "./discovery";
import { inventoryOf } from "./inventory";
import { serverVersion, withVersion } from "./server-version";
import type { Analysis, Skipped, SourceFile, SummaryStore } from "./types";

/** One edit of an open document, as the editor reports it. */
export type DocumentEdit = TextChange;

export interface Session {
  /**
   * Adds or replaces a file: parses, lowers and frees the tree. A file that cannot be used (too large, generated, not parsed in time)
   * is kept as skipped with its reason. Calls in files that only explain names are found and reported as usual.
   */
  update(file: SourceFile, limits?: ParseLimits): Promise<void>;
  /** A document open in an editor: keeps its tree for incremental parsing until `close`. */
  edit(file: SourceFile, edits: readonly DocumentEdit[], limits?: ParseLimits): Promise<void>;
  close(path: string): void;
  remove(path: string): void;
  has(path: string): boolean;
  readonly paths: readonly string[];
  /**
   * Names that other files would explain. The host finds and adds those files, at most two rounds, before `analyse`. What was worked out
   * for this answer serves `analyse` too, when it gets the same options and no file changed in between.
   */
  missing(options: AnalyseOptions): readonly MissingName[];
  analyse(options: AnalyseOptions): Analysis;
  readonly skipped: readonly Skipped[];
  dispose(): void;
}

export interface AnalyseOptions {
  readonly packageRoots: readonly PackageRoot[];
  /** Settings of a file. A function that gives other answers than before must be another function. */
  readonly config: (path: string) => Config;
  /** Runs each named step of the analysis, for those who measure it. */
  readonly around?: Around;
}

/** True when the text of a file of this language may use an etcd client: a search for the catalogue's needles. The host does the same on bytes. */
export function canMatter(text: string, languageId: string, path = ""): boolean {
  if (!languageById(languageId) && manifestNamed(path)) return mentionsServer(text);
  return needlesFor(languageId).some((needle) => text.includes(needle));
}

interface Entry {
  readonly file: KnownFile;
  readonly module: Module;
}

interface ConfigurationEntry {
  readonly file: KnownFile;
  readonly manifest: Manifest;
}

/** What was worked out for one state of the files under one set of settings. */
interface Inferred {
  readonly project: Project;
  readonly config: AnalyseOptions["config"];
  facts(call: EtcdCall): CallFacts;
  /** Assumption comments that belong to no call. */
  readonly unused: ReturnType<typeof annotationsOf>["unused"];
}

const headLength = 2048;

/** Makes an empty session. The parser may be shared between sessions; `store` spares parsing files that it knows. */
export function createSession(parser: SyntaxParser, store?: SummaryStore): Session {
  const entries = new Map<string, Entry>();
  const configuration = new Map<string, ConfigurationEntry>();
  const skipped = new Map<string, string>();
  const documents = new Map<string, SyntaxDocument>();
  let resolved: { readonly project: Project; readonly roots: string } | undefined;
  let inferred: Inferred | undefined;
  let lastRound: (Round & Pick<AnalyseOptions, "config">) | undefined;
  let picture: ServerPicture | undefined;
  let settled:
    | { readonly from: AnalyseOptions["config"]; readonly version: string | undefined; readonly config: AnalyseOptions["config"] }
    | undefined;

  const changed = (): void => {
    resolved = undefined;
    inferred = undefined;
  };
  const forget = (path: string): void => {
    if (entries.delete(path)) changed();
    const former = configuration.get(path);
    if (former?.manifest.module) changed();
    if (configuration.delete(path)) picture = undefined;
    skipped.delete(path);
  };
  const keep = (file: SourceFile, language: Language, module: Module): void => {
    const lines = lineIndex(file.text);
    const comments = readComments(file.path, file.text, lines, language, module.comments);
    entries.set(file.path, { file: { path: file.path, text: file.text, lines, language, comments }, module });
    skipped.delete(file.path);
    changed();
  };
  const languageFor = (file: SourceFile): Language | undefined =>
    (file.languageId === undefined ? undefined : languageById(file.languageId)) ?? languageOf(file.path);
  const skip = (path: string, reason: string): void => {
    forget(path);
    skipped.set(path, reason);
  };

  const keepConfiguration = (file: SourceFile, kind: ManifestName): void => {
    const lines = lineIndex(file.text);
    const manifest = readManifest(file.text, file.path);
    if (!manifest) return;
    const known = { comments: kind.comments, isTest: isTestManifest };
    const comments = readComments(file.path, file.text, lines, known, manifest.comments);
    forget(file.path);
    configuration.set(file.path, { file: { path: file.path, text: file.text, lines, language: known, comments }, manifest });
    picture = undefined;
    if (manifest.module) changed();
  };

  const accept = async (file: SourceFile, parse: (language: Language) => Promise<Module | undefined>): Promise<void> => {
    const language = languageFor(file);
    const kind = language ? undefined : manifestNamed(file.path);
    if (kind) return keepConfiguration(file, kind);
    if (!language) return skip(file.path, "no language reads this file");
    if (language.isGenerated(file.path, file.text.slice(0, headLength))) return skip(file.path, "generated code");
    const module = await parse(language);
    if (module) keep(file, language, module);
    else skip(file.path, "parsing took too long");
  };

  const projectFor = (packageRoots: readonly PackageRoot[]): Project => {
    const roots = packageRoots.map((root) => `${root.prefix}=${root.directory}=${root.installed ?? ""}`).join("\n");
    if (resolved && resolved.roots === roots) return resolved.project;
    // Path order makes every result independent of the order in which files arrived.
    const scripts = [...configuration.values()].flatMap(({ manifest }) => manifest.module ?? []);
    const modules = [...[...entries.values()].map((entry) => entry.module), ...scripts].sort((a, b) =>
      a.path < b.path ? -1 : a.path > b.path ? 1 : 0,
    );
    const project = resolve(modules, {
      packageRoots,
      isTest: (path) => (entries.get(path) ?? configuration.get(path))?.file.language.isTest(path) ?? false,
    });
    resolved = { project, roots };
    return project;
  };

  const pictureNow = (): ServerPicture => {
    if (picture) return picture;
    const all = [...configuration].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { manifest }]) => manifest);
    picture = serverPicture({
      servers: all.flatMap(({ servers }) => servers),
      definitions: all.flatMap(({ definitions }) => definitions),
      pins: all.flatMap(({ pins }) => pins),
      charts: all.flatMap(({ charts }) => charts),
      apiServers: all.flatMap(({ apiServers }) => apiServers),
    });
    return picture;
  };

  /** The same settings and version give the same function: others tell by it whether anything changed. */
  const settingsOf = (config: AnalyseOptions["config"], version: string | undefined): AnalyseOptions["config"] => {
    if (settled?.from !== config || settled.version !== version) settled = { from: config, version, config: withVersion(config, version) };
    return settled.config;
  };

  const inferredFor = ({ packageRoots, config: given }: AnalyseOptions): Inferred => {
    const project = projectFor(packageRoots);
    const embeds = project.calls.some((call) => call.operation === "server-start" && !call.inTest);
    const config = settingsOf(given, serverVersion(pictureNow(), embeds));
    if (inferred?.project === project && inferred.config === config) return inferred;
    const withComments = new Map(
      [...entries].filter(([, { file }]) => file.comments.assumptions.length > 0).map(([path, { file }]) => [path, file]),
    );
    const { byCall, unused } = annotationsOf(allCalls(project), withComments);
    const context: InferContext = { project, config, annotation: (call) => byCall.get(call.id) };
    const facts = new Map<string, CallFacts>();
    const factsOf = (call: EtcdCall): CallFacts => {
      let known = facts.get(call.id);
      if (!known) {
        known = inferCall(call, context);
        facts.set(call.id, known);
      }
      return known;
    };
    inferred = { project, config, facts: factsOf, unused };
    return inferred;
  };

  return {
    update: (file, limits) =>
      accept(file, async (language) => {
        const known = store?.get(file, language.id);
        if (known) return known;
        const module = await parser.with(language.grammar, file.text, (tree) => language.lower(tree, file.text, file.path), limits);
        if (module) store?.set(file, language.id, module);
        return module;
      }),
    edit: (file, edits, limits) =>
      accept(file, async (language) => {
        let document = documents.get(file.path);
        if (!document) {
          document = parser.document(language.grammar);
          documents.set(file.path, document);
        } else for (const edit of edits) document.edit(edit);
        return document.parse(file.text, (tree) => language.lower(tree, file.text, file.path), limits);
      }),
    close(path) {
      documents.get(path)?.dispose();
      documents.delete(path);
    },
    remove(path) {
      lastRound = undefined;
      documents.get(path)?.dispose();
      documents.delete(path);
      forget(path);
    },
    has: (path) => entries.has(path) || configuration.has(path) || skipped.has(path),
    get paths() {
      return [...entries.keys(), ...configuration.keys()];
    },
    missing(options) {
      const { project, facts, config } = inferredFor(options);
      const { missing, round } = discover(
        { project, facts, config, servers: pictureNow() },
        lastRound?.config === config ? lastRound : undefined,
      );
      lastRound = { ...round, config };
      return missing;
    },
    analyse(options) {
      const { project, config, facts, unused } = inferredFor(options);
      const files = [...entries.values(), ...configuration.values()].map((entry) => entry.file);
      const byPath = new Map(files.map((file) => [file.path, file]));
      const { around } = options;
      const context = {
        project,
        servers: pictureNow(),
        facts,
        file: (path: string) => byPath.get(path),
        config,
        ...(around ? { around } : {}),
      };
      const result = analyseProject(context, files, unused);
      return {
        findings: result.findings,
        get calls() {
          return result.calls;
        },
        get inventory() {
          return inventoryOf(context, result.calls);
        },
        skipped: this.skipped,
      };
    },
    get skipped() {
      const partly = [...configuration].flatMap(([file, { manifest }]) => manifest.notices.map((notice) => [file, notice] as const));
      return [...skipped, ...partly].map(([file, reason]) => ({ file, reason })).sort((a, b) => (a.file < b.file ? -1 : 1));
    },
    dispose() {
      for (const document of documents.values()) document.dispose();
      documents.clear();
      entries.clear();
      configuration.clear();
      picture = undefined;
      skipped.clear();
      changed();
    },
  };
}
