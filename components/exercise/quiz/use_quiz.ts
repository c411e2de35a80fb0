import { useEffect, useMemo, useState } from "preact/hooks";
import { browserProgress, type FirstOutcome, recordKey } from "@/lib/course/progress/mod.ts";
import {
  drawQuiz,
  drawSeed,
  firstAnswers,
  quizExercise,
  recordComplete,
  recordFirst,
  type Score,
  scoreOf,
} from "@/lib/course/quiz/mod.ts";
import { seedName } from "@/lib/course/exercise/mod.ts";
import type { Exercise, Quiz } from "@/lib/course/types.ts";
import { loadExercises } from "../lesson_exercises.ts";
import type { ExerciseSettings } from "../settings.ts";
import { useProgress } from "../use_progress.ts";

/** A question as it is asked: an exercise under its number in the quiz. */
export interface Question {
  readonly exercise: Exercise;
  readonly outcome: FirstOutcome | undefined;
}

/** A quiz at work. */
export interface QuizAtWork {
  /** What the draw is called; it stands in the address. */
  readonly name: string;
  /** `undefined` until the exercises have arrived. */
  readonly questions: readonly Question[] | undefined;
  /**
   * Why there are no questions: they did not arrive, or the course has changed
   * and no longer has what this page draws.
   */
  readonly failure: "fetch" | "changed" | undefined;
  readonly score: Score;
  readonly settings: ExerciseSettings;
  /** Draws other questions. */
  startAgain(): void;
}

/**
 * Runs a quiz: draws by the name in the address, fetches the lessons' exercises,
 * and keeps first answers, of this draw and of others.
 *
 * @param quiz The quiz
 * @returns The quiz at work
 */
export function useQuiz(quiz: Quiz): QuizAtWork {
  const [name, setName] = useState(nameInAddress);
  const [exercises, setExercises] = useState<ReadonlyMap<string, Exercise>>();
  const [hasFailed, setHasFailed] = useState(false);
  const store = browserProgress();
  const { progress } = useProgress(store);
  const key = quizExercise(quiz);
  const seed = drawSeed(quiz, name);
  const drawn = useMemo(() => drawQuiz(quiz, name), [quiz, name]);
  const ids = drawn.map(({ id }) => id);
  const answers = firstAnswers(progress[recordKey(key)], seed);

  useEffect(() => {
    exercisesOf(quiz).then(setExercises, () => setHasFailed(true));
  }, [quiz]);

  useEffect(() => showName(name), [name]);

  const settings = useMemo((): ExerciseSettings => {
    const seeds = new Map(drawn.map(({ id, seed }) => [id, seed]));
    return {
      seedOf: ({ id }) => seeds.get(id),
      isServed: true,
      hasFixedNumbers: true,
      onAnswered({ id }, outcome) {
        const on = { now: Date.now(), lesson: quiz.lessons[0] ?? "" };
        // What another tab has stored meanwhile counts: only what comes first is recorded
        store.update(key, (before) => {
          const after = recordFirst(before, { seed, id, outcome }, on);
          const had = scoreOf(quiz, ids, firstAnswers(before, seed));
          const score = scoreOf(quiz, ids, firstAnswers(after, seed));
          return score.isComplete && !had.isComplete
            ? recordComplete(after, score.isPassed, on)
            : after;
        });
      },
    };
  }, [quiz, name]);

  const hasChanged = exercises !== undefined && ids.some((id) => !exercises.has(id));
  return {
    name,
    failure: hasFailed ? "fetch" : hasChanged ? "changed" : undefined,
    questions: exercises && drawn.flatMap(({ id }, i) => {
      const exercise = exercises.get(id);
      const outcome = answers.find((answer) => answer.id === id)?.outcome;
      // In a quiz the number is that of the question
      return exercise ? [{ exercise: { ...exercise, number: i + 1 }, outcome }] : [];
    }),
    score: scoreOf(quiz, ids, answers),
    settings,
    startAgain: () => setName(randomName()),
  };
}

function nameInAddress(): string {
  return seedName(location.search) ?? randomName();
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
