/**
 * The shapes of exercises, as compiled: plain JSON. Answers, conditions and the
 * numbers in texts stay expressions until a variant is drawn.
 *
 * @module
 */
import type { RichNode } from "./types.ts";

/** How one exercise parameter gets its value. */
export type ParameterSpec =
  | { readonly kind: "pick"; readonly values: readonly (string | number)[] }
  | { readonly kind: "range"; readonly from: number; readonly to: number; readonly step: number }
  | { readonly kind: "powers-of-two"; readonly from: number; readonly to: number }
  | { readonly kind: "derived"; readonly expression: string };

/** How far an answer may be from the exact value. */
export type Tolerance =
  | { readonly kind: "relative"; readonly value: number }
  | { readonly kind: "absolute"; readonly value: number; readonly unit?: string }
  | { readonly kind: "significant"; readonly digits: number };

/** A recognised slip: if the reader's answer equals this expression, say this. */
export interface Slip {
  readonly answer: string;
  readonly say: readonly RichNode[];
}

/** One choice of a choice question. */
export interface Choice {
  /** Stable within the exercise: `a`, `b`, … or the author's own id. */
  readonly id: string;
  readonly text: readonly RichNode[];
  /** `true`, `false`, or an expression over the parameters. */
  readonly correct: boolean | string;
  /** Why it is right or wrong. */
  readonly why: readonly RichNode[];
}

/** What every exercise has. */
export interface ExerciseBase {
  /** Stable, unique in the course; progress is kept under it. */
  readonly id: string;
  /** Raised by the author when the question changes so that old marks no longer count. */
  readonly version: number;
  /** The earliest version whose marks still count; without it only the present one's do. */
  readonly keeps?: number;
  readonly title?: string;
  /** The objective it tests, an id of the lesson's front matter. */
  readonly objective?: string;
  /** `false` if it asks about what stands around it, and so is asked only in its lesson. */
  readonly alone?: false;
  /** The slug of its lesson. */
  readonly lesson: string;
  /** Its number within the lesson, from 1 (predictions are numbered apart). */
  readonly number: number;
  /** Parameters in the order in which they are drawn. */
  readonly params: Readonly<Record<string, ParameterSpec>>;
  /** Expressions over the parameters that must all be true of a variant. */
  readonly constraints: readonly string[];
  /** Templates: trees with `x-value` elements in place of numbers. */
  readonly prompt: readonly RichNode[];
  readonly hints: readonly (readonly RichNode[])[];
  readonly solution: readonly RichNode[];
  /** Where it stands, for messages: `file:line`. */
  readonly source: string;
}

/** A question answered with a number. */
export interface NumericExercise extends ExerciseBase {
  readonly kind: "numeric";
  readonly answer: string;
  /** The unit the answer is expected in, empty for a plain number. */
  readonly unit: string;
  readonly tolerance: Tolerance;
  readonly slips: readonly Slip[];
}

/** A question answered by one choice, or by several. */
export interface ChoiceExercise extends ExerciseBase {
  readonly kind: "single" | "multiple";
  readonly choices: readonly Choice[];
  readonly shuffle: boolean;
}

/** A thing to be put in its place in an order. */
export interface OrderItem {
  /** Stable within the exercise. */
  readonly id: string;
  readonly text: readonly RichNode[];
  /** What decides its place, an expression; left out, the author's order is the right one. */
  readonly by?: string;
  /** Why it stands where it does; empty if there is nothing to say. */
  readonly why: readonly RichNode[];
}

/** Things to be put in order. Items whose values are equal may stand in either order. */
export interface OrderingExercise extends ExerciseBase {
  readonly kind: "ordering";
  /** In the author's order, which is right where items have no `by`. */
  readonly items: readonly OrderItem[];
  /** Whether the greatest value comes first. */
  readonly descending: boolean;
  /** What stands at the beginning of the order: "most bytes". */
  readonly first: string;
  /** What stands at its end: "fewest bytes". */
  readonly last: string;
}

/** Two things that belong together. */
export interface MatchPair {
  /** Stable within the exercise. */
  readonly id: string;
  readonly left: readonly RichNode[];
  readonly right: readonly RichNode[];
  readonly why: readonly RichNode[];
}

/** Things to be joined in pairs. Right sides that read the same are interchangeable. */
export interface MatchingExercise extends ExerciseBase {
  readonly kind: "matching";
  readonly pairs: readonly MatchPair[];
  /** Right sides that belong to nothing. */
  readonly extras: readonly {
    readonly id: string;
    readonly text: readonly RichNode[];
    readonly why: readonly RichNode[];
  }[];
}

/** A bin of a classification. */
export interface Bin {
  /** Stable within the exercise; expressions name it. */
  readonly id: string;
  readonly name: readonly RichNode[];
}

/** A thing to be put into a bin. */
export interface BinItem {
  /** Stable within the exercise. */
  readonly id: string;
  readonly text: readonly RichNode[];
  /** The id of its bin, or an expression that gives it. */
  readonly bin: string;
  readonly why: readonly RichNode[];
}

/** Things to be sorted into bins. */
export interface ClassificationExercise extends ExerciseBase {
  readonly kind: "classification";
  readonly bins: readonly Bin[];
  readonly items: readonly BinItem[];
}

