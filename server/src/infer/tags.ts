/** What a field's tag or decorator text says about how it is serialized. */
import type { Field } from "../ir/types";
import type { Encoding } from "./knowledge/values";

export interface FieldTag {
  /** Name on the wire. */
  readonly name: string;
  readonly skipped: boolean;
  readonly omitsEmpty: boolean;
  readonly inline: boolean;
}

/** Reads `json:"name,omitempty"`-like tags for an encoding; a field without one keeps its own name. yaml falls back to json, as sigs.k8s.io/yaml does. */
export function fieldTag(field: Field, encoding: Encoding): FieldTag {
  const keys = encoding === "yaml" ? ["yaml", "json"] : encoding === "gob" ? [] : encoding === "proto" ? ["protobuf"] : [encoding];
  const found = keys.map((key) => tagValue(field.tag ?? "", key)).find((value) => value !== undefined);
  const [name = "", ...flags] = found?.split(",") ?? [];
  return {
    name: name === "" || encoding === "proto" ? field.name : name,
    skipped: name === "-" && flags.length === 0 && encoding !== "proto",
    omitsEmpty: flags.includes("omitempty") || flags.includes("omitzero"),
    inline: flags.includes("inline"),
  };
}

function tagValue(tag: string, key: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${key}:"((?:[^"\\\\]|\\\\.)*)"`).exec(tag);
  return match?.[1];
}
