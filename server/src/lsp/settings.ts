/** Editor settings of the server. What is linted and how much it may cost is in etcd-lint.json, which the command line reads too. */
import * as z from "zod";

const settingsSchema = z.object({
  enable: z.boolean().catch(true).default(true),
  codeLens: z.boolean().catch(true).default(true),
  workspaceScan: z.boolean().catch(true).default(true),
  delay: z.number().min(0).max(10_000).catch(150).default(150),
});

export interface Settings {
  readonly enable: boolean;
  /** Show the cost of a function above it. */
  readonly codeLens: boolean;
  /** Lint files of the workspace that are not open. */
  readonly workspaceScan: boolean;
  /** Milliseconds of silence after a keystroke before the next analysis. */
  readonly delay: number;
}

export const defaultSettings: Settings = settingsSchema.parse({});

/** Settings from whatever the client sent: a wrong or missing value gives its default. */
export function readSettings(value: unknown): Settings {
  const parsed = settingsSchema.safeParse(value ?? {});
  return parsed.success ? parsed.data : defaultSettings;
}

/** True when what was found under the former settings is of no use under the new ones. */
export function needsRestart(former: Settings, next: Settings): boolean {
  return former.enable !== next.enable || former.codeLens !== next.codeLens || former.workspaceScan !== next.workspaceScan;
}
