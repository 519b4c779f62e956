/** Top level of a file: which declarations become functions, types and imports, and what is left for the module function. */
import type { FunctionDecl, Stmt } from "../../ir/types";
import { effectImport } from "./commonjs";
import type { Ctx, Draft } from "./context";
import { exportedPlace, exportValue, type Top, unwrapped } from "./exported-values";
import { functionTypes } from "./functions";
import { exportClause, importStatement } from "./imports";
import { childNamed, firstNamed, has, type N, named, span, textOf } from "./node";
import { assignPrototype } from "./prototypes";
import { stmtsOfNode } from "./statements";

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
