import { describe, expect, it } from "vitest";
import { libraries, packageByPath } from "../../server/src/catalog/index";
import { effects, method, roles } from "./look";

describe("Rust crates", () => {
  it("are found by the paths that programs use", () => {
    expect(packageByPath("rust", "etcd_client")?.library.title).toBe("etcd-client");
    expect(packageByPath("rust", "etcd_rs")?.library.title).toBe("etcd-rs");
    expect(packageByPath("rust", "etcd/kv")?.library.api).toBe("v2");
    expect(packageByPath("rust", "redis")).toBeUndefined();
    expect(packageByPath("go", "etcd_client")).toBeUndefined();
  });

  it("set the options that etcd's requests have", () => {
    // etcd-client 0.19.0 src/rpc/kv.rs:293-407
    expect(effects(method("rs.GetOptions", "with_prefix"))).toEqual(["prefix"]);
    expect(effects(method("rs.GetOptions", "with_limit"))).toEqual(["limit<0"]);
    expect(effects(method("rs.GetOptions", "with_sort"))).toEqual(["sort-target<0", "sort-order<1"]);
    expect(effects(method("rs.GetOptions", "with_count_only"))).toEqual(["count-only"]);
    expect(effects(method("rs.WatchOptions", "with_prev_key"))).toEqual(["prev-kv"]);
    expect(roles(method("rs.Client", "put"))).toEqual(["key", "value", "options"]);
  });

  it("open a stream for every watch and keepalive, and none for a watch added to a stream", () => {
    // etcd-client 0.19.0 src/rpc/watch.rs:51-64, src/rpc/lease.rs:71-100; etcd-rs src/client.rs:360-430
    for (const [type, name] of [
      ["rs.Client", "watch"],
      ["rs.WatchClient", "watch"],
      ["rs.Client", "lease_keep_alive"],
      ["rs2.Client", "watch"],
      ["rs2.Client", "keep_alive_for"],
    ] as const)
      expect(method(type, name).opens).toEqual({ stream: "own" });
    expect(method("rs.WatchStream", "watch").opens).toEqual({ stream: "shared" });
    expect(libraries.filter(({ languages, ownStreams }) => languages.includes("rust") && ownStreams).map(({ id }) => id)).toEqual([
      "rs-etcd-client",
      "rs-etcd-rs",
    ]);
  });
});
