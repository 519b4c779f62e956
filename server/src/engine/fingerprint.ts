/** Identity of a finding that survives moved lines and reformatting: rule, function, normalised call text, ordinal among equals. */
import { printExpr } from "../ir/print-expr";
import type { Expr } from "../ir/types";

/** 64 bits of FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over UTF-16 units, as 16 hex digits. */
export function hash(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let i = 0; i < text.length; i++) {
    low ^= text.charCodeAt(i);
    // 64-bit multiplication by 0x100000001b3 in two halves.
    const product = Math.imul(low, 0x1b3) >>> 0;
    const carry = Math.floor(((low >>> 0) * 0x1b3) / 0x1_0000_0000);
    high = (Math.imul(high, 0x1b3) + carry + (low << 8)) >>> 0;
    low = product;
  }
  return (high >>> 0).toString(16).padStart(8, "0") + (low >>> 0).toString(16).padStart(8, "0");
}

/**
 * A call in normal form, from its tree: white space, comments, quoting, needless parentheses and trailing commas do not show, and neither
 * do the bodies of functions that it is given.
 */
export function normaliseCall(expr: Expr): string {
  return printExpr(expr);
}

/** Text without white space and with literals kept, so that reformatting does not change it. */
export function normalise(text: string): string {
  return text.replace(/\s+/g, "").replace(/,(?=[)\]}])/g, "");
}
