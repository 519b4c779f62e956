/** Go's statements. */
import type { Expr, Stmt } from "../../ir/types";
import { childByField, childOfType, LightNode } from "../../syntax/light-tree";
import { type LowerStmts, lowerIf, lowerSelect, lowerSwitch, lowerTypeSwitch } from "./branches";
import { lowerConsts, lowerTarget, lowerTargets, lowerTypeDecls, lowerVars } from "./declarations";
import { lowerExpr, lowerExprs } from "./expressions";
import { append, type GoFile, none, spanOf, textOf } from "./file";
import { lowerFor, lowerForHead } from "./loops";
import { isTypeNode } from "./types";

const stmts: LowerStmts = { one: lowerStmt, inside: lowerInside };

/** The statements of a block; none for a function without a body. */
export function lowerBlock(file: GoFile, block: LightNode | undefined): readonly Stmt[] {
  return block ? lowerInside(file, block) : none;
}

/** Statements among the children of a block, a case or an ERROR; other children (a case's value, a name) are passed over. */
export function lowerInside(file: GoFile, node: LightNode): readonly Stmt[] {
  const { children } = node;
  // Nearly always: a block holds one list.
  if (children.length === 1 && children[0]?.type === "statement_list") return lowerEach(file, children[0]);
  const out: Stmt[] = [];
  for (let i = 0; i < children.length; i++) {
    const child = children[i];
    if (!child?.named || child.field !== "") continue;
    if (node.type === "ERROR" && (child.type === "for_clause" || child.type === "range_clause")) {
      append(out, lowerBrokenLoop(file, node, child, children.slice(i + 1)));
      break;
    }
    lowerInto(file, child, out);
  }
  return trimmed(out);
}

/** A loop whose body is not closed yet: the parser gives its head, and what follows as if it stood after it. */
function lowerBrokenLoop(file: GoFile, node: LightNode, head: LightNode, rest: readonly LightNode[]): readonly Stmt[] {
  const body = new LightNode("ERROR", "", true, head.end, node.end);
  body.children = rest;
  return [
    lowerForHead(file, head, lowerInside(file, body), { span: { start: head.start, end: node.end }, headSpan: spanOf(head) }, lowerStmt),
  ];
}

function lowerEach(file: GoFile, list: LightNode): readonly Stmt[] {
  const out: Stmt[] = [];
  for (const child of list.children) lowerInto(file, child, out);
  return trimmed(out);
}

/** A list that grew by pushing holds more room than it needs; modules live long, so they get a copy of the right size. */
function trimmed<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? none : list.slice();
}

/** Adds what a statement of source becomes to `out`. */
function lowerInto(file: GoFile, node: LightNode, out: Stmt[]): void {
  if (node.type === "expression_statement") out.push(exprStmt(lowerExpr(file, node)));
  else append(out, lowerStmt(file, node));
}

function exprStmt(expr: Expr): Stmt {
  return { kind: "expr", expr, span: expr.span };
}

/** One statement of source: usually one, several for a group of declarations, none for an empty one. */
export function lowerStmt(file: GoFile, node: LightNode): readonly Stmt[] {
  const span = spanOf(node);
  switch (node.type) {
    case "expression_statement":
      return [exprStmt(lowerExpr(file, node))];
    case "short_var_declaration":
    case "assignment_statement":
      return [lowerAssign(file, node)];
    case "inc_statement":
    case "dec_statement":
      return [lowerIncrement(file, node)];
    case "var_declaration":
      return lowerVars(file, node);
    case "const_declaration":
      return lowerConsts(file, node);
    case "type_declaration":
      append(file.localTypes, lowerTypeDecls(file, node));
      return [];
    case "return_statement":
      return [{ kind: "return", values: lowerExprs(file, childOfType(node, "expression_list")), span }];
    case "if_statement":
      return [lowerIf(file, node, stmts)];
    case "for_statement":
      return [lowerFor(file, node, undefined, lowerStmt)];
    case "expression_switch_statement":
      return [lowerSwitch(file, node, stmts)];
    case "type_switch_statement":
      return [lowerTypeSwitch(file, node, stmts)];
    case "select_statement":
      return [lowerSelect(file, node, stmts)];
    case "go_statement":
      return [{ kind: "spawn", call: lowerExpr(file, node.children[0], span), span }];
    case "defer_statement":
      return [{ kind: "defer", call: lowerExpr(file, node.children[0], span), span }];
    case "send_statement":
      return [
        {
          kind: "send",
          channel: lowerExpr(file, childByField(node, "channel"), span),
          value: lowerExpr(file, childByField(node, "value"), span),
          span,
        },
      ];
    case "break_statement":
    case "continue_statement":
      return [lowerJump(file, node)];
    case "labeled_statement":
      return lowerLabeled(file, node);
    case "block":
      return [{ kind: "block", body: lowerInside(file, node), span }];
    case "empty_statement":
      return [];
    case "goto_statement":
    case "fallthrough_statement":
      return [{ kind: "unknown", span }];
    case "ERROR":
      return lowerInside(file, node);
    case "statement_list":
      return lowerEach(file, node);
    // Inside broken code only, where they are lowered on their own.
    case "function_declaration":
    case "method_declaration":
    case "import_declaration":
    case "package_clause":
    case "parameter_list":
      return [];
    default:
      return lowerOther(file, node);
  }
}

/** In broken code, an expression or a part of something where a statement should be. */
function lowerOther(file: GoFile, node: LightNode): readonly Stmt[] {
  const span = spanOf(node);
  const expr: Expr = lowerExpr(file, node);
  if (expr.kind === "unknown" && expr.parts.length === 0) return [{ kind: "unknown", span }];
  return isTypeNode(node) ? [] : [{ kind: "expr", expr, span }];
}

function lowerAssign(file: GoFile, node: LightNode): Stmt {
  const declares = node.type === "short_var_declaration";
  const op = declares ? "=" : (childByField(node, "operator")?.type ?? "=");
  return {
    kind: "assign",
    declares,
    constant: false,
    targets: lowerTargets(file, childByField(node, "left")),
    values: lowerExprs(file, childByField(node, "right")),
    op: op === "=" || op === "+=" ? op : "other",
    span: spanOf(node),
  };
}

function lowerIncrement(file: GoFile, node: LightNode): Stmt {
  const operand = node.children[0];
  const at = { start: operand?.end ?? node.start, end: node.end };
  return {
    kind: "assign",
    declares: false,
    constant: false,
    targets: operand ? [lowerTarget(file, operand)] : none,
    values: [{ kind: "literal", type: "number", value: 1, span: at }],
    op: node.type === "inc_statement" ? "+=" : "other",
    span: spanOf(node),
  };
}

function lowerJump(file: GoFile, node: LightNode): Stmt {
  const label = childOfType(node, "label_name");
  return {
    kind: node.type === "break_statement" ? "break" : "continue",
    ...(label ? { label: textOf(file, label) } : {}),
    span: spanOf(node),
  };
}

/** A label matters to a loop; elsewhere only `goto` and `break` out of a switch use it. */
function lowerLabeled(file: GoFile, node: LightNode): readonly Stmt[] {
  const label = childByField(node, "label");
  return node.children.flatMap((child) => {
    if (child === label || !child.named) return [];
    if (child.type === "for_statement") return [lowerFor(file, child, label && textOf(file, label), lowerStmt)];
    return lowerStmt(file, child);
  });
}
