import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { schemaText } from "../../server/src/config/json-schema";
import { parseConfig } from "../../server/src/config/parse";

const validate = new Ajv({ strict: false }).compile(JSON.parse(schemaText()));

describe("schema/etcd-lint.schema.json", () => {
  it("is fresh (else: npm run generate)", () => {
    expect(readFileSync("schema/etcd-lint.schema.json", "utf8")).toBe(schemaText());
  });

  it.each([
    {},
    { profile: "large", tests: "off" },
    { profile: { valueBytes: "2MiB", keysUnderPrefix: 5 }, thresholds: { warnAt: null } },
    { extends: ["a.json"], overrides: [{ files: ["*.go"], rules: { "long-key": "off" } }] },
  ])("agrees with the reader that this is right: %j", (value) => {
    expect(validate(value)).toBe(true);
    expect(parseConfig(JSON.stringify(value), ["long-key"]).problems).toEqual([]);
  });

  it.each([
    { profil: 1 },
    { profile: "huge" },
    { rules: { "long-key": "warn" } },
    { overrides: [{ rules: {} }] },
    { thresholds: { warnAt: true } },
  ])("agrees with the reader that this is wrong: %j", (value) => {
    expect(validate(value)).toBe(false);
    expect(parseConfig(JSON.stringify(value), ["long-key"]).document).toBeUndefined();
  });

  it("explains every setting", () => {
    const without: string[] = [];
    interface Node {
      description?: string;
      properties?: Record<string, Node>;
      anyOf?: Node[];
      items?: Node;
    }
    const visit = (schema: Node, path: string): void => {
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        if (!property.description) without.push(`${path}.${name}`);
        visit(property, `${path}.${name}`);
      }
      for (const option of schema.anyOf ?? []) visit(option, path);
      if (schema.items) visit(schema.items, `${path}[]`);
    };
    visit(JSON.parse(schemaText()), "");
    expect(without).toEqual([]);
  });
});
