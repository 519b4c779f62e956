/** The whole catalogue, and look-ups in it. Everything is built once and never changes. */
import { etcdctl, etcdctlV2, etcdGateway } from "./etcdctl";
import { goClientV2 } from "./go-client-v2";
import { goClientV3 } from "./go-clientv3/index";
import { goEmbed } from "./go-embed";
import { goEtcdV2 } from "./go-etcd-v2";
import { goEtcdserverpb } from "./go-etcdserverpb";
import { javaJetcd, javaJetcdOld } from "./java-jetcd";
import { jsEtcd3 } from "./js-etcd3/index";
import { jsEtcdjs } from "./js-etcdjs";
import { jsNodeEtcd } from "./js-node-etcd";
import { jsNodeEtcd3 } from "./js-node-etcd3";
import { pythonAetcd } from "./python-aetcd";
import { pythonAioetcd3 } from "./python-aioetcd3";
import { pythonEtcd } from "./python-etcd";
import { pythonEtcd3, pythonEtcd3Master } from "./python-etcd3/index";
import { pythonEtcd3Py } from "./python-etcd3-py";
import { pythonEtcd3gw } from "./python-etcd3gw";
import { pythonEtcdClient, pythonEtcetra } from "./python-lablup";
import { pythonEtcdSdk, pythonPyetcd } from "./python-pyetcd";
import { rustEtcd } from "./rust-etcd";
import { rustEtcdClient } from "./rust-etcd-client";
import { rustEtcdRs } from "./rust-etcd-rs";
import type { Library, LibraryPackage, LibraryType } from "./types";

export const libraries: readonly Library[] = [
  goClientV3,
  goEtcdserverpb,
  goEmbed,
  goClientV2,
  goEtcdV2,
  jsEtcd3,
  jsNodeEtcd,
  jsEtcdjs,
  jsNodeEtcd3,
  pythonEtcd3,
  pythonEtcd3Master,
  pythonEtcd3Py,
  pythonAetcd,
  pythonEtcd3gw,
  pythonEtcd,
  pythonAioetcd3,
  pythonPyetcd,
  pythonEtcdSdk,
  pythonEtcetra,
  pythonEtcdClient,
  javaJetcd,
  javaJetcdOld,
  rustEtcdClient,
  rustEtcdRs,
  rustEtcd,
  etcdctl,
  etcdctlV2,
  etcdGateway,
];

export interface PackageEntry {
  readonly library: Library;
  readonly package: LibraryPackage;
}

const packagesByLanguage: ReadonlyMap<string, ReadonlyMap<string, readonly PackageEntry[]>> = indexPackages();
const needlesByLanguage: ReadonlyMap<string, readonly string[]> = indexNeedles();
const types: ReadonlyMap<string, LibraryType> = new Map(libraries.flatMap((library) => Object.entries(library.types)));
const owners: ReadonlyMap<string, Library> = new Map(
  libraries.flatMap((library) => Object.keys(library.types).map((id): [string, Library] => [id, library])),
);

/** Byte strings of which a file of the language holds at least one if it imports a catalogued library. Empty for an unknown language. */
export function needlesFor(languageId: string): readonly string[] {
  return needlesByLanguage.get(languageId) ?? [];
}

/** The package that an import path or module specifier means in a language, with its library; undefined when it is none of ours. */
export function packageByPath(languageId: string, path: string): PackageEntry | undefined {
  return packagesByPath(languageId, path)[0];
}

const none: readonly PackageEntry[] = [];

/** All packages that the path can mean, the most used first: some libraries, or releases of one, are imported by the same name. */
export function packagesByPath(languageId: string, path: string): readonly PackageEntry[] {
  return packagesByLanguage.get(languageId)?.get(path) ?? none;
}

/** A type of any library by its id (`clientv3.Client`), without a `[]` prefix. */
export function typeById(id: string): LibraryType | undefined {
  return types.get(id);
}

/** The library that declares a type id. */
export function libraryOfType(id: string): Library | undefined {
  return owners.get(id);
}

function indexPackages(): Map<string, Map<string, PackageEntry[]>> {
  const byLanguage = new Map<string, Map<string, PackageEntry[]>>();
  for (const library of libraries) {
    for (const language of library.languages) {
      const byPath = byLanguage.get(language) ?? new Map<string, PackageEntry[]>();
      byLanguage.set(language, byPath);
      for (const entry of library.packages) {
        for (const path of entry.paths) {
          const same = byPath.get(path);
          if (same) same.push({ library, package: entry });
          else byPath.set(path, [{ library, package: entry }]);
        }
      }
    }
  }
  return byLanguage;
}

function indexNeedles(): Map<string, readonly string[]> {
  const byLanguage = new Map<string, Set<string>>();
  for (const library of libraries) {
    for (const language of library.languages) {
      const needles = byLanguage.get(language) ?? new Set<string>();
      byLanguage.set(language, needles);
      for (const needle of library.needles) needles.add(needle);
    }
  }
  return new Map([...byLanguage].map(([language, needles]) => [language, [...needles]]));
}
