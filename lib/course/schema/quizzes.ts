/**
 * Quizzes as `course.yaml` lists them, and those that every lesson and unit has.
 *
 * @module
 */
import * as v from "valibot";
import { standsAlone } from "../exercise/mod.ts";
import { exerciseAnchor } from "../navigation.ts";
import type { Exercise, Lesson, Quiz, Unit } from "../types.ts";
import { count, slug, text } from "./names.ts";
import type { Report } from "./problem.ts";
import { validate } from "./validate.ts";
import type { YamlPath, YamlSource } from "./yaml_source.ts";

const share = v.pipe(
  v.number(),
  v.minValue(0, "must be a share from 0 to 1"),
  v.maxValue(1, "must be a share from 0 to 1"),
);

const QUIZ = v.object({
  id: slug,
  title: text,
  summary: v.optional(text),
  pass: v.optional(share, 0.75),
  pools: v.pipe(
    v.array(v.object({
      draw: count,
      from: v.pipe(v.array(text), v.minLength(1, "must name at least one exercise")),
    })),
    v.minLength(1, "must have at least one pool"),
  ),
});

/** Questions of a quiz that nobody has written. */
const LESSON_DRAW = 5;
const UNIT_DRAW = 8;
/** Fewer questions than this are no quiz. */
const LEAST = 3;
const PASS = 0.75;

/** What a course has that quizzes may name. */
interface Written {
  /** By slug. */
  readonly lessons: Readonly<Record<string, Lesson>>;
  /** Anchors in them, those of exercises with mistakes too. */
  readonly anchors: ReadonlySet<string>;
}

/**
 * Makes the quizzes of a course: those of `course.yaml`, and one for each
 * written lesson and unit that it does not give.
 *
 * @param source `course.yaml`
 * @param units The units
 * @param written What is written: lessons, and the anchors in them
 * @param report Receives every problem
 * @returns Quizzes by id
 */
export function readQuizzes(
  source: YamlSource | undefined,
  units: readonly Unit[],
  course: Written,
  report: Report,
): Record<string, Quiz> {
  const { lessons } = course;
  const written = source ? writtenQuizzes(source, course, report) : [];
  const own = Object.values(lessons).flatMap((lesson): Quiz[] => {
    const from = markedIds(lesson.exercises);
    const { slug, number, title } = lesson;
    return from.length < LEAST ? [] : [{
      id: slug,
      title: `Quiz: ${number} ${title}`,
      summary: "Questions drawn from the lesson, with fresh numbers.",
      pass: PASS,
      pools: [{ draw: Math.min(LESSON_DRAW, from.length), from }],
      lessons: [slug],
    }];
  });
  const tests = units.flatMap((unit): Quiz[] => {
    const slugs = unit.lessons.filter(({ available }) => available).map(({ slug }) => slug);
    const from = slugs.flatMap((slug) => markedIds(lessons[slug]?.exercises ?? []));
    return slugs.length < 2 || from.length < LEAST ? [] : [{
      id: `unit-${unit.number}`,
      title: `Test: unit ${unit.number}, ${unit.title}`,
      summary: "Questions drawn from all lessons of the unit, with fresh numbers.",
      pass: PASS,
      pools: [{ draw: Math.min(UNIT_DRAW, from.length), from }],
      lessons: slugs,
    }];
  });
  // What an author has written stands in the place of what would be made
  return Object.fromEntries([...own, ...tests, ...written].map((quiz) => [quiz.id, quiz]));
}

/** Exercises that can be asked away from their lesson, and marked without the reader's judgement. */
function markedIds(exercises: readonly Exercise[]): string[] {
  return exercises.filter((exercise) => isMarked(exercise) && standsAlone(exercise))
    .map(({ id }) => id);
}

function isMarked({ kind }: Exercise): boolean {
  return kind !== "prediction" && kind !== "open";
}

function writtenQuizzes(
  source: YamlSource,
  course: Written,
  report: Report,
): Quiz[] {
  const { lessons } = course;
  const { value } = source;
  const list = typeof value === "object" && value !== null && "quizzes" in value
    ? value.quizzes
    : undefined;
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    report("schema", source.span(["quizzes"]), '"quizzes" must be a list');
    return [];
  }
  const seen = new Set<string>();
  return list.flatMap((_, i): Quiz[] => {
    const quiz = validate(QUIZ, source, ["quizzes", i], report);
    if (!quiz) return [];
    if (seen.has(quiz.id)) {
      report("duplicate-id", source.span(["quizzes", i, "id"]), `"${quiz.id}" is listed twice`);
      return [];
    }
    seen.add(quiz.id);
    const pools = quiz.pools.map(({ draw, from }, p) => {
      const path = ["quizzes", i, "pools", p];
      const ids = [
        ...new Set(
          from.flatMap((pattern, f) =>
            matching(pattern, source, [...path, "from", f], course, report)
          ),
        ),
      ];
      if (ids.length > 0 && ids.length < draw) {
        report(
          "quiz",
          source.span([...path, "draw"]),
          `the pool has ${ids.length} exercises, and ${draw} are to be drawn`,
        );
      }
      return { draw, from: ids };
    });
    const used = new Set(pools.flatMap(({ from }) => from));
    const slugs = Object.values(lessons)
      .filter(({ exercises }) => exercises.some(({ id }) => used.has(id)))
      .map(({ slug }) => slug);
    const { id, title, summary = "", pass } = quiz;
    return [{ id, title, summary, pass, pools, lessons: slugs }];
  });
}

/** The exercises that an id, or the beginning of ids before a `*`, names. */
function matching(
  pattern: string,
  source: YamlSource,
  path: YamlPath,
  { lessons, anchors }: Written,
  report: Report,
): string[] {
  const all = Object.values(lessons).flatMap(({ exercises }) => exercises);
  const known = markedIds(all);
  const found = pattern.endsWith("*")
    ? known.filter((id) => id.startsWith(pattern.slice(0, -1)))
    : known.filter((id) => id === pattern);
  if (found.length > 0) return found;
  const other = all.find(({ id }) => id === pattern);
  // It is there, and what is wrong with it is reported there
  if (!other && anchors.has(exerciseAnchor(pattern))) return [pattern];
  report(
    "quiz",
    source.span(path),
    !other
      ? `unknown exercise "${pattern}"`
      : isMarked(other)
      ? `"${pattern}" is asked in its lesson only: it says "alone: false"`
      : `"${pattern}" cannot be marked by itself: no predictions, no open questions`,
    { known },
  );
  return [];
}
