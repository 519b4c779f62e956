import { formatBytes, formatCount } from "../../text/format";
import { operation } from "../operation";
import { assumed, count, flag, required, size } from "../options";

const atOnce = assumed(count({ least: 1, description: "such requests at the same time" }), "1");
const keyLength = assumed(size({ least: 1, description: "length of a key" }), "64");

const times = (concurrent: number): string => (concurrent === 1 ? "" : `, ${formatCount(concurrent)} at once`);

export const range = operation({
  name: "range",
  summary: "reading many keys in one request",
  options: {
    keys: required(count({ least: 1, description: "keys in the range" })),
    value: required(size({ least: 0, description: "size of a value" })),
    key: keyLength,
    limit: count({ least: 1, description: "limit of the request" }),
    keysOnly: flag("ask for keys without values"),
    sort: flag("ask for an order other than by key, or for revisions: the server cannot use the limit then"),
    concurrent: atOnce,
  },
  refuse: ({ keysOnly, sort }) =>
    keysOnly && sort ? "--keys-only and --sort: a sorted request reads its whole range either way; give --sort alone" : undefined,
  title({ keys, value, limit, keysOnly, sort, concurrent }) {
    const what = keysOnly ? `the keys alone of ${formatCount(keys)} keys with values` : `${formatCount(keys)} keys with values`;
    const words = [limit === undefined ? "" : `, limit ${formatCount(limit)}`, sort ? ", sorted" : "", times(concurrent)].join("");
    return `${what} of ${formatBytes(value)} in one range${words}`;
  },
  load({ keys, value, key, limit, keysOnly, sort, concurrent }) {
    const mode = sort ? "sorted" : keysOnly ? "keys-only" : limit === undefined ? "full" : "limited";
    const scanned = keysOnly && limit !== undefined ? Math.min(keys, limit) : keys;
    return {
      range: { mode, keysScanned: scanned, keysReturned: Math.min(keys, limit ?? keys), keyBytes: key, valueBytes: value, concurrent },
    };
  },
});

export const countKeys = operation({
  name: "count",
  summary: "counting keys",
  options: {
    keys: required(count({ least: 1, description: "keys that are counted" })),
    key: keyLength,
    concurrent: atOnce,
  },
  title: ({ keys, concurrent }) => `a count of ${formatCount(keys)} keys${times(concurrent)}`,
  load: ({ keys, key, concurrent }) => ({
    range: { mode: "count-only", keysScanned: keys, keysReturned: 0, keyBytes: key, valueBytes: 0, concurrent },
  }),
});
