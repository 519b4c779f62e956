/** Which files are tests and which are generated, by the conventions of the JavaScript world. */

/** True for `*.test.*`, `*.spec.*` and anything under `__tests__`, `__mocks__`, `test`, `tests`. */
export function isTestFile(path: string): boolean {
  return /(^|\/)(__tests__|__mocks__|tests?|e2e)\//.test(path) || /\.(test|tests|spec|e2e)\.[cm]?[jt]sx?$/.test(path);
}

const marker =
  /^\s*(?:\/\/|\/?\*+).*(?:@generated\b|\bcode generated\b|\bdo not edit\b|\bfile (?:is|was) (?:automatically |auto-?)?generated\b|\bauto-?generated (?:file|code|by)\b)/im;

/**
 * True for declaration files, protobuf output, minified bundles and files that say so at the top.
 *
 * A first line longer than 20 000 characters cannot be seen in `head` alone; a head of full length without a single
 * line break counts, because nobody writes that by hand.
 */
export function isGeneratedFile(path: string, head: string): boolean {
  if (/\.d\.([a-z]+\.)?[cm]?ts$|_pb\.([cm]?js|ts)$|_grpc_pb\.[cm]?js$|[.-]min\.[cm]?js$|\.bundle\.[cm]?js$/.test(path)) return true;
  if (marker.test(head)) return true;
  return head.length >= 1_800 && !head.includes("\n");
}

/** Other people's code and build output. `lib` and `bin` stay: many projects keep sources there. */
export const ignoredDirectories: readonly string[] = [
  "node_modules",
  "bower_components",
  "jspm_packages",
  "dist",
  "out",
  "build",
  "coverage",
  ".next",
  ".nuxt",
  ".output",
  ".svelte-kit",
  ".turbo",
  ".cache",
  ".yarn",
  ".nyc_output",
];
