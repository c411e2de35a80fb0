/**
 * What is kept of a reader's work. It is kept on their device only.
 *
 * @module
 */

/**
 * Results from least to best. `helped` is right after the solution of that variant was shown, or
 * told by the verdict on a wrong answer.
 */
export const results = ["none", "wrong", "partly", "helped", "correct"] as const;

/** The best that was reached in an exercise. */
export type Result = typeof results[number];

/** What became of the last answer. */
export type Outcome = "correct" | "partly" | "slip" | "wrong";

/** Where the reader stands in an exercise: brought back when the page is loaded again. */
export interface ExerciseState {
  /** Counts the changes of this record, so that the later of two states is known without a clock. */
  readonly revision: number;
  /** The seed of the variant. */
  readonly seed: number;
  /** What the variant asks, where that is known: the same for every seed with the same numbers. */
  readonly question?: string;
  /** The text of a number, or the ids of choices. Empty until answered. */
  readonly answer: string | readonly string[];
  /** Unset until this variant is answered. */
  readonly outcome?: Outcome;
  /** Whether the worked solution is shown. */
  readonly solution: boolean;
  /** Whether the answer was shown, or told by a verdict, before this variant was solved. */
  readonly gaveUp: boolean;
  /** Set once this variant was answered right. */
  readonly solved?: true;
}

/** A prediction once it is made; it cannot be made again. */
export interface CommittedPrediction {
  readonly answer: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Set where the reader had read on before committing. */
  readonly afterReading?: true;
}

/** What became of a question of a quiz; `none` if its solution was shown first. */
export type FirstOutcome = Outcome | "none";

/** First answers to the questions of one draw of a quiz, by the exercise's id. */
export type DrawAnswers = Readonly<
  Record<string, { readonly outcome: FirstOutcome; readonly at: number }>
>;

/** When an exercise comes back, and what the scheduler knows of the reader's memory of it. */
export interface ReviewState {
  /** Milliseconds since 1970. */
  readonly due: number;
  /** After so many days nine of ten recall it. */
  readonly stability: number;
  /** From 1 to 10. */
  readonly difficulty: number;
  /** How often a fresh variant was tried. */
  readonly reps: number;
  /** How often that went wrong after it had gone right. */
  readonly lapses: number;
  /** When it was tried last, in milliseconds since 1970, by the clock of that moment. */
  readonly last: number;
}

/** What is kept of one exercise in one version. */
export interface ExerciseRecord {
  /** The lesson it stood in when it was last worked on. */
  readonly lesson: string;
  /** Graded answers, over all variants. */
  readonly attempts: number;
  readonly best: Result;
  /** Hints shown. */
  readonly hints: number;
  /** Whether a solution was shown before its variant was solved. */
  readonly gaveUp: boolean;
  /** When it was first solved, in milliseconds since 1970. */
  readonly solvedAt?: number;
  /** When it was last worked on, in milliseconds since 1970. */
  readonly at: number;
  /** Where the reader stands in the lesson. */
  readonly state?: ExerciseState;
  /** Where the reader stands in a quiz or a review, apart from the lesson's work in hand. */
  readonly served?: ExerciseState;
  /** When which question's answer was shown or told; the latest ones. See {@linkcode told}. */
  readonly told?: Readonly<Record<string, number>>;
  /** First answers by the seed of the draw, of a quiz's record. */
  readonly draws?: Readonly<Record<string, DrawAnswers>>;
  /** When the reader first read on before a prediction, in milliseconds since 1970. */
  readonly readOn?: number;
  readonly prediction?: CommittedPrediction;
  /** Left out where the exercise never comes back, or was never tried. */
  readonly review?: ReviewState;
}

/**
 * Records by {@linkcode recordKey}. Records of earlier versions stay as history; they count only
 * where the author says so.
 */
export type Progress = Readonly<Record<string, ExerciseRecord>>;

/** An exercise as progress knows it. */
export interface ExerciseKey {
  readonly id: string;
  readonly version: number;
  /** The earliest version whose marks still count; without it only the present one's do. */
  readonly keeps?: number;
}

/**
 * The key of an exercise's record: its id and version, never its text.
 *
 * @param exercise The exercise
 * @returns Such as `roofline/attainable@1`
 */
export function recordKey({ id, version }: ExerciseKey): string {
  return `${id}@${version}`;
}
