/** Where the readers put what they find. */
import type { Comment, FunctionDecl, Stmt } from "../ir/types";
import type { Definition, Insertion, ServerSite, VersionPin } from "../settings/types";
import type { Place } from "../text/span";
import type { Invocation } from "./invocation";
import { placeOf, type Source } from "./source";
import type { ChartDependency, Manifest } from "./types";

export interface Output {
  readonly servers: ServerSite[];
  readonly definitions: Definition[];
  readonly pins: VersionPin[];
  readonly charts: ChartDependency[];
  readonly apiServers: Place[];
  readonly comments: Comment[];
  readonly notices: string[];
  /** Scripts as a program, with the functions that they declare. */
  readonly statements: Stmt[];
  readonly functions: FunctionDecl[];
  /** Reads a piece of the file that is something of its own: a script, a unit, a configuration file. */
  fragment(source: Source): void;
}

export function newOutput(fragment: (source: Source, out: Output) => void): Output & Manifest {
  const out: Output & Manifest = {
    servers: [],
    definitions: [],
    pins: [],
    charts: [],
    apiServers: [],
    comments: [],
    notices: [],
    statements: [],
    functions: [],
    fragment: (source) => fragment(source, out),
  };
  return out;
}

/** A server from a command line, with what is known around it. */
export function addInvocation(
  out: Output,
  source: Source,
  invocation: Invocation,
  around: {
    readonly name?: string;
    readonly settings?: readonly ServerSite["settings"][number][];
    readonly open?: boolean;
    readonly kubernetes?: boolean;
    readonly environmentFiles?: readonly string[];
    readonly version?: VersionPin;
    readonly configFile?: string | null;
    readonly insertion?: Insertion;
  } = {},
): void {
  const version = around.version ?? invocation.version;
  const configFile = invocation.configFile === undefined ? around.configFile : invocation.configFile;
  if (version) out.pins.push(version);
  out.servers.push({
    kind: "server",
    name: around.name ?? invocation.cluster ?? "",
    place: placeOf(source, invocation.program),
    settings: [...(around.settings ?? []), ...invocation.settings],
    open: invocation.open || around.open === true,
    kubernetes: invocation.kubernetes || around.kubernetes === true,
    environmentFiles: [...invocation.environmentFiles, ...(around.environmentFiles ?? [])],
    ...(configFile === undefined ? {} : { configFile }),
    ...(version ? { version } : {}),
    ...(around.insertion ? { insertion: around.insertion } : {}),
  });
}
