import type { RefObject } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { machines } from "@/lib/course/compiled_machines.ts";
import { courseVocabulary, type Vocabulary } from "@/lib/course/expression/mod.ts";
import {
  classSeed,
  firstVariant,
  generateVariant,
  hasVariants,
  nextVariant,
  type Variant,
} from "@/lib/course/exercise/mod.ts";
import {
  answer,
  browserProgress,
  commit,
  draw,
  type ExerciseRecord,
  hint,
  keep,
  type Keeping,
  type Mark,
  markOf,
  type Occasion,
  type Outcome,
  type Progress,
  recordKey,
  showSolution,
} from "@/lib/course/progress/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";
import { ExerciseContext } from "./settings.ts";
import { useProgress } from "./use_progress.ts";

/** Where a reader stands with an exercise in this page. */
interface Work {
  readonly variant: Variant;
  /** The answer that was graded last, if this variant was answered. */
  readonly graded: string | readonly string[] | undefined;
  readonly showsSolution: boolean;
  /** Counts new beginnings, for views to clear what was typed. */
  readonly round: number;
}

/** An exercise at work: what its view shows, and what the reader can do. */
export interface ExerciseSession extends Work {
  readonly vocabulary: Vocabulary;
  readonly record: ExerciseRecord | undefined;
  readonly mark: Mark;
  readonly keeping: Keeping;
  readonly hasVariants: boolean;
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

let courseWords: Vocabulary | undefined;

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
  const vocabulary = courseWords ??= courseVocabulary(machines);
  const store = browserProgress();
  const { progress, keeping } = useProgress(store);
  const record = progress[recordKey(exercise)];
  const settings = useContext(ExerciseContext);
  const [work, setWork] = useState(() => {
    const seed = settings.seedOf?.(exercise) ?? classSeed(location.search, exercise);
    const isElsewhere = seed !== undefined && record?.state?.seed !== seed;
    return isElsewhere
      ? fresh(generateVariant(exercise, seed, vocabulary), 0)
      : resume(exercise, record, vocabulary, 0);
  });
  const [removed, setRemoved] = useState<Progress>();
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
    const tells = tellsAnswer(exercise);
    return {
      ...work,
      vocabulary,
      record,
      mark,
      keeping,
      root,
      hasVariants: hasVariants(exercise),
      canUndo: removed !== undefined,
      submit(given, outcome) {
        setWork((before) => ({ ...before, graded: given }));
        const wasTold = record?.state?.seed === variant.seed && record.state.gaveUp;
        change((before, on) =>
          answer(before, { seed: variant.seed, answer: given, outcome, tells }, on)
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
      showHint: () =>
        change((before, on) =>
          hint(before, Math.min((before?.hints ?? 0) + 1, exercise.hints.length), on)
        ),
      toggleSolution() {
        setWork((before) => ({ ...before, showsSolution: !before.showsSolution }));
        if (!work.showsSolution) change((before, on) => showSolution(before, variant.seed, on));
      },
      reset() {
        setRemoved(store.reset({ exercise: exercise.id }));
        setWork(({ round }) => resume(exercise, undefined, vocabulary, round + 1));
      },
      undo() {
        if (!removed) return;
        store.merge(removed);
        setRemoved(undefined);
        const restored = store.snapshot.progress[recordKey(exercise)];
        setWork(({ round }) => resume(exercise, restored, vocabulary, round + 1));
      },
    } satisfies ExerciseSession;
  }, [exercise, work, record, keeping, removed, settings]);
}

/** Whether a verdict on a wrong answer tells the right one: each choice says why, each thing whether. */
function tellsAnswer({ kind }: Exercise): boolean {
  return ["single", "multiple", "ordering", "matching", "classification"].includes(kind);
}

/** The work as the record left it, or a new beginning. */
function resume(
  exercise: Exercise,
  record: ExerciseRecord | undefined,
  vocabulary: Vocabulary,
  round: number,
): Work {
  const { state } = record ?? {};
  if (!state) return fresh(firstVariant(exercise, vocabulary), round);
  return {
    variant: generateVariant(exercise, state.seed, vocabulary),
    graded: state.outcome === undefined ? undefined : state.answer,
    showsSolution: state.solution,
    round,
  };
}

function fresh(variant: Variant, round: number): Work {
  return { variant, graded: undefined, showsSolution: false, round };
}
