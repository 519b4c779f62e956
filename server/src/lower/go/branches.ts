/** if, switch, type switch and select. */
import type { Arm, Expr, Stmt } from "../../ir/types";
import { childByField, type LightNode } from "../../syntax/light-tree";
import { lowerTargets } from "./declarations";
import { lowerExpr, lowerExprs } from "./expressions";
import { childrenByField, type GoFile, none, spanOf, textOf } from "./file";
import { lowerType } from "./types";

export interface LowerStmts {
  /** A statement; some become more than one. */
  readonly one: (file: GoFile, node: LightNode) => readonly Stmt[];
  /** The statements among a node's children, those of a `statement_list` included. */
  readonly inside: (file: GoFile, node: LightNode) => readonly Stmt[];
}

export function lowerIf(file: GoFile, node: LightNode, stmts: LowerStmts): Stmt {
  const consequence = childByField(node, "consequence");
  const alternative = childByField(node, "alternative");
  const stmt: Stmt = {
    kind: "if",
    test: lowerExpr(file, childByField(node, "condition"), { start: node.start, end: node.start }),
    // biome-ignore lint/suspicious/noThenProperty: the arm of an if statement is plain data, nobody awaits it
    then: consequence ? stmts.inside(file, consequence) : none,
    else: !alternative ? [] : alternative.type === "block" ? stmts.inside(file, alternative) : stmts.one(file, alternative),
    span: spanOf(node),
  };
  return afterInitializer(file, node, stmt, stmts);
}

export function lowerSwitch(file: GoFile, node: LightNode, stmts: LowerStmts): Stmt {
  const value = childByField(node, "value");
  const arms = node.children.flatMap((child): Arm[] => {
    if (child.type === "default_case") return [defaultArm(file, child, stmts)];
    if (child.type !== "expression_case") return [];
    return [{ tests: lowerExprs(file, childByField(child, "value")), body: stmts.inside(file, child), role: "case", span: spanOf(child) }];
  });
  const stmt: Stmt = { kind: "branch", branch: "switch", ...(value ? { subject: lowerExpr(file, value) } : {}), arms, span: spanOf(node) };
  return afterInitializer(file, node, stmt, stmts);
}

/** Each arm of `switch v := x.(type)` begins with `v := x`, as a cast where the arm names a single type. */
export function lowerTypeSwitch(file: GoFile, node: LightNode, stmts: LowerStmts): Stmt {
  const subject = lowerExpr(file, childByField(node, "value"), { start: node.start, end: node.start });
  const alias = childByField(node, "alias");
  const bind = (value: Expr): readonly Stmt[] =>
    alias
      ? [
          {
            kind: "assign",
            declares: true,
            constant: false,
            targets: lowerTargets(file, alias),
            values: [value],
            op: "=",
            span: spanOf(alias),
          },
        ]
      : none;
  // The switch evaluates its subject once: arms refer to a plain name again, but not to a call.
  const again: Expr = isPlain(subject) ? subject : { kind: "unknown", parts: none, span: subject.span };
  const arms = node.children.flatMap((child): Arm[] => {
    if (child.type === "default_case") {
      const arm = defaultArm(file, child, stmts);
      return [{ ...arm, body: [...bind(again), ...arm.body] }];
    }
    if (child.type !== "type_case") return [];
    const types = childrenByField(child, "type");
    const only = types.length === 1 ? types[0] : undefined;
    const value: Expr =
      only && !isNil(file, only) ? { kind: "cast", type: lowerType(file, only), operand: again, span: subject.span } : again;
    return [
      {
        tests: types.map((type) => lowerCaseType(file, type)),
        body: [...bind(value), ...stmts.inside(file, child)],
        role: "case",
        span: spanOf(child),
      },
    ];
  });
  return afterInitializer(file, node, { kind: "branch", branch: "switch", subject, arms, span: spanOf(node) }, stmts);
}

/**
 * The test of a receiving arm is the receive itself; where its value is kept, the arm's first statement assigns that same expression.
 * A sending arm has the send as its first statement, and a test that is `unknown`, since a send has no value.
 */
export function lowerSelect(file: GoFile, node: LightNode, stmts: LowerStmts): Stmt {
  const arms = node.children.flatMap((child): Arm[] => {
    if (child.type === "default_case") return [defaultArm(file, child, stmts)];
    if (child.type !== "communication_case") return [];
    const communication = childByField(child, "communication");
    const body = stmts.inside(file, child);
    const span = spanOf(child);
    if (communication?.type !== "receive_statement") {
      const send = communication ? stmts.one(file, communication) : none;
      const at = spanOf(communication ?? child);
      return [{ tests: [{ kind: "unknown", parts: none, span: at }], body: [...send, ...body], role: "case", span }];
    }
    const received = lowerExpr(file, childByField(communication, "right"), spanOf(communication));
    const left = childByField(communication, "left");
    if (!left) return [{ tests: [received], body, role: "case", span }];
    const between = file.text.slice(left.end, received.span.start);
    const assign: Stmt = {
      kind: "assign",
      declares: between.includes(":="),
      constant: false,
      targets: lowerTargets(file, left),
      values: [received],
      op: "=",
      span: spanOf(communication),
    };
    return [{ tests: [received], body: [assign, ...body], role: "case", span }];
  });
  return { kind: "branch", branch: "select", arms, span: spanOf(node) };
}

function defaultArm(file: GoFile, node: LightNode, stmts: LowerStmts): Arm {
  return { tests: none, body: stmts.inside(file, node), role: "default", span: spanOf(node) };
}

function isPlain(expr: Expr): boolean {
  return expr.kind === "name" || (expr.kind === "member" && isPlain(expr.object));
}

function isNil(file: GoFile, type: LightNode): boolean {
  return type.end - type.start === 3 && textOf(file, type) === "nil";
}

function lowerCaseType(file: GoFile, node: LightNode): Expr {
  const span = spanOf(node);
  return isNil(file, node) ? { kind: "literal", type: "null", value: null, span } : { kind: "type", type: lowerType(file, node), span };
}

function afterInitializer(file: GoFile, node: LightNode, stmt: Stmt, stmts: LowerStmts): Stmt {
  const initializer = childByField(node, "initializer");
  if (!initializer) return stmt;
  return { kind: "block", body: [...stmts.one(file, initializer), stmt], span: spanOf(node) };
}
