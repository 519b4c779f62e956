import { describe, expect, it } from "vitest";
import { libraries, needlesFor, packageByPath } from "../../server/src/catalog/index";

const goRoots = [
  "go.etcd.io/etcd/client/v3",
  "go.etcd.io/etcd/clientv3",
  "github.com/coreos/etcd/clientv3",
  "github.com/etcd-io/etcd/clientv3",
  "go.etcd.io/etcd/v3/clientv3",
];

const subPackages = [
  ["concurrency", "concurrency"],
  ["namespace", "namespace"],
  ["ordering", "ordering"],
  ["leasing", "leasing"],
  ["mirror", "mirror"],
  ["naming", "naming"],
  ["naming/endpoints", "endpoints"],
  ["naming/resolver", "resolver"],
  ["clientv3util", "clientv3util"],
  ["snapshot", "snapshot"],
  ["yaml", "yaml"],
  ["experimental/recipes", "recipe"],
  ["kubernetes", "kubernetes"],
] as const;

describe.each(goRoots)("the Go v3 client at %s", (root) => {
  it("is the package clientv3, whatever the path ends with", () => {
    const found = packageByPath("go", root);
    expect(found?.library.id).toBe("go-clientv3");
    expect(found?.package.name).toBe("clientv3");
    expect(found?.package.types?.Client).toBe("clientv3.Client");
  });

  it.each(subPackages)("has the sub-package %s, declared as %s", (sub, name) => {
    const found = packageByPath("go", `${root}/${sub}`);
    expect(found?.library.id).toBe("go-clientv3");
    expect(found?.package.name).toBe(name);
  });

  it("passes the prefilter", () => {
    expect(needlesFor("go").some((needle) => root.includes(needle))).toBe(true);
  });
});

describe("other import paths", () => {
  it.each([
    ["go", "go.etcd.io/etcd/cache/v3", "go-clientv3", "cache"],
    ["go", "github.com/coreos/etcd/contrib/recipes", "go-clientv3", "recipe"],
    ["go", "go.etcd.io/etcd/client/v2", "go-client-v2", "client"],
    ["go", "go.etcd.io/etcd/client", "go-client-v2", "client"],
    ["go", "go.etcd.io/etcd/v3/client", "go-client-v2", "client"],
    ["go", "github.com/coreos/etcd/client", "go-client-v2", "client"],
    ["go", "github.com/coreos/go-etcd/etcd", "go-etcd-v2", "etcd"],
    ["go", "go.etcd.io/etcd/api/v3/etcdserverpb", "go-etcdserverpb", "etcdserverpb"],
    ["go", "go.etcd.io/etcd/etcdserver/etcdserverpb", "go-etcdserverpb", "etcdserverpb"],
    ["go", "github.com/coreos/etcd/etcdserver/etcdserverpb", "go-etcdserverpb", "etcdserverpb"],
    ["go", "go.etcd.io/etcd/api/v3/mvccpb", "go-etcdserverpb", "mvccpb"],
    ["go", "go.etcd.io/etcd/mvcc/mvccpb", "go-etcdserverpb", "mvccpb"],
    ["go", "github.com/coreos/etcd/mvcc/mvccpb", "go-etcdserverpb", "mvccpb"],
    ["go", "go.etcd.io/etcd/server/v3/embed", "go-embed", "embed"],
    ["go", "go.etcd.io/etcd/embed", "go-embed", "embed"],
    ["go", "github.com/coreos/etcd/embed", "go-embed", "embed"],
    ["go", "go.etcd.io/etcd/server/v3/etcdserver/api/v3client", "go-embed", "v3client"],
    ["typescript", "etcd3", "js-etcd3", "etcd3"],
    ["javascript", "etcd3", "js-etcd3", "etcd3"],
    ["javascriptreact", "node-etcd", "js-node-etcd", "Etcd"],
    ["typescriptreact", "etcdjs", "js-etcdjs", "etcdjs"],
    ["typescript", "node-etcd3", "js-node-etcd3", "etcd"],
  ])("%s %s is %s", (language, path, library, name) => {
    const found = packageByPath(language, path);
    expect(found?.library.id).toBe(library);
    expect(found?.package.name).toBe(name);
  });

  it.each([
    // Look-alikes: other products, other languages, and paths that only begin like one of ours.
    ["go", "etcd3"],
    ["typescript", "go.etcd.io/etcd/client/v3"],
    ["go", "go.etcd.io/etcd/client/v3/unknown"],
    ["go", "go.etcd.io/etcd/client/pkg/v3/fileutil"],
    ["go", "github.com/docker/docker/client"],
    ["go", "github.com/hashicorp/consul/api"],
    ["go", "k8s.io/client-go/kubernetes"],
    ["typescript", "ioredis"],
    ["typescript", "etcd"],
    ["typescript", "toString"],
    ["go", ""],
  ])("%s %s is none of ours", (language, path) => {
    expect(packageByPath(language, path)).toBeUndefined();
  });

  it("takes v2 for v2, and servers for servers", () => {
    const ours = libraries.filter(({ id }) => /^(go|js)-/.test(id));
    const apis = Object.fromEntries(ours.map((library) => [library.id, library.api]));
    expect(apis).toEqual({
      "go-clientv3": "v3",
      "go-etcdserverpb": "v3",
      "go-embed": "server",
      "go-client-v2": "v2",
      "go-etcd-v2": "v2",
      "js-etcd3": "v3",
      "js-node-etcd": "v2",
      "js-etcdjs": "v2",
      "js-node-etcd3": "v3",
    });
  });
});
