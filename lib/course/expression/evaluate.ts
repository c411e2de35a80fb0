import { signature } from "./check.ts";
import { located } from "./errors.ts";
import { calculate, compare, describeValue, isQuantity, toBoolean, toQuantity } from "./values.ts";
import type { Expression, ExpressionNode, Scope, Value } from "./types.ts";

/**
 * Evaluates an expression. It can reach its parameters and the vocabulary's
 * functions and nothing else; every node is visited at most once, so the work
 * is bounded by the length of the source.
 *
 * @param expression What {@linkcode parseExpression} gave
 * @param scope Parameters and vocabulary
 * @returns The value; numbers are finite
 * @throws {RangeError} If a name is unknown, a number out of range or dimensions do not fit
 * @throws {TypeError} If a value has the wrong type
 *
 * @example
 * ```ts
 * import { courseVocabulary, evaluate, parseExpression } from "@/lib/course/expression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const vocabulary = courseVocabulary([]);
 * const area = parseExpression("m > 1 ? m * n : n");
 * expect(evaluate(area, { parameters: { m: 3, n: 4 }, vocabulary })).toBe(12);
 * ```
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  return visit(expression.root, scope);
}

function visit(node: ExpressionNode, scope: Scope): Value {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "name":
      return located(node, () => parameter(node.name, scope));
    case "call": {
      const values = node.arguments.map((argument) => visit(argument, scope));
      return located(node, () => call(node.name, values, scope));
    }
    case "unary": {
      const value = visit(node.argument, scope);
      return located(node, () => unary(node.operator, value));
    }
    case "binary":
      return binary(node, scope);
    case "conditional": {
      const test = visit(node.test, scope);
      const holds = located(node.test, () => toBoolean(test, '"?"'));
      return visit(holds ? node.consequent : node.alternate, scope);
    }
  }
}

function parameter(name: string, { parameters = {} }: Scope): Value {
  // Object.hasOwn: a name such as "constructor" must not find what every object inherits
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined) {
    const names = Object.keys(parameters).join(", ") || "there are none";
    throw new RangeError(`Unknown parameter "${name}": the parameters are ${names}`);
  }
  return value;
}

function call(name: string, values: readonly Value[], { vocabulary }: Scope): Value {
  const found = vocabulary.functions.get(name);
  if (!found) throw new RangeError(`Unknown function "${name}"`);
  const least = found.arguments.filter(({ optional }) => !optional).length;
  const most = found.arguments.at(-1)?.rest ? Infinity : found.arguments.length;
  if (values.length < least || values.length > most) {
    throw new RangeError(`Write ${signature(found)}: ${name} got ${values.length} values`);
  }
  const value = found.call(...values);
  const number = typeof value === "object" && isQuantity(value) ? value.value : value;
  if (typeof number === "number" && !Number.isFinite(number)) {
    throw new RangeError(`${name} does not give a finite number here`);
  }
  return value;
}

function unary(operator: "-" | "+" | "!", value: Value): Value {
  if (operator === "!") return !toBoolean(value, '"!"');
  const read = toQuantity(value, `"${operator}"`);
  if (operator === "+") return value;
  return typeof value === "number" ? -value : { value: -read.value, dimension: read.dimension };
}

function binary(node: ExpressionNode & { kind: "binary" }, scope: Scope): Value {
  const { operator } = node;
  const left = visit(node.left, scope);
  if (operator === "&&" || operator === "||") {
    const first = located(node.left, () => toBoolean(left, `"${operator}"`));
    if (first === (operator === "||")) return first;
    const right = visit(node.right, scope);
    return located(node.right, () => toBoolean(right, `"${operator}"`));
  }
  const right = visit(node.right, scope);
  return located(node, () => {
    switch (operator) {
      case "+":
      case "-":
      case "*":
      case "/":
      case "%":
      case "**":
        return calculate(operator, left, right);
      default:
        return compare(operator, left, right);
    }
  });
}

/**
 * Evaluates an expression that must give a truth value, such as a constraint.
 *
 * @param expression What {@linkcode parseExpression} gave
 * @param scope Parameters and vocabulary
 * @returns Whether it holds
 * @throws {TypeError} If it gives something else
 */
export function evaluateCondition(expression: Expression, scope: Scope): boolean {
  const value = evaluate(expression, scope);
  if (typeof value === "boolean") return value;
  throw new TypeError(
    `"${expression.source}" must be a comparison, not ${describeValue(value)}`,
  );
}
