/** What changed between two small texts, line by line. For settings files: a few hundred lines. */

/** Unchanged lines shown around a change. */
const around = 2;

type Row = { readonly mark: " " | "-" | "+"; readonly line: string };

/** Lines as `- old`, `+ new` and `  same` near a change, `…` where lines are left out. Empty when nothing changed. */
export function textDiff(before: string, after: string): readonly string[] {
  const rows = rowsOf(linesOf(before), linesOf(after));
  const changed = rows.flatMap(({ mark }, at) => (mark === " " ? [] : [at]));
  if (changed.length === 0) return [];
  const shown = rows.map((_, at) => changed.some((change) => Math.abs(change - at) <= around));
  return rows.flatMap(({ mark, line }, at) => {
    if (shown[at]) return [`${mark} ${line}`.trimEnd()];
    return shown[at - 1] ? ["…"] : [];
  });
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/);
}

/** The longest common subsequence by its table. */
function rowsOf(a: readonly string[], b: readonly string[]): readonly Row[] {
  const table = a.map(() => new Array<number>(b.length + 1).fill(0));
  table.push(new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = table[i];
    if (row === undefined) continue;
    for (let j = b.length - 1; j >= 0; j -= 1) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const rows: Row[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      rows.push({ mark: " ", line: a[i] ?? "" });
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      rows.push({ mark: "-", line: a[i] ?? "" });
      i += 1;
    } else {
      rows.push({ mark: "+", line: b[j] ?? "" });
      j += 1;
    }
  }
  return rows;
}