/** A recognised wrong state of a figure: where the condition holds, say this. */
export interface FigureSlip {
  readonly when: string;
  readonly say: readonly RichNode[];
}

/** Properties of a figure as authors write them, by name; `{expressions}` in them are filled in. */
export type FigureProps = Readonly<Record<string, string>>;

/** A question answered by the state that the reader puts a figure in. */
export interface FigureExercise extends ExerciseBase {
  readonly kind: "figure";
  /** The figure's kind, a name of `lib/figures`. */
  readonly figure: string;
  /** The state in which it starts. */
  readonly start: FigureProps;
  /** What must hold: an expression over the parameters and what the figure shows. */
  readonly condition: string;
  readonly slips: readonly FigureSlip[];
  /** What to change about the start to get a state in which the condition holds. */
  readonly solved: FigureProps;
}

/** A value of a test: an expression, a list of values, or values by name. */
export type CodeValueSource =
  | string
  | readonly CodeValueSource[]
  | { readonly [name: string]: CodeValueSource };

/** What a simulator must have counted after a test. */
export interface CodeMeasure {
  /** Such as `traffic`. */
  readonly name: string;
  /** The array of which it is counted, where it is not all of them together. */
  readonly array?: string;
  readonly relation: "at most" | "exactly";
  /** An expression over the parameters. */
  readonly value: string;
}

/** A test of a code exercise. */
export interface CodeTest {
  /** What is tested, in words. */
  readonly name: string;
  /** Arguments of the reader's function. */
  readonly arguments: readonly CodeValueSource[];
  /** What it must return; left out where only what a simulator counts matters. */
  readonly expected?: CodeValueSource;
  /** Settings of the simulators, expressions by name: `{ cache: { bytes: "32768" } }`. */
  readonly simulators: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly measured: readonly CodeMeasure[];
  /** Whether its arguments and result stay hidden until all others pass. */
  readonly hidden: boolean;
  /** Said where it fails. */
  readonly why: readonly RichNode[];
}

/** A function to be written, run in the reader's browser against tests. */
export interface CodeExercise extends ExerciseBase {
  readonly kind: "code";
  readonly language: "typescript" | "javascript";
  /** The name of the function that is called. */
  readonly entry: string;
  /** The code to begin with. */
  readonly start: string;
  /** Code that passes every test. */
  readonly model: string;
  readonly tests: readonly CodeTest[];
  /** How far a returned number may be from the expected one. */
  readonly tolerance: Tolerance;
  /** Simulators that the code may use, such as `cache`; empty if none. */
  readonly uses: readonly string[];
  /** How long all tests together may take. */
  readonly milliseconds: number;
}

/** A point of a rubric. */
export interface RubricPoint {
  readonly id: string;
  readonly text: readonly RichNode[];
}

/** A question answered in the reader's own words, and marked by them. */
export interface OpenExercise extends ExerciseBase {
  readonly kind: "open";
  /** What a good answer says. */
  readonly rubric: readonly RubricPoint[];
  /** How many words it should have at least before the model answer is shown. */
  readonly words: number;
}

/** An axis of a curve to be drawn. */
export interface CurveAxis {
  readonly label: string;
  /** Empty for a plain number. */
  readonly unit: string;
  /** Its ends, in the unit. */
  readonly from: number;
  readonly to: number;
  readonly scale: "linear" | "log";
  /** The base whose powers are marked on a logarithmic axis. */
  readonly base: 2 | 10;
  /** Set where its numbers are years. */
  readonly calendar?: true;
}

/** A curve that the reader draws: heights at given places, later laid over the computed one. */
export interface CurveQuestion {
  readonly x: CurveAxis;
  readonly y: CurveAxis;
  /** Where the reader sets a height, in the axis's unit, ascending. */
  readonly at: readonly number[];
  /** The height at `x`, an expression over `x` and the parameters; both carry their axis's unit. */
  readonly answer: string;
  /** How far off, as a factor, a height may be to count as foreseen: 2 is "within a factor of 2". */
  readonly within: number;
}

/** A prediction: committed once, then `reveal` is shown. */
export interface PredictionExercise extends ExerciseBase {
  readonly kind: "prediction";
  readonly choices: readonly Choice[];
  /** Numeric predictions have this instead of choices. */
  readonly numeric?: {
    readonly answer: string;
    readonly unit: string;
    readonly tolerance: Tolerance;
  };
  /** Drawn predictions have this instead of choices. */
  readonly curve?: CurveQuestion;
  /** What the lesson says once the reader has committed. */
  readonly reveal: readonly RichNode[];
}

/** Any exercise. */
export type Exercise =
  | NumericExercise
  | ChoiceExercise
  | OrderingExercise
  | MatchingExercise
  | ClassificationExercise
  | CodeExercise
  | OpenExercise
  | FigureExercise
  | PredictionExercise;

/** The member of {@linkcode Exercise} that has a kind. */
export type ExerciseOf<K extends Exercise["kind"]> = Exercise extends infer E
  ? E extends Exercise ? K extends E["kind"] ? E : never : never
  : never;
