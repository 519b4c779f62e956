import { describe, expect, it } from "vitest";
import { libraries, packagesByPath } from "../../server/src/catalog/index";
import { effects, method, roles } from "./look";

describe("jetcd", () => {
  it("is known by both names of its packages", () => {
    const titles = (path: string): readonly string[] => packagesByPath("java", path).map(({ library }) => library.title);
    expect(titles("io.etcd.jetcd")).toEqual(["jetcd"]);
    expect(titles("com.coreos.jetcd")).toEqual(["com.coreos.jetcd"]);
    expect(titles("java.util")).toEqual([]);
  });

  it("opens a stream for each watch since it has its new name, and shared one before", () => {
    expect(method("jetcd.Watch", "watch").opens).toEqual({ stream: "own" });
    expect(method("jetcd-old.Watch", "watch").opens).toEqual({ stream: "shared" });
    expect(libraries.filter(({ ownStreams }) => ownStreams).map(({ id }) => id)).toContain("jetcd");
  });

  it("keeps leases alive on one stream, once on a stream each", () => {
    expect(method("jetcd.Lease", "keepAlive").opens).toEqual({ stream: "shared" });
    expect(method("jetcd.Lease", "keepAliveOnce").opens).toEqual({ stream: "own" });
  });

  it("dials for each call of maintenance", () => {
    expect(method("jetcd.Maintenance", "statusMember").opens).toEqual({ stream: "none", connection: "own" });
  });

  it("builds options", () => {
    expect(effects(method("jetcd.GetOption.Builder", "withLimit"))).toEqual(["limit<0"]);
    expect(effects(method("jetcd.GetOption.Builder", "isPrefix"))).toEqual(["prefix<0"]);
    expect(effects(method("jetcd.PutOption.Builder", "withLeaseId"))).toEqual(["lease<0"]);
    expect(roles(method("jetcd.KV", "put"))).toEqual(["key", "value", "options"]);
  });
});
