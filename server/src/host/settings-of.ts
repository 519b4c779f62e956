/** Settings asked for by themselves, without a run. */
import { existsSync } from "node:fs";
import type { ConfigFlags } from "../config/merge";
import type { Config } from "../config/types";
import { type ConfigFileProblems, configFiles } from "./config-files";
import { join, parentOf, relativeTo, upwards } from "./paths";
import { isRepositoryTop, walk } from "./walk";

/** Settings of a file (absolute; it need not be there), and what is wrong in the files that take part. */
export async function settingsOf(
  file: string,
  root: string,
  flags: ConfigFlags,
  only: string | undefined,
): Promise<{ readonly config: Config; readonly problems: readonly ConfigFileProblems[] }> {
  const files = configFiles({ root, flags, ...(only === undefined ? {} : { only }) });
  await files.prepare([parentOf(file)]);
  return { config: files.config(file), problems: files.problems() };
}

/** Every settings file under the paths (absolute) and above the first, named relative to `root`, with its problems. */
export async function settingsUnder(
  paths: readonly string[],
  root: string,
): Promise<{ readonly files: readonly string[]; readonly problems: readonly ConfigFileProblems[] } | { readonly problem: string }> {
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) return { problem: `${missing} does not exist` };
  const folders = new Set<string>();
  for (const path of paths) {
    for (const { directory } of walk(path)) folders.add(directory);
    const above = upwards(path);
    const top = above.findIndex(isRepositoryTop);
    for (const folder of top === -1 ? above : above.slice(0, top + 1)) folders.add(folder);
  }
  const files = configFiles({ root, flags: {} });
  await files.prepare(folders);
  const found = [...folders].flatMap(
    (folder) => ["etcd-lint.json", ".etcd-lint.json"].map((name) => join(folder, name)).find(existsSync) ?? [],
  );
  return { files: found.map((file) => relativeTo(root, file)).sort(), problems: files.problems() };
}
