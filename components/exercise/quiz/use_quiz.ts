import { useEffect, useMemo, useState } from "preact/hooks";
import {
  answer,
  browserProgress,
  draw,
  keep,
  type Outcome,
  recordKey,
} from "@/lib/course/progress/mod.ts";
import {
  drawQuiz,
  drawSeed,
  type FirstAnswer,
  MAX_NAME,
  quizExercise,
  readScore,
  type Score,
  scoreOf,
  writeScore,
} from "@/lib/course/quiz/mod.ts";
import type { Exercise, Quiz } from "@/lib/course/types.ts";
import { loadExercises } from "../lesson_exercises.ts";
import type { AnsweredExercise, ExerciseSettings } from "../settings.ts";

/** A question as it is asked: an exercise under its number in the quiz. */
export interface Question {
  readonly exercise: Exercise;
  readonly outcome: Outcome | undefined;
}

/** A quiz at work. */
export interface QuizAtWork {
  /** What the draw is called; it stands in the address. */
  readonly name: string;
  /** `undefined` until the exercises have arrived. */
  readonly questions: readonly Question[] | undefined;
  readonly hasFailed: boolean;
  readonly score: Score;
  readonly settings: ExerciseSettings;
  /** Draws other questions. */
  startAgain(): void;
}

/**
 * Runs a quiz: draws by the name in the address, fetches the lessons' exercises,
 * and keeps first answers.
 *
 * @param quiz The quiz
 * @returns The quiz at work
 */
export function useQuiz(quiz: Quiz): QuizAtWork {
  const [name, setName] = useState(nameInAddress);
  const [exercises, setExercises] = useState<ReadonlyMap<string, Exercise>>();
  const [hasFailed, setHasFailed] = useState(false);
  const store = browserProgress();
  const key = quizExercise(quiz);
  const seed = drawSeed(quiz, name);
  const drawn = useMemo(() => drawQuiz(quiz, name), [quiz, name]);
  const [answers, setAnswers] = useState<readonly FirstAnswer[]>(() => keptAnswers(seed));

  useEffect(() => {
    exercisesOf(quiz).then(setExercises, () => setHasFailed(true));
  }, [quiz]);

  useEffect(() => showName(name), [name]);

  function keptAnswers(seed: number): FirstAnswer[] {
    const state = store.snapshot.progress[recordKey(key)]?.state;
    return state?.seed === seed ? readScore(state.answer) : [];
  }

  function onAnswered({ exercise, outcome, wasTold }: AnsweredExercise): void {
    if (answers.some(({ id }) => id === exercise.id)) return;
    // What the solution has said is no answer of the reader's
    const next = [...answers, { id: exercise.id, outcome: wasTold ? "wrong" as const : outcome }];
    setAnswers(next);
    const score = scoreOf(quiz, ids, next);
    const given = { seed, answer: writeScore(next) };
    store.update(key, (record) => {
      const on = { now: Date.now(), lesson: quiz.lessons[0] ?? "" };
      return score.isComplete
        ? answer(record, { ...given, outcome: score.isPassed ? "correct" : "partly" }, on)
        : keep(record, given, on);
    });
  }

  const ids = drawn.map(({ id }) => id);
  const seeds = new Map(drawn.map(({ id, seed }) => [id, seed]));
  const settings = useMemo(
    (): ExerciseSettings => ({ seedOf: ({ id }) => seeds.get(id), onAnswered }),
    [name, answers],
  );
  return {
    name,
    hasFailed,
    questions: exercises && drawn.flatMap(({ id }, i) => {
      const exercise = exercises.get(id);
      const outcome = answers.find((answer) => answer.id === id)?.outcome;
      // In a quiz the number is that of the question
      return exercise ? [{ exercise: { ...exercise, number: i + 1 }, outcome }] : [];
    }),
    score: scoreOf(quiz, ids, answers),
    settings,
    startAgain() {
      const next = randomName();
      const nextSeed = drawSeed(quiz, next);
      store.update(
        key,
        (record) => draw(record, nextSeed, { now: Date.now(), lesson: quiz.lessons[0] ?? "" }),
      );
      setAnswers([]);
      setName(next);
    },
  };
}

function nameInAddress(): string {
  return new URLSearchParams(location.search).get("seed")?.trim().slice(0, MAX_NAME) ||
    randomName();
}

/** Four letters: short enough to be read out in a room. */
function randomName(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz";
  return [...crypto.getRandomValues(new Uint8Array(4))]
    .map((byte) => letters.charAt(byte % letters.length)).join("");
}

/** The address names the draw, so that it can be shared and survives a reload. */
function showName(name: string): void {
  const url = new URL(location.href);
  if (url.searchParams.get("seed") === name) return;
  url.searchParams.set("seed", name);
  history.replaceState(history.state, "", url);
}

async function exercisesOf({ lessons }: Quiz): Promise<ReadonlyMap<string, Exercise>> {
  const exercises = (await Promise.all(lessons.map(loadExercises))).flat();
  return new Map(exercises.map((exercise) => [exercise.id, exercise]));
}
