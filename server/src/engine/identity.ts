/** Which findings of two runs are the same problem: by what they are about, never by line numbers. */
import { hash } from "./fingerprint";
import type { Finding } from "./types";

/** What a finding is known by. */
export interface Known {
  readonly rule: string;
  readonly file: string;
  /** Function that holds it; empty outside of functions. */
  readonly holder: string;
  /** The call in normal form, shortened; for findings about no call their message. */
  readonly call: string;
}

/** Characters of a call that are kept as they are; longer ones end in a hash of the whole. */
const longestCall = 200;

/** What the finding is known by. */
export function knownBy({ rule, file, identity, message }: Finding): Known {
  const { holder, call } = identity ?? { holder: "", call: message };
  const short = call.length > longestCall ? `${call.slice(0, longestCall)}… #${hash(call)}` : call;
  return { rule, file, holder: holder.replace(/^\./, ""), call: short };
}

export interface Matches<Before, After> {
  readonly pairs: readonly (readonly [before: Before, after: After])[];
  /** Entries that nothing answers to. */
  readonly gone: readonly Before[];
  readonly fresh: readonly After[];
}

interface Side<T> {
  readonly value: T;
  readonly known: Known;
}

/**
 * Pairs what is known with what is found, one to one. The same rule and call in the same function of the same file is the same problem,
 * the first of them with the first; then, of what is left, the same in another file, for code that moved or a file with a new name.
 * `mayHaveMoved` says of an entry that is left whether its file was looked at, so that a copy elsewhere does not pass as moved.
 */
export function matchKnown<Before, After>(
  before: readonly Before[],
  after: readonly After[],
  keyOfBefore: (value: Before) => Known,
  keyOfAfter: (value: After) => Known,
  mayHaveMoved: (value: Before) => boolean = () => true,
): Matches<Before, After> {
  const pairs: (readonly [Before, After])[] = [];
  const sides = [
    before.map((value) => ({ value, known: keyOfBefore(value) })),
    after.map((value) => ({ value, known: keyOfAfter(value) })),
  ] as const;
  const inPlace = paired(sides[0], sides[1], ({ rule, file, holder, call }) => [rule, file, holder, call].join("\n"), pairs);
  const movable = inPlace.before.filter(({ value, known }) => known.holder !== "" && mayHaveMoved(value));
  const moved = paired(movable, inPlace.after, ({ rule, holder, call }) => [rule, holder, call].join("\n"), pairs);
  const left = new Set([...inPlace.before.filter((one) => !movable.includes(one)), ...moved.before]);
  return {
    pairs,
    gone: inPlace.before.filter((one) => left.has(one)).map(({ value }) => value),
    fresh: moved.after.map(({ value }) => value),
  };
}

function paired<Before, After>(
  before: readonly Side<Before>[],
  after: readonly Side<After>[],
  key: (known: Known) => string,
  pairs: (readonly [Before, After])[],
): { readonly before: readonly Side<Before>[]; readonly after: readonly Side<After>[] } {
  const open = new Map<string, Side<Before>[]>();
  for (const one of before) {
    const list = open.get(key(one.known));
    if (list) list.push(one);
    else open.set(key(one.known), [one]);
  }
  const matched = new Set<Side<Before>>();
  const left = after.filter((one) => {
    const former = open.get(key(one.known))?.shift();
    if (!former) return true;
    matched.add(former);
    pairs.push([former.value, one.value]);
    return false;
  });
  return { before: before.filter((one) => !matched.has(one)), after: left };
}
