import type { MatchingExercise, RichNode } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import {
  type PlacementGrade,
  placementGrade,
  readPlacements,
  unplacedSentence,
} from "./placement.ts";
import { Random } from "./random.ts";
import { fillTemplate } from "./template.ts";
import type { Parameters, Variant } from "./variant.ts";

/** A left side, with a variant's numbers in it. */
export interface PreparedLeft {
  readonly id: string;
  readonly text: readonly RichNode[];
  readonly why: readonly RichNode[];
}

/** A right side, with a variant's numbers in it. */
export interface PreparedRight {
  readonly id: string;
  readonly text: readonly RichNode[];
  /** Why it belongs to nothing, where it does not. */
  readonly why?: readonly RichNode[];
}

/** The two columns of a variant. */
export interface PreparedMatching {
  readonly lefts: readonly PreparedLeft[];
  /** Those of the pairs and the extra ones, shuffled. */
  readonly rights: readonly PreparedRight[];
}

const ORDER_SALT = 0x6d617463;

/**
 * Fills in the sides of a matching.
 *
 * @param exercise The exercise
 * @param variant Whose parameters are filled in, and whose seed shuffles the right sides
 * @param vocabulary What its expressions may call
 * @returns The two columns
 * @throws {RangeError} If a value cannot be worked out
 */
export function prepareMatching(
  { pairs, extras }: Pick<MatchingExercise, "pairs" | "extras">,
  { seed, parameters }: { readonly seed: Variant["seed"]; readonly parameters: Parameters },
  vocabulary: Vocabulary,
): PreparedMatching {
  const fill = (nodes: readonly RichNode[]) => fillTemplate(nodes, { parameters, vocabulary });
  const rights: PreparedRight[] = [
    ...pairs.map(({ id, right }) => ({ id, text: fill(right) })),
    ...extras.map(({ id, text, why }) => ({ id, text: fill(text), why: fill(why) })),
  ];
  return {
    lefts: pairs.map(({ id, left, why }) => ({ id, text: fill(left), why: fill(why) })),
    rights: new Random(seed ^ ORDER_SALT).shuffle(rights),
  };
}

/**
 * Grades a matching.
 *
 * @param matching The columns of the variant
 * @param answer Texts such as `gemv=b`: a left side and the right one it was given
 * @returns The outcome, what to tell the reader, and which left sides are right
 *
 * @example
 * ```ts
 * import { gradeMatching } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const sides = [{ id: "a", text: ["A"], why: [] }, { id: "b", text: ["B"], why: [] }];
 * const matching = { lefts: sides, rights: sides };
 * expect(gradeMatching(matching, ["a=a", "b=b"]).outcome).toBe("correct");
 * expect(gradeMatching(matching, ["a=b", "b=a"]).outcome).toBe("wrong");
 * expect(gradeMatching(matching, ["a=a"]).outcome).toBe("unread");
 * ```
 */
export function gradeMatching(
  { lefts, rights }: PreparedMatching,
  answer: string | readonly string[],
): PlacementGrade {
  const given = readPlacements(answer);
  // Right sides that read the same are as good as each other
  const reads = new Map(rights.map(({ id, text }) => [id, JSON.stringify(text)]));
  const placed = lefts.filter(({ id }) => reads.has(given.get(id) ?? ""));
  const left = lefts.length - placed.length;
  if (left > 0) return { outcome: "unread", message: unplacedSentence(left), right: new Set() };
  const right = placed.filter(({ id }) => reads.get(given.get(id) ?? "") === reads.get(id));
  return placementGrade(new Set(right.map(({ id }) => id)), lefts.length);
}
