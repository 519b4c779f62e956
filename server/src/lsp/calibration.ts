/** Calibration for the editor: the calls of one folder, one endpoint, and texts to show. It answers what the command line prints. */
import { calibrate } from "../host/calibrate";
import { isConfigFile } from "../host/config-files";
import { configFindings } from "../host/config-findings";
import { lint } from "../host/lint";
import { absolute, join } from "../host/paths";
import { calibrationText } from "../report/calibrate-text";
import type { CalibrateAnswer, CalibrateParams } from "./protocol";

/** Analyses the folder as it is on disk, then asks the endpoint. `date` is the day, as in 2026-01-31. */
export async function calibrateFolder(params: CalibrateParams, date: string): Promise<CalibrateAnswer> {
  const { folder, endpoint, certificates, credentials, settings = {} } = params;
  const project = await lint([folder], { cwd: folder });
  if ("problem" in project) return { kind: "failed", problem: project.problem };
  const { errors } = configFindings(project.configProblems, project.root);
  if (errors.length > 0) return { kind: "failed", problem: errors.join(" ") };
  const nearest = project.config.files.map((name) => absolute(name, project.root)).find(isConfigFile);
  const settingsFile = nearest ?? join(project.root, "etcd-lint.json");
  const settingsText = settings[settingsFile];
  const result = await calibrate({
    endpoint,
    calls: project.analysis.calls,
    settingsFile,
    date,
    ...(settingsText === undefined ? {} : { settingsText }),
    ...(certificates === undefined ? {} : { certificates }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  if ("problem" in result) return result;
  return { text: calibrationText(result, { colours: false }), settings: result.settings };
}
