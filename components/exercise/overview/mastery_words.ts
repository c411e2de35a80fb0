import type { Mark, MasteryLevel } from "@/lib/course/progress/mod.ts";

/** How far a reader has come with an objective, in words: a bar is never alone. */
export const masteryWords: Readonly<Record<MasteryLevel, string>> = {
  untested: "no exercise",
  open: "not begun",
  begun: "begun",
  advanced: "well on the way",
  met: "met",
};

/**
 * What exercises add up to, in words.
 *
 * @param marks Their marks
 * @returns Such as `3 of 8 solved, 1 of them with help, 2 tried`
 */
export function marksWords(marks: readonly Mark[]): string {
  if (marks.length === 0) return "no exercises";
  const count = (wanted: Mark) => marks.filter((mark) => mark === wanted).length;
  const [helped, tried, givenUp] = [count("helped"), count("tried"), count("given-up")];
  const parts = [
    `${count("solved") + helped} of ${marks.length} solved`,
    ...(helped > 0 ? [`${helped} of them with help`] : []),
    ...(tried > 0 ? [`${tried} tried`] : []),
    ...(givenUp > 0 ? [`${givenUp} given up`] : []),
  ];
  return parts.join(", ");
}
