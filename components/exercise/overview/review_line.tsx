import type { JSX } from "preact";
import type { Progress } from "@/lib/course/progress/mod.ts";
import { planReview } from "@/lib/course/review/plan.ts";
import type { LessonEntry } from "@/lib/course/types.ts";
import { useNow } from "../review/use_now.ts";

/** Props of {@linkcode ReviewLine}. */
export interface ReviewLineProps {
  lessons: readonly LessonEntry[];
  /** Left out where it cannot be known, as on the server. */
  progress: Progress | undefined;
}

/** Whether something is due, and the way there. */
export function ReviewLine({ lessons, progress }: ReviewLineProps): JSX.Element {
  const now = useNow();
  const due = progress && planReview(lessons, progress, now).due.length;
  return (
    <p class="ex-review">
      <a href="/review">Review</a>
      {due === 0 && ": nothing is due"}
      {due !== undefined && due > 0 && (
        <>
          : <strong>{due === 1 ? "1 exercise is due" : `${due} exercises are due`}</strong>
        </>
      )}
    </p>
  );
}
