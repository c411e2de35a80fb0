import type { RefObject } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Vocabulary } from "@/lib/course/expression/mod.ts";
import {
  classSeed,
  generateVariant,
  hasVariants,
  nextVariant,
  recurs,
} from "@/lib/course/exercise/mod.ts";
import {
  answer,
  browserProgress,
  commit,
  draw,
  type ExerciseRecord,
  findRecord,
  hint,
  keep,
  type Keeping,
  type Mark,
  markOf,
  type Occasion,
  type Outcome,
  type Progress,
  showSolution,
} from "@/lib/course/progress/mod.ts";
import { scheduleTry, type Try } from "@/lib/course/review/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";
import { ExerciseContext } from "./settings.ts";
import { useProgress } from "./use_progress.ts";
import { pageVocabulary } from "./vocabulary.ts";
import { fresh, resume, tellsAnswer, type Work } from "./work.ts";

/** An exercise at work: what its view shows, and what the reader can do. */
export interface ExerciseSession extends Work {
  readonly vocabulary: Vocabulary;
  readonly record: ExerciseRecord | undefined;
  readonly mark: Mark;
  readonly keeping: Keeping;
  readonly hasVariants: boolean;
  /** How many hints are in view. */
  readonly hintsShown: number;
  /** What the last reset removed, until something else is done. */
  readonly canUndo: boolean;
  /** To be set on an element of the view, whose block then shows the mark. */
  readonly root: RefObject<HTMLDivElement>;
  submit(given: string | readonly string[], outcome: Outcome): void;
  commit(given: string): void;
  /** Keeps what is being written, unmarked. */
  keep(given: string | readonly string[]): void;
  startAgain(): void;
  showHint(): void;
  toggleSolution(): void;
  reset(): void;
  undo(): void;
}

/**
 * Joins an exercise, its variant and its record.
 *
 * The work in hand is this page's own: another tab changes the marks, but
 * never the numbers under the reader's hands.
 *
 * @param exercise The exercise
 * @returns The session
 */
export function useExercise(exercise: Exercise): ExerciseSession {
  const vocabulary = pageVocabulary();
  const store = browserProgress();
  const { progress, keeping } = useProgress(store);
  const record = findRecord(progress, exercise);
  const settings = useContext(ExerciseContext);
  const [work, setWork] = useState(() => {
    const seed = settings.seedOf?.(exercise) ?? classSeed(location.search, exercise);
    const isElsewhere = seed !== undefined && record?.state?.seed !== seed;
    return isElsewhere
      ? fresh(generateVariant(exercise, seed, vocabulary), 0)
      : resume(exercise, record, vocabulary, 0);
  });
  const [removed, setRemoved] = useState<Progress>();
  const [hintsHere, setHintsHere] = useState(0);
  const hintsKnown = settings.foldsHints ? hintsHere : record?.hints ?? 0;
  const hintsShown = Math.min(hintsKnown, exercise.hints.length);
  const root = useRef<HTMLDivElement>(null);
  const mark = markOf(record);
  const isOpen = exercise.kind === "prediction" ? !record?.prediction : mark === "open";

  useEffect(() => {
    const block = root.current?.closest<HTMLElement>("[data-exercise]");
    if (block) block.dataset.state = exercise.kind === "prediction" && !isOpen ? "committed" : mark;
  }, [mark, isOpen]);

  return useMemo(() => {
    const change = (step: (record: ExerciseRecord | undefined, on: Occasion) => ExerciseRecord) => {
      setRemoved(undefined);
      store.update(
        exercise,
        (before) => step(before, { now: Date.now(), lesson: exercise.lesson }),
      );
    };
    const { variant } = work;
    /** A step that is a try at the variant: it decides when the exercise comes back. */
    const attempt = (
      outcome: Try["outcome"],
      step: (record: ExerciseRecord | undefined, on: Occasion) => ExerciseRecord,
    ) =>
      change((before, on) => {
        const after = step(before, on);
        const done = { seed: variant.seed, outcome, hinted: hintsShown > 0 };
        return recurs(exercise) ? scheduleTry(before, after, done, on.now) : after;
      });
    const tells = tellsAnswer(exercise);
    return {
      ...work,
      vocabulary,
      record,
      mark,
      keeping,
      root,
      hasVariants: hasVariants(exercise),
      hintsShown,
      canUndo: removed !== undefined,
      submit(given, outcome) {
        setWork((before) => ({ ...before, graded: given }));
        const wasTold = record?.state?.seed === variant.seed && record.state.gaveUp;
        attempt(
          outcome,
          (before, on) => answer(before, { seed: variant.seed, answer: given, outcome, tells }, on),
        );
        settings.onAnswered?.({ exercise, seed: variant.seed, outcome, wasTold });
      },
      keep: (given) =>
        change((before, on) => keep(before, { seed: variant.seed, answer: given }, on)),
      commit: (given) => change((before, on) => commit(before, given, on)),
      startAgain() {
        const [entropy = 0] = crypto.getRandomValues(new Uint32Array(1));
        // Without parameters there is still another order of what is shuffled
        const next = hasVariants(exercise) || tells
          ? nextVariant(exercise, variant, entropy, vocabulary)
          : variant;
        setWork(({ round }) => fresh(next, round + 1));
        change((before, on) => draw(before, next.seed, on));
      },
      showHint() {
        const shown = Math.min(hintsShown + 1, exercise.hints.length);
        setHintsHere(shown);
        change((before, on) => hint(before, shown, on));
      },
      toggleSolution() {
        setWork((before) => ({ ...before, showsSolution: !before.showsSolution }));
        if (work.showsSolution) return;
        attempt("given-up", (before, on) => showSolution(before, variant.seed, on));
      },
      reset() {
        setRemoved(store.reset({ exercise: exercise.id }));
        setWork(({ round }) => resume(exercise, undefined, vocabulary, round + 1));
      },
      undo() {
        if (!removed) return;
        store.merge(removed);
        setRemoved(undefined);
        const restored = findRecord(store.snapshot.progress, exercise);
        setWork(({ round }) => resume(exercise, restored, vocabulary, round + 1));
      },
    } satisfies ExerciseSession;
  }, [exercise, work, record, keeping, removed, settings, hintsShown]);
}
