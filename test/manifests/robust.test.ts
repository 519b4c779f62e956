import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readManifest } from "../../server/src/manifests/index";
import { maskTemplates } from "../../server/src/manifests/templates";

const names = [
  "etcd.conf.yml",
  "pod.yaml",
  "values.yaml",
  "Dockerfile",
  "Makefile",
  "Procfile",
  "run.sh",
  "etcd.service",
  "etcd.env",
  "etcd.env.j2",
  "main.tf",
  "go.mod",
  "unit.j2",
];

const pieces = [
  "etcd ",
  "--snapshot-count=5",
  "ETCD_NAME=x\n",
  "{{ x }}",
  "{% if y %}",
  "{% endif %}",
  "{{- range . }}",
  "${",
  "$(",
  "`",
  '"',
  "'",
  "<<EOF\n",
  "EOF\n",
  "\\\n",
  "while true; do ",
  "done\n",
  "for i in ",
  "case x in a) ",
  "esac",
  "if ",
  "fi\n",
  "f() {",
  "}\n",
  "(",
  ")",
  "services:\n  ",
  "- ",
  "command: [",
  "]",
  "image: quay.io/coreos/etcd:v3.5.2\n",
  "&a ",
  "*a",
  "<<: *a\n",
  "|\n  ",
  "etcdctl get --prefix ",
  "curl /v3/kv/range -d '{",
  "require go.etcd.io/etcd/server/v3 v3.5.0\n",
  "ExecStart=",
  "\n",
  " ",
  ":",
  "\r\n",
  "\u0000",
  "é",
];

describe("strange input", () => {
  it("never throws, never hangs, and every place lies in the text", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (name, parts) => {
        const text = `etcd\n${parts.join("")}`;
        const manifest = readManifest(text, name);
        const places = [
          ...(manifest?.servers ?? []).flatMap((site) => [site.place, ...site.settings.map(({ place }) => place)]),
          ...(manifest?.pins ?? []).map(({ place }) => place),
          ...(manifest?.definitions ?? []).map(({ place }) => place),
        ];
        for (const { span } of places) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it("templates are masked letter for letter", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        const masked = maskTemplates(text).text;
        expect(masked.length).toBe(text.length);
        expect([...masked].flatMap((char, at) => (char === "\n" ? [at] : [])).length).toBeLessThanOrEqual(text.split("\n").length);
      }),
    );
  });

  it("aliases that name each other a billion times over are read in no time", () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) =>
        `a${level}: &a${level} [${Array(10)
          .fill(level === 0 ? "etcd" : `*a${level - 1}`)
          .join(", ")}]`,
    );
    expect(readManifest(`${levels.join("\n")}\n`, "bomb.yaml")?.servers).toEqual([]);
  });

  it("a list of ten thousand brackets is skipped and said", () => {
    const manifest = readManifest(`etcd: ${"[".repeat(10_000)}`, "deep.yaml");
    expect(manifest?.servers).toEqual([]);
  });

  it("a giant manifest is read line by line, and it is said", () => {
    const filler = "- name: other\n  value: x\n".repeat(30_000);
    const manifest = readManifest(`${filler}- "--snapshot-count=100000"\n- etcd\n`, "giant.yaml");
    expect(manifest?.notices).toHaveLength(1);
    expect(manifest?.servers.flatMap(({ settings }) => settings.map(({ value }) => value))).toEqual([{ kind: "text", text: "100000" }]);
    expect(manifest?.servers.every(({ open }) => open)).toBe(true);
  });
});
