/** The project side of a calibration: its calls, and the settings file that would change. */
import type { CallRow } from "../engine/types";
import { isConfigFile } from "./config-files";
import { configFindings } from "./config-findings";
import { lint } from "./lint";
import { absolute, join } from "./paths";

export interface CalibrationProject {
  readonly calls: readonly CallRow[];
  /** Absolute; the nearest settings file, or the place for a new one. */
  readonly settingsFile: string;
}

/** Analyses the paths from `cwd`; `config` is the only settings file that counts, if given. A problem is one sentence. */
export async function calibrationProject(
  paths: readonly string[],
  cwd: string,
  config?: string,
): Promise<CalibrationProject | { readonly problem: string }> {
  const project = await lint(paths, { cwd, ...(config === undefined ? {} : { config }) });
  if ("problem" in project) return project;
  const { errors } = configFindings(project.configProblems, project.root);
  if (errors.length > 0) return { problem: errors.join(" ") };
  const nearest = project.config.files.map((name) => absolute(name, project.root)).find(isConfigFile);
  const settingsFile = config === undefined ? (nearest ?? join(project.root, "etcd-lint.json")) : absolute(config, cwd);
  return { calls: project.analysis.calls, settingsFile };
}
