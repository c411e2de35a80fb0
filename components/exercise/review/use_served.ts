import { useEffect, useRef, useState } from "preact/hooks";
import {
  firstVariant,
  hasVariants,
  nextVariant,
  questionOf,
  Random,
  soundVariant,
} from "@/lib/course/exercise/mod.ts";
import { browserProgress, type ExerciseKey, findRecord } from "@/lib/course/progress/mod.ts";
import type { ReviewItem } from "@/lib/course/review/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";
import { loadExercises } from "../lesson_exercises.ts";
import { loadVocabulary, pageVocabulary } from "../vocabulary.ts";

/** The exercise that is served now. */
export interface ServedNow {
  readonly state: "loading" | "ready" | "failed" | "gone";
  readonly exercise: Exercise | undefined;
  readonly seed: number;
  /** The exercises served so far, in the versions in which records know them, by id. */
  readonly versions: ReadonlyMap<string, ExerciseKey>;
  /** Asks again for an exercise that did not arrive. */
  retry(): void;
}

/**
 * Loads the exercise of a review, with a seed for a fresh variant.
 *
 * @param item What is to be served; `undefined` at the end
 * @returns The exercise, when it has arrived
 */
export function useServed(item: ReviewItem | undefined): ServedNow {
  const [found, setFound] = useState<{
    readonly item?: ReviewItem;
    readonly state: ServedNow["state"];
    readonly exercise?: Exercise;
    readonly seed: number;
  }>({ state: "loading", seed: 0 });
  const [tries, setTries] = useState(0);
  const versions = useRef(new Map<string, ExerciseKey>());

  useEffect(() => {
    if (!item) return;
    let isOver = false;
    setFound({ state: "loading", seed: 0 });
    const loaded = loadExercises(item.lesson).then(async (exercises) => {
      const exercise = exercises.find(({ id }) => id === item.id);
      if (exercise) await loadVocabulary(exercise);
      return exercise;
    });
    loaded.then((exercise) => {
      if (isOver) return;
      if (!exercise) return setFound({ item, state: "gone", seed: 0 });
      versions.current.set(item.id, exercise);
      setFound({ item, state: "ready", exercise, seed: freshSeed(exercise) });
    }, () => {
      if (!isOver) setFound({ item, state: "failed", seed: 0 });
    });
    return () => {
      isOver = true;
    };
  }, [item, tries]);

  // Between two exercises nothing of the first may be shown as the second
  const isPresent = found.item === item;
  return {
    state: isPresent ? found.state : "loading",
    exercise: isPresent ? found.exercise : undefined,
    seed: found.seed,
    versions: versions.current,
    retry: () => setTries(tries + 1),
  };
}

/** A seed of other numbers than those the reader worked with last, in the lesson and elsewhere. */
function freshSeed(exercise: Exercise): number {
  const [entropy = 0] = crypto.getRandomValues(new Uint32Array(1));
  if (!hasVariants(exercise)) return new Random(entropy).next();
  const vocabulary = pageVocabulary();
  const record = findRecord(browserProgress().snapshot.progress, exercise);
  const first = firstVariant(exercise, vocabulary);
  const last = [record?.state, record?.served].map((state) =>
    questionOf(exercise, state ? soundVariant(exercise, state.seed, vocabulary) : first)
  );
  const random = new Random(entropy);
  let next = nextVariant(exercise, first, random.next(), vocabulary);
  for (let tries = 0; tries < 24 && last.includes(questionOf(exercise, next)); tries++) {
    next = soundVariant(exercise, random.next(), vocabulary);
  }
  return next.seed;
}
