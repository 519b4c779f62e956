/** One calibration: the calls of the code say what to ask, the server answers, and the account and the changed settings come out. Nothing is written. */
import { existsSync, readFileSync } from "node:fs";
import {
  type Account,
  accountOf,
  factsOf,
  groupOf,
  type KeyGroup,
  largest,
  maxQuestions,
  mayProbe,
  profileChanges,
  type Question,
  questionsOf,
  type ServerFacts,
  startWithin,
} from "../calibrate";
import { changeSettings } from "../config/edit";
import type { CallRow } from "../engine/types";
import { type Credentials, type Etcd, type KeyPage, openEtcd } from "./etcd/client";
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
  /** Ask the server to collect garbage before it is measured. */
  readonly collect?: boolean;
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
/** Keys of the first page of a prefix; their sizes decide on the others. */
const firstPage = 10;
/** A prefix is sampled with at most so many keys, and about so many bytes. */
const maxKeys = 200;
const maxBytes = 1024 * 1024;
/** Pages from further on in the prefix, and looks for them that may be in vain. */
const maxPages = 7;
const maxProbes = 14;

/** Reads the server and compares. A problem is one sentence; a prefix that cannot be read is a note. */
export async function calibrate(options: CalibrationOptions): Promise<Calibration | EtcdProblem> {
  const { endpoint, certificates, credentials, timeout = defaultTimeout } = options;
  const connection = connectionTo(endpoint, { timeout, ...(certificates === undefined ? {} : { certificates }) });
  if (isProblem(connection)) return connection;
  try {
    const etcd = await openEtcd(connection, credentials);
    if (isProblem(etcd)) return etcd;
    const collected = options.collect === true ? await etcd.collect() : undefined;
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
      notes: [
        ...asked.notes,
        ...(collected === false ? ["the server was started without --enable-pprof, so its live heap is that of its last collection"] : []),
      ],
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
  const { key, isPrefix } = question;
  const first = await etcd.page(key, isPrefix, firstPage);
  if (isProblem(first)) return first;
  const mean = first.keys.reduce((sum, { keyBytes, valueBytes }) => sum + keyBytes + valueBytes, 0) / Math.max(1, first.keys.length);
  const room = Math.min(maxKeys, Math.floor(maxBytes / Math.max(1, mean))) - first.keys.length;
  if (first.count <= first.keys.length || room <= 0) return groupOf(question, [first]);
  if (mayProbe(etcd.version, first.count) && room >= maxPages) {
    const pages = await spreadPages(etcd, question, first, Math.floor(room / maxPages));
    return isProblem(pages) ? pages : groupOf(question, pages);
  }
  const page = await etcd.page(key, isPrefix, room + first.keys.length);
  return isProblem(page) ? page : groupOf(question, [page]);
}

/** The first page and others from further on in the prefix: the part of most keys is divided, again and again, as far as a few questions go. */
async function spreadPages(
  etcd: Etcd,
  { key, isPrefix }: Question,
  first: KeyPage,
  limit: number,
): Promise<readonly KeyPage[] | EtcdProblem> {
  const pages = [{ page: first, first: first.first ?? "", count: first.count, position: Buffer.byteLength(key, "utf8") }];
  let questions = 0;
  while (questions < maxProbes && pages.length <= maxPages) {
    const at = largest(pages);
    const part = at === undefined ? undefined : pages[at];
    if (at === undefined || part === undefined) break;
    const next = pages[at + 1];
    const start = startWithin(part, next);
    if (start !== undefined) questions += 1;
    const page = start === undefined ? undefined : await etcd.page(key, isPrefix, limit, start);
    if (page !== undefined && isProblem(page)) return page;
    if (page?.first === undefined || (next !== undefined && page.first >= next.first)) pages[at] = { ...part, position: part.position + 1 };
    else pages.splice(at + 1, 0, { page, first: page.first, count: page.count, position: part.position });
  }
  return pages.map(({ page }) => page);
}
