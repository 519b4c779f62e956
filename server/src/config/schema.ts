/**
 * The one definition of etcd-lint.json: what is allowed, what it means (the texts of the editor's completion) and how it is read.
 * `schema/etcd-lint.schema.json` is generated from it.
 */
import * as z from "zod";
import { parseBytes, parseCount, parseRate, parseSeconds } from "./units";

/** A number, or a text with a unit that `parse` understands; gives the number. */
function measure(parse: (value: string | number) => number | undefined, expected: string, examples: readonly (string | number)[]) {
  return z
    .union([z.number(), z.string()], { error: `expected ${expected}` })
    .transform((value, context) => {
      const parsed = parse(value);
      if (parsed !== undefined) return parsed;
      context.addIssue({ code: "custom", message: `expected ${expected}` });
      return z.NEVER;
    })
    .meta({ examples: [...examples] });
}

const bytes = () => measure(parseBytes, 'a size such as "2MiB", "1 KB" or a number of bytes', ["2MiB", "1 KB", 4096]);
const count = () => measure(parseCount, 'a count such as 10000 or "10k"', [10_000, "10k"]);
const rate = () => measure(parseRate, 'a rate such as "1/5s", "10/s" or a number per second', ["1/5s", "10/s", 10]);
const hours = () =>
  measure(
    (value) => {
      if (typeof value === "number") return parseCount(value);
      const seconds = parseSeconds(value);
      return seconds === undefined ? undefined : seconds / 3600;
    },
    'a duration such as "12h", "7d" or a number of hours',
    ["12h", "7d", 12],
  );

const profileFields = {
  keysUnderPrefix: count().optional().describe("Keys under one prefix, where the code does not say it."),
  keysTotal: count().optional().describe("Keys in the whole etcd."),
  keyBytes: bytes().optional().describe("Length of a key."),
  valueBytes: bytes().optional().describe("Size of a stored value."),
  collectionEntries: count().optional().describe("Elements of a list or map whose size the code does not bound."),
  stringBytes: bytes().optional().describe("Length of a string field of unknown length."),
  fileBytes: bytes().optional().describe("Size of a file whose content is stored."),
  requestBodyBytes: bytes().optional().describe("Size of a request body whose content is stored."),
  requestsPerSecond: rate().optional().describe("How often each request handler runs."),
  eventsPerSecond: rate().optional().describe("How often each event callback runs."),
  concurrentRequests: count().optional().describe("Requests handled at the same time."),
  connections: count().optional().describe("Clients that connect to etcd: processes, pods, agents."),
  members: count().optional().describe("Members of the etcd cluster."),
  hoursKept: hours().optional().describe("How long the history of keys is kept, and how far growth is looked ahead."),
  tls: z.boolean().optional().describe("Clients connect with TLS."),
} as const;

const presetName = z.enum(["small", "medium", "large"]);

const profile = z
  .union([
    presetName,
    z.strictObject({
      preset: presetName.optional().describe("Where values that are not set here come from."),
      calibrated: z.string().optional().describe("Day and server that etcd-lint calibrate took values from; says so, and changes nothing."),
      ...profileFields,
    }),
  ])
  .describe("The load to expect where the code does not say it: a preset, or a preset and single values.");

const budgetLimit = z
  .union([z.number(), z.string()], { error: 'expected a size such as "4GiB", or an increase such as "+10%" or "+100MiB"' })
  .transform((value, context) => {
    const parsed = parseBudget(value);
    if (parsed) return parsed;
    context.addIssue({ code: "custom", message: 'expected a size such as "4GiB", or an increase such as "+10%" or "+100MiB"' });
    return z.NEVER;
  })
  .meta({ examples: ["4GiB", "+10%", "+100MiB"] });

const budget = () => z.union([z.null(), budgetLimit, z.array(budgetLimit)]);

const components = [
  "raft-log",
  "tree-index",
  "boltdb",
  "connections",
  "streams",
  "watchers",
  "watch-backlog",
  "range",
  "lease",
  "v2-store",
  "write-buffer",
] as const;

