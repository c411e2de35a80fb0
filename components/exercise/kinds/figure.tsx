import { exerciseFigureId } from "@/components/exercise/figure_answer/figure_id.ts";
import { ReadoutTable } from "@/components/figure/results.tsx";
import { StaticFrame } from "@/components/figure/static_frame.tsx";
import { figureViews } from "@/components/figure/static_views.tsx";
import { figureStates } from "@/lib/course/exercise/mod.ts";
import type { FigureExercise, JsonObject } from "@/lib/course/types.ts";
import { findFigure } from "@/lib/figures/mod.ts";
import type { StaticKind, StaticPartProps } from "./kind.ts";

/** A state of a figure: drawn as it starts, told in words and numbers as it is solved. */
export const figure: StaticKind<FigureExercise> = {
  Question(props) {
    const { exercise, vocabulary } = props;
    const { state, model } = drawn(props, "start");
    const id = exerciseFigureId(exercise);
    return (
      <>
        <figure class="fig ex-figure" id={`figure-${id}`} aria-labelledby={`figure-${id}-finding`}>
          <div class="fig-body">
            <StaticFrame
              id={id}
              number={0}
              model={model}
              tools={["reset"]}
              sizes={["middle", "narrow"]}
              {...figureViews(exercise.figure, id, state, vocabulary.table)}
            />
          </div>
        </figure>
        <p class="ex-figure-check">
          Work out how to set the figure. A state that answers is with the solution.
        </p>
      </>
    );
  },
  Answer(props) {
    const { model } = drawn(props, "solved");
    const id = `figure-${exerciseFigureId(props.exercise, "solved")}`;
    return (
      <figure class="fig ex-figure" aria-labelledby={`${id}-finding`}>
        <p class="fig-title" id={`${id}-finding`}>{model.finding}.</p>
        <ReadoutTable readout={model.readout} />
      </figure>
    );
  },
};

function drawn(
  { exercise, variant, vocabulary }: StaticPartProps<FigureExercise>,
  which: "start" | "solved",
) {
  const definition = findFigure(exercise.figure);
  const state = figureStates(exercise, definition, variant.parameters, vocabulary)[which];
  const model = definition.draw(state, { machines: vocabulary.table });
  // Every figure's state is JSON
  return { state: state as JsonObject, model };
}
