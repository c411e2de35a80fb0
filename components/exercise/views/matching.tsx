import "@/assets/exercises/sorting.css";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Board } from "@/components/exercise/sorting/board.tsx";
import { SortingFrame } from "@/components/exercise/sorting/frame.tsx";
import { richWords } from "@/components/exercise/sorting/rich_words.ts";
import { useSorting } from "@/components/exercise/sorting/use_sorting.ts";
import { useExercise } from "@/components/exercise/use_exercise.ts";
import { exerciseAnchor } from "@/components/exercise/words.ts";
import {
  gradeMatching,
  prepareMatching,
  readPlacements,
  writePlacements,
} from "@/lib/course/exercise/mod.ts";
import type { MatchingExercise } from "@/lib/course/types.ts";

/** Things to be joined in pairs: each left side is a place for one right side. */
export function MatchingView({ exercise }: { exercise: MatchingExercise }): JSX.Element {
  const session = useExercise(exercise);
  const { variant, vocabulary } = session;
  const matching = useMemo(() => prepareMatching(exercise, variant, vocabulary), [
    exercise,
    variant,
  ]);
  const sorting = useSorting(session, [], (given) => gradeMatching(matching, given));
  const { grade } = sorting;
  const isMarked = grade !== undefined && grade.outcome !== "unread";
  // An answer says which right side a left one has; the board, where each right side lies
  const places = new Map([...readPlacements(sorting.given)].map(([left, right]) => [right, left]));
  return (
    <SortingFrame exercise={exercise} session={session} sorting={sorting}>
      <Board
        labelledBy={`${exerciseAnchor(exercise)}-prompt`}
        items={matching.rights.map(({ id, text }) => ({ id, text, name: richWords(text) }))}
        places={matching.lefts.map(({ id, text }) => ({ id, text, name: richWords(text) }))}
        isSingle
        value={places}
        verdictOf={(id) => {
          if (!isMarked) return undefined;
          const left = matching.lefts.find((side) => side.id === places.get(id));
          if (left) return { isRight: grade.right.has(left.id), why: left.why };
          const { why } = matching.rights.find((side) => side.id === id) ?? {};
          return why && { isRight: true, why };
        }}
        onChange={(value) =>
          sorting.change(
            writePlacements([...value].map(([right, left]) => ({ item: left, place: right }))),
          )}
      />
    </SortingFrame>
  );
}
