import { describe, expect, test } from "vitest";
import { parseControlComments } from "../../server/src/engine/control-comments";
import type { Comment } from "../../server/src/ir/types";
import { languageById } from "../../server/src/lower/index";
import { lineIndex } from "../../server/src/text/span";

const go = languageById("go");
const ids = ["unbounded-range", "large-value"];

function read(text: string) {
  if (!go) throw new Error("no go");
  const comments: Comment[] = [...text.matchAll(/\/\/.*|\/\*[\s\S]*?\*\//g)].map((match) => ({
    text: match[0],
    span: { start: match.index, end: match.index + match[0].length },
  }));
  return parseControlComments(comments, "a.go", text, lineIndex(text), go, ids);
}

describe("suppressions", () => {
  test("next line, this line, file, and block until enable", () => {
    const { suppressions } = read(`// etcd-lint-disable-file large-value -- generated values
a() // etcd-lint-disable-line unbounded-range
// etcd-lint-disable-next-line
b()
/* etcd-lint-disable unbounded-range */
c()
// etcd-lint-enable
d()
`);
    expect(suppressions.map(({ rules, reason, fromLine, toLine }) => ({ rules, reason, fromLine, toLine }))).toEqual([
      { rules: ["large-value"], reason: "generated values", fromLine: 0, toLine: Number.POSITIVE_INFINITY },
      { rules: ["unbounded-range"], reason: undefined, fromLine: 1, toLine: 1 },
      { rules: [], reason: undefined, fromLine: 3, toLine: 3 },
      { rules: ["unbounded-range"], reason: undefined, fromLine: 4, toLine: 6 },
    ]);
  });

  test("a misspelt rule is said, with the one probably meant; other comments stay alone", () => {
    const { problems, suppressions } = read("// etcd-lint-disable-line unbouded-range\n// see etcd-lint for more\n// etcd-lint-disalbe\n");
    expect(problems.map((problem) => problem.message)).toEqual([
      'there is no rule "unbouded-range". Did you mean "unbounded-range"?',
      'unknown control comment "etcd-lint-disalbe"',
    ]);
    expect(suppressions).toHaveLength(1);
  });
});

describe("assumptions", () => {
  test("sizes, counts, rates and times in the units of the model", () => {
    const { assumptions, problems } = read(
      "x() // etcd-lint: value=2MiB keys=100000 rate=1/5s ttl=10m concurrent=8\n// etcd-lint: key=64 -- a reason\n",
    );
    expect(problems).toEqual([]);
    const [behind, alone] = assumptions;
    expect(behind?.line).toBe(0);
    expect(behind?.annotation.value?.value).toBe(2 * 1024 * 1024);
    expect(behind?.annotation.keys?.value).toBe(100_000);
    expect(behind?.annotation.rate?.value).toBe(0.2);
    expect(behind?.annotation.ttl?.value).toBe(600);
    expect(behind?.annotation.concurrent?.value).toBe(8);
    expect(alone?.line).toBeUndefined();
    expect(alone?.annotation.key?.value).toBe(64);
  });

  test("what cannot be read is said and the rest is kept", () => {
    const { assumptions, problems } = read("// etcd-lint: vlaue=1MiB keys=many rate=2/s\n");
    expect(problems).toHaveLength(2);
    expect(problems[0]?.message).toContain('Did you mean "value"?');
    expect(problems[1]?.message).toBe('cannot read "many" as keys');
    expect(assumptions[0]?.annotation.rate?.value).toBe(2);
  });
});
