import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { compileCourse } from "@/lib/course/compile.ts";
import { checkVersions } from "@/lib/course/version_check.ts";
import type { Exercise, NumericExercise, RichNode } from "@/lib/course/types.ts";

const CONTENT = new URL("../../content/", import.meta.url).pathname;
const before = await compileCourse(CONTENT);
const exercises = Object.values(before.course.lessons).flatMap(({ exercises }) => exercises);

/** The course with one exercise changed, and without the others: they would take their time. */
function withExercise(changed: Exercise) {
  const lessons = Object.fromEntries(
    Object.entries(before.course.lessons).filter(([slug]) => slug === changed.lesson)
      .map(([slug, lesson]) => [slug, { ...lesson, exercises: [changed] }]),
  );
  return { ...before, course: { ...before.course, lessons } };
}

/** Two texts that have changed places, and nothing else. */
function swapped<K extends string, T extends { readonly [key in K]: readonly RichNode[] }>(
  items: readonly T[],
  key: K,
): T[] {
  const [first, second, ...rest] = items;
  if (!first || !second) return [...items];
  return [{ ...first, [key]: second[key] }, { ...second, [key]: first[key] }, ...rest];
}

/** The same question in other words. */
function reworded(exercise: Exercise): Exercise {
  const words = (nodes: readonly RichNode[]): readonly RichNode[] => ["In other words: ", ...nodes];
  const common = {
    ...exercise,
    title: "Another title",
    prompt: words(exercise.prompt),
    hints: exercise.hints.map(words),
    solution: words(exercise.solution),
  };
  switch (common.kind) {
    case "numeric":
      return { ...common, answer: `(${common.answer}) * 1`, slips: [] };
    case "single":
    case "multiple":
    case "prediction":
      return {
        ...common,
        choices: common.choices.map((choice) => ({
          ...choice,
          text: words(choice.text),
          why: words(choice.why),
        })),
      };
    case "ordering":
      return {
        ...common,
        items: common.items.map((item) => ({ ...item, text: words(item.text), why: [] })),
      };
    case "matching":
      return {
        ...common,
        pairs: common.pairs.map((pair, i) => ({
          ...pair,
          ...(i % 2 === 0 ? { left: words(pair.left) } : { right: words(pair.right) }),
          why: [],
        })),
      };
    case "classification":
      return {
        ...common,
        items: common.items.map((item) => ({ ...item, text: words(item.text) })),
        bins: common.bins.map((bin) => ({ ...bin, name: words(bin.name) })),
      };
    case "code":
      return {
        ...common,
        start: `// Begin here\n${common.start}`,
        model: `// A model\n${common.model}`,
        tests: common.tests.map((test) => ({
          ...test,
          name: `${test.name}!`,
          why: words(test.why),
        })),
      };
    case "open":
      return {
        ...common,
        rubric: common.rubric.map((point) => ({ ...point, text: words(point.text) })),
      };
    case "figure":
      return { ...common, slips: [] };
  }
}

/** Mistakes that a slip of the pen makes in the answer of an exercise. */
function mutants(exercise: Exercise): Exercise[] {
  switch (exercise.kind) {
    case "numeric": {
      const change = (answer: string): NumericExercise => ({ ...exercise, answer });
      return [
        change(`(${exercise.answer}) * 2`),
        change(`(${exercise.answer}) / 1000`),
        change(`(${exercise.answer}) * 1.02`),
        change(`-(${exercise.answer})`),
        { ...exercise, tolerance: { kind: "relative", value: 0.1234 } },
        ...(exercise.unit.startsWith("G")
          ? [{ ...exercise, unit: exercise.unit.replace("G", "T") }]
          : []),
      ];
    }
    case "single":
    case "multiple":
    case "prediction":
      return exercise.choices.map((_, i) => ({
        ...exercise,
        choices: exercise.choices.map((choice, j) =>
          i === j && typeof choice.correct === "boolean"
            ? { ...choice, correct: !choice.correct }
            : i === j
            ? { ...choice, correct: `!(${choice.correct})` }
            : choice
        ),
      }));
    case "ordering":
      return [
        { ...exercise, descending: !exercise.descending },
        { ...exercise, items: swapped(exercise.items, "text") },
      ];
    case "matching":
      return [
        { ...exercise, pairs: swapped(exercise.pairs, "right") },
        { ...exercise, pairs: swapped(exercise.pairs, "left") },
      ];
    case "code":
      return [
        {
          ...exercise,
          tests: exercise.tests.map((test) => ({ ...test, expected: "4711" })),
        },
        { ...exercise, entry: `${exercise.entry}2` },
      ];
    case "figure":
      return [{ ...exercise, condition: `!(${exercise.condition})` }];
    case "classification":
      return exercise.items.flatMap((item, i) => {
        const [first, second] = exercise.bins.map(({ id }) => id);
        const isPlain = exercise.bins.some(({ id }) => id === item.bin);
        const other = isPlain
          ? exercise.bins.find(({ id }) => id !== item.bin)?.id ?? ""
          : `(${item.bin}) == "${first}" ? "${second}" : "${first}"`;
        return [{ ...exercise, items: exercise.items.with(i, { ...item, bin: other }) }];
      });
    default:
      return [];
  }
}

describe("Other words for an exercise", () => {
  for (const exercise of exercises) {
    it(`ask for no higher version of ${exercise.id}`, () => {
      const problems = checkVersions(before, withExercise(reworded(exercise)));
      expect(problems.map(({ message }) => message)).toEqual([]);
    });
  }

  it("ask for none where pairs change places as a whole", () => {
    const matching = exercises.find(({ kind }) => kind === "matching");
    if (matching?.kind !== "matching") return;
    const ids = matching.pairs.map(({ id }) => id);
    const pairs = matching.pairs.toReversed().map((pair, i) => ({ ...pair, id: ids[i] ?? "" }));
    expect(checkVersions(before, withExercise({ ...matching, pairs }))).toEqual([]);
  });
});

describe("A mistake put into an answer of the course", () => {
  it("leaves the course as it is without one", () => {
    expect(checkVersions(before, before)).toEqual([]);
    expect(exercises.length).toBeGreaterThan(15);
  });

  for (const exercise of exercises) {
    const found = mutants(exercise);
    if (found.length === 0) continue;
    it(`is found in ${exercise.id}`, () => {
      for (const mutant of found) {
        const problems = checkVersions(before, withExercise(mutant));
        expect(problems.map(({ rule }) => rule)).toEqual(["version"]);
        expect(problems[0]?.file).toBe(before.answers.get(exercise.id)?.file.path);
        const raised = { ...mutant, version: exercise.version + 1 };
        expect(checkVersions(before, withExercise(raised))).toEqual([]);
      }
    });
  }
});
