import { expect, it } from "vitest";
import { didYouMean, suggest } from "../../server/src/text/suggest";

const words = ["large-value", "large-txn", "long-key", "watch-leak"];

it("finds a slip of the finger", () => {
  expect(suggest("large-vlaue", words)).toBe("large-value");
  expect(suggest("LONG-KEY", words)).toBe("long-key");
  expect(suggest("watchleak", words)).toBe("watch-leak");
});

it("stays silent when nothing is close", () => {
  expect(suggest("compaction", words)).toBeUndefined();
  expect(didYouMean("compaction", words)).toBe("");
});
