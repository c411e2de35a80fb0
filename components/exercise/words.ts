import { exerciseAnchor as anchorOf } from "@/lib/course/navigation.ts";
import type { Mark } from "@/lib/course/progress/marks.ts";
import type { IconName } from "./icon.tsx";
import type { Exercise } from "@/lib/course/types.ts";

/** What a question asks for, beside its number. */
export const kindWords: Readonly<Record<Exercise["kind"], string>> = {
  numeric: "a number",
  single: "one choice",
  multiple: "all that apply",
  ordering: "put in order",
  matching: "find the pairs",
  classification: "sort into groups",
  code: "a function",
  open: "in your own words",
  figure: "set the figure",
  prediction: "commit before you read on",
};

/** How an exercise stands, in words: colour is never alone. */
export const markWords: Readonly<Record<Mark, string>> = {
  open: "open",
  tried: "tried",
  "given-up": "given up",
  helped: "solved once the answer was shown",
  solved: "solved",
};

/** The words beside an answer that is not right: what is solved was solved before. */
export const beforeWords: Readonly<Partial<Record<Mark, string>>> = {
  helped: "solved before, once the answer was shown",
  solved: "solved before",
};

/** The sign beside the words of a mark that is not open. */
export function markIcon(mark: Mark): IconName {
  return mark === "solved" || mark === "helped" ? "right" : "partly";
}

/** The exercise's name on the page. */
export function exerciseName({ kind, number }: Pick<Exercise, "kind" | "number">): string {
  return `${kind === "prediction" ? "Prediction" : "Exercise"} ${number}`;
}

/** The exercise's anchor; ids of its parts begin with it. */
export function exerciseAnchor({ id }: Pick<Exercise, "id">): string {
  return anchorOf(id);
}
