/**
 * The shapes of the expression language.
 *
 * @module
 */
import type { Machine, OperatorCost, Quantity } from "@/lib/compute/mod.ts";

/** What an expression evaluates to. Dimensionless results are plain numbers. */
export type Value = number | string | boolean | Quantity | OperatorCost;

/** Where a node stands in its source. */
export interface Span {
  /** Offset of its first character. */
  readonly index: number;
  /** Number of characters. */
  readonly length: number;
}

/** The binary operators of the language. */
export type BinaryOperator =
  | "||"
  | "&&"
  | "=="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "**";

/** A node of a parsed expression. */
export type ExpressionNode =
  & Span
  & (
    | { readonly kind: "literal"; readonly value: number | string | boolean }
    | { readonly kind: "name"; readonly name: string }
    | {
      readonly kind: "call";
      readonly name: string;
      /** Where the function's name stands. */
      readonly callee: Span;
      readonly arguments: readonly ExpressionNode[];
    }
    | {
      readonly kind: "unary";
      readonly operator: "-" | "+" | "!";
      readonly argument: ExpressionNode;
    }
    | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    }
    | {
      readonly kind: "conditional";
      readonly test: ExpressionNode;
      readonly consequent: ExpressionNode;
      readonly alternate: ExpressionNode;
    }
  );

/** A parsed expression: its text and its tree. */
export interface Expression {
  readonly source: string;
  readonly root: ExpressionNode;
}

/**
 * What an argument of a vocabulary function stands for. The string kinds
 * (`machine`, `precision`, `level`, `unit`, `quantity`) are checked before
 * evaluation wherever the author wrote a literal. A `name` is one of a list that its function knows.
 */
export type ArgumentKind =
  | "number"
  | "value"
  | "operator"
  | "machine"
  | "model"
  | "precision"
  | "level"
  | "unit"
  | "quantity"
  | "name";

/** One argument of a vocabulary function. */
export interface ArgumentSpec {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly optional?: boolean;
  /** Set on a last argument that may be repeated. */
  readonly rest?: boolean;
}

/** A function an expression may call. */
export interface VocabularyFunction {
  readonly name: string;
  readonly arguments: readonly ArgumentSpec[];
  /** What it gives, in one line for authors. */
  readonly summary: string;
  /** Receives as many values as were written; must return a {@linkcode Value} or throw. */
  readonly call: (...values: Value[]) => Value;
}

/** A group of functions, and the ids of the models they know. */
export interface Words {
  readonly functions: readonly VocabularyFunction[];
  readonly models: readonly string[];
}

/** Everything an expression can reach besides its parameters. */
export interface Vocabulary {
  readonly functions: ReadonlyMap<string, VocabularyFunction>;
  /** The machine table, which figures draw from. */
  readonly table: readonly Machine[];
  /** Ids an argument of kind `machine` may have. */
  readonly machines: readonly string[];
  /** Ids an argument of kind `model` may have. */
  readonly models: readonly string[];
  /** Names an argument of kind `precision` may have. */
  readonly precisions: readonly string[];
  /** Ids an argument of kind `level` may have, for a machine or for all. */
  readonly levels: (machine?: string) => readonly string[];
}

/** What an expression is evaluated in. */
export interface Scope {
  /** Values by parameter name; only own properties are read. */
  readonly parameters?: Readonly<Record<string, Value>>;
  readonly vocabulary: Vocabulary;
}

/** Something wrong with an expression that can be seen without its values. */
export interface ExpressionProblem extends Span {
  readonly message: string;
  /** What would have been known in this place, nearest first. */
  readonly known?: readonly string[];
}
