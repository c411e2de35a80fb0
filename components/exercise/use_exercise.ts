import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import {
  classSeed,
  firstVariant,
  hasVariants,
  nextVariant,
  questionOf,
  recurs,
  soundVariant,
} from "@/lib/course/exercise/mod.ts";
import {
  answer,
  browserProgress,
  browserResets,
  commit,
  draw,
  type ExerciseRecord,
  findRecord,
  hint,
  keep,
  markOf,
  type Occasion,
  readOn,
  readSolution,
  showSolution,
} from "@/lib/course/progress/mod.ts";
import { scheduleTry, type Try } from "@/lib/course/review/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";
import type { ExerciseSession } from "./session.ts";
import { ExerciseContext } from "./settings.ts";
import { useProgress } from "./use_progress.ts";
import { pageVocabulary } from "./vocabulary.ts";
import { takeRead } from "./read_before.ts";
import { fresh, nameQuestion, resume, takeAlong, tellsAnswer } from "./work.ts";

export type { ExerciseSession } from "./session.ts";

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
  const known = findRecord(progress, exercise);
  const settings = useContext(ExerciseContext);
  const { isServed = false } = settings;
  const slot = isServed ? "served" : "state";
  const [work, setWork] = useState(() => {
    const seed = settings.seedOf?.(exercise) ??
      (isServed ? undefined : classSeed(location.search, exercise));
    const state = known?.[slot];
    const isElsewhere = seed !== undefined && state?.seed !== seed;
    return isElsewhere
      ? fresh(soundVariant(exercise, seed, vocabulary), 0)
      : resume(exercise, state, vocabulary, 0);
  });
  const [read] = useState(() => takeRead(exercise));
  const record = useMemo(() => {
    if (!known || !isServed) return known;
    const { state: _, ...rest } = known;
    // Where it is served, only what was done with these numbers is of this place
    return known.served?.seed === work.variant.seed ? { ...rest, state: known.served } : rest;
  }, [known, work.variant]);
  const resets = browserResets();
  const scope = { exercise: exercise.id };
  const [canUndo, setCanUndo] = useState(() => !known && resets.has(scope));
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

  const session = useMemo(() => {
    const { variant } = work;
    const question = questionOf(exercise, variant);
    const change = (step: (record: ExerciseRecord | undefined, on: Occasion) => ExerciseRecord) => {
      setCanUndo(false);
      const on = { now: Date.now(), lesson: exercise.lesson, question, isServed };
      store.update(exercise, (before) => step(nameQuestion(before, exercise, vocabulary), on));
    };
    /** A step that is a try at the variant: it decides when the exercise comes back. */
    const attempt = (
      outcome: Try["outcome"],
      step: (record: ExerciseRecord | undefined, on: Occasion) => ExerciseRecord,
    ) =>
      change((before, on) => {
        const after = step(before, on);
        const done = { seed: variant.seed, outcome, hinted: hintsShown > 0, question, isServed };
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
      canStartAgain: !settings.hasFixedNumbers,
      canReset: !isServed,
      hintsShown,
      canUndo,
      submit(given, outcome) {
        setWork((before) => ({ ...before, graded: given }));
        attempt(
          outcome,
          (before, on) => answer(before, { seed: variant.seed, answer: given, outcome, tells }, on),
        );
        settings.onAnswered?.(exercise, outcome);
      },
      keep: (given) =>
        change((before, on) => keep(before, { seed: variant.seed, answer: given }, on)),
      commit: (given) => change((before, on) => commit(before, given, on)),
      readOn: () => change(readOn),
      startAgain() {
        const [entropy = 0] = crypto.getRandomValues(new Uint32Array(1));
        // Without parameters there is still another order of what is shuffled
        const next = hasVariants(exercise) || tells
          ? nextVariant(exercise, variant, entropy, vocabulary)
          : variant;
        setWork(({ round }) => fresh(next, round + 1));
        change((before, on) =>
          draw(
            before,
            next.seed,
            { ...on, question: questionOf(exercise, next) },
            takeAlong(exercise, before?.[slot]?.answer),
          )
        );
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
        settings.onAnswered?.(exercise, "none");
      },
      /** What was unfolded in the lesson's text is in view here, and known to have been read. */
      takeOver() {
        if (!read) return;
        if (exercise.kind === "prediction") {
          if (read.solution) change(readOn);
          return;
        }
        if (read.hints && hintsKnown < exercise.hints.length) {
          change((before, on) => hint(before, exercise.hints.length, on));
        }
        if (!read.solution) return;
        const shown = firstVariant(exercise, vocabulary);
        const asked = questionOf(exercise, shown);
        if (asked === question) return work.showsSolution ? undefined : this.toggleSolution();
        change((before, on) => readSolution(before, shown.seed, { ...on, question: asked }));
      },
      reset() {
        resets.add(scope, store.reset(scope));
        setCanUndo(true);
        setWork(({ round }) => resume(exercise, undefined, vocabulary, round + 1));
      },
      undo() {
        if (!canUndo) return;
        store.merge(resets.take(scope));
        setCanUndo(false);
        const restored = findRecord(store.snapshot.progress, exercise);
        setWork(({ round }) => resume(exercise, restored?.state, vocabulary, round + 1));
      },
    } satisfies ExerciseSession & { takeOver(): void };
  }, [exercise, work, record, keeping, canUndo, settings, hintsShown]);

  useEffect(() => session.takeOver(), []);

  return session;
}
