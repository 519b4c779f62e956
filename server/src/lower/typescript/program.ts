/** Top level of a file: which declarations become functions, types and imports, and what is left for the module function. */
import type { FunctionDecl, Reexport, Stmt } from "../../ir/types";
import { effectImport } from "./commonjs";
import { exportedPlace } from "./commonjs-exports";
import type { Ctx, Draft } from "./context";
import { functionTypes } from "./functions";
import { exportClause, importStatement } from "./imports";
import { childNamed, firstNamed, has, type N, named, span, textOf } from "./node";
import { assignPrototype } from "./prototypes";
import { stmtsOfNode } from "./statements";

/** What the top level collects besides the context. */
export interface Top {
  readonly ctx: Ctx;
  readonly exports: Map<string, string>;
  readonly reexports: Reexport[];
  readonly body: Stmt[];
}

/** Lowers top-level statements into the context and `top`. */
export function lowerProgram(top: Top, nodes: readonly N[]): void {
  let decorators: N[] = [];
  for (const node of nodes) {
    if (node.type === "decorator") {
      decorators.push(node);
      continue;
    }
    for (const stmt of topStatement(top, node)) top.body.push(stmt);
    decorators = [];
  }
}

function topStatement(top: Top, node: N): readonly Stmt[] {
  const { ctx } = top;
  switch (node.type) {
    case "import_statement":
      importStatement(ctx, node);
      return [];
    case "export_statement":
      return exportStatement(top, node);
    case "ambient_declaration":
      return ambient(top, node);
    case "internal_module":
    case "module":
      lowerProgram(top, namespaceBody(node));
      return [];
    case "function_declaration":
    case "generator_function_declaration":
      declareFunction(ctx, node, "default");
      return [];
    case "lexical_declaration":
    case "variable_declaration":
      return variables(top, node);
    case "expression_statement":
      return expression(top, node);
    default:
      return stmtsOfNode(ctx, node);
  }
}

const namespaceBody = (node: N): readonly N[] => {
  const body = childNamed(node, "body") ?? node.children.find((child) => child.type === "statement_block");
  return body ? named(body) : [];
};

/** Declares the function under its own name, else under `fallback`; gives the name. */
export function declareFunction(ctx: Ctx, node: N, fallback: string): string {
  const nameNode = childNamed(node, "name");
  const name = nameNode ? textOf(ctx, nameNode) : fallback;
  ctx.functions.push(ctx.fn(node, { name, kind: "function" }));
  return name;
}

/** `const f = () => …` declares a function like any other; only a name that can change stays a variable. */
function variables(top: Top, node: N): readonly Stmt[] {
  const { ctx } = top;
  const constant = childNamed(node, "kind")?.type === "const";
  const rest: Stmt[] = [];
  for (const declarator of named(node)) {
    if (declarator.type !== "variable_declarator") continue;
    const name = childNamed(declarator, "name");
    const value = unwrapped(childNamed(declarator, "value"));
    if (constant && name?.type === "identifier" && value && functionTypes.has(value.type)) {
      ctx.functions.push(ctx.fn(value, { name: textOf(ctx, name), kind: "function", nameSpan: span(name) }));
      continue;
    }
    // `const api = module.exports = { … }` declares and exports.
    const inner = value?.type === "assignment_expression" ? exportedPlace(ctx, value) : undefined;
    if (inner && name?.type === "identifier") {
      for (const exported of inner.names) top.exports.set(exported, textOf(ctx, name));
      const target = ctx.target(name);
      rest.push({
        kind: "assign",
        declares: true,
        constant,
        targets: [target],
        values: [ctx.expr(inner.value)],
        op: "=",
        span: span(declarator),
      });
      continue;
    }
    rest.push(...ctx.declarator(declarator, constant));
  }
  return rest;
}

function unwrapped(node: N | undefined): N | undefined {
  let at = node;
  while (at && (at.type === "parenthesized_expression" || at.type === "as_expression" || at.type === "satisfies_expression"))
    at = firstNamed(at);
  return at;
}

function expression(top: Top, node: N): readonly Stmt[] {
  const { ctx } = top;
  const inner = firstNamed(node);
  if (inner?.type === "internal_module") return topStatement(top, inner);
  if (effectImport(ctx, node)) return [];
  if (inner?.type === "assignment_expression") {
    const exported = exportedPlace(ctx, inner);
    if (exported) return exportValue(top, exported.names, exported.value, node);
    if (assignPrototype(ctx, inner)) return [];
  }
  return stmtsOfNode(ctx, node);
}

/**
 * An exported value: under its own name when it has one, else as a top-level function, class or constant, named like the export
 * (`default` for the whole module, a word no other local can have).
 */
