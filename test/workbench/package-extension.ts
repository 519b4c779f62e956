/** Packs the extension as it is published. */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";

/** What a marketplace download may weigh. */
const maxBytes = 2 * 1024 ** 2;

/** Packs into `folder` and gives the file; fails when it is larger than we allow ourselves. */
export function packageExtension(root: string, folder: string): string {
  const vsix = path.join(folder, "etcd-lint.vsix");
  execFileSync(process.execPath, [path.join(root, "scripts/package.mjs"), "--out", vsix], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const { size } = statSync(vsix);
  if (size > maxBytes) throw new Error(`the VSIX has ${size} bytes, the limit is ${maxBytes}`);
  console.log(`VSIX: ${(size / 1024).toFixed(0)} KiB`);
  return vsix;
}
