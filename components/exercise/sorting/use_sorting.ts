import { useEffect, useState } from "preact/hooks";
import type { PlacementGrade } from "@/lib/course/exercise/mod.ts";
import type { ExerciseSession } from "../use_exercise.ts";

/** An answer made of texts, as the reader makes it. */
export interface Sorting {
  readonly given: readonly string[];
  change(given: readonly string[]): void;
  check(event: Event): void;
  /** The grade of what is given, once checked and until it is changed. */
  readonly grade: PlacementGrade | undefined;
  /** Counts the checks, to announce the same message again. */
  readonly count: number;
}

/**
 * Keeps an answer made of texts, and its grade. A verdict goes with what it was
 * passed on: it is taken away when something is moved.
 *
 * @param session The exercise
 * @param begin What is given at first
 * @param gradeOf Grades an answer of the variant at hand
 * @param untouched What is said where nothing was moved, which is no attempt. Default: it is graded.
 * @returns The answer and its grade
 */
export function useSorting(
  session: ExerciseSession,
  begin: readonly string[],
  gradeOf: (given: readonly string[]) => PlacementGrade,
  untouched?: string,
): Sorting {
  const { graded, round } = session;
  const kept = graded === undefined || typeof graded === "string" ? undefined : graded;
  const [given, setGiven] = useState(kept ?? begin);
  const [isChecked, setIsChecked] = useState(kept !== undefined);
  const [isTouched, setIsTouched] = useState(kept !== undefined);
  const [count, setCount] = useState(0);

  useEffect(() => {
    if (round === 0) return;
    setGiven(kept ?? begin);
    setIsChecked(kept !== undefined);
    setIsTouched(kept !== undefined);
  }, [round]);

  const judge = (): PlacementGrade =>
    untouched === undefined || isTouched
      ? gradeOf(given)
      : { outcome: "unread", message: untouched, right: new Set() };
  const grade = isChecked ? judge() : undefined;
  return {
    given,
    grade,
    count,
    change(next) {
      setGiven(next);
      setIsChecked(false);
      if (next.some((text, i) => text !== given[i])) setIsTouched(true);
    },
    check(event) {
      event.preventDefault();
      setIsChecked(true);
      setCount(count + 1);
      const { outcome } = judge();
      if (outcome !== "unread") session.submit(given, outcome);
    },
  };
}
