/** The whole engine over a few files, with the ladder open at the bottom so that nothing is hidden. */
import { defaultConfig } from "../../server/src/config/defaults";
import type { Config } from "../../server/src/config/types";
import { createSession } from "../../server/src/engine/session";
import type { Finding } from "../../server/src/engine/types";
import { parser } from "../support/parser";

export const openConfig: Config = {
  ...defaultConfig,
  thresholds: { ...defaultConfig.thresholds, hideBelow: 0 },
  // The question whether anything compacts is asked in its own fixtures only.
  server: { autoCompaction: "1h" },
};

export async function analyse(
  files: readonly { readonly path: string; readonly text: string }[],
  config: Config = openConfig,
): Promise<readonly Finding[]> {
  const session = createSession(parser);
  try {
    for (const file of files) await session.update(file);
    return session.analyse({ packageRoots: [], config: () => config }).findings;
  } finally {
    session.dispose();
  }
}
