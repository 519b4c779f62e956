import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { accountOf, factsOf, groupOf, profileChanges } from "../../server/src/calibrate";
import { changeSettings } from "../../server/src/config/edit";
import { calibrationJson } from "../../server/src/report/calibrate-json";
import { type CalibrationReport, calibrationText, settingsText } from "../../server/src/report/calibrate-text";
import { textDiff } from "../../server/src/report/text-diff";
import { call } from "../calibrate/calls";

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync("schema/calibrate.schema.json", "utf8")),
);

function report(metrics: string): CalibrationReport {
  const facts = factsOf({ version: "3.4.23", metrics, vars: undefined, members: 3, tls: false });
  const calls = [call("put", "/jobs/{}", 18), call("put", "/jobs/{}", 19), call("connect", undefined, 3)];
  const group = groupOf({ key: "/jobs/", isPrefix: true, calls: calls.slice(0, 2) }, [
    { count: 900, keys: [{ keyBytes: 14, valueBytes: 2048, version: 3, createdAt: 1, writtenAt: 900, lease: undefined }] },
  ]);
  const groups = group ? [group] : [];
  const account = accountOf(facts, groups, calls);
  const before = '{\n  "version": 1\n}\n';
  const after = changeSettings(before, profileChanges(facts, account.load, groups, { date: "2026-01-31", server: "http://etcd:2379" }));
  return { server: "http://etcd:2379", facts, groups, account, settings: { file: "etcd-lint.json", before, after }, notes: ["a note"] };
}

const loaded = report(
  [
    "etcd_server_proposals_applied_total 2700",
    "etcd_mvcc_put_total 2700",
    "etcd_debugging_mvcc_total_put_size_in_bytes 5567400",
    "etcd_debugging_mvcc_keys_total 1000",
    "go_memstats_next_gc_bytes 50e6",
    "go_memstats_heap_alloc_bytes 30e6",
    "go_memstats_sys_bytes 60e6",
    "go_memstats_heap_released_bytes 10e6",
    "process_resident_memory_bytes 80e6",
    "process_open_fds 40",
  ].join("\n"),
);

describe("text", () => {
  const text = calibrationText(loaded, { colours: false });
  it("names the server, the keys and who explains what", () => {
    expect(text).toContain("etcd 3.4.23 at http://etcd:2379, one of 3 members");
    expect(text).toMatch(/^\/jobs\/… +900 +14 B +2 KiB +3 +1$/m);
    expect(text).toMatch(/^\(others\) +100 /m);
    expect(text).toMatch(/^raft-log .*store\.go:18 put "\/jobs\/\{\}" \(90 %\), store\.go:19/m);
    expect(text).toMatch(/^connections .*store\.go:3 connect$/m);
    expect(text).toContain("Note: a note.");
  });
  it("puts the model beside what was measured", () => {
    // 50e6 / 2 = 25e6 alive; 60e6 - 10e6 with the runtime; 80e6 - 50e6 of files.
    expect(text).toMatch(/^live heap and stacks +24 MiB +the model explains \d+ % \(it says \d+ % (less|more)\)$/m);
    expect(text).toMatch(/^garbage of now +4\.8 MiB /m);
    expect(text).toMatch(/^heap and runtime +48 MiB +the model expects /m);
    expect(text).toMatch(/^files +29 MiB /m);
    expect(text).toMatch(/^resident +76 MiB /m);
  });
  it("says when the server says nothing", () => {
    expect(calibrationText(report(""), { colours: false })).toContain("The server does not say how much memory it has.");
  });
  it("shows what a hostile name holds", () => {
    const hostile = { ...loaded, server: "http://x\u001b[2J", notes: ["\u0007"] };
    const shown = calibrationText(hostile, { colours: false });
    for (const character of ["\u001b", "\u0007"]) expect(shown).not.toContain(character);
  });
});

describe("settings", () => {
  it("are shown as changes", () => {
    const text = settingsText(loaded, { colours: false });
    expect(text).toMatch(/^etcd-lint\.json would change:$/m);
    expect(text).toContain('+     "calibrated": "2026-01-31 http://etcd:2379"');
    const same = { ...loaded, settings: { ...loaded.settings, before: loaded.settings.after } };
    expect(settingsText(same, { colours: false })).toBe("etcd-lint.json says all of this already.\n");
  });
});

describe("JSON", () => {
  it.each([loaded, report("")])("keeps to its schema", (one) => {
    validate(JSON.parse(calibrationJson(one, false)));
    expect(validate.errors).toBeNull();
  });
  it("has shares, measured bytes and the settings", () => {
    const json = JSON.parse(calibrationJson(loaded, true));
    expect(json.measured).toEqual({ live: 25e6, heap: 30e6, stacks: null, resident: 80e6, database: null });
    expect(json.components.find(({ component }: { component: string }) => component === "raft-log").calls[0]).toEqual({
      file: "store.go",
      line: 18,
      operation: "put",
      key: "/jobs/{}",
      share: 0.9,
    });
    expect(json.settings).toMatchObject({ file: "etcd-lint.json", changed: true, written: true });
  });
});

describe("the difference of two texts", () => {
  it.each([
    ["a\nb\nc\n", "a\nx\nc\n", ["  a", "- b", "+ x", "  c"]],
    ["", "a\nb\n", ["+ a", "+ b"]],
    ["a\n", "a\n", []],
    ["1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\n4\n5\n6\n8\n", ["  5", "  6", "- 7", "+ 8"]],
    ["0\n1\n2\n3\n4\n5\n6\n7\n", "x\n1\n2\n3\n4\n5\n6\ny\n", ["- 0", "+ x", "  1", "  2", "…", "  5", "  6", "- 7", "+ y"]],
    ["a\r\nb\r\n", "a\r\nc\r\n", ["  a", "- b", "+ c"]],
  ])("%j to %j", (before, after, lines) => expect(textDiff(before, after)).toEqual(lines));
});
