/** Changes of files as a unified diff, as `patch` and `git apply` take it. */

interface ChangedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const context = 3;

/** One diff for all files; empty when nothing changes. */
export function unifiedDiff(files: readonly ChangedFile[]): string {
  return files.map(({ file, before, after }) => fileDiff(file, linesOf(before), linesOf(after))).join("");
}

/** Lines with their ends, so that what is printed is what stands in the file. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface Edit {
  readonly kind: "same" | "out" | "in";
  readonly line: string;
}

function fileDiff(file: string, before: readonly string[], after: readonly string[]): string {
  const edits = editsOf(before, after);
  const hunks = hunksOf(edits);
  if (hunks.length === 0) return "";
  return `--- a/${file}\n+++ b/${file}\n${hunks.join("")}`;
}

function hunksOf(edits: readonly Edit[]): readonly string[] {
  const changed = edits.flatMap(({ kind }, at) => (kind === "same" ? [] : [at]));
  const ranges: [number, number][] = [];
  for (const at of changed) {
    const last = ranges.at(-1);
    const [from, to] = [Math.max(0, at - context), Math.min(edits.length, at + context + 1)];
    if (last && from <= last[1]) last[1] = to;
    else ranges.push([from, to]);
  }
  return ranges.map(([from, to]) => {
    const count = (part: readonly Edit[], without: Edit["kind"]): number => part.filter(({ kind }) => kind !== without).length;
    const [head, hunk] = [edits.slice(0, from), edits.slice(from, to)];
    const place = (without: Edit["kind"]): string => {
      const size = count(hunk, without);
      return `${count(head, without) + (size === 0 ? 0 : 1)},${size}`;
    };
    const marks = { same: " ", out: "-", in: "+" } as const;
    const lines = hunk.map(({ kind, line }) => `${marks[kind]}${line}${line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n"}`);
    return `@@ -${place("in")} +${place("out")} @@\n${lines.join("")}`;
  });
}

/** A shortest script of lines (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), after equal ends are set aside. */
function editsOf(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const same = (lines: readonly string[]): readonly Edit[] => lines.map((line) => ({ kind: "same", line }));
  return [
    ...same(before.slice(0, head)),
    ...script(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ];
}

function script(a: readonly string[], b: readonly string[]): readonly Edit[] {
  const trace: Map<number, number>[] = [];
  const ends = new Map<number, number>([[1, 0]]);
  for (let steps = 0; steps <= a.length + b.length; steps++) {
    trace.push(new Map(ends));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = goesDown(ends, diagonal, steps) ? (ends.get(diagonal + 1) ?? 0) : (ends.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      ends.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return walkedBack(a, b, trace);
    }
  }
  return [];
}

function goesDown(ends: ReadonlyMap<number, number>, diagonal: number, steps: number): boolean {
  return diagonal === -steps || (diagonal !== steps && (ends.get(diagonal - 1) ?? 0) < (ends.get(diagonal + 1) ?? 0));
}

function walkedBack(a: readonly string[], b: readonly string[], trace: readonly ReadonlyMap<number, number>[]): readonly Edit[] {
  const edits: Edit[] = [];
  let [x, y] = [a.length, b.length];
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const ends = trace[steps] ?? new Map<number, number>();
    const diagonal = x - y;
    const former = goesDown(ends, diagonal, steps) ? diagonal + 1 : diagonal - 1;
    const fromX = steps === 0 ? 0 : (ends.get(former) ?? 0);
    const fromY = steps === 0 ? 0 : fromX - former;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      edits.push({ kind: "same", line: a[x] ?? "" });
    }
    if (steps === 0) break;
    if (x === fromX) edits.push({ kind: "in", line: b[fromY] ?? "" });
    else edits.push({ kind: "out", line: a[fromX] ?? "" });
    [x, y] = [fromX, fromY];
  }
  return edits.reverse();
}
