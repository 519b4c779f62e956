/** Bytes of a value of a type when serialized, from the type alone. */
import type { Field, Module, TypeDecl, TypeRef } from "../ir/types";
import type { Quantity } from "../model/types";
import type { ResolvedType } from "../resolve/types";
import {
  boolBytes,
  bytesInside,
  dropsZeroValues,
  elementOverhead,
  fieldOverhead,
  isText,
  nullBytes,
  numberBytes,
  recordOverhead,
  textOverhead,
} from "./encodings";
import { between, exact, mapped, mergeReasons, oneOf, product, sum } from "./facts";
import { builtinCollections, type ForeignSize, foreignSizes, openForeign } from "./knowledge/types";
import type { Encoding } from "./knowledge/values";
import { fromProfile, guarded, own, type Reader, reason } from "./reader";
import { fieldTag } from "./tags";
import type { Fact, Reason, ValueShape } from "./types";

/** Bytes of something that is written, what it is made of, and whether the code bounds it. */
export interface Size {
  readonly bytes: Fact;
  readonly shape: ValueShape;
  readonly bounded: boolean;
  /** Bytes of `bytes.likely` that come from assumed entries of collections. Absent: all of them when not bounded, none when bounded. */
  readonly openLikely?: number;
}

/** Structs nested deeper than this are taken as one text. */
const maxNesting = 6;
const maxFields = 200;

export interface TypeQuestion {
  readonly encoding: Encoding;
  readonly reader: Reader;
  readonly nesting: number;
}

/** Size of a value of a resolved type. Recursive types end where they meet themselves and count as unbounded. */
export function sizeOfType(type: ResolvedType, question: TypeQuestion): Size {
  const { encoding, reader } = question;
  switch (type.kind) {
    case "declared":
      return ofDecl(type.decl, type.module, question);
    case "list":
      return type.length === undefined
        ? collection(sizeOfType(type.element, deeper(question)), undefined, question)
        : repeated(sizeOfType(type.element, deeper(question)), type.length, question);
    case "map":
      return collection(sizeOfType(type.value, deeper(question)), sizeOfType(type.key, deeper(question)), question);
    case "promise":
      return sizeOfType(type.element, question);
    case "plain":
      return ofRef(type.type, type.module, question);
    case "foreign":
      return foreign(`${type.source}#${type.name}`, question);
    case "library":
    case "channel":
    case "function":
      return { bytes: exact(nullBytes(encoding)), shape: "unknown", bounded: true };
    case "unknown":
      return anything(reader);
  }
}

const deeper = (question: TypeQuestion): TypeQuestion => ({ ...question, nesting: question.nesting + 1 });

/** A value of which nothing is known: the profile's value size. */
export function anything(reader: Reader): Size {
  return { bytes: fromProfile(reader, "valueBytes", 16), shape: "unknown", bounded: true };
}

/** A text of unknown length. */
export function someText(reader: Reader, encoding: Encoding = "text"): Size {
  const text = fromProfile(reader, "stringBytes");
  const bytes = between({ low: 0, likely: text.likely, high: text.likely * 16 }, "assumed", text.because);
  return { bytes: mapped(bytes, (value) => value + textOverhead(encoding)), shape: "text", bounded: true };
}

function ofRef(type: TypeRef, module: Module, question: TypeQuestion): Size {
  const { encoding, reader } = question;
  switch (type.kind) {
    case "basic":
      return ofBasic(type.name, question);
    case "struct":
      return ofFields(type.fields, type.embeds, "", module, question);
    case "union":
      return ofUnion(type.members, module, question);
    case "named": {
      const open = own(builtinCollections, type.name);
      const args = type.args.map((arg) => sizeOfType(reader.project.resolveType(arg, module), deeper(question)));
      if (open === "list") return collection(args[0] ?? anything(reader), undefined, question);
      if (open === "map") return collection(args[1] ?? anything(reader), args[0] ?? someText(reader, encoding), question);
      return foreign(`#${type.name}`, question);
    }
    case "optional":
    case "list":
    case "map":
    case "channel":
    case "promise": {
      const resolved = reader.project.resolveType(type, module);
      return resolved.kind === "plain" ? anything(reader) : sizeOfType(resolved, question);
    }
    case "function":
      return { bytes: exact(0), shape: "record", bounded: true };
    case "unknown":
      return anything(reader);
  }
}

