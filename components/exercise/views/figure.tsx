import "@/assets/exercises/figure.css";
import type { ComponentType, JSX } from "preact";
import { FigureAnswer } from "@/components/exercise/figure_answer/figure_answer.tsx";
import { ExerciseFrame } from "@/components/exercise/frame.tsx";
import { useExercise } from "@/components/exercise/use_exercise.ts";
import type { FigureKind } from "@/components/figure/views/kind.ts";
import { loadFigure } from "@/components/figure/views/mod.ts";
import type { FigureExercise } from "@/lib/course/types.ts";
import type { ViewProps } from "./mod.ts";

const views = new Map<string, ComponentType<ViewProps<FigureExercise>>>();

/**
 * Loads the figure of an exercise.
 *
 * @param exercise The exercise
 * @returns A view for exercises with that figure, always the same one
 */
export async function loadFigureExercise(
  { figure }: FigureExercise,
): Promise<ComponentType<ViewProps<FigureExercise>>> {
  const kind = await loadFigure(figure);
  const view = views.get(figure) ??
    (({ exercise }) => <FigureExerciseView exercise={exercise} kind={kind} />);
  views.set(figure, view);
  return view;
}

/** A question answered by the state of a figure. */
function FigureExerciseView(
  { exercise, kind }: { exercise: FigureExercise; kind: FigureKind },
): JSX.Element {
  const session = useExercise(exercise);
  return (
    <ExerciseFrame exercise={exercise} session={session}>
      {/* Other numbers are another figure, with its own beginning */}
      <FigureAnswer key={session.round} exercise={exercise} session={session} kind={kind} />
    </ExerciseFrame>
  );
}
