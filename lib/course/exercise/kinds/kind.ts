/**
 * What the check of exercises must know of one kind of question.
 *
 * @module
 */
import type { Vocabulary } from "../../expression/mod.ts";
import type { Exercise, RichNode } from "../../types.ts";
import type { Problems } from "../problem.ts";
import type { Parameters } from "../variant.ts";

/** A text of an exercise, a template. */
export interface KindText {
  /** Where it is: `slips[0].say`. */
  readonly path: string;
  readonly nodes: readonly RichNode[];
  /** Whether it is shown with the answer known, and may tell it as `answer`. */
  readonly tellsAnswer?: boolean;
}

/** An expression of an exercise. */
export interface KindExpression {
  /** Where it is: `slips[0].answer`. */
  readonly path: string;
  readonly source: string;
  /** Names it may use beside the parameters. */
  readonly also?: readonly string[];
}

/** One kind of question, as its check sees it. What every exercise has is checked apart. */
export interface KindChecks<E extends Exercise> {
  /** Its texts beyond prompt, hints and solution. */
  texts(exercise: E): readonly KindText[];
  /** Its expressions beyond parameters and constraints. */
  expressions(exercise: E): readonly KindExpression[];
  /** What can be wrong whatever the numbers. */
  check(exercise: E, problems: Problems): void;
  /** What can be wrong with one variant. */
  checkVariant(
    exercise: E,
    parameters: Parameters,
    vocabulary: Vocabulary,
    problems: Problems,
  ): void;
}
