import type { Operation } from "../operation";
import { put } from "./put";
import { countKeys, range } from "./range";
import { keyspace, lease, v2 } from "./stored";
import { txn } from "./txn";
import { watch } from "./watch";

/** All that the calculator knows, in the order of its help. */
export const operations: readonly Operation[] = [put, txn, range, countKeys, watch, keyspace, lease, v2];
