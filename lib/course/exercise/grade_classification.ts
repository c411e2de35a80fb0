import type { ClassificationExercise, RichNode } from "../types.ts";
import { describeValue, type Vocabulary } from "../expression/mod.ts";
import { evaluateSource } from "./compiled_expressions.ts";
import {
  type PlacementGrade,
  placementGrade,
  readPlacements,
  unplacedSentence,
} from "./placement.ts";
import { Random } from "./random.ts";
import { fillTemplate } from "./template.ts";
import type { Parameters, Variant } from "./variant.ts";

/** A thing to be sorted, with a variant's numbers in it. */
export interface PreparedBinItem {
  readonly id: string;
  readonly text: readonly RichNode[];
  readonly why: readonly RichNode[];
  /** The id of the bin it belongs into. */
  readonly bin: string;
}

const ORDER_SALT = 0x62696e73;

/**
 * Fills in the things of a classification and works out the bin of each.
 *
 * @param exercise The exercise
 * @param variant Whose parameters are filled in, and whose seed shuffles the things
 * @param vocabulary What its expressions may call
 * @returns The things, shuffled
 * @throws {RangeError} If a value cannot be worked out, or a bin is not one of the exercise's
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { prepareClassification } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const bins = [{ id: "even", name: ["even"] }, { id: "odd", name: ["odd"] }];
 * const items = [{ id: "a", text: ["n"], bin: 'n % 2 == 0 ? "even" : "odd"', why: [] }];
 * const variant = { seed: 1, parameters: { n: 3 } };
 * const [a] = prepareClassification({ bins, items }, variant, courseVocabulary([]));
 * expect(a?.bin).toBe("odd");
 * ```
 */
export function prepareClassification(
  { bins, items }: Pick<ClassificationExercise, "bins" | "items">,
  { seed, parameters }: { readonly seed: Variant["seed"]; readonly parameters: Parameters },
  vocabulary: Vocabulary,
): PreparedBinItem[] {
  const scope = { parameters, vocabulary };
  const known = bins.map(({ id }) => id);
  const prepared = items.map(({ id, text, why, bin }): PreparedBinItem => ({
    id,
    text: fillTemplate(text, scope),
    why: fillTemplate(why, scope),
    bin: known.includes(bin) ? bin : namedBin(bin, known, evaluateSource(bin, scope)),
  }));
  return new Random(seed ^ ORDER_SALT).shuffle(prepared);
}

function namedBin(source: string, known: readonly string[], value: unknown): string {
  if (typeof value === "string" && known.includes(value)) return value;
  throw new RangeError(
    `"${source}" gives ${describeValue(value as never)}, which is no bin: known are ${
      known.join(", ")
    }`,
  );
}

/**
 * Grades a classification.
 *
 * @param items The things of the variant
 * @param answer Texts such as `gemv=memory`: a thing and the bin it was put into
 * @returns The outcome, what to tell the reader, and which things are right
 */
export function gradeClassification(
  items: readonly PreparedBinItem[],
  answer: string | readonly string[],
): PlacementGrade {
  const given = readPlacements(answer);
  const left = items.filter(({ id }) => !given.has(id)).length;
  if (left > 0) return { outcome: "unread", message: unplacedSentence(left), right: new Set() };
  const right = items.filter(({ id, bin }) => given.get(id) === bin);
  return placementGrade(new Set(right.map(({ id }) => id)), items.length);
}