const budgets = z
  .strictObject({
    total: budget().optional().describe("What all findings may cost together."),
    growthPerHour: budget().optional().describe("How much all findings may grow in an hour, together."),
    finding: budget().optional().describe("What one finding may cost."),
    components: z.partialRecord(z.enum(components), budget()).optional().describe("What each part of etcd's memory may cost."),
    files: z
      .record(z.string(), budget())
      .optional()
      .describe("What the findings in some files may cost together, by glob. Patterns without a slash match in any folder."),
    owners: z
      .record(z.string(), budget())
      .optional()
      .describe("What the findings in files of an owner may cost together, by the name in CODEOWNERS."),
  })
  .describe(
    'Limits on the likely cost; over one of them the run ends with exit code 3. A size is the most it may be; "+10%" or "+100MiB" is the most that may be added to the revision compared with. A list has both. null takes a limit away.',
  );

const severity = z.enum(["off", "info", "warning", "error"]);

const limit = () => z.union([z.null(), bytes()]);

const thresholds = z
  .strictObject({
    hideBelow: bytes().optional().describe("Findings that cost less are not shown."),
    warnAt: limit().optional().describe("Findings that cost at least this much are warnings. null = never."),
    failAt: limit().optional().describe("Findings that cost at least this much are errors. null = never."),
    budget: limit()
      .optional()
      .describe("What all findings of a run may cost together; over it the run ends with exit code 3. null = no budget."),
    longKey: bytes().optional().describe("Key length from which long-key speaks."),
    maxTxnOps: count().optional().describe("Operations in one transaction from which large-txn speaks."),
  })
  .describe("From which cost on a finding is shown, a warning, an error.");

/** What a file may say for all its files, and an override for some. */
const partFields = {
  etcd: z
    .strictObject({
      version: z
        .string()
        .regex(/^v?\d+\.\d+(\.\d+)?( ?- ?v?\d+\.\d+(\.\d+)?)?$/, "expected a version such as 3.5 or 3.4.23, or a range such as 3.4-3.6")
        .optional()
        .describe("Version of the etcd server: 3.5, 3.4.23; or a range, which makes ranges of bytes: 3.4-3.6."),
    })
    .optional()
    .describe("The etcd server that the code talks to."),
  profile: profile.optional(),
  prefixes: z
    .record(z.string(), z.strictObject(profileFields))
    .optional()
    .describe('Values of the profile for keys that start with a prefix: { "/jobs/": { "keysUnderPrefix": 100000 } }.'),
  rules: z.record(z.string(), severity).optional().describe("Severity by rule id. A severity set here does not depend on the cost."),
  thresholds: thresholds.optional(),
  tests: z
    .enum(["quiet", "same", "off"])
    .optional()
    .describe(
      "off (default): test code is not read. quiet: findings in it are information at most, and hidden under warnAt. same: like other code.",
    ),
  server: z
    .strictObject({
      autoCompaction: z
        .string()
        .optional()
        .describe('How the server compacts, when the code does not say it: "1h", "periodic 1h", "revision 10000" or "off".'),
    })
    .optional()
    .describe("What is known of the server outside the code."),
  locked: z.array(z.string()).optional().describe("Rules that comments cannot disable."),
} as const;

const globs = z.union([z.string().transform((glob) => [glob]), z.array(z.string())]);

/** A limit as written: the most, or the most more. */
function parseBudget(
  value: string | number,
): { readonly max?: number; readonly increase?: number; readonly increaseShare?: number } | undefined {
  if (typeof value === "number" || !value.startsWith("+")) {
    const max = parseBytes(value);
    return max === undefined ? undefined : { max };
  }
  const share = /^\+\s*(\d+(?:\.\d+)?)\s*%$/.exec(value)?.[1];
  if (share !== undefined) return { increaseShare: Number(share) / 100 };
  const increase = parseBytes(value.slice(1));
  return increase === undefined ? undefined : { increase };
}

/** The whole of etcd-lint.json. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe("Where editors find the schema of this file."),
    version: z.literal(1).optional().describe("Version of this format."),
    root: z.boolean().optional().describe("Files in folders above this one are not read."),
    extends: globs
      .optional()
      .describe(
        "Other files to start from, relative to this one, npm packages that hold an etcd-lint.json, or the presets small, medium, large. Later ones win; this file wins over all.",
      ),
    ...partFields,
    budgets: budgets.optional(),
    ignore: globs.optional().describe("Files to leave out. Patterns without a slash match in any folder."),
    overrides: z
      .array(
        z.strictObject({
          files: globs.describe("Files that the rest is for. Patterns without a slash match in any folder."),
          ...partFields,
        }),
      )
      .optional()
      .describe("Settings for some files. Later entries win."),
  })
  .describe("Settings of etcd-lint.");

export type RawConfig = z.output<typeof configSchema>;
export type RawPart = Pick<RawConfig, keyof typeof partFields>;
