/** Types and parameters as text. */
import type { Expr, Field, FunctionDecl, MethodSignature, Param, TypeRef } from "./types";

type PrintExpr = (expr: Expr) => string;

/** A type; `?` is unknown, `T?` may be absent. */
export function printType(type: TypeRef): string {
  switch (type.kind) {
    case "named": {
      const args = type.args.length > 0 ? `<${type.args.map(printType).join(", ")}>` : "";
      return `${type.qualifier === undefined ? "" : `${type.qualifier}.`}${type.name}${args}`;
    }
    case "basic":
      return type.name;
    case "list":
      return `[${type.length ?? ""}]${printType(type.element)}`;
    case "map":
      return `map[${printType(type.key)}]${printType(type.value)}`;
    case "optional":
      return `${printType(type.element)}?`;
    case "channel":
      return `chan ${printType(type.element)}`;
    case "promise":
      return `promise ${printType(type.element)}`;
    case "function":
      return `func(${printParams(type.params, () => "…")})${printResults(type.results.map((result) => ({ type: result })))}`;
    case "struct":
      return `struct ${printMembers(type, () => "…")}`;
    case "union":
      return `(${type.members.map(printType).join(" | ")})`;
    case "unknown":
      return "?";
  }
}

/** Parameters without their parentheses. */
export function printParams(params: readonly Param[], printExpr: PrintExpr): string {
  return params
    .map((param) => {
      const pattern = param.pattern?.map(({ property, local }) => (property === local ? local : `${property}: ${local}`)).join(", ");
      const name = pattern === undefined ? param.name : `${param.name}{${pattern}}`;
      return `${name} ${param.variadic ? "..." : ""}${printType(param.type)}${param.initial ? ` = ${printExpr(param.initial)}` : ""}`.trimStart();
    })
    .join(", ");
}

/** Results, with a leading space when there are any. */
export function printResults(results: FunctionDecl["results"]): string {
  if (results.length === 0) return "";
  const printed = results.map(({ name, type }) => (name === undefined ? printType(type) : `${name} ${printType(type)}`));
  return printed.length === 1 && results[0]?.name === undefined ? ` ${printed[0]}` : ` (${printed.join(", ")})`;
}

/** What is between the braces of a struct, class or interface. */
export function printMembers(
  type: { readonly fields: readonly Field[]; readonly embeds: readonly TypeRef[]; readonly methods: readonly MethodSignature[] },
  printExpr: PrintExpr,
): string {
  const members = [
    ...type.embeds.map((embed) => `...${printType(embed)}`),
    ...type.fields.map((field) => {
      const tag = field.tag === undefined ? "" : ` \`${field.tag}\``;
      return `${field.name}${field.optional ? "?" : ""} ${printType(field.type)}${field.initial ? ` = ${printExpr(field.initial)}` : ""}${tag}`;
    }),
    ...type.methods.map(
      (method) =>
        `${method.name}(${printParams(method.params, printExpr)})${printResults(method.results.map((result) => ({ type: result })))}`,
    ),
  ];
  return members.length === 0 ? "{}" : `{ ${members.join("; ")} }`;
}
