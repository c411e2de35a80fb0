/**
 * The course's expression language: small, without side effects, and bounded.
 * Answers, slips, constraints and numbers in templates are written in it.
 *
 * @module
 */
export { checkExpression, type CheckOptions, signature } from "./check.ts";
export { errorSpan, ExpressionSyntaxError } from "./errors.ts";
export { evaluate, evaluateCondition } from "./evaluate.ts";
export { formatValue } from "./format.ts";
export { MAX_LENGTH, parseExpression } from "./parse.ts";
export { MAX_DEPTH } from "./spanned_jsep.ts";
export type {
  ArgumentKind,
  ArgumentSpec,
  BinaryOperator,
  Expression,
  ExpressionNode,
  ExpressionProblem,
  Scope,
  Span,
  Value,
  Vocabulary,
  VocabularyFunction,
  Words,
} from "./types.ts";
export { describeValue, isOperator, isQuantity } from "./values.ts";
export { courseVocabulary, mentionedGroups, type WordGroup, wordGroups } from "./vocabulary.ts";
