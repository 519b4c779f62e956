import { describe, expect, it } from "vitest";
import { presets } from "../../server/src/config/defaults";
import { ruleOf } from "../../server/src/rules";
import type { FindingDraft } from "../../server/src/rules/types";
import { assumed, check, fakeCall, fakeFacts, known, library, partly } from "./fake";

const KiB = 1024;
const MiB = 1024 * KiB;
const everySecond = { kind: "ticker", perSecond: known(1) } as const;
const handler = { kind: "handler", perSecond: assumed(10) } as const;
const unknown = { kind: "unknown", perSecond: assumed(10) } as const;
const varies = { bytes: known(16), pattern: "/jobs/{}", variation: "varies", empty: "no" } as const;
const prefix = (keys: number) => ({ kind: "prefix", certainty: "always", keys: known(keys) }) as const;

function only(drafts: readonly FindingDraft[]): FindingDraft {
  expect(drafts).toHaveLength(1);
  return drafts[0] as FindingDraft;
}

describe("what the documents' formulas give, by hand", () => {
  it("large-value: 2 MiB every 5 s is 10 GB at 5 000 entries, 1.5 GB an hour", () => {
    const facts = fakeFacts({
      trigger: { kind: "ticker", perSecond: known(0.2) },
      value: { bytes: known(2 * MiB), shape: "constant", bounded: true },
    });
    const { estimate, confidence } = only(check(ruleOf("large-value"), [[fakeCall({ operation: "put" }), facts]]));
    // 5 000 x (2 097 152 + 16)
    expect(estimate?.document).toBe(10_485_840_000);
    // 720 writes x 2 097 168
    expect(estimate?.perHour).toBe(1_509_960_960);
    expect(estimate?.kind).toBe("growing");
    expect(confidence).toBe("certain");
  });

  it("large-value: 1 000 puts of 1 MiB in a loop are 1 000 entries", () => {
    const facts = fakeFacts({ fanOut: known(1000), value: { bytes: known(MiB), shape: "constant", bounded: true } });
    const { estimate } = only(check(ruleOf("large-value"), [[fakeCall({ operation: "put" }), facts]]));
    // 1 000 x (1 048 576 + 16)
    expect(estimate?.document).toBe(1_048_592_000);
  });

  it("hot-rewrite: 4 KiB every second", () => {
    const facts = fakeFacts({ trigger: everySecond, value: { bytes: known(4 * KiB), shape: "constant", bounded: true } });
    const { estimate } = only(check(ruleOf("hot-rewrite"), [[fakeCall({ operation: "put" }), facts]]));
    // 5 000 x (4 096 + 16)
    expect(estimate?.document).toBe(20_560_000);
    // 3 600 x 4 112
    expect(estimate?.perHour).toBe(14_803_200);
  });

  it("large-txn: 1 000 operations of 1 KiB", () => {
    const facts = fakeFacts({
      trigger: everySecond,
      txn: { operations: known(1000), bytes: known(1000 * KiB), unbounded: false },
    });
    const { estimate, data } = only(check(ruleOf("large-txn"), [[fakeCall({ operation: "txn" }), facts]]));
    // 5 000 x (1 024 000 + 16)
    expect(estimate?.document).toBe(5_120_080_000);
    expect(data).toEqual({ operations: { count: 1000 }, limit: { count: 128 } });
  });

  it("long-key: 300 bytes, 1 000 keys from a loop", () => {
    const facts = fakeFacts({ key: { ...varies, bytes: known(300) }, fanOut: known(1000) });
    const { estimate } = only(check(ruleOf("long-key"), [[fakeCall({ operation: "put" }), facts]]));
    // 1 000 x (120 + 300 + 38)
    expect(estimate?.document).toBe(458_000);
  });

  it("unbounded-range: 100 keys of 1 MiB are 100 MiB a request", () => {
    const facts = fakeFacts({
      span: prefix(100),
      limit: { kind: "none" },
      value: { bytes: known(MiB), shape: "unknown", bounded: false },
    });
    const { estimate, confidence } = only(check(ruleOf("unbounded-range"), [[fakeCall({ operation: "range" }), facts]]));
    // 100 x (1 048 576 + 16)
    expect(estimate?.document).toBe(104_859_200);
    expect(estimate?.kind).toBe("transient");
    expect(confidence).toBe("certain");
  });

  it("unbounded-count: read to be counted, 10 000 keys of 1 KiB, 8 at once", () => {
    const facts = fakeFacts({
      span: prefix(10_000),
      limit: { kind: "none" },
      resultUse: "count",
      concurrent: known(8),
      value: { bytes: known(KiB), shape: "unknown", bounded: false },
    });
    const { estimate, messageId } = only(check(ruleOf("unbounded-count"), [[fakeCall({ operation: "range" }), facts]]));
    // 10 000 x (1 024 + 16) x 8
    expect(estimate?.document).toBe(83_200_000);
    expect(messageId).toBe("reads");
  });

  it("unbounded-count: a count builds an array of 16 bytes a key on 3.4.23 and nothing on 3.5", () => {
    const call = fakeCall({ operation: "count" });
    const facts = fakeFacts({ span: prefix(1_000_000) });
    const old = only(check(ruleOf("unbounded-count"), [[call, facts]], { etcdVersion: "3.4.23" }));
    const now = only(check(ruleOf("unbounded-count"), [[call, facts]], { etcdVersion: "3.5" }));
    // 1 000 000 x 16
    expect(old.estimate?.document).toBe(16_000_000);
    expect(now.estimate?.document).toBe(0);
  });

  it("sort-limit: ten come back, ten thousand are read", () => {
    const facts = fakeFacts({
      span: prefix(10_000),
      limit: { kind: "fixed", entries: known(10) },
      limitDefeated: { by: "sort" },
      value: { bytes: known(KiB), shape: "unknown", bounded: false },
    });
    const { estimate } = only(check(ruleOf("sort-limit"), [[fakeCall({ operation: "range" }), facts]]));
    // 10 000 x (1 024 + 16): the server holds the whole span; at least the 10 000 values of 1 KiB are read
    expect(estimate?.document).toBe(10_400_000);
    expect(estimate?.likely).toBeGreaterThan(10_000 * KiB);
  });

  it("range-values-unneeded: the values are what costs", () => {
    const facts = fakeFacts({
      span: prefix(10_000),
      limit: { kind: "none" },
      resultUse: "keys",
      value: { bytes: known(KiB), shape: "unknown", bounded: false },
    });
    const { estimate } = only(check(ruleOf("range-values-unneeded"), [[fakeCall({ operation: "range" }), facts]]));
    // 10 000 x (1 024 + 16)
    expect(estimate?.document).toBe(10_400_000);
  });

  it("watch-per-key: 50 keys in each of 100 clients", () => {
    const facts = fakeFacts({
      fanOut: known(50),
      key: varies,
      span: { kind: "single", certainty: "always", keys: known(1) },
    });
    const call = fakeCall({ operation: "watch", opens: { stream: "shared" } });
    const { estimate } = only(check(ruleOf("watch-per-key"), [[call, facts]]));
    // 50 x 100 x 350
    expect(estimate?.document).toBe(1_750_000);
  });

  it("watch-stream-per-call: one client process each, 1 000 clients: 18 MB of streams and 350 kB of watchers", () => {
    const facts = fakeFacts({ trigger: { kind: "event", perSecond: known(1) }, lifetime: { ends: "ends", because: [] } });
    const call = fakeCall({ operation: "watch", opens: { stream: "own" } });
    const profile = { ...presets.medium, connections: 1000 };
    const { estimate } = only(check(ruleOf("watch-stream-per-call"), [[call, facts]], { profile }));
    // 1 000 x 18 000 + 1 000 x 350
    expect(estimate?.document).toBe(18_350_000);
  });

  it("watch-leak: ten a second for twelve hours", () => {
    const facts = fakeFacts({ trigger: handler, lifetime: { ends: "never", because: [] } });
    const call = fakeCall({ operation: "watch", opens: { stream: "shared" } });
    const { estimate } = only(check(ruleOf("watch-leak"), [[call, facts]]));
    // 10 x 3 600 x 12 x 350
    expect(estimate?.document).toBe(151_200_000);
  });

  it("watch-backlog: nobody reads, values of 10 KiB, previous values too", () => {
    const facts = fakeFacts({ drained: "no", value: { bytes: known(10 * KiB), shape: "unknown", bounded: false } });
    const call = fakeCall({ operation: "watch", opens: { stream: "shared" }, options: { "prev-kv": { certainty: "always" } } });
    const { estimate } = only(check(ruleOf("watch-backlog"), [[call, facts]]));
    // 1 024 x (10 240 + 16) x 2
    expect(estimate?.document).toBe(21_004_288);
  });

  it("client-per-call: one a request and never closed, ten a second for twelve hours", () => {
    const facts = fakeFacts({ trigger: handler, lifetime: { ends: "never", because: [] } });
    const { estimate, messageId } = only(check(ruleOf("client-per-call"), [[fakeCall({ operation: "connect" }), facts]]));
    // 10 x 3 600 x 12 x 17 000
    expect(estimate?.document).toBe(7_344_000_000);
    expect(messageId).toBe("leaks");
  });

  it("client-per-call: closed each time costs what runs at once", () => {
    const facts = fakeFacts({ trigger: handler, concurrent: assumed(8), lifetime: { ends: "ends", because: [] } });
    const { estimate, messageId } = only(check(ruleOf("client-per-call"), [[fakeCall({ operation: "connect" }), facts]]));
    // 8 x 17 000
    expect(estimate?.document).toBe(136_000);
    expect(messageId).toBe("churns");
  });

  it("lease-per-key: ten a second that live for ten minutes", () => {
    const facts = fakeFacts({ trigger: handler, ttlSeconds: known(600) });
    const { estimate } = only(check(ruleOf("lease-per-key"), [[fakeCall({ operation: "lease-grant" }), facts]]));
    // 10 x 600 x (330 + 110 + 16)
    expect(estimate?.document).toBe(2_736_000);
  });

  it("missing-compaction: the history of all writes together, at the heaviest", () => {
    const heavy = fakeFacts({ trigger: everySecond, value: { bytes: known(4 * KiB), shape: "constant", bounded: true } });
    const light = fakeFacts({ trigger: everySecond, value: { bytes: known(16), shape: "constant", bounded: true } });
    const put = fakeCall({ operation: "put" });
    const draft = only(
      check(ruleOf("missing-compaction"), [
        [fakeCall({ operation: "put" }), light],
        [put, heavy],
      ]),
    );
    expect(draft.call).toBe(put);
    expect(draft.confidence).toBe("assumed");
    // 3 600 x 12 x (4 096 + 16) and x (16 + 16), and 2 x 3 600 x 12 x 38 in the index
    expect(draft.estimate?.document).toBe(177_638_400 + 1_382_400 + 3_283_200);
  });

  it("v2-api: the keys of the profile in the v2 store", () => {
    const call = fakeCall({ operation: "connect", library: { ...library, api: "v2" } });
    const facts = fakeFacts({ key: { bytes: known(64), variation: "unknown", empty: "no" } });
    const { estimate } = only(check(ruleOf("v2-api"), [[call, facts]]));
    // 100 000 x (10 x (158 + 64) + 1 024)
    expect(estimate?.document).toBe(324_400_000);
  });
});

