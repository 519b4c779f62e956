/** Container images that hold an etcd server, and the version that their tag says. */

import type { VersionPin } from "../settings/types";
import { parseVersion, versionText } from "../settings/versions";
import type { Span } from "../text/span";
import { textOf, type Word } from "./shell/words";
import { placeOf, type Source } from "./source";

/** Last part of a repository name: `etcd`, `etcd-amd64`, `mirrored-coreos-etcd`, `hyperkube-etcd` is none. */
const etcdRepository = /^(?:mirrored-coreos-)?etcd(?:-(?:amd64|arm|arm64|ppc64le|s390x))?$/;

interface ImageName {
  readonly repository: string;
  readonly tag: string | undefined;
  /** Where the tag starts in the text. */
  readonly tagAt: number;
}

/** Parts of an image name; a port is no tag. */
export function imageName(text: string): ImageName {
  const at = text.indexOf("@");
  const name = at === -1 ? text : text.slice(0, at);
  const slash = name.lastIndexOf("/");
  const colon = name.indexOf(":", slash + 1);
  const repository = name.slice(slash + 1, colon === -1 ? undefined : colon);
  return { repository, tag: colon === -1 ? undefined : name.slice(colon + 1), tagAt: colon === -1 ? name.length : colon + 1 };
}

/** True for an image of the etcd server, also when a variable says the registry or the tag. */
export function isEtcdImage(word: Word): boolean {
  return etcdRepository.test(imageName(spelled(word)).repository);
}

/** Variables count as a letter that no name has. */
function spelled(word: Word): string {
  return word.pieces.map((piece) => (piece.kind === "text" ? piece.text : "?")).join("");
}

/** Kubernetes' own builds of etcd, which nothing but Kubernetes is meant to use. */
export function isKubernetesImage(word: Word): boolean {
  return (
    isEtcdImage(word) && /^(?:registry\.k8s\.io|k8s\.gcr\.io|gcr\.io\/google[_-]containers|[^/]*\/?google_containers)\//.test(spelled(word))
  );
}

/** The version that an image pins. */
export function imagePin(source: Source, word: Word): VersionPin {
  const text = spelled(word);
  const { tag, tagAt } = imageName(text);
  const [last] = word.pieces.slice(-1);
  const variable = last?.kind === "variable" && tag === "?" ? last.variable : undefined;
  const known = textOf(word) === undefined && tag?.includes("?") ? undefined : tagVersion(tag);
  const span: Span =
    known === undefined
      ? word.span
      : { start: word.span.end - (text.length - tagAt) - quoteAfter(source, word), end: word.span.end - quoteAfter(source, word) };
  return {
    version: known,
    ...(variable ? { variable } : {}),
    what: "server",
    place: placeOf(source, span),
    written: text.replaceAll("?", "…"),
  };
}

function quoteAfter(source: Source, word: Word): number {
  return /["']/.test(source.text.charAt(word.span.end - 1)) ? 1 : 0;
}

/** `v3.5.9`, `3.5.21-0`, `3.5.9-debian-11-r4`. */
export function tagVersion(tag: string | undefined): string | undefined {
  const version = tag === undefined ? undefined : parseVersion(tag);
  return version && version.major >= 2 ? versionText(version) : undefined;
}
