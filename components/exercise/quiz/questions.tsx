import type { ComponentType, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Exercise, Quiz } from "@/lib/course/types.ts";
import { ServedExercise } from "../served_exercise.tsx";
import { ExerciseContext } from "../settings.ts";
import { loadView, type ViewProps } from "../views/mod.ts";
import { QuizResult } from "./result.tsx";
import { useQuiz } from "./use_quiz.ts";

const FAILURES = {
  fetch: "The questions could not be fetched. Check the connection and reload the page.",
  changed: "The course has changed since this page was loaded, and the quiz with it. Reload the " +
    "page to get its present questions. Your answers are kept.",
} as const;

/** The questions of a draw, one beneath the other, and the score. */
export function QuizQuestions({ quiz }: { quiz: Quiz }): JSX.Element {
  const { name, questions, failure, score, settings, startAgain } = useQuiz(quiz);
  const views = useViews(questions?.map(({ exercise }) => exercise));
  const top = useRef<HTMLParagraphElement>(null);
  if (failure) {
    return <p class="ex-notice" role="alert">{FAILURES[failure]}</p>;
  }
  if (!questions || !views) return <p class="ex-notice">The questions are being drawn.</p>;
  return (
    <>
      <p class="ex-notice" ref={top} tabIndex={-1}>
        Draw{" "}
        <strong>{name}</strong>: whoever opens the address of this page gets these questions with
        these numbers.
      </p>
      <ExerciseContext.Provider value={settings}>
        {questions.map(({ exercise }) => (
          <ServedExercise
            key={`${name}/${exercise.id}`}
            exercise={exercise}
            view={views.get(exercise.id)}
          />
        ))}
      </ExerciseContext.Provider>
      <QuizResult quiz={quiz} questions={questions} score={score} />
      <p>
        <button
          type="button"
          class="button-quiet ex-button"
          onClick={() => {
            startAgain();
            scrollTo({ top: 0 });
            top.current?.focus({ preventScroll: true });
          }}
        >
          Draw other questions
        </button>
      </p>
    </>
  );
}

/** The views of all questions, so that they appear together and none pushes another down. */
function useViews(
  exercises: readonly Exercise[] | undefined,
): ReadonlyMap<string, ComponentType<ViewProps>> | undefined {
  const [views, setViews] = useState<ReadonlyMap<string, ComponentType<ViewProps>>>();
  const ids = exercises?.map(({ id }) => id).join(" ");
  useEffect(() => {
    let isOver = false;
    const loading = (exercises ?? []).map(async (exercise) =>
      [exercise.id, await loadView(exercise)] as const
    );
    // One that does not arrive says so in its own place
    Promise.allSettled(loading).then((results) => {
      if (isOver || !exercises) return;
      setViews(new Map(results.flatMap((one) => one.status === "fulfilled" ? [one.value] : [])));
    });
    return () => {
      isOver = true;
    };
  }, [ids]);
  return views;
}
