/** Is there any reason to start the server? Cheap looks only: the text of open documents, and the manifests of the workspace. */
import { languages, RelativePattern, type TextDocument, type Uri, workspace } from "vscode";
import { configurationGlobs, languageIds } from "./languages";

/** Every client library that we know has this in its import path. */
const needle = "etcd";

const configuration = configurationGlobs.map((glob) => ({ scheme: "file", pattern: `**/${glob}` }));

/** Configuration mentions etcd by its name, by the variables that it reads, or by keys that only it has. */
const mentionsServer = /etcd|ETCD|listen-client-urls|auto-compaction-/;

/** Manifests read at most; a repository with more of them still starts the server with the first document that matters. */
const maxManifests = 50;
const maxManifestBytes = 1024 * 1024;

/** True when a document of ours mentions an etcd library or server. */
export function documentMatters(document: TextDocument): boolean {
  if (document.uri.scheme !== "file") return false;
  if (languageIds.includes(document.languageId)) return document.getText().includes(needle);
  return languages.match(configuration, document) > 0 && mentionsServer.test(document.getText());
}

/** True when the workspace has settings of ours, or depends on an etcd library by its manifests. */
export async function workspaceMatters(): Promise<boolean> {
  for (const folder of workspace.workspaceFolders ?? []) {
    if (folder.uri.scheme !== "file") continue;
    const find = (pattern: string, limit: number): Thenable<Uri[]> =>
      workspace.findFiles(new RelativePattern(folder, pattern), "**/{node_modules,vendor}/**", limit);
    if ((await find("**/{etcd-lint,.etcd-lint}.json", 1)).length > 0) return true;
    for (const uri of await find("**/{go.mod,package.json}", maxManifests)) if (await mentions(uri)) return true;
  }
  return false;
}

async function mentions(uri: Uri): Promise<boolean> {
  try {
    if ((await workspace.fs.stat(uri)).size > maxManifestBytes) return false;
    return Buffer.from(await workspace.fs.readFile(uri)).includes(needle);
  } catch {
    // Gone or unreadable since it was listed: no reason to start.
    return false;
  }
}
