import type { Choice, ChoiceExercise, RichNode } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { holds } from "./compiled_expressions.ts";
import { Random } from "./random.ts";
import { fillTemplate } from "./template.ts";
import type { Parameters, Variant } from "./variant.ts";

/** A choice with a variant's numbers in it. */
export interface PreparedChoice {
  readonly id: string;
  readonly text: readonly RichNode[];
  readonly correct: boolean;
  readonly why: readonly RichNode[];
}

/** What became of an answer to a choice question. */
export interface ChoiceGrade {
  /** `partly` has right choices but not all, or wrong ones beside them; `unread` is no attempt. */
  readonly outcome: "correct" | "partly" | "wrong" | "unread";
  readonly message: string;
}

/** Keeps the order of the choices apart from the parameters drawn from the same seed. */
const ORDER_SALT = 0x6f726465;

/**
 * Fills in the choices of a variant.
 *
 * @param choices The choices
 * @param parameters The variant's parameters
 * @param vocabulary What their expressions may call
 * @returns The choices in the author's order
 * @throws {RangeError} If one cannot be evaluated
 */
export function prepareChoices(
  choices: readonly Choice[],
  parameters: Parameters,
  vocabulary: Vocabulary,
): PreparedChoice[] {
  const scope = { parameters, vocabulary };
  return choices.map(({ id, text, correct, why }) => ({
    id,
    text: fillTemplate(text, scope),
    correct: typeof correct === "boolean" ? correct : holds(correct, scope),
    why: fillTemplate(why, scope),
  }));
}

/**
 * Puts choices in the order of a variant.
 *
 * @param choices The choices in the author's order
 * @param exercise Whether they may be shuffled
 * @param variant Whose seed gives the order
 * @returns The choices; the same seed gives the same order
 */
export function orderChoices<T>(
  choices: readonly T[],
  { shuffle }: Pick<ChoiceExercise, "shuffle">,
  { seed }: Pick<Variant, "seed">,
): T[] {
  return shuffle ? new Random(seed ^ ORDER_SALT).shuffle(choices) : [...choices];
}

/**
 * Grades a selection.
 *
 * @param choices The choices of the variant
 * @param selected Ids of the selected ones
 * @param kind Whether one is to be chosen or several
 * @returns The outcome, and what to tell the reader beside the why of every choice
 *
 * @example
 * ```ts
 * import { gradeChoice } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const choices = [
 *   { id: "a", text: ["2"], correct: true, why: [] },
 *   { id: "b", text: ["4"], correct: true, why: [] },
 *   { id: "c", text: ["5"], correct: false, why: [] },
 * ];
 * expect(gradeChoice(choices, ["a", "b"], "multiple").outcome).toBe("correct");
 * expect(gradeChoice(choices, ["a"], "multiple").message).toBe("One right choice is missing.");
 * ```
 */
export function gradeChoice(
  choices: readonly PreparedChoice[],
  selected: readonly string[],
  kind: ChoiceExercise["kind"],
): ChoiceGrade {
  const taken = choices.filter(({ id }) => selected.includes(id));
  if (taken.length === 0) return { outcome: "unread", message: "Choose an answer first." };
  const hits = taken.filter(({ correct }) => correct).length;
  const wrong = taken.length - hits;
  const missing = choices.filter(({ correct }) => correct).length - hits;
  if (kind === "single") {
    return {
      outcome: wrong === 0 ? "correct" : "wrong",
      message: "Each choice says why it is right or wrong.",
    };
  }
  if (wrong === 0 && missing === 0) return { outcome: "correct", message: "" };
  const parts = [
    ...(missing > 0 ? [`${count(missing, "right choice")} missing`] : []),
    ...(wrong > 0 ? [`${count(wrong, "of your choices", "of your choices")} wrong`] : []),
  ];
  const sentence = `${parts.join(", and ")}.`;
  return {
    outcome: hits > 0 ? "partly" : "wrong",
    message: sentence.charAt(0).toUpperCase() + sentence.slice(1),
  };
}

function count(number: number, one: string, many = `${one}s`): string {
  const words = ["no", "one", "two", "three", "four", "five", "six"];
  return `${words[number] ?? number} ${number === 1 ? one : many} ${number === 1 ? "is" : "are"}`;
}
