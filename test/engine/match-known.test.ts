import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type Known, matchKnown } from "../../server/src/engine/identity";

const known = (text: string): Known => {
  const [rule = "", file = "", holder = "", call = ""] = text.split(" ");
  return { rule, file, holder, call };
};
const match = (before: readonly string[], after: readonly string[], mayHaveMoved?: (one: string) => boolean) =>
  matchKnown(before, after, known, known, mayHaveMoved);

it("pairs the same call in the same function, one to one", () => {
  expect(match(["r a F x", "r a F x"], ["r a F x"])).toEqual({ pairs: [["r a F x", "r a F x"]], gone: ["r a F x"], fresh: [] });
  expect(match(["r a F x"], ["r a F x", "r a F x"]).fresh).toEqual(["r a F x"]);
});
it.each(["r2 a F x", "r a G x", "r a F y"])("takes %s for another problem", (other) =>
  expect(match(["r a F x"], [other])).toEqual({ pairs: [], gone: ["r a F x"], fresh: [other] }),
);
it("follows code into another file, but only where the old place lost it", () => {
  expect(match(["r a F x"], ["r b F x"]).pairs).toEqual([["r a F x", "r b F x"]]);
  expect(match(["r a F x"], ["r a F x", "r b F x"]).fresh).toEqual(["r b F x"]);
  expect(match(["r a F x"], ["r b F x"], () => false).fresh).toEqual(["r b F x"]);
});
it("does not take code outside of functions for moved", () => expect(match(["r a  x"], ["r b  x"]).fresh).toEqual(["r b  x"]));
it("loses and invents nothing", () => {
  const one = fc
    .tuple(fc.constantFrom("r", "s"), fc.constantFrom("a", "b"), fc.constantFrom("F", "G"), fc.constantFrom("x", "y"))
    .map((parts) => parts.join(" "));
  fc.assert(
    fc.property(fc.array(one), fc.array(one), (before, after) => {
      const { pairs, gone, fresh } = match(before, after);
      expect([...pairs.map(([former]) => former), ...gone].sort()).toEqual([...before].sort());
      expect([...pairs.map(([, now]) => now), ...fresh].sort()).toEqual([...after].sort());
      // What could still be paired in its place is paired.
      for (const left of gone) expect(fresh).not.toContain(left);
    }),
  );
});
