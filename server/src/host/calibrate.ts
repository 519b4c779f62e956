/** One calibration: the calls of the code say what to ask, the server answers, and the account and the changed settings come out. Nothing is written. */
import { existsSync, readFileSync } from "node:fs";
import {
  type Account,
  accountOf,
  factsOf,
  groupOf,
  type KeyGroup,
  maxQuestions,
  profileChanges,
  type Question,
  questionsOf,
  type ServerFacts,
} from "../calibrate";
import { changeSettings } from "../config/edit";
import type { CallRow } from "../engine/types";
import { type Credentials, type Etcd, openEtcd } from "./etcd/client";
import { type Certificates, connectionTo } from "./etcd/connection";
import { type EtcdProblem, isProblem } from "./etcd/problems";

export interface CalibrationOptions {
  readonly endpoint: string;
  readonly certificates?: Certificates;
  readonly credentials?: Credentials;
  /** Calls of the project. */
  readonly calls: readonly CallRow[];
  /** Prefixes to ask for besides those in the code. */
  readonly prefixes?: readonly string[];
  /** The settings file to change, absolute; it need not be there. */
  readonly settingsFile: string;
  /** Its text, when an editor has another one than the disk. */
  readonly settingsText?: string;
  /** Day of the calibration, as in 2026-01-31. */
  readonly date: string;
  /** Milliseconds for one answer. */
  readonly timeout?: number;
}

export interface Calibration {
  /** The endpoint as it was asked. */
  readonly server: string;
  readonly facts: ServerFacts;
  readonly groups: readonly KeyGroup[];
  readonly account: Account;
  readonly settings: { readonly file: string; readonly before: string; readonly after: string };
  /** What was left out, in sentences. */
  readonly notes: readonly string[];
}

const defaultTimeout = 10_000;
/** Keys of the first page; their sizes decide on the second. */
const firstPage = 10;
/** A page has at most so many keys, and about so many bytes. */
const maxPage = 200;
const maxPageBytes = 1024 * 1024;

/** Reads the server and compares. A problem is one sentence; a prefix that cannot be read is a note. */
export async function calibrate(options: CalibrationOptions): Promise<Calibration | EtcdProblem> {
  const { endpoint, certificates, credentials, timeout = defaultTimeout } = options;
  const connection = connectionTo(endpoint, { timeout, ...(certificates === undefined ? {} : { certificates }) });
  if (isProblem(connection)) return connection;
  try {
    const etcd = await openEtcd(connection, credentials);
    if (isProblem(etcd)) return etcd;
    const metrics = await etcd.metrics();
    if (typeof metrics !== "string") return metrics;
    const facts = factsOf({ version: etcd.version, metrics, vars: await etcd.vars(), members: await etcd.members(), tls: connection.tls });
    const asked = await groupsOf(etcd, questionsOf(options.calls, options.prefixes));
    if (isProblem(asked)) return asked;
    const account = accountOf(facts, asked.groups, options.calls);
    const before = options.settingsText ?? (existsSync(options.settingsFile) ? readFileSync(options.settingsFile, "utf8") : "");
    const stamp = { date: options.date, server: connection.name };
    const after = changeSettings(before, profileChanges(facts, account.load, asked.groups, stamp));
    return {
      server: connection.name,
      facts,
      groups: asked.groups,
      account,
      settings: { file: options.settingsFile, before, after },
      notes: asked.notes,
    };
  } finally {
    connection.close();
  }
}

interface Asked {
  readonly groups: readonly KeyGroup[];
  readonly notes: readonly string[];
}

/** One question after the other: calibration is never in a hurry. */
async function groupsOf(etcd: Etcd, questions: readonly Question[]): Promise<Asked | EtcdProblem> {
  const groups: KeyGroup[] = [];
  const notes: string[] = [];
  if (questions.length === 0) notes.push("no key prefix is known from the code; --prefix names one");
  if (questions.length > maxQuestions)
    notes.push(`${questions.length - maxQuestions} of ${questions.length} prefixes were not asked for; --prefix names those that matter`);
  for (const question of questions.slice(0, maxQuestions)) {
    const group = await ask(etcd, question);
    if (group === undefined) continue;
    if (!isProblem(group)) groups.push(group);
    else if (group.kind === "unauthorised") notes.push(`${question.key}: ${group.problem}`);
    else return group;
  }
  return { groups, notes };
}

async function ask(etcd: Etcd, question: Question): Promise<KeyGroup | EtcdProblem | undefined> {
  const first = await etcd.page(question.key, question.isPrefix, firstPage);
  if (isProblem(first)) return first;
  const mean = first.keys.reduce((sum, { keyBytes, valueBytes }) => sum + keyBytes + valueBytes, 0) / Math.max(1, first.keys.length);
  const limit = Math.min(maxPage, Math.floor(maxPageBytes / Math.max(1, mean)));
  if (first.count <= firstPage || limit <= firstPage) return groupOf(question, first.count, first.keys);
  const page = await etcd.page(question.key, question.isPrefix, limit);
  return isProblem(page) ? page : groupOf(question, page.count, page.keys);
}