describe("one problem gives one finding", () => {
  const writeRules = ["large-txn", "large-value", "hot-rewrite"] as const;
  const readRules = ["sort-limit", "unbounded-count", "range-values-unneeded", "unbounded-range"] as const;
  const watchRules = ["watch-stream-per-call", "watch-leak", "watch-per-key", "watch-backlog"] as const;

  const speaking = (ids: readonly Parameters<typeof ruleOf>[0][], ...pair: Parameters<typeof check>[1][number]) =>
    ids.filter((id) => check(ruleOf(id), [pair]).length > 0);

  it("a large value on a ticker is large-value alone", () => {
    const facts = fakeFacts({ trigger: everySecond, value: { bytes: known(MiB), shape: "file", bounded: false } });
    expect(speaking(writeRules, fakeCall({ operation: "put" }), facts)).toEqual(["large-value"]);
  });

  it("a moderate value on a ticker is hot-rewrite alone", () => {
    const facts = fakeFacts({ trigger: everySecond, value: { bytes: partly(KiB), shape: "record", bounded: true } });
    expect(speaking(writeRules, fakeCall({ operation: "put" }), facts)).toEqual(["hot-rewrite"]);
  });

  it("an unbounded transaction is large-txn alone", () => {
    const facts = fakeFacts({ trigger: everySecond, txn: { operations: assumed(100), bytes: known(10 * MiB), unbounded: true } });
    expect(speaking(writeRules, fakeCall({ operation: "txn" }), facts)).toEqual(["large-txn"]);
  });

  it.each([
    [{ limit: { kind: "fixed", entries: known(10) }, limitDefeated: { by: "sort" }, resultUse: "keys" }, ["sort-limit"]],
    [{ limit: { kind: "none" }, limitDefeated: { by: "sort" } }, ["unbounded-range"]],
    [{ limit: { kind: "none" }, resultUse: "count" }, ["unbounded-count"]],
    [{ limit: { kind: "none" }, resultUse: "keys" }, ["range-values-unneeded"]],
    [{ limit: { kind: "none" }, resultUse: "values" }, ["unbounded-range"]],
    [{ limit: { kind: "sometimes", because: [] } }, ["unbounded-range"]],
    [{ limit: { kind: "fixed", entries: known(10) } }, []],
    [{ limit: { kind: "pager", entries: known(500) } }, []],
    [{ limit: { kind: "unknown" } }, []],
  ] as const)("a read with %o is %o", (given, expected) => {
    const facts = fakeFacts({ span: prefix(10_000), ...given });
    expect(speaking(readRules, fakeCall({ operation: "range" }), facts)).toEqual(expected);
  });

  it("a leaking watch on a stream of its own is watch-stream-per-call alone", () => {
    const facts = fakeFacts({ trigger: handler, lifetime: { ends: "never", because: [] }, drained: "no" });
    expect(speaking(watchRules, fakeCall({ operation: "watch", opens: { stream: "own" } }), facts)).toEqual(["watch-stream-per-call"]);
  });
});

