/** What a process that lives for seconds asks of its JavaScript engine. */
import { setFlagsFromString } from "node:v8";

/**
 * Functions are optimised much later than by default, by major version of Node. In a run of a few seconds a good quarter of all CPU time
 * goes into optimising code that then hardly runs. An engine prints an error for a flag that it does not know, so only versions on which
 * the flag was seen to work are here; others run as they are.
 */
const laterOptimisation: Readonly<Record<string, string>> = {
  "20": "--interrupt-budget=1000000",
  "22": "--invocation-count-for-turbofan=30000",
  "24": "--invocation-count-for-turbofan=30000",
};

/** The flag for this version of Node (`20.11.1`), if there is one. */
export function shortRunFlag(nodeVersion: string): string | undefined {
  const major = nodeVersion.slice(0, nodeVersion.indexOf("."));
  return Object.hasOwn(laterOptimisation, major) ? laterOptimisation[major] : undefined;
}

/** Tells the engine that the process will be short. */
export function expectShortRun(): void {
  const flag = shortRunFlag(process.versions.node);
  if (flag !== undefined) setFlagsFromString(flag);
}
