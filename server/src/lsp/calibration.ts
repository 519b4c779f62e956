/** Calibration for the editor: the calls of one folder, one endpoint, and texts to show. It answers what the command line prints. */
import { calibrate } from "../host/calibrate";
import { calibrationProject } from "../host/calibration-project";
import { calibrationText } from "../report/calibrate-text";
import type { CalibrateAnswer, CalibrateParams } from "./protocol";

/** Analyses the folder as it is on disk, then asks the endpoint. `date` is the day, as in 2026-01-31. */
export async function calibrateFolder(params: CalibrateParams, date: string): Promise<CalibrateAnswer> {
  const { folder, endpoint, certificates, credentials, settings = {} } = params;
  const project = await calibrationProject([folder], folder);
  if ("problem" in project) return { kind: "failed", problem: project.problem };
  const { calls, settingsFile } = project;
  const settingsText = settings[settingsFile];
  const result = await calibrate({
    endpoint,
    calls,
    settingsFile,
    date,
    ...(settingsText === undefined ? {} : { settingsText }),
    ...(certificates === undefined ? {} : { certificates }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  if ("problem" in result) return result;
  return { text: calibrationText(result, { colours: false }), settings: result.settings };
}
