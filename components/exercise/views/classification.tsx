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
  gradeClassification,
  prepareClassification,
  readPlacements,
  writePlacements,
} from "@/lib/course/exercise/mod.ts";
import type { ClassificationExercise } from "@/lib/course/types.ts";

/** Things to be sorted into bins. */
export function ClassificationView(
  { exercise }: { exercise: ClassificationExercise },
): JSX.Element {
  const session = useExercise(exercise);
  const { variant, vocabulary } = session;
  const items = useMemo(() => prepareClassification(exercise, variant, vocabulary), [
    exercise,
    variant,
  ]);
  const sorting = useSorting(session, [], (given) => gradeClassification(items, given));
  const { grade } = sorting;
  const isMarked = grade !== undefined && grade.outcome !== "unread";
  return (
    <SortingFrame exercise={exercise} session={session} sorting={sorting}>
      <Board
        labelledBy={`${exerciseAnchor(exercise)}-prompt`}
        items={items.map(({ id, text }) => ({ id, text, name: richWords(text) }))}
        places={exercise.bins.map(({ id, name }) => ({ id, text: name, name: richWords(name) }))}
        isSingle={false}
        value={readPlacements(sorting.given)}
        verdictOf={(id) => {
          const item = items.find((item) => item.id === id);
          return isMarked && item ? { isRight: grade.right.has(id), why: item.why } : undefined;
        }}
        onChange={(value) =>
          sorting.change(writePlacements([...value].map(([item, place]) => ({ item, place }))))}
      />
    </SortingFrame>
  );
}
