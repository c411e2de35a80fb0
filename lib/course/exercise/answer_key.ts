import type { Choice, Exercise, RichNode, Tolerance } from "../types.ts";
import { formatQuantity } from "@/lib/compute/mod.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { prepareChoices } from "./choices.ts";
import { exactHeight } from "./curve.ts";
import { answerStyle, exactAnswer, type NumericQuestion } from "./exact_answer.ts";
import { prepareClassification } from "./grade_classification.ts";
import { prepareTests } from "./grade_code.ts";
import { prepareOrder } from "./grade_ordering.ts";
import { enumerateVariants, type Parameters } from "./variant.ts";

/** What is right, by variant: two versions of an exercise with the same key ask for the same. */
export type AnswerKey = Readonly<Record<string, RightAnswer>>;

/** What is right for one variant. */
export interface RightAnswer {
  /** What is right, as ids and numbers: no wording is in it. */
  readonly right: string;
  /** The same in a few words, for a message. */
  readonly shown: string;
  /**
   * What each text must be joined with, text by text. A text that is not in both versions has been
   * written anew; one that is in both must be joined with the same, whatever its id.
   */
  readonly roles: Readonly<Record<string, string>>;
}

/** Variants that are looked at: enough that a changed answer shows in one. */
const SAMPLE = 60;

/**
 * Works out what is right for an exercise's variants, in a form that new words for a text, the
 * order of choices with ids and the way an answer is computed do not change.
 *
 * Into it goes what decides whether an answer is marked right: of a number its value, unit and
 * tolerance, of choices, pairs, orders and bins what belongs to what, of code what the tests call,
 * expect and allow. Titles, hints, solutions, slips, reasons and the model code stay out of it.
 *
 * @param exercise The exercise
 * @param vocabulary What its expressions may call
 * @returns Right answers by the variant's parameters
 * @throws {RangeError} If an answer cannot be evaluated
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { answerKey } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const exercise = {
 *   kind: "numeric", id: "count", version: 1, lesson: "counting", number: 1, source: "lesson.md:1",
 *   params: { n: { kind: "pick", values: [1, 2] } },
 *   constraints: [], prompt: [], hints: [], solution: [], slips: [],
 *   answer: "2 * n", unit: "", tolerance: { kind: "relative", value: 0.01 },
 * } as const;
 * const vocabulary = courseVocabulary([]);
 * const key = answerKey(exercise, vocabulary);
 * expect(answerKey({ ...exercise, answer: "n + n" }, vocabulary)).toEqual(key);
 * expect(answerKey({ ...exercise, answer: "n * n" }, vocabulary)).not.toEqual(key);
 * ```
 */
export function answerKey(exercise: Exercise, vocabulary: Vocabulary): AnswerKey {
  const variants = enumerateVariants(exercise, vocabulary, { limit: SAMPLE });
  return Object.fromEntries(
    variants.map((parameters) => [
      JSON.stringify(parameters),
      rightAnswer(exercise, parameters, vocabulary),
    ]),
  );
}

function rightAnswer(
  exercise: Exercise,
  parameters: Parameters,
  vocabulary: Vocabulary,
): RightAnswer {
  switch (exercise.kind) {
    case "numeric":
      return rightNumber(exercise, parameters, vocabulary);
    case "prediction": {
      if (exercise.numeric) return rightNumber(exercise.numeric, parameters, vocabulary);
      const { curve } = exercise;
      if (!curve) return rightChoices(exercise.choices, parameters, vocabulary);
      const points = curve.at.map((x) => [
        x,
        rounded(exactHeight(curve, x, parameters, vocabulary)),
      ]);
      const { x, y, within } = curve;
      return plain([points, x.unit, y.unit, within], points.map((at) => at.join(": ")).join(", "));
    }
    case "figure": {
      // Which states are right, the condition alone says
      const condition = exercise.condition.replaceAll(/\s+/g, " ").trim();
      return plain([exercise.figure, condition], condition);
    }
    case "single":
    case "multiple":
      return rightChoices(exercise.choices, parameters, vocabulary);
    case "ordering": {
      const order = prepareOrder(exercise, parameters, vocabulary);
      const ids = order.map(({ id }) => id);
      const place = new Map(ids.map((id, i) => [id, String(i)]));
      return {
        ...plain(ids, ids.join(", ")),
        roles: rolesOf(exercise.items, ({ id }) => place.get(id) ?? ""),
      };
    }
    case "matching": {
      const ids = exercise.pairs.map(({ id }) => id).sort();
      const rights = [
        ...exercise.pairs.map(({ right }) => right),
        ...exercise.extras.map(({ text }) => text),
      ];
      const pairs = exercise.pairs.map(({ id, left, right }) => ({ id, text: left, right }));
      return {
        ...plain(ids, pairs.map(({ text, right }) => `${wordsOf(text)} – ${wordsOf(right)}`)),
        roles: {
          ...rolesOf(pairs, ({ right }) => textKey(right)),
          // So that a right side that was there before is told from one with new words
          ...Object.fromEntries(rights.map((text) => [RIGHT + textKey(text), ""])),
        },
      };
    }
    case "classification": {
      const items = prepareClassification(exercise, { seed: 0, parameters }, vocabulary)
        .map(({ id, bin }) => [id, bin] as const).sort();
      const bins = new Map(items);
      const names = new Map(exercise.bins.map(({ id, name }) => [id, textKey(name)]));
      return {
        ...plain(items, items.map(([id, bin]) => `${id}: ${bin}`)),
        roles: {
          ...rolesOf(exercise.items, ({ id }) => bins.get(id) ?? ""),
          ...Object.fromEntries([...names].map(([id, name]) => [BIN + name, id])),
        },
      };
    }
    case "code": {
      const { entry, tolerance, uses } = exercise;
      const tests = prepareTests(exercise, parameters, vocabulary);
      const asked = tests.map(({ call, expected, measured }) => ({ call, expected, measured }));
      return plain(
        [entry, tolerance, [...uses].sort(), asked],
        tests.map(({ expected, measured }) =>
          [
            ...(expected === undefined ? [] : [JSON.stringify(expected)]),
            ...measured.map(({ name, relation, value }) => `${name} ${relation} ${value}`),
          ].join(" and ")
        ),
      );
    }
    case "open": {
      const ids = exercise.rubric.map(({ id }) => id).sort();
      return plain(ids, ids.join(", "));
    }
  }
}