function exportValue(top: Top, names: readonly string[], node: N, statement: N): readonly Stmt[] {
  const { ctx } = top;
  const value = unwrapped(node) ?? node;
  const publicName = names.find((name) => name !== "=") ?? "default";
  const bind = (local: string): void => {
    for (const name of names) top.exports.set(name, local);
  };
  if (value.type === "identifier") {
    bind(textOf(ctx, value));
    return [];
  }
  if (functionTypes.has(value.type) || value.type === "function_declaration" || value.type === "generator_function_declaration") {
    const own = childNamed(value, "name");
    const local = freeName(ctx, own ? textOf(ctx, own) : publicName, publicName);
    ctx.functions.push(ctx.fn(value, { name: local, kind: "function", ...(own ? { nameSpan: span(own) } : {}) }));
    bind(local);
    return [];
  }
  if (value.type === "class" || value.type === "class_declaration" || value.type === "abstract_class_declaration") {
    const own = childNamed(value, "name");
    bind(ctx.classDecl(value, own ? textOf(ctx, own) : publicName));
    return [];
  }
  if (names.includes("=")) exportEntries(top, value);
  const local = freeName(ctx, publicName, `exports.${publicName}`);
  bind(local);
  const target = { kind: "name", name: local, span: { start: node.start, end: node.start } } as const;
  return [{ kind: "assign", declares: true, constant: true, targets: [target], values: [ctx.expr(node)], op: "=", span: span(statement) }];
}

const freeName = (ctx: Ctx, wanted: string, other: string): string =>
  ctx.functions.some((fn) => fn.name === wanted && fn.owner === undefined) ? other : wanted;

/** `module.exports = { a, b: c }` makes `a` and `b` reachable by themselves. */
function exportEntries(top: Top, value: N): void {
  if (value.type !== "object") return;
  for (const entry of named(value)) {
    if (entry.type === "shorthand_property_identifier") top.exports.set(textOf(top.ctx, entry), textOf(top.ctx, entry));
    const key = childNamed(entry, "key");
    const bound = childNamed(entry, "value");
    if (entry.type === "pair" && key && key.type !== "computed_property_name" && bound?.type === "identifier") {
      top.exports.set(top.ctx.propertyName(key), textOf(top.ctx, bound));
    }
  }
}

function exportStatement(top: Top, node: N): readonly Stmt[] {
  const { ctx } = top;
  if (exportClause(top, node)) return [];
  const isDefault = has(node, "default");
  const declaration = childNamed(node, "declaration");
  const value = childNamed(node, "value");
  if (value) return exportValue(top, [isDefault ? "default" : textOf(ctx, value)], value, node);
  if (!declaration) {
    // `export = X` and `export import a = …` have a bare child.
    const inner = firstNamed(node);
    if (inner && /^export\s*=/.test(ctx.text.slice(node.start, inner.start))) return exportValue(top, ["default", "="], inner, node);
    return inner ? topStatement(top, inner) : [];
  }
  if (isDefault && /^(?:generator_)?function|class/.test(declaration.type)) return exportValue(top, ["default"], declaration, node);
  const stmts = topStatement(top, declaration);
  for (const name of declaredNames(ctx, declaration)) top.exports.set(isDefault ? "default" : name, name);
  return stmts;
}

/** Names that a declaration makes, those in patterns included. */
function declaredNames(ctx: Ctx, node: N): readonly string[] {
  switch (node.type) {
    case "ambient_declaration": {
      const inner = named(node).find((child) => child.type !== "statement_block");
      return inner ? declaredNames(ctx, inner) : [];
    }
    case "lexical_declaration":
    case "variable_declaration":
      return named(node).flatMap((declarator) => {
        const name = childNamed(declarator, "name");
        return name ? patternNames(ctx, name) : [];
      });
    default: {
      const name = childNamed(node, "name");
      return name ? [textOf(ctx, name)] : [];
    }
  }
}

function patternNames(ctx: Ctx, node: N): readonly string[] {
  if (node.type === "identifier" || node.type === "shorthand_property_identifier_pattern") return [textOf(ctx, node)];
  const value = childNamed(node, "value") ?? childNamed(node, "left");
  return value ? patternNames(ctx, value) : named(node).flatMap((child) => (node.type === "pair_pattern" ? [] : patternNames(ctx, child)));
}

/** `declare …`: types count, functions tell their results, values only their types. */
function ambient(top: Top, node: N): readonly Stmt[] {
  const inner = firstNamed(node);
  if (!inner) return [];
  if (inner.type === "statement_block") {
    lowerProgram(top, named(inner));
    return [];
  }
  if (inner.type !== "function_signature") return topStatement(top, inner);
  declareFunction(top.ctx, inner, "default");
  return [];
}

/** Marks what other files can reach: exported functions, and methods of exported classes. */
export function markExported(functions: readonly Draft<FunctionDecl>[], exports: ReadonlyMap<string, string>): void {
  const locals = new Set(exports.values());
  for (const fn of functions) fn.exported = fn.kind !== "module" && locals.has(fn.owner ?? fn.name);
}