const scalar = (quantity: Quantity): Size => ({ bytes: between(quantity, "known"), shape: "record", bounded: true });

function ofBasic(
  name: TypeRef extends infer T ? (T extends { kind: "basic"; name: infer N } ? N : never) : never,
  question: TypeQuestion,
): Size {
  const { encoding, reader } = question;
  switch (name) {
    case "string":
      return someText(reader, encoding);
    case "bytes": {
      const value = fromProfile(reader, "valueBytes", 16);
      return { bytes: mapped(value, (bytes) => bytesInside(encoding, bytes) + textOverhead(encoding)), shape: "unknown", bounded: true };
    }
    case "byte":
      return scalar({ low: 1, likely: 2, high: 3 });
    case "bool":
      return scalar(boolBytes(encoding));
    case "int":
      return scalar(numberBytes(encoding, false));
    case "float":
      return scalar(numberBytes(encoding, true));
    case "duration":
      return foreign("time#Duration", question);
    case "time":
      return foreign("time#Time", question);
    case "any":
      // Inside something, a value of any type is rather a text than a whole document.
      if (question.nesting > 0) {
        const text = someText(reader, encoding);
        return {
          ...text,
          bytes: { ...text.bytes, because: mergeReasons([reason("unknown", "any-type")], text.bytes.because) },
          shape: "unknown",
        };
      }
      return {
        ...anything(reader),
        bytes: {
          ...fromProfile(reader, "valueBytes", 16),
          because: [reason("unknown", "any-type"), ...fromProfile(reader, "valueBytes").because],
        },
      };
    case "void":
      return scalar({ low: 0, likely: 0, high: 0 });
    case "error":
      return someText(reader, encoding);
  }
}

function foreign(name: string, question: TypeQuestion): Size {
  const size: ForeignSize | undefined = own(foreignSizes, name);
  if (size) return scalar(isText(question.encoding) ? size.text : size.binary);
  if (own(openForeign, name)) return { ...anything(question.reader), shape: "collection", bounded: false };
  return anything(question.reader);
}

/** The members without null and undefined; literal texts count exactly. */
function ofUnion(members: readonly TypeRef[], module: Module, question: TypeQuestion): Size {
  const sizes = members
    .filter((member) => member.kind !== "basic" || member.name !== "void")
    .map((member) => sizeOfType(question.reader.project.resolveType(member, module), deeper(question)));
  const bytes = oneOf(sizes.map((size) => size.bytes));
  const first = sizes[0];
  if (!bytes || !first) return anything(question.reader);
  return { bytes, shape: sizes.find((size) => !size.bounded)?.shape ?? first.shape, bounded: sizes.every((size) => size.bounded) };
}

function ofDecl(decl: TypeDecl, module: Module, question: TypeQuestion): Size {
  const { reader } = question;
  const memo = `type ${question.encoding} ${question.nesting}`;
  if (decl.kind === "alias" && decl.target) {
    const { target } = decl;
    const behind = (): Size => (target.kind === "named" && target.name === decl.name ? anything(reader) : ofRef(target, module, question));
    return guarded(reader, "type", decl, recursive(reader), behind, memo);
  }
  if (decl.kind === "interface" && decl.fields.length === 0 && decl.embeds.length === 0) return anything(reader);
  if (question.nesting > maxNesting) return anything(reader);
  return guarded(reader, "type", decl, recursive(reader), () => ofFields(decl.fields, decl.embeds, decl.name, module, question), memo);
}

/** A tree: as many nodes as the data has. */
const recursive = (reader: Reader): Size => ({ ...anything(reader), shape: "collection", bounded: false });

