/** The prefilter: which files can matter at all, told from their bytes by a search for the names that the catalogue gives. */
import { libraries, needlesFor } from "../catalog/index";
import { configuration } from "../engine/file-kinds";
import { serverMarks } from "../manifests/kinds";

interface Search {
  /**
   * Texts of which a file holds all if it imports a library: a text in every import path, and before it a part of that which is found
   * faster. Most files lack them, so that they are searched once only.
   */
  readonly all: readonly Buffer[];
  readonly needles: readonly Buffer[];
}

/** Letters of English, the rarest first. A search looks for the first byte before it compares the rest, so a rare one makes it fast. */
const rarest = "zqxjkvbpgwyfmculdrhsnioate";

const searches = new Map<string, Search>();

/** True when a file of this language with these bytes may use an etcd client. */
export function bytesCanMatter(bytes: Uint8Array, languageId: string): boolean {
  if (languageId === configuration.id) return mentionsEtcd(bytes);
  let search = searches.get(languageId);
  if (!search) {
    search = searchFor(languageId);
    searches.set(languageId, search);
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return search.all.every((text) => buffer.includes(text)) && search.needles.some((needle) => buffer.includes(needle));
}

function searchFor(languageId: string): Search {
  const own = libraries.filter(({ languages }) => languages.includes(languageId));
  const paths = own.flatMap(({ packages }) => packages.flatMap((one) => one.paths));
  const shared = longestShared(paths);
  return {
    all: (shared.length < 2 ? [] : [tailFromRarest(shared), shared]).map((text) => Buffer.from(text)),
    needles: needlesFor(languageId).map((needle) => Buffer.from(needle)),
  };
}

/** The longest text that all of the texts contain; empty when there is none. */
function longestShared([first = "", ...others]: readonly string[]): string {
  for (let length = first.length; length > 0; length -= 1) {
    for (let from = 0; from + length <= first.length; from += 1) {
      const text = first.slice(from, from + length);
      if (others.every((other) => other.includes(text))) return text;
    }
  }
  return "";
}

/** The end of a text from its rarest letter on, two letters at least. */
function tailFromRarest(text: string): string {
  const starts = [...text.slice(0, -1)].map((letter, at) => ({ at, rank: (rarest.indexOf(letter) + 27) % 27 }));
  const best = starts.reduce((rare, one) => (one.rank < rare.rank ? one : rare));
  return text.slice(best.at);
}

const marks = serverMarks.map((mark) => Buffer.from(mark));

/** Configuration of an etcd server shows in its bytes. */
function mentionsEtcd(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return marks.some((mark) => buffer.includes(mark));
}
