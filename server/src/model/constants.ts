/** Every number of the model with its source. Ids are stable: renderers and the model page name sources by them. */
import { DOCUMENT_ROWS } from "./constants/documents";
import { KEYSPACE_ROWS } from "./constants/keyspace";
import { LOG_ROWS } from "./constants/log";
import { REQUEST_ROWS } from "./constants/requests";
import { RUNTIME_ROWS } from "./constants/runtime";
import { WATCH_ROWS } from "./constants/watch";
import type { Constant } from "./types";

const ROWS = [...DOCUMENT_ROWS, ...LOG_ROWS, ...KEYSPACE_ROWS, ...WATCH_ROWS, ...REQUEST_ROWS, ...RUNTIME_ROWS] as const;

export type ConstantId = (typeof ROWS)[number][0];

/** Every constant of the model, in the order of the model page. */
export const CONSTANTS: readonly Constant[] = ROWS.map(([id, value, unit, source]) => ({ id, value, unit, source }));

const BY_ID: ReadonlyMap<string, Constant> = new Map(CONSTANTS.map((row) => [row.id, row]));

/** The constant with this id, for renderers that name sources; undefined for an id that the model does not know. */
export function constantById(id: string): Constant | undefined {
  return BY_ID.get(id);
}

const VALUES: ReadonlyMap<ConstantId, number> = new Map(ROWS.map(([id, value]) => [id, value]));

/** The value of a constant that the model knows. */
export function constant(id: ConstantId): number {
  const value = VALUES.get(id);
  if (value === undefined) throw new Error(`no constant ${id}`);
  return value;
}