function ofFields(fields: readonly Field[], embeds: readonly TypeRef[], name: string, module: Module, question: TypeQuestion): Size {
  const { encoding, reader, nesting } = question;
  const sizes: Size[] = [];
  for (const field of fields.slice(0, maxFields)) {
    const tag = fieldTag(field, encoding);
    if (tag.skipped || hidden(field, module, encoding)) continue;
    const inner = sizeOfType(reader.project.resolveType(field.type, module), deeper(question));
    const overhead = tag.inline ? 0 : fieldOverhead(encoding, tag.name, nesting);
    const whole = mapped(inner.bytes, (bytes) => bytes + overhead);
    const absent = field.optional || tag.omitsEmpty || dropsZeroValues(encoding);
    const missing = tag.omitsEmpty || dropsZeroValues(encoding) || module.scope === "file" ? 0 : overhead + nullBytes(encoding);
    sizes.push({ ...inner, bytes: absent ? { ...whole, low: Math.min(missing, whole.low) } : whole });
  }
  for (const embedded of embeds) sizes.push(sizeOfType(reader.project.resolveType(embedded, module), deeper(question)));
  const why = reason("struct-fields", "struct-fields", { type: name, encoding });
  return recordOf(sizes, recordOverhead(encoding), why, "collection");
}

const openPart = (size: Size): number => size.openLikely ?? (size.bounded ? 0 : size.bytes.likely);

/**
 * Fields of one record together. The profile's number of collection entries is for all collections of a record: a configuration with ten lists
 * has no hundred entries in each of them. `openShape` is the shape when a field is not bounded.
 */
export function recordOf(sizes: readonly Size[], overhead: number, why: Reason, openShape?: ValueShape): Size {
  const all = sum([exact(overhead), ...sizes.map((size) => size.bytes)], [why]);
  const open = sizes.filter((size) => !size.bounded);
  const first = open[0];
  if (!first) {
    const constant = sizes.length > 0 && sizes.every((size) => size.shape === "constant");
    return { bytes: all, shape: constant ? "constant" : "record", bounded: true };
  }
  const shares = open.filter((size) => openPart(size) > 0).length;
  const openAll = open.reduce((bytes, size) => bytes + openPart(size), 0);
  const openLikely = shares === 0 ? 0 : openAll / shares;
  const likely = Math.round(all.likely - openAll + openLikely);
  return { bytes: { ...all, likely }, shape: openShape ?? first.shape, bounded: false, openLikely };
}

/** Serializers that read the declaration skip what the package does not export: fields in lower case, where case decides. */
function hidden(field: Field, module: Module, encoding: Encoding): boolean {
  return module.scope === "package" && !module.importsByPackageName && encoding !== "text" && /^\p{Ll}|^_/u.test(field.name);
}

/** As many entries as the profile says a collection has; nothing bounds it. */
export function collection(element: Size, key: Size | undefined, question: TypeQuestion): Size {
  const { encoding, reader, nesting } = question;
  const entries = fromProfile(reader, "collectionEntries");
  const inner = thinned(element, entries.likely);
  const each = mapped(sum(key ? [key.bytes, inner] : [inner]), (bytes) => bytes + elementOverhead(encoding, nesting) + (key ? 1 : 0));
  const all = product({ ...entries, low: 0, high: Number.POSITIVE_INFINITY }, each);
  const bytes: Fact = { ...all, low: recordOverhead(encoding), because: mergeReasons(entries.because, each.because) };
  return { bytes, shape: "collection", bounded: false };
}

/** Collections inside the entries of a collection: the square root of the profile's number in each. */
function thinned(element: Size, entries: number): Fact {
  const open = openPart(element);
  if (open === 0 || entries <= 1) return element.bytes;
  const likely = Math.round(element.bytes.likely - open + open / Math.sqrt(entries));
  return { ...element.bytes, likely: Math.max(element.bytes.low, likely) };
}

/** A list whose length the type or the code states. */
export function repeated(element: Size, count: number, question: TypeQuestion): Size {
  const each = mapped(element.bytes, (bytes) => bytes + elementOverhead(question.encoding, question.nesting));
  const bytes = mapped(
    product(exact(count, [reason("literal", "listed-entries", { count })]), each),
    (all) => all + recordOverhead(question.encoding),
  );
  return { bytes, shape: element.bounded ? "record" : element.shape, bounded: element.bounded };
}
