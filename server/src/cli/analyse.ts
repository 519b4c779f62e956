/** The commands that need the engine: a bundle of its own, loaded when one of them runs. */
export { calibrationProject } from "../host/calibration-project";
export { callsCommand } from "./calls";
export { diffCommand } from "./diff";
export { lintCommand } from "./lint";
export { whyCommand } from "./why";
