/** kragniz's etcd3: the release 0.12.0 of PyPI, and the branch master, which some projects install from git. */
import { grpcReceiveLimit } from "../python-spec";
import type { Library } from "../types";
import { clientFunction, clientTypes, constructors, keywordsOf } from "./client";

/** `import etcd3`, and the modules behind it. */
const paths = ["etcd3", "etcd3.client"];

function library(id: "pyetcd3" | "pyetcd3master", title: string, keywords: keyof typeof keywordsOf): Library {
  return {
    id: id === "pyetcd3" ? "py-etcd3" : "py-etcd3-master",
    title,
    languages: ["python"],
    api: "v3",
    needles: ["etcd3"],
    distributions:
      keywords === "master"
        ? [
            { name: "etcd3", git: true },
            { name: "etcd3", from: "0.13" },
          ]
        : [{ name: "etcd3", below: "0.13" }],
    packages: [
      {
        paths,
        name: "etcd3",
        types: { Etcd3Client: `${id}.Client`, MultiEndpointEtcd3Client: `${id}.Client`, Lease: `${id}.Lease`, Lock: `${id}.Lock` },
        functions: { client: clientFunction(id) },
        constructors: constructors(id),
      },
    ],
    types: clientTypes(id, keywordsOf[keywords]),
    fixes: keywords === "master" ? { limit: { place: "argument", text: "limit=${n}" } } : {},
    defaultReceiveLimit: grpcReceiveLimit,
  };
}

/** What `pip install etcd3` gives. */
export const pythonEtcd3: Library = library("pyetcd3", "etcd3", "released");

/** The branch master, from 2020 on. Filters by create revision are written to the fields of mod revisions (etcd3/client.py:384-387). */
export const pythonEtcd3Master: Library = library("pyetcd3master", "etcd3 (master)", "master");
