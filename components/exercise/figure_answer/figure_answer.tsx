import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { Feedback, toneOf } from "@/components/exercise/feedback.tsx";
import { Help } from "@/components/exercise/tools.tsx";
import type { ExerciseSession } from "@/components/exercise/use_exercise.ts";
import { exerciseAnchor } from "@/components/exercise/words.ts";
import { LiveFrame } from "@/components/figure/live_frame.tsx";
import { useFigure } from "@/components/figure/use_figure.ts";
import type { FigureKind } from "@/components/figure/views/kind.ts";
import { RichText } from "@/components/rich_text.tsx";
import { type FigureGrade, figureStates, gradeFigure } from "@/lib/course/exercise/mod.ts";
import type { FigureExercise } from "@/lib/course/types.ts";
import { readState, writeState } from "@/lib/figures/link.ts";
import { exerciseFigureId } from "./figure_id.ts";

/** Props of {@linkcode FigureAnswer}. */
export interface FigureAnswerProps {
  exercise: FigureExercise;
  session: ExerciseSession;
  kind: FigureKind;
}

/** What was said last, and of which state. */
interface Checked {
  readonly state: unknown;
  readonly grade: FigureGrade | "untouched" | undefined;
  readonly count: number;
}

/** The figure of a variant, the button that judges its state, and what is said of it. */
export function FigureAnswer({ exercise, session, kind }: FigureAnswerProps): JSX.Element {
  const { definition, Controls, workingsOpen } = kind;
  const { graded, round, variant: { parameters }, vocabulary } = session;
  const { table: machines } = vocabulary;
  const anchor = exerciseAnchor(exercise);
  const id = exerciseFigureId(exercise);
  const { states, kept } = useMemo(() => {
    const states = figureStates(exercise, definition, parameters, vocabulary);
    const kept = typeof graded === "string"
      ? readState(definition, graded, states.start, { machines })
      : undefined;
    return { states, kept };
  }, []);
  const figure = useFigure(definition, id, states.start, { begin: kept, linked: false });
  const state = figure.state.value;
  const write = (state: unknown) => writeState(definition, { initial: states.start, state });
  // Who moved it and came back has answered; the state it began in is nobody's answer
  const isTouched = useRef(kept !== undefined);
  isTouched.current ||= state !== states.start && write(state) !== write(states.start);
  const gradeOf = (judged: unknown) =>
    gradeFigure(exercise, definition, judged, parameters, vocabulary);
  const [checked, setChecked] = useState<Checked>(() => ({
    state: kept,
    grade: kept === undefined ? undefined : gradeOf(kept),
    count: 0,
  }));
  // A verdict on what the figure showed would be read as one on what it shows now
  const grade = checked.state === state ? checked.grade : undefined;

  function check(): void {
    const found = isTouched.current ? gradeOf(state) : undefined;
    setChecked(({ count }) => ({ state, grade: found ?? "untouched", count: count + 1 }));
    if (found) session.submit(write(state), found.outcome);
  }

  function showSolved(): void {
    figure.change(() => states.solved);
    document.getElementById(`figure-${id}`)?.scrollIntoView({ block: "nearest" });
  }

  return (
    <>
      <figure class="fig ex-figure" id={`figure-${id}`} aria-labelledby={`figure-${id}-finding`}>
        <div class="fig-body">
          <LiveFrame
            id={id}
            number={0}
            figure={figure}
            controls={
              <Controls
                id={id}
                state={state}
                machines={machines}
                disabled={false}
                onChange={figure.change}
              />
            }
            workingsOpen={workingsOpen}
            tools={TOOLS}
          />
        </div>
      </figure>
      <button
        type="button"
        class="button ex-button"
        aria-describedby={`${anchor}-feedback`}
        onClick={check}
      >
        Check
      </button>
      <Feedback
        id={`${anchor}-feedback`}
        tone={grade === "untouched" ? "unread" : toneOf(grade?.outcome)}
        count={checked.count}
      >
        {grade === "untouched" && "Move something in the figure first: it stands as it began."}
        {grade && grade !== "untouched" && (
          <>
            {`${grade.shown} `}
            <RichText nodes={grade.message} />
          </>
        )}
        {!grade && checked.count === 0 && round > 0 && (
          <span class="visually-hidden">The exercise begins again.</span>
        )}
      </Feedback>
      <Help exercise={exercise} session={session}>
        <button type="button" class="button-quiet ex-button" onClick={showSolved}>
          Show it in the figure
        </button>
      </Help>
    </>
  );
}

/** A link to a state would be a link to an answer, and a picture belongs to the lesson's figures. */
const TOOLS = ["reset"] as const;
