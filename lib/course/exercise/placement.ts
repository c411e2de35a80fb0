/**
 * What the kinds have in common in which things are put into places.
 *
 * @module
 */

/** What became of things put into places. */
export interface PlacementGrade {
  /** `unread` is no attempt: something is not placed yet. */
  readonly outcome: "correct" | "partly" | "wrong" | "unread";
  readonly message: string;
  /** Ids of the things that are where they belong. */
  readonly right: ReadonlySet<string>;
}

/** A thing and the place it was put into, as an answer keeps it. */
export interface Placement {
  readonly item: string;
  readonly place: string;
}

/**
 * Writes where things were put.
 *
 * @param placements Things and places
 * @returns Texts such as `gemv=memory`, which an answer keeps
 */
export function writePlacements(placements: readonly Placement[]): string[] {
  return placements.map(({ item, place }) => `${item}=${place}`);
}

/**
 * Reads where things were put.
 *
 * @param answer What {@linkcode writePlacements} wrote, perhaps of an earlier version of the exercise
 * @returns Places by thing
 */
export function readPlacements(answer: string | readonly string[]): Map<string, string> {
  const texts = typeof answer === "string" ? [] : answer;
  return new Map(texts.flatMap((text) => {
    const at = text.indexOf("=");
    return at > 0 ? [[text.slice(0, at), text.slice(at + 1)] as const] : [];
  }));
}

/** `Two of five stand`, `None of five stands`. */
export function countWords(count: number, total: number): string {
  const words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight"];
  const word = (number: number) => words[number] ?? String(number);
  const sentence = `${word(count)} of ${word(total)} ${count <= 1 ? "is" : "are"}`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** What is said where something is not placed yet. */
export function unplacedSentence(count: number): string {
  return count === 1
    ? "Place everything first: one is left."
    : `Place everything first: ${count} are left.`;
}

/** The grade of things of which some are right. */
export function placementGrade(right: ReadonlySet<string>, total: number): PlacementGrade {
  if (right.size === total) return { outcome: "correct", message: "", right };
  return {
    outcome: right.size > 0 ? "partly" : "wrong",
    message: `${countWords(right.size, total)} in the right place.`,
    right,
  };
}
