import type { JSX } from "preact";
import type { Progress } from "@/lib/course/progress/mod.ts";
import { planReview } from "@/lib/course/review/plan.ts";
import type { LessonEntry } from "@/lib/course/types.ts";
import { useNow } from "../review/use_now.ts";

/** Whether something is due, and the way there. */
export function ReviewLine(
  { lessons, progress }: { lessons: readonly LessonEntry[]; progress: Progress },
): JSX.Element {
  const due = planReview(lessons, progress, useNow()).due.length;
  return (
    <p class="ex-review">
      <a href="/review">Review</a>: {due === 0
        ? "nothing is due"
        : <strong>{due === 1 ? "1 exercise is due" : `${due} exercises are due`}</strong>}
    </p>
  );
}
