/** Go's statements. */
import type { Expr, Stmt } from "../../ir/types";
import { childByField, childOfType, type LightNode } from "../../syntax/light-tree";
import { type LowerStmts, lowerIf, lowerSelect, lowerSwitch, lowerTypeSwitch } from "./branches";
import { lowerConsts, lowerTarget, lowerTargets, lowerTypeDecls, lowerVars } from "./declarations";
import { lowerExpr, lowerExprs } from "./expressions";
import { type GoFile, spanOf, textOf } from "./file";
import { lowerFor } from "./loops";
import { isTypeNode } from "./types";

const stmts: LowerStmts = { one: lowerStmt, inside: lowerInside };

/** The statements of a block; none for a function without a body. */
export function lowerBlock(file: GoFile, block: LightNode | undefined): readonly Stmt[] {
  return block ? lowerInside(file, block) : [];
}

/** Statements among the children of a block, a case or an ERROR; other children (a case's value, a name) are passed over. */
function lowerInside(file: GoFile, node: LightNode): readonly Stmt[] {
  const out: Stmt[] = [];
  for (const child of node.children) {
    if (child.type === "statement_list") out.push(...lowerEach(file, child));
    else if (child.field === "" && child.named) out.push(...lowerStmt(file, child));
  }
  return out;
}

function lowerEach(file: GoFile, list: LightNode): readonly Stmt[] {
  const out: Stmt[] = [];
  for (const child of list.children) for (const stmt of lowerStmt(file, child)) out.push(stmt);
  return out;
}

/** One statement of source: usually one, several for a group of declarations, none for an empty one. */
export function lowerStmt(file: GoFile, node: LightNode): readonly Stmt[] {
  const span = spanOf(node);
  switch (node.type) {
    case "expression_statement":
      return [{ kind: "expr", expr: lowerExpr(file, node), span }];
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
      file.localTypes.push(...lowerTypeDecls(file, node));
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
    case "ERROR":
      return lowerInside(file, node);
    default:
      return lowerOther(file, node);
  }
}

/** goto, fallthrough, and, in broken code, an expression where a statement should be. */
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
    targets: operand ? [lowerTarget(file, operand)] : [],
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
