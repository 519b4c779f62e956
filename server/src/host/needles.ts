/** The prefilter: which files can matter at all, told from their bytes by a search for the names that the catalogue gives. */
import { needlesFor } from "../catalog/index";

/** A needle search in two steps: texts that many needles share first, so that most files are searched for few things. */
interface Search {
  readonly shared: readonly Buffer[];
  readonly whole: readonly Buffer[];
}

const searches = new Map<string, Search>();
const shortest = 4;

/** True when a file of this language with these bytes may use an etcd client. */
export function bytesCanMatter(bytes: Uint8Array, languageId: string): boolean {
  let search = searches.get(languageId);
  if (!search) {
    search = searchFor(needlesFor(languageId));
    searches.set(languageId, search);
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return search.shared.some((needle) => buffer.includes(needle)) && search.whole.some((needle) => buffer.includes(needle));
}

function searchFor(needles: readonly string[]): Search {
  const whole = needles.filter((needle) => !needles.some((other) => other !== needle && needle.includes(other)));
  return { shared: cover(whole).map((text) => Buffer.from(text)), whole: whole.map((text) => Buffer.from(text)) };
}

/** Few texts such that every needle contains one of them: greedily the text of four letters that most of the rest share. */
function cover(needles: readonly string[]): readonly string[] {
  const chosen: string[] = [];
  let rest = needles;
  while (rest.length > 0) {
    const best = mostShared(rest);
    if (best === undefined) return [...chosen, ...rest];
    chosen.push(best);
    rest = rest.filter((needle) => !needle.includes(best));
  }
  return chosen;
}

/** The longest text among those that the most needles contain; undefined when a needle is too short to have one. */
function mostShared(needles: readonly string[]): string | undefined {
  if (needles.some(({ length }) => length < shortest)) return undefined;
  let best = "";
  let bestCount = 0;
  for (const needle of needles) {
    for (let from = 0; from + shortest <= needle.length; from += 1) {
      for (let to = from + shortest; to <= needle.length; to += 1) {
        const text = needle.slice(from, to);
        const count = needles.filter((other) => other.includes(text)).length;
        if (count > bestCount || (count === bestCount && text.length > best.length)) [best, bestCount] = [text, count];
      }
    }
  }
  return best;
}
