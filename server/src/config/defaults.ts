/** What holds when no file says otherwise. */
import type { Config, Profile, ProfileSources, Thresholds } from "./types";

export type PresetName = ProfileSources["preset"];

const kib = 1024;
const mib = 1024 ** 2;
const gib = 1024 ** 3;

/**
 * Loads of three sizes of installation. `medium` is a service with a few instances; `small` a tool or a test system; `large` a platform
 * that keeps the state of many machines in etcd.
 */
export const presets: Readonly<Record<PresetName, Profile>> = {
  small: {
    keysUnderPrefix: 1_000,
    keysTotal: 10_000,
    keyBytes: 64,
    valueBytes: 512,
    collectionEntries: 20,
    stringBytes: 32,
    fileBytes: 16 * kib,
    requestBodyBytes: 4 * kib,
    requestsPerSecond: 1,
    eventsPerSecond: 1,
    concurrentRequests: 2,
    connections: 10,
    members: 1,
    hoursKept: 12,
    tls: false,
  },
  medium: {
    keysUnderPrefix: 10_000,
    keysTotal: 100_000,
    keyBytes: 64,
    valueBytes: kib,
    collectionEntries: 100,
    stringBytes: 32,
    fileBytes: 64 * kib,
    requestBodyBytes: 16 * kib,
    requestsPerSecond: 10,
    eventsPerSecond: 10,
    concurrentRequests: 8,
    connections: 100,
    members: 3,
    hoursKept: 12,
    tls: false,
  },
  large: {
    keysUnderPrefix: 1_000_000,
    keysTotal: 5_000_000,
    keyBytes: 128,
    valueBytes: 4 * kib,
    collectionEntries: 1_000,
    stringBytes: 64,
    fileBytes: mib,
    requestBodyBytes: 128 * kib,
    requestsPerSecond: 200,
    eventsPerSecond: 200,
    concurrentRequests: 64,
    connections: 2_000,
    members: 5,
    hoursKept: 24,
    tls: true,
  },
};

export const defaultPreset: PresetName = "medium";

/** 128 operations are etcd's own `--max-txn-ops` (server/embed/config.go DefaultMaxTxnOps). */
export const defaultThresholds: Thresholds = {
  hideBelow: mib,
  warnAt: 100 * mib,
  failAt: gib,
  longKeyBytes: 256,
  maxTxnOps: 128,
};

export const defaultConfig: Config = {
  etcdVersion: "3.5",
  etcdVersionSource: "default",
  profile: presets[defaultPreset],
  profileSources: { preset: defaultPreset, set: {} },
  prefixes: [],
  rules: {},
  thresholds: defaultThresholds,
  ignore: [],
  tests: "off",
  server: {},
  budgets: [],
  locked: [],
  files: [],
};
