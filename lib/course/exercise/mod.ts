/**
 * Exercises: variants from seeds, templates filled in, answers read and graded,
 * and the check that an exercise is sound. Pure functions; the views in
 * `components/exercise` and the records in `lib/course/progress` build on them.
 *
 * @module
 */
export { parseAnswer, type ReadAnswer, type UnreadAnswer } from "./answer.ts";
export { classSeed, MAX_SEED_NAME, seedName } from "./class_seed.ts";
export {
  type ChoiceGrade,
  gradeChoice,
  orderChoices,
  prepareChoices,
  type PreparedChoice,
} from "./choices.ts";
export { type AnswerKey, answerKey, type RightAnswer, sameAnswer } from "./answer_key.ts";
export {
  type CurveHeights,
  type CurvePlace,
  type CurveResult,
  exactHeight,
  judgeCurve,
  offText,
  readCurve,
  sequence,
  writeCurve,
} from "./curve.ts";
export { chartAxis, middleOf, roundHeight, stepHeight } from "./curve_axis.ts";
export { computeCurve, curveChart, type CurveDrawing } from "./curve_chart.ts";
export { answerStyle, exactAnswer, type NumericQuestion } from "./exact_answer.ts";
export { type Comparison, factorHint } from "./factor_hint.ts";
export {
  gradeClassification,
  prepareClassification,
  type PreparedBinItem,
} from "./grade_classification.ts";
export {
  callText,
  type CodeGrade,
  expectedText,
  gradeTests,
  judgeTest,
  type PreparedTest,
  prepareTests,
  type TestVerdict,
} from "./grade_code.ts";
export {
  gradeMatching,
  type PreparedLeft,
  type PreparedMatching,
  type PreparedRight,
  prepareMatching,
} from "./grade_matching.ts";
export { type FigureStates, figureStates, fillProps } from "./figure_state.ts";
export { type FigureGrade, gradeFigure } from "./grade_figure.ts";
export { type GradedNumeric, gradeNumeric, type NumericGrade } from "./grade_numeric.ts";
export {
  firstVariant,
  hasVariants,
  nextVariant,
  recurs,
  soundVariant,
  standsAlone,
} from "./new_variant.ts";
export {
  gradeOpen,
  type OpenAnswer,
  type OpenGrade,
  readOpenAnswer,
  refuseText,
  wordCount,
  writeOpenAnswer,
} from "./grade_open.ts";
export { firstOrder, gradeOrder, type PreparedItem, prepareOrder } from "./grade_ordering.ts";
export {
  type Placement,
  type PlacementGrade,
  readPlacements,
  writePlacements,
} from "./placement.ts";
export { judgePrediction, type PredictionResult, refusePrediction } from "./prediction.ts";
export type { ExerciseProblem } from "./problem.ts";
export { Random, seedFrom } from "./random.ts";
export { fillSolution, numericQuestion } from "./solution.ts";
export { fillTemplate, type TemplateScope } from "./template.ts";
export { describeTolerance, digitsNeeded, withinTolerance } from "./tolerance.ts";
export { validateExercise } from "./validate.ts";
export {
  type EnumerateOptions,
  enumerateVariants,
  type GenerateOptions,
  generateVariant,
  type Parameters,
  questionOf,
  type Variant,
  variantOf,
  type VariantSource,
} from "./variant.ts";
