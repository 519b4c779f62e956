/** What every page of the HTML report has: escaping, looks, and the script of the table. Nothing is loaded from anywhere. */
import { wellFormed } from "./well-formed";

/** Text for the content of an element or for an attribute in double quotes. */
export function escaped(text: string): string {
  return wellFormed(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const looks = `
:root { color-scheme: light dark; --text: #1c2733; --soft: #5d6b7a; --line: #d8dee5; --back: #ffffff; --panel: #f5f7f9; --error: #b3261e; --warning: #9a6700; --info: #1f6feb; --bar: #2f6f8f; }
@media (prefers-color-scheme: dark) { :root { --text: #e4e9ee; --soft: #9aa7b4; --line: #35414d; --back: #12181e; --panel: #1a222a; --error: #ff7b72; --warning: #e3b341; --info: #79b8ff; --bar: #5aa9cc; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1200px; padding: 24px; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); }
h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 28px 0 8px; }
p { margin: 4px 0; } .soft { color: var(--soft); } .big { font-size: 28px; font-weight: 600; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); gap: 20px; }
figure { margin: 0; padding: 12px; background: var(--panel); border-radius: 6px; } figcaption { font-weight: 600; margin-bottom: 8px; }
svg { width: 100%; height: auto; display: block; } svg text { fill: var(--text); font-size: 12px; } svg .track { fill: var(--line); } svg .bar { fill: var(--bar); } svg .range { stroke: var(--text); stroke-width: 1.5; }
input { font: inherit; padding: 4px 8px; width: 100%; max-width: 420px; border: 1px solid var(--line); border-radius: 4px; background: var(--back); color: var(--text); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 6px 8px; border-bottom: 1px solid var(--line); vertical-align: top; }
th button { all: unset; cursor: pointer; font-weight: 600; } th button:focus-visible { outline: 2px solid var(--info); }
td.number { white-space: nowrap; } code, pre { font: 13px/1.45 ui-monospace, monospace; } pre { margin: 6px 0; padding: 8px; overflow-x: auto; background: var(--panel); border-radius: 4px; }
.error { color: var(--error); font-weight: 600; } .warning { color: var(--warning); font-weight: 600; } .info { color: var(--info); }
details > summary { cursor: pointer; }
`;

/** Sorts the table by a column, and hides the rows that do not hold a word. Without script the page shows everything. */
const script = `
const table = document.getElementById("findings");
if (table) {
  const body = table.tBodies[0];
  table.querySelectorAll("th button").forEach((button) => button.addEventListener("click", () => {
    const at = button.closest("th").cellIndex;
    const up = button.dataset.up !== "yes";
    button.dataset.up = up ? "yes" : "no";
    const key = (row) => row.cells[at].dataset.sort ?? row.cells[at].textContent;
    const rows = [...body.rows].sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      const order = x !== "" && y !== "" && !isNaN(x) && !isNaN(y) ? x - y : x.localeCompare(y);
      return up ? order : -order;
    });
    body.append(...rows);
  }));
  document.getElementById("filter").addEventListener("input", (event) => {
    const word = event.target.value.toLowerCase();
    for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(word);
  });
}
`;

/** Where a page is shown. */
export interface Frame {
  /** Content security policy. */
  readonly policy: string;
  /** Attribute of every style and script that the policy lets in; empty when it needs none. */
  readonly nonce: string;
  /** Style and script that come after our own. */
  readonly looks: string;
  readonly script: string;
}

/** A file that somebody opens in a browser. The policy forbids the page to load or send anything. */
export const standalone: Frame = {
  policy: "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
  nonce: "",
  looks: "",
  script: "",
};

/** A whole page; `body` is HTML. */
export function htmlPage(title: string, body: string, frame: Frame): string {
  const nonce = frame.nonce === "" ? "" : ` nonce="${escaped(frame.nonce)}"`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escaped(frame.policy)}">
<title>${escaped(title)}</title>
<style${nonce}>${looks}${frame.looks}</style>
</head>
<body>
${body}
<script${nonce}>${script}${frame.script}</script>
</body>
</html>
`;
}
