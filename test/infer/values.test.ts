/** Sizes of written values, from source text to numbers. Numbers are worked out by hand from the encodings' rules. */
import { describe, expect, it } from "vitest";
import { presets } from "../../server/src/config/defaults";
import type { CallFacts } from "../../server/src/infer/types";
import { goFile, inferOne, shown, tsFile } from "./facts";

const medium = presets.medium;

const put = async (sources: Record<string, string>): Promise<NonNullable<CallFacts["value"]>> => {
  const { value } = await inferOne(sources, "put");
  if (!value) throw new Error("no value");
  return value;
};
const goPut = (setup: string, value: string, imports: readonly string[] = [], types = ""): ReturnType<typeof put> =>
  put(goFile(`${types}\nfunc save(ctx context.Context, c *clientv3.Client) {\n${setup}\n\tc.Put(ctx, "/k", ${value})\n}`, imports));
const tsPut = (setup: string, value: string, types = ""): ReturnType<typeof put> =>
  put(
    tsFile(
      `import fs from "fs";\n${types}\nexport async function save(arg: string) {\n${setup}\nawait client.put("/k").value(${value});\n}`,
    ),
  );

describe("literals and text", () => {
  it("counts UTF-8 bytes of a literal", async () => {
    expect(shown((await goPut("", `"hello"`)).bytes)).toBe("5..5..5 known");
    expect(shown((await goPut("", `"né€"`)).bytes)).toBe("6..6..6 known");
    expect(shown((await tsPut("", `"hello"`)).bytes)).toBe("5..5..5 known");
  });
  it("adds the parts of concatenations and formats", async () => {
    expect(shown((await goPut("", `"ab" + "cde"`)).bytes)).toBe("5..5..5 known");
    expect(shown((await goPut("", `fmt.Sprintf("v%d-%s", 12, "xy")`, ["fmt"])).bytes)).toBe("6..6..6 known");
    // "id:" and a string of the profile: 3 + (0 .. 32 .. 512).
    const mixed = await tsPut("", "`id:${arg}`");
    expect(mixed.bytes.likely).toBe(3 + medium.stringBytes);
    expect(mixed.bytes.basis).toBe("partly");
    expect(mixed.bounded).toBe(true);
  });
  it("follows constants and repeated text", async () => {
    const types = `const chunk = "0123456789"\nconst big = 1 << 20`;
    expect(shown((await goPut("", "chunk", [], types)).bytes)).toBe("10..10..10 known");
    expect(shown((await goPut("", "strings.Repeat(chunk, 3)", ["strings"], types)).bytes)).toBe("30..30..30 known");
    expect(shown((await goPut("b := make([]byte, 2*big)", "string(b)", [], types)).bytes)).toBe("2097152..2097152..2097152 known");
    expect(shown((await goPut("", `string(bytes.Repeat([]byte("x"), 2<<20))`, ["bytes"])).bytes)).toBe("2097152..2097152..2097152 known");
    expect(shown((await tsPut("", `"x".repeat(2 * 1024 * 1024)`)).bytes)).toBe("2097152..2097152..2097152 known");
    expect(shown((await tsPut("const b = Buffer.alloc(1024);", "b")).bytes)).toBe("1024..1024..1024 known");
  });
});

describe("base64, hex, compression", () => {
  it("grows bytes by 4/3 and by 2", async () => {
    // 300 bytes are 100 groups of three: 400 characters; in hex 600.
    expect(shown((await goPut("b := make([]byte, 300)", "base64.StdEncoding.EncodeToString(b)", ["encoding/base64"])).bytes)).toBe(
      "400..400..400 known",
    );
    expect(shown((await goPut("b := make([]byte, 300)", "hex.EncodeToString(b)", ["encoding/hex"])).bytes)).toBe("600..600..600 known");
    expect(shown((await tsPut("const b = Buffer.alloc(300);", `b.toString("base64")`)).bytes)).toBe("400..400..400 known");
    expect(shown((await tsPut("const b = Buffer.alloc(300);", `b.toString("hex")`)).bytes)).toBe("600..600..600 known");
  });
});

