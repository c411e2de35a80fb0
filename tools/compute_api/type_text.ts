/**
 * Types and signatures as TypeScript.
 *
 * @module
 */
import type { FunctionDefinition, Member, Parameter, TypeNode, TypeParameter } from "./doc.ts";

/** How long a call may be on one line, the function's name not counted. */
const LINE = 80;

/** Writes a type. */
export function typeText(type: TypeNode | undefined): string {
  if (!type) return "unknown";
  // The shape of a type's value depends on its kind, and so does the writer that is found
  const write = writers[type.kind] as ((value: unknown, type: TypeNode) => string) | undefined;
  return write ? write(type.value, type) : type.repr || type.kind;
}

/** How each kind of type is written; the others have a text of their own. */
const writers: Readonly<Record<string, (value: never, type: TypeNode) => string>> = {
  array: (value: TypeNode) => `${bracketed(value)}[]`,
  union: (value: TypeNode[]) => value.map(typeText).join(" | "),
  intersection: (value: TypeNode[]) => value.map(bracketed).join(" & "),
  tuple: (value: TypeNode[]) => `[${value.map(typeText).join(", ")}]`,
  parenthesized: (value: TypeNode) => `(${typeText(value)})`,
  rest: (value: TypeNode) => `...${typeText(value)}`,
  optional: (value: TypeNode) => `${typeText(value)}?`,
  typeQuery: (value: string) => `typeof ${value}`,
  typeOperator: (value: { operator: string; tsType: TypeNode }) =>
    `${value.operator} ${typeText(value.tsType)}`,
  indexedAccess: (value: { objType: TypeNode; indexType: TypeNode }) =>
    `${bracketed(value.objType)}[${typeText(value.indexType)}]`,
  typePredicate: (value: { asserts?: boolean; param: { name?: string }; type?: TypeNode }) =>
    [
      value.asserts ? "asserts " : "",
      value.param.name ?? "this",
      value.type ? ` is ${typeText(value.type)}` : "",
    ].join(""),
  literal: (value: { kind: string; string?: string }, { repr }) =>
    value.kind === "string" ? JSON.stringify(value.string) : repr ?? "unknown",
  typeRef: (value: { typeName: string; typeParams?: TypeNode[] | null }) =>
    value.typeName +
    (value.typeParams?.length ? `<${value.typeParams.map(typeText).join(", ")}>` : ""),
  fnOrConstructor: (value: FunctionDefinition & { constructor: boolean; tsType: TypeNode }) =>
    `${value.constructor === true ? "new " : ""}${typeParameters(value.typeParams)}(${
      parameters(value.params)
    }) => ${typeText(value.tsType)}`,
  typeLiteral: (value: { properties?: Member[]; methods?: Member[] }) => {
    const members = [...value.properties ?? [], ...value.methods ?? []].map(memberText);
    return members.length === 0 ? "{}" : `{ ${members.join("; ")} }`;
  },
  mapped: (
    value: { readonly?: unknown; optional?: unknown; typeParam: TypeParameter; tsType: TypeNode },
  ) =>
    `{ ${value.readonly ? "readonly " : ""}[${value.typeParam.name} in ${
      typeText(value.typeParam.constraint)
    }]${value.optional ? "?" : ""}: ${typeText(value.tsType)} }`,
  conditional: (value: Readonly<Record<string, TypeNode>>) =>
    `${typeText(value["checkType"])} extends ${typeText(value["extendsType"])} ? ${
      typeText(value["trueType"])
    } : ${typeText(value["falseType"])}`,
};

/** A type in brackets, where it would otherwise be torn apart. */
function bracketed(type: TypeNode): string {
  const isLoose = ["union", "intersection", "fnOrConstructor", "conditional", "typeOperator"];
  const isQuery = type.kind === "typeQuery";
  return isLoose.includes(type.kind) || isQuery ? `(${typeText(type)})` : typeText(type);
}

/** A property or method of a type. */
export function memberText(member: Member): string {
  const { name, optional, tsType } = member;
  const mark = optional ? "?" : "";
  if (member.params) return `${name}${mark}${callText({ ...member, params: member.params })}`;
  return `${member.readonly ? "readonly " : ""}${name}${mark}: ${typeText(tsType)}`;
}

/** What follows a function's name: `<T>(items: readonly T[]): T`; long ones take several lines. */
export function callText({ typeParams, params, returnType }: FunctionDefinition): string {
  const before = typeParameters(typeParams);
  const result = returnType ? `: ${typeText(returnType)}` : "";
  const line = `${before}(${parameters(params)})${result}`;
  if (line.length <= LINE || params.length === 0) return line;
  const lines = params.map((parameter) => `\n  ${parameterText(parameter)},`).join("");
  return `${before}(${lines}\n)${result}`;
}

/** `<T extends string>`, or nothing. */
export function typeParameters(list: readonly TypeParameter[] | undefined): string {
  if (!list || list.length === 0) return "";
  const texts = list.map(({ name, constraint, default: standard }) =>
    name + (constraint ? ` extends ${typeText(constraint)}` : "") +
    (standard ? ` = ${typeText(standard)}` : "")
  );
  return `<${texts.join(", ")}>`;
}

function parameters(list: readonly Parameter[]): string {
  return list.map((parameter) => parameterText(parameter)).join(", ");
}

function parameterText(parameter: Parameter): string {
  if (parameter.kind === "assign" && parameter.left) {
    // Whoever calls may leave it out; the value stands in the comment
    return parameterText({ ...parameter.left, optional: true });
  }
  if (parameter.kind === "rest" && parameter.arg) {
    return `...${parameterText({ ...parameter.arg, tsType: parameter.tsType ?? anyType })}`;
  }
  return `${parameterName(parameter)}${parameter.optional ? "?" : ""}: ${
    typeText(parameter.tsType)
  }`;
}

const anyType: TypeNode = { kind: "keyword", repr: "unknown" };

/** A parameter's name; one that is taken apart is called `options`. */
function parameterName(parameter: Parameter): string {
  return parameter.name ?? parameter.left?.name ?? parameter.arg?.name ?? "options";
}
