/**
 * The live views, each loaded when an exercise of its kind comes near. Nothing
 * here may be imported otherwise, or every page would carry the engine.
 *
 * @module
 */
import type { ComponentType } from "preact";
import type { Exercise, ExerciseOf } from "@/lib/course/types.ts";

/** What a live view is given. */
export interface ViewProps<E extends Exercise = Exercise> {
  exercise: E;
}

/** A live view of any kind; it must be given exercises of its own. */
// deno-lint-ignore no-explicit-any -- the table pairs each kind with a view for it
type View = ComponentType<ViewProps<any>>;

const views: { readonly [K in Exercise["kind"]]: (exercise: ExerciseOf<K>) => Promise<View> } = {
  numeric: async () => (await import("./numeric.tsx")).NumericView,
  single: async () => (await import("./choice.tsx")).ChoiceView,
  multiple: async () => (await import("./choice.tsx")).ChoiceView,
  ordering: async () => (await import("./ordering.tsx")).OrderingView,
  matching: async () => (await import("./matching.tsx")).MatchingView,
  classification: async () => (await import("./classification.tsx")).ClassificationView,
  code: async () => (await import("./code.tsx")).CodeView,
  open: async () => (await import("./open.tsx")).OpenView,
  figure: async (exercise) => (await import("./figure.tsx")).loadFigureExercise(exercise),
  prediction: async ({ curve }) =>
    curve
      ? (await import("./curve.tsx")).CurveView
      : (await import("./prediction.tsx")).PredictionView,
};

/**
 * Loads the view of an exercise's kind, and with it the engine and the words its expressions need.
 *
 * @param exercise The exercise
 * @returns The view, to be given this exercise
 */
export async function loadView(exercise: Exercise): Promise<ComponentType<ViewProps>> {
  // The table pairs each kind with a loader for it, which its type cannot say of a kind unknown here
  const load = views[exercise.kind] as (exercise: Exercise) => Promise<View>;
  const [View, { lookBefore }] = await Promise.all([
    load(exercise),
    import("../read_before.ts"),
    loadWords(exercise),
  ]);
  lookBefore(exercise);
  return View;
}

async function loadWords(exercise: Exercise): Promise<void> {
  const { loadVocabulary } = await import("../vocabulary.ts");
  await loadVocabulary(exercise);
}
