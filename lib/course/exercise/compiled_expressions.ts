import {
  evaluate,
  evaluateCondition,
  type Expression,
  type ExpressionNode,
  parseExpression,
  type Scope,
  type Value,
} from "../expression/mod.ts";

/** Parsed expressions by source: an exercise evaluates the same few for every variant. */
const parsed = new Map<string, Expression>();
const MAX_PARSED = 2000;

/** Parses a source once. */
export function parseOnce(source: string): Expression {
  const known = parsed.get(source);
  if (known) return known;
  const expression = parseExpression(source);
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(source, expression);
  return expression;
}

/** The names of parameters in a source, each as often as it stands there. */
export function namesIn(source: string): readonly string[] {
  return namesUnder(parseOnce(source).root);
}

function namesUnder(node: ExpressionNode): string[] {
  switch (node.kind) {
    case "literal":
      return [];
    case "name":
      return [node.name];
    case "call":
      return node.arguments.flatMap(namesUnder);
    case "unary":
      return namesUnder(node.argument);
    case "binary":
      return [node.left, node.right].flatMap(namesUnder);
    case "conditional":
      return [node.test, node.consequent, node.alternate].flatMap(namesUnder);
  }
}

/** Evaluates a source. */
export function evaluateSource(source: string, scope: Scope): Value {
  return evaluate(parseOnce(source), scope);
}

/** Evaluates a source that must give a truth value. */
export function holds(source: string, scope: Scope): boolean {
  return evaluateCondition(parseOnce(source), scope);
}
