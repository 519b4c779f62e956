import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { shortRunFlag } from "../../server/src/cli/short-run";

describe("flags of a short run", () => {
  it("are those of the version", () => {
    expect(shortRunFlag("20.20.2")).toBe("--interrupt-budget=1000000");
    expect(shortRunFlag("22.1.0")).toBe("--invocation-count-for-turbofan=30000");
  });

  it("are none for versions that nobody tried", () => {
    expect(shortRunFlag("2.0.0")).toBeUndefined();
    expect(shortRunFlag("99.1.0")).toBeUndefined();
    expect(shortRunFlag("")).toBeUndefined();
  });

  const flag = shortRunFlag(process.versions.node);
  it.skipIf(flag === undefined)("are known to the engine that runs this test", () => {
    const { stderr, status } = spawnSync(process.execPath, ["-e", `require("node:v8").setFlagsFromString(${JSON.stringify(flag)})`]);
    expect({ stderr: stderr.toString(), status }).toEqual({ stderr: "", status: 0 });
  });
});
