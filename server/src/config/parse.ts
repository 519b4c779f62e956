/** From the text of etcd-lint.json to a checked document, or to problems with their places. */
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { lineIndex, positionAt } from "../text/span";
import { didYouMean } from "../text/suggest";
import type { BudgetSetting, ConfigDocument, ConfigPart, ConfigProblem, ParsedConfig, ThresholdSettings } from "./document";
import { configSchema, type RawConfig, type RawPart } from "./schema";
import type { Profile } from "./types";

type Path = (string | number)[];
type Lines = (path: Path) => number;

type RawBudget = NonNullable<RawConfig["budgets"]>["total"] & (object | null);

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly errors?: readonly (readonly Issue[])[];
}

const syntaxWords: Readonly<Record<string, string>> = {
  InvalidSymbol: "invalid word",
  InvalidNumberFormat: "invalid number",
  PropertyNameExpected: "a property name is expected",
  ValueExpected: "a value is expected",
  ColonExpected: "a colon is expected",
  CommaExpected: "a comma is expected",
  CloseBraceExpected: "a closing brace is expected",
  CloseBracketExpected: "a closing bracket is expected",
  EndOfFileExpected: "the end of the file is expected",
  UnexpectedEndOfComment: "the comment is not closed",
  UnexpectedEndOfString: "the string is not closed",
};

/**
 * Reads one settings file (JSON with comments and trailing commas). `knownRules` are the rule ids that `rules` may name; an unknown one
 * is a warning. Never throws.
 */
export function parseConfig(text: string, knownRules: readonly string[]): ParsedConfig {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || !root) {
    const found = errors.length > 0 ? errors : [{ error: 4, offset: 0, length: text.length } satisfies ParseError];
    return { problems: found.map((error) => syntaxProblem(error, text.length)) };
  }
  const parsed = configSchema.safeParse(dataOf(root));
  if (!parsed.success) return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue as Issue, root, [])) };

  const index = lineIndex(text);
  const lines: Lines = (path) => positionAt(index, findNodeAtLocation(root, path)?.offset ?? 0).line + 1;
  const raw = parsed.data;
  const problems = [
    ...unknownLocked(root, raw.locked ?? [], ["locked"], knownRules),
    ...(raw.overrides ?? []).flatMap((part, at) => unknownLocked(root, part.locked ?? [], ["overrides", at, "locked"], knownRules)),
    ...unknownRules(root, raw.rules ?? {}, ["rules"], knownRules),
    ...(raw.overrides ?? []).flatMap((part, at) => unknownRules(root, part.rules ?? {}, ["overrides", at, "rules"], knownRules)),
  ];
  const document: ConfigDocument = {
    ...partOf(raw, [], lines),
    root: raw.root ?? false,
    extends: raw.extends ?? [],
    ignore: raw.ignore ?? [],
    budgets: budgetsOf(raw.budgets ?? {}, lines),
    overrides: (raw.overrides ?? []).map((part, at) => ({ ...partOf(part, ["overrides", at], lines), files: part.files })),
  };
  return { document, problems };
}

/** Plain data of a JSON tree. Own properties only, so that `__proto__` is a key like others. */
function dataOf(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(dataOf);
  if (node.type !== "object") return node.value;
  const entries = (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [[String(key.value), dataOf(value)] as const] : [],
  );
  return Object.fromEntries(entries);
}

function syntaxProblem({ error, offset, length }: ParseError, textLength: number): ConfigProblem {
  const code = printParseErrorCode(error);
  const start = Math.min(offset, textLength);
  return { message: `not JSON: ${syntaxWords[code] ?? code}`, start, end: Math.min(textLength, start + length), severity: "error" };
}

