import type { JSX } from "preact";
import {
  browserProgress,
  type Keeping,
  mergeProgress,
  recordKey,
} from "@/lib/course/progress/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";
import { saveProgress } from "./download.ts";
import type { ExerciseSession } from "./use_exercise.ts";

const REASONS: Readonly<Record<Exclude<Keeping, "kept">, string>> = {
  blocked: "this browser stores nothing here",
  full: "this browser's storage is full",
  newer:
    "a newer edition of this course has stored your progress. Reload the page to go on with it",
};

/** One quiet line where marks, a long answer or the numbers worked on last are not kept. */
export function KeepingNotice(
  { exercise, session }: { exercise: Exercise; session: ExerciseSession },
): JSX.Element | null {
  const { keeping, record } = session;
  const { progress, dropped } = browserProgress().snapshot;
  const isDropped = Object.hasOwn(dropped, recordKey(exercise));
  if (session.isReplaced) {
    return (
      <p class="ex-notice">
        This exercise has changed, and the numbers you had cannot be brought back: these are others.
        Your marks stay.
      </p>
    );
  }
  if (!record || (keeping === "kept" && !isDropped)) return null;
  return (
    <p class="ex-notice">
      {keeping === "kept"
        ? "Your mark is kept, and the text of your answer is not: this browser's storage is full."
        : `Your marks cannot be kept: ${REASONS[keeping]}.`}{" "}
      <button
        type="button"
        class="ex-link"
        onClick={() => saveProgress(mergeProgress(progress, dropped))}
      >
        {keeping === "kept" ? "Export it to a file" : "Export them to a file"}
      </button>
    </p>
  );
}