describe("assumed load alone is information", () => {
  const readAll = (given: Parameters<typeof fakeFacts>[0]) =>
    only(check(ruleOf("unbounded-range"), [[fakeCall({ operation: "range" }), fakeFacts({ limit: { kind: "none" }, ...given })]]))
      .confidence;
  const manyAssumed = { kind: "prefix", certainty: "always", keys: assumed(10_000) } as const;
  const byParameter = { bytes: assumed(64), variation: "varies", empty: "no" } as const;

  it("a literal prefix is likely to hold a collection, a parameter says nothing", () => {
    expect(readAll({ span: manyAssumed, trigger: unknown })).toBe("likely");
    expect(readAll({ span: manyAssumed, trigger: unknown, key: byParameter })).toBe("assumed");
  });

  it("a parameter on a request path is likely", () => {
    expect(readAll({ span: manyAssumed, trigger: handler, key: byParameter })).toBe("likely");
  });

  it("a read at start is assumed, and so is a span that is many on some paths only", () => {
    expect(readAll({ span: manyAssumed })).toBe("assumed");
    expect(readAll({ span: { ...manyAssumed, certainty: "sometimes" }, trigger: unknown })).toBe("assumed");
  });

  it("a value of assumed size is not large", () => {
    const facts = fakeFacts({ value: { bytes: assumed(MiB), shape: "unknown", bounded: false } });
    expect(check(ruleOf("large-value"), [[fakeCall({ operation: "put" }), facts]])).toEqual([]);
  });
});