/** Begins the key of a right side, which is a text among others. */
const RIGHT = "right ";
/** Begins the key of a bin's name. */
const BIN = "bin ";

/**
 * Whether two right answers are the same, whatever the words of their texts.
 *
 * @param a One
 * @param b The other
 * @returns Whether what was right is right, and what was wrong is wrong
 */
export function sameAnswer(a: RightAnswer, b: RightAnswer): boolean {
  if (a.right !== b.right) return false;
  const isMatching = Object.keys(a.roles).some((text) => text.startsWith(RIGHT));
  return Object.entries(a.roles).every(([text, role]) => {
    const other = Object.hasOwn(b.roles, text) ? b.roles[text] ?? role : role;
    // A right side that was not there before has new words, or belongs to a new question
    const isReworded = isMatching && !Object.hasOwn(a.roles, RIGHT + other);
    return other === role || isReworded;
  });
}

function rightNumber(
  question: NumericQuestion,
  parameters: Parameters,
  vocabulary: Vocabulary,
): RightAnswer {
  const { unit, tolerance } = question;
  const exact = exactAnswer(question, parameters, vocabulary);
  const shown = formatQuantity(exact, answerStyle(exact, question));
  return plain(
    [rounded(exact.value), exact.dimension, unit, tolerance],
    `${shown} ± ${shownTolerance(tolerance, unit)}`,
  );
}

function shownTolerance(tolerance: Tolerance, unit: string): string {
  switch (tolerance.kind) {
    case "relative":
      return `${rounded(tolerance.value * 100)} %`;
    case "absolute":
      return `${tolerance.value} ${tolerance.unit ?? unit}`.trim();
    case "significant":
      return `${tolerance.digits} digits`;
  }
}

function rightChoices(
  choices: readonly Choice[],
  parameters: Parameters,
  vocabulary: Vocabulary,
): RightAnswer {
  const right = prepareChoices(choices, parameters, vocabulary)
    .filter(({ correct }) => correct).map(({ id }) => id).sort();
  const words = choices.filter(({ id }) => right.includes(id)).map(({ text }) => wordsOf(text));
  return {
    ...plain(right, words),
    roles: rolesOf(choices, ({ id }) => String(right.includes(id))),
  };
}

/** An answer without texts. */
function plain(right: unknown, shown: string | readonly string[]): RightAnswer {
  const words = typeof shown === "string" ? shown : shown.join("; ");
  return { right: JSON.stringify(right), shown: words, roles: {} };
}

function rolesOf<T extends { readonly text: readonly RichNode[] }>(
  items: readonly T[],
  role: (item: T) => string,
): Record<string, string> {
  return Object.fromEntries(items.map((item) => [`text ${textKey(item.text)}`, role(item)]));
}

function textKey(nodes: readonly RichNode[]): string {
  return JSON.stringify(nodes);
}

/** A text without its marks; computed values as expressions. */
function wordsOf(nodes: readonly RichNode[]): string {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    return node.tag === "x-value"
      ? `{${node.props?.expression}}`
      : wordsOf(node.children ?? []) || String(node.props?.alttext ?? "");
  }).join("").replaceAll(/\s+/g, " ").trim();
}

function rounded(value: number): number {
  return Number(value.toPrecision(9));
}