describe("records", () => {
  const types = `type Status struct {
	ID int \`json:"id"\`
	Ready bool \`json:"ready"\`
	Secret string \`json:"-"\`
	hidden string
}`;
  it("sums the fields of a struct under JSON, tags respected", async () => {
    // {} 2, "id":  4+2=6 with its comma, number 1..5..20, "ready": 4+5=9, true/false 4..5..5: 22..27..42.
    const value = await goPut("b, _ := json.Marshal(Status{ID: 1})", "string(b)", ["encoding/json"], types);
    expect(shown(value.bytes)).toBe("22..27..42 known");
    expect(value.shape).toBe("record");
    expect(value.bounded).toBe(true);
    expect(value.bytes.because.map((reason) => reason.id)).toEqual(["serialized", "struct-fields"]);
  });
  it("takes strings and times from the profile and the format", async () => {
    const value = await goPut(
      "b, _ := json.Marshal(&Job{})",
      "string(b)",
      ["encoding/json", "time"],
      'type Job struct {\n\tName string `json:"n"`\n\tAt time.Time `json:"t"`\n}',
    );
    // 2 + (1+4) + (32+2) + (1+4) + 32 = 78.
    expect(value.bytes.likely).toBe(78);
    expect(value.bytes.basis).toBe("partly");
  });
  it("lets omitted fields count nothing at least", async () => {
    const value = await goPut(
      "b, _ := json.Marshal(Opt{})",
      "string(b)",
      ["encoding/json"],
      'type Opt struct {\n\tA int `json:"a,omitempty"`\n}',
    );
    expect(value.bytes.low).toBe(2);
    expect(value.bytes.likely).toBe(2 + 5 + 5);
  });
  it("sums nested structs and class fields", async () => {
    const nested = await goPut(
      "b, _ := json.Marshal(Outer{})",
      "string(b)",
      ["encoding/json"],
      'type Inner struct{ N int `json:"n"` }\ntype Outer struct{ In Inner `json:"in"` }',
    );
    // inner {} 2 + "n": 5 + 5 = 12; outer 2 + "in": 6 + 12 = 20.
    expect(nested.bytes.likely).toBe(20);
    const interfaces = await tsPut(
      "const s: Status = await load(arg);",
      "JSON.stringify(s)",
      "interface Status { id: number; ready: boolean }\ndeclare function load(a: string): Promise<Status>;",
    );
    // A number may have a fraction: 1..6..24.
    expect(shown(interfaces.bytes)).toBe("22..28..46 known");
  });
  it("sums the entries of an object written in place", async () => {
    // {} 2, "a": 1+4, "xyz" 5, "n": 1+4, 12 -> 2: 19.
    const value = await tsPut("", `JSON.stringify({ a: "xyz", n: 12 })`);
    expect(shown(value.bytes)).toBe("19..19..19 known");
    expect(value.shape).toBe("constant");
  });
  it("knows that proto is smaller than JSON", async () => {
    const fields = "type M struct {\n\tIdentifier int\n\tReadyState bool\n}";
    const json = await goPut("b, _ := json.Marshal(&M{})", "string(b)", ["encoding/json"], fields);
    const proto = await goPut("b, _ := proto.Marshal(&M{})", "string(b)", ["google.golang.org/protobuf/proto"], fields);
    expect(proto.bytes.likely).toBeLessThan(json.bytes.likely / 3);
  });
  it("ends with recursive types", async () => {
    const value = await goPut(
      "b, _ := json.Marshal(root)",
      "string(b)",
      ["encoding/json"],
      "type Node struct {\n\tName string\n\tChildren []*Node\n}\nvar root Node",
    );
    expect(value.bounded).toBe(false);
    expect(value.bytes.high).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("what grows", () => {
  it("marks slices and maps as collections of the profile's entries", async () => {
    const value = await goPut(
      "b, _ := json.Marshal(all)",
      "string(b)",
      ["encoding/json"],
      'type Item struct{ N int `json:"n"` }\nvar all []Item',
    );
    expect(value.shape).toBe("collection");
    expect(value.bounded).toBe(false);
    expect(value.bytes.high).toBe(Number.POSITIVE_INFINITY);
    // an entry {"n":12345}, is 2 + 5 + 5 + 1 = 13.
    expect(value.bytes.likely).toBe(medium.collectionEntries * 13);
    const map = await tsPut("", "JSON.stringify(registry)", "const registry: Record<string, number> = {};");
    expect(map.shape).toBe("collection");
    expect(map.bounded).toBe(false);
  });
  it("keeps a list that is written down bounded", async () => {
    const value = await tsPut("", "JSON.stringify([1, 2, 3])");
    expect(value.bounded).toBe(true);
    expect(value.bytes.basis).toBe("known");
    const go = await goPut('names := []string{"a", "b"}\n\tb, _ := json.Marshal(names)', "string(b)", ["encoding/json"]);
    expect(go.bounded).toBe(true);
    // ["a","b"] and a comma too many: 2 + 2 x (3 + 1).
    expect(go.bytes.likely).toBe(10);
  });
  it("sees that a list is added to", async () => {
    const value = await goPut(
      "var names []string\n\tfor _, s := range source() {\n\t\tnames = append(names, s)\n\t}\n\tb, _ := json.Marshal(names)",
      "string(b)",
      ["encoding/json"],
      "func source() []string { return nil }",
    );
    expect(value.shape).toBe("collection");
    const ts = await tsPut("const xs: string[] = [];\nfor (const a of arg) xs.push(a);", "JSON.stringify(xs)");
    expect(ts.shape).toBe("collection");
    expect(ts.bounded).toBe(false);
  });
  it("sees text that grows in a loop", async () => {
    const value = await tsPut("let text = '';\nfor (const a of arg) { text += a; }", "text");
    expect(value.bounded).toBe(false);
    expect(value.bytes.high).toBe(Number.POSITIVE_INFINITY);
  });
  it("sums what is written into a builder, and sees it grow in a loop", async () => {
    const once = await goPut('var sb strings.Builder\n\tsb.WriteString("abc")\n\tfmt.Fprintf(&sb, "de")', "sb.String()", [
      "strings",
      "fmt",
    ]);
    expect(shown(once.bytes)).toBe("5..5..5 known");
    const looped = await goPut(
      "var sb strings.Builder\n\tfor _, s := range source() {\n\t\tsb.WriteString(s)\n\t}",
      "sb.String()",
      ["strings"],
      "func source() []string { return nil }",
    );
    expect(looped.bounded).toBe(false);
    expect(looped.bytes.likely).toBe(medium.collectionEntries * medium.stringBytes);
    const gob = await goPut(
      "var buf bytes.Buffer\n\tgob.NewEncoder(&buf).Encode(all)",
      "buf.String()",
      ["bytes", "encoding/gob"],
      "var all map[string]int",
    );
    expect(gob.shape).toBe("collection");
  });
  it("sees joined lists", async () => {
    const ts = await tsPut("const lines: string[] = [];\nfor (const a of arg) lines.push(a);", "lines.join(',')");
    expect(ts.bounded).toBe(false);
    const fixed = await tsPut("", "['a', 'b'].join(',')");
    expect(shown(fixed.bytes)).toBe("3..3..3 known");
  });
  it("knows files and request bodies", async () => {
    const file = await goPut('b, _ := os.ReadFile("/etc/x")', "string(b)", ["os"]);
    expect(file.shape).toBe("file");
    expect(file.bounded).toBe(false);
    expect(file.bytes.likely).toBe(medium.fileBytes);
    expect(file.bytes.basis).toBe("assumed");
    expect((await tsPut(`const text = fs.readFileSync("x", "utf8");`, "text")).shape).toBe("file");
    const body = await put(
      goFile(
        `func handle(w http.ResponseWriter, r *http.Request) {\n\tc, _ := clientv3.New(clientv3.Config{})\n\tb, _ := io.ReadAll(r.Body)\n\tc.Put(r.Context(), "/k", string(b))\n}`,
        ["net/http", "io"],
      ),
    );
    expect(body.shape).toBe("request-body");
    expect(body.bytes.likely).toBe(medium.requestBodyBytes);
    const express = await put({
      "app.ts": `import express from "express";\nimport { Etcd3 } from "etcd3";\nconst client = new Etcd3();\nconst app = express();\napp.post("/x", async (req, res) => { await client.put("/k").value(JSON.stringify(req.body)); });`,
    });
    expect(express.shape).toBe("request-body");
  });
  it("sees what is read, added to and written back", async () => {
    const go = await put(
      goFile(
        `type Log struct{ Lines []string }
func add(ctx context.Context, c *clientv3.Client, line string) {
	resp, _ := c.Get(ctx, "/log")
	var l Log
	json.Unmarshal(resp.Kvs[0].Value, &l)
	l.Lines = append(l.Lines, line)
	b, _ := json.Marshal(l)
	c.Put(ctx, "/log", string(b))
}`,
        ["encoding/json"],
      ),
    );
    expect(go.shape).toBe("read-append-write");
    expect(go.bounded).toBe(false);
    const ts = await put(
      tsFile(
        `export async function add(line: string) {\nconst list = JSON.parse((await client.get("/log").string()) ?? "[]");\nlist.push(line);\nawait client.put("/log").value(JSON.stringify(list));\n}`,
      ),
    );
    expect(ts.shape).toBe("read-append-write");
    expect(ts.bounded).toBe(false);
  });
  it("does not call a record that is read, changed and written back growing", async () => {
    const value = await put(
      goFile(
        `type State struct{ N int }
func bump(ctx context.Context, c *clientv3.Client) {
	resp, _ := c.Get(ctx, "/s")
	var s State
	json.Unmarshal(resp.Kvs[0].Value, &s)
	s.N++
	b, _ := json.Marshal(s)
	c.Put(ctx, "/s", string(b))
}`,
        ["encoding/json"],
      ),
    );
    expect(value.shape).toBe("record");
    expect(value.bounded).toBe(true);
  });
});

describe("parameters", () => {
  it("takes what the callers pass", async () => {
    const value = await put(
      goFile(
        `func save(ctx context.Context, c *clientv3.Client, v string) { c.Put(ctx, "/k", v) }
func a(ctx context.Context, c *clientv3.Client) { save(ctx, c, "abc") }
func b(ctx context.Context, c *clientv3.Client) { save(ctx, c, "abcdefg") }`,
      ),
    );
    expect(shown(value.bytes)).toBe("3..7..7 known");
  });
  it("reads helpers with what this call passes", async () => {
    const helper = `func fill(n int) string { return string(make([]byte, n)) }\nfunc other() { fill(1 << 20) }`;
    expect(shown((await goPut("", "fill(100)", [], helper)).bytes)).toBe("100..100..100 known");
    const json = `type S struct{ N int \`json:"n"\` }\nfunc mustJSON(v any) string {\n\tb, err := json.Marshal(v)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\treturn string(b)\n}`;
    const value = await goPut("s := S{N: 1}", "mustJSON(s)", ["encoding/json"], json);
    // {"n":12345}: 2 + 5 + 5.
    expect(value.bytes.likely).toBe(12);
    expect(value.shape).toBe("record");
    const ts = await tsPut("", "encode({ a: 'xyz' })", "const encode = (v: unknown): string => JSON.stringify(v);");
    expect(ts.bytes.likely).toBe(2 + 5 + 5);
  });
  it("falls back to the profile and says so", async () => {
    const value = await tsPut("", "arg");
    expect(value.bytes.basis).toBe("assumed");
    expect(value.bytes.because.some((reason) => reason.source === "profile")).toBe(true);
    expect(value.bytes.low).toBeGreaterThanOrEqual(0);
    expect(value.bytes.likely).toBeGreaterThan(0);
  });
});

describe("annotations", () => {
  it("win over the code", async () => {
    const place = { file: "svc/main.go", span: { start: 0, end: 1 } };
    const facts = await inferOne(goFile(`func save(ctx context.Context, c *clientv3.Client, v string) { c.Put(ctx, "/k", v) }`), "put", {
      value: { value: 2097152, place },
      rate: { value: 0.2, place },
      key: { value: 40, place },
    });
    expect(shown(facts.value?.bytes)).toBe("2097152..2097152..2097152 known");
    expect(facts.value?.bytes.because[0]).toMatchObject({ source: "annotation", place });
    expect(shown(facts.trigger.perSecond)).toBe("0.2..0.2..0.2 known");
    expect(shown(facts.key.bytes)).toBe("40..40..40 known");
  });
});
