import type { JSX } from "preact";
import { ComputedCurve, EmptyCurve } from "@/components/exercise/curve/static_curve.tsx";
import { RichText } from "@/components/rich_text.tsx";
import { orderChoices, prepareChoices, type PreparedChoice } from "@/lib/course/exercise/mod.ts";
import type { ChoiceExercise, PredictionExercise } from "@/lib/course/types.ts";
import type { StaticKind, StaticPartProps } from "./kind.ts";

/** One choice, or several. */
export const choice: StaticKind<ChoiceExercise> = {
  Question: (props) => <Choices choices={ordered(props)} />,
  Answer: (props) => <Whys choices={ordered(props)} />,
};

function ordered({ exercise, variant, vocabulary }: StaticPartProps<ChoiceExercise>) {
  const choices = prepareChoices(exercise.choices, variant.parameters, vocabulary);
  return orderChoices(choices, exercise, variant);
}

/** The choices of a prediction, in the author's order, or axes to draw on. */
export const prediction: StaticKind<PredictionExercise> = {
  Question(props) {
    const { curve } = props.exercise;
    return curve ? <EmptyCurve {...props} curve={curve} /> : <Choices choices={prepared(props)} />;
  },
  Answer: (props) => (
    <>
      {props.exercise.curve && <ComputedCurve {...props} curve={props.exercise.curve} />}
      <Whys choices={prepared(props)} isPrediction />
      {props.tell(props.exercise.reveal)}
    </>
  ),
  answerName: "What is the case",
};

function prepared({ exercise, variant, vocabulary }: StaticPartProps<PredictionExercise>) {
  return prepareChoices(exercise.choices, variant.parameters, vocabulary);
}

function Choices({ choices }: { choices: readonly PreparedChoice[] }): JSX.Element | null {
  if (choices.length === 0) return null;
  return (
    <ul class="ex-choices">
      {choices.map(({ text }) => (
        <li class="ex-choice">
          <div class="ex-choice-text">
            <span>
              <RichText nodes={text} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Whys(
  { choices, isPrediction }: { choices: readonly PreparedChoice[]; isPrediction?: boolean },
): JSX.Element | null {
  if (choices.length === 0) return null;
  return (
    <ul class="ex-whys">
      {choices.map(({ text, correct, why }) => (
        <li>
          <strong>
            {isPrediction ? (correct ? "So it is" : "Not so") : (correct ? "Right" : "Wrong")}:
          </strong>{" "}
          <RichText nodes={text} />
          <div class="ex-why">
            <RichText nodes={why} />
          </div>
        </li>
      ))}
    </ul>
  );
}