/** One problem for each thing wrong; of a union's alternatives the one that came furthest speaks. */
function problemsOf(issue: Issue, root: Node, above: Path): ConfigProblem[] {
  const path = [...above, ...issue.path.filter((part) => typeof part !== "symbol")];
  if (issue.code === "invalid_union" && issue.errors) {
    const deeper = issue.errors.find(
      (list) => list.length > 0 && list.every((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys"),
    );
    if (deeper) return deeper.flatMap((inner) => problemsOf(inner, root, path));
  }
  const node = findNodeAtLocation(root, path) ?? root;
  const where = path.length > 0 ? `${path.join(".")}: ` : "";
  if (issue.code === "unrecognized_keys") {
    return (issue.keys ?? []).map((key) => {
      const keyNode = findNodeAtLocation(root, [...path, key])?.parent?.children?.[0] ?? node;
      return problemAt(keyNode, `${where}unknown setting "${key}".${didYouMean(key, keysAt(path))}`);
    });
  }
  return [problemAt(node, `${where}${wordsOf(issue, node)}`)];
}

function problemAt(node: Node, message: string): ConfigProblem {
  return { message, start: node.offset, end: node.offset + node.length, severity: "error" };
}

function wordsOf(issue: Issue, node: Node): string {
  if (issue.code === "invalid_value" && issue.values) {
    const allowed = issue.values.map((value) => JSON.stringify(value)).join(", ");
    const hint = typeof node.value === "string" ? didYouMean(node.value, issue.values.map(String)) : "";
    return `expected ${issue.values.length > 1 ? "one of " : ""}${allowed}.${hint}`;
  }
  if (issue.code === "invalid_union" && issue.errors) {
    if (issue.message.startsWith("expected")) return issue.message;
    // An alternative of another JSON type says less than one that names the values it takes.
    const own = issue.errors.flat().filter((inner) => inner.path.length === 0);
    const telling = own.filter((inner) => inner.code !== "invalid_type");
    return [...new Set((telling.length > 0 ? telling : own).map((inner) => wordsOf(inner, node)))].join(" or ");
  }
  const text = issue.message.replace(/^Invalid input: /, "").replace(/, received .*$/, "");
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Names allowed in the object at a path, by walking the schema. */
function keysAt(path: Path): string[] {
  let schemas: readonly unknown[] = [configSchema];
  for (const part of path) schemas = schemas.flatMap(unwrap).flatMap((schema) => childOf(schema, part));
  return schemas.flatMap(unwrap).flatMap((schema) => Object.keys(shapeOf(schema) ?? {}));
}

interface SchemaDefinition {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly innerType?: unknown;
  readonly options?: readonly unknown[];
  readonly element?: unknown;
  readonly valueType?: unknown;
}

function definitionOf(schema: unknown): SchemaDefinition {
  return (schema as { def?: SchemaDefinition }).def ?? {};
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  return definitionOf(schema).shape;
}

function unwrap(schema: unknown): readonly unknown[] {
  const { innerType, options } = definitionOf(schema);
  if (innerType) return unwrap(innerType);
  return options ? options.flatMap(unwrap) : [schema];
}

function childOf(schema: unknown, part: string | number): readonly unknown[] {
  const { shape, element, valueType } = definitionOf(schema);
  const child = typeof part === "number" ? element : (shape?.[part] ?? valueType);
  return child ? [child] : [];
}

function unknownRules(root: Node, rules: Readonly<Record<string, unknown>>, path: Path, known: readonly string[]): ConfigProblem[] {
  return Object.keys(rules)
    .filter((rule) => !known.includes(rule))
    .map((rule) => {
      const node = findNodeAtLocation(root, [...path, rule])?.parent?.children?.[0] ?? root;
      return { ...problemAt(node, `there is no rule "${rule}".${didYouMean(rule, known)}`), severity: "warning" };
    });
}

function unknownLocked(root: Node, rules: readonly string[], path: Path, known: readonly string[]): ConfigProblem[] {
  return rules.flatMap((rule, at) => {
    if (known.includes(rule)) return [];
    const node = findNodeAtLocation(root, [...path, at]) ?? root;
    return [{ ...problemAt(node, `there is no rule "${rule}".${didYouMean(rule, known)}`), severity: "warning" as const }];
  });
}

function partOf(raw: RawPart, path: Path, lines: Lines): ConfigPart {
  const profile = typeof raw.profile === "string" ? { preset: raw.profile } : (raw.profile ?? {});
  const { preset, calibrated: _calibrated, ...set } = profile;
  const values = defined<Profile>(set);
  const profileLines = Object.fromEntries(Object.keys(values).map((key) => [key, lines([...path, "profile", key])]));
  return {
    ...(raw.etcd?.version === undefined ? {} : { etcdVersion: raw.etcd.version.replace(/^v/, "") }),
    ...(preset === undefined ? {} : { preset }),
    profile: values,
    profileLines,
    prefixes: Object.entries(raw.prefixes ?? {}).map(([prefix, entry]) => ({ prefix, profile: defined<Profile>(entry) })),
    rules: raw.rules ?? {},
    thresholds: thresholdsOf(raw.thresholds ?? {}),
    ...(raw.tests === undefined ? {} : { tests: raw.tests }),
    locked: raw.locked ?? [],
    ...(raw.server?.autoCompaction === undefined ? {} : { autoCompaction: raw.server.autoCompaction }),
  };
}

function budgetsOf(raw: NonNullable<RawConfig["budgets"]>, lines: Lines): readonly BudgetSetting[] {
  const one = (scope: BudgetSetting["scope"], name: string, path: Path, limits: RawBudget): BudgetSetting => {
    const all = limits === null ? [] : Array.isArray(limits) ? limits : [limits];
    return { scope, name, line: lines(["budgets", ...path]), ...Object.assign({}, ...all) };
  };
  const many = (scope: BudgetSetting["scope"], key: string, record: Readonly<Record<string, RawBudget | undefined>> = {}) =>
    Object.entries(record).flatMap(([name, limits]) => (limits === undefined ? [] : [one(scope, name, [key, name], limits)]));
  return [
    ...(raw.total === undefined ? [] : [one("total", "", ["total"], raw.total)]),
    ...(raw.growthPerHour === undefined ? [] : [one("growth", "", ["growthPerHour"], raw.growthPerHour)]),
    ...(raw.finding === undefined ? [] : [one("finding", "", ["finding"], raw.finding)]),
    ...many("component", "components", raw.components),
    ...many("files", "files", raw.files),
    ...many("owner", "owners", raw.owners),
  ];
}

function thresholdsOf({ longKey, ...rest }: NonNullable<RawPart["thresholds"]>): ThresholdSettings {
  return { ...defined<ThresholdSettings>(rest), ...(longKey === undefined ? {} : { longKeyBytes: longKey }) };
}

/** The entries that are set. */
function defined<T>(record: { readonly [K in keyof T]?: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<T>;
}
