import { isRecord } from "../schema/validate.ts";
import type { LessonFolder } from "../schema/content_folder.ts";
import type { LessonPlan } from "../schema/course_file.ts";
import { type LessonMatter, splitMatter } from "../schema/front_matter.ts";
import type { Report } from "../schema/problem.ts";
import { YamlSource } from "../schema/yaml_source.ts";
import type { Lesson, RichNode } from "../types.ts";
import { compileFile } from "./compile_text.ts";
import { type CourseContext, type ExerciseShelf, LessonDraft } from "./context.ts";

/** A lesson to compile. */
export interface LessonInput {
  readonly folder: LessonFolder;
  readonly plan: LessonPlan;
  readonly matter: LessonMatter;
  /** Its place in the course, from 0. */
  readonly order: number;
  /** Whether examples show their source above what it becomes. */
  readonly showsSource?: boolean;
}

/** A compiled lesson, and the anchors that links may name. */
export interface CompiledLesson {
  readonly lesson: Lesson;
  readonly anchors: ReadonlySet<string>;
}

/**
 * Compiles a lesson.
 *
 * @param input The lesson
 * @param course The course it belongs to
 * @returns The lesson
 */
export function compileLesson(
  { folder, plan, matter, order, showsSource = false }: LessonInput,
  whole: CourseContext,
): CompiledLesson {
  const course = matter.isComplete ? whole : { ...whole, report: withoutObjectives(whole.report) };
  const file = folder.lesson;
  const objectives = matter.objectives.map(({ value }) => value);
  const source = showsSource ? file.name : `content/${file.name}`;
  const draft = new LessonDraft({
    slug: plan.slug,
    order,
    objectives: objectives.map(({ id }) => id),
    source,
    showsSource,
  });
  const shelf = readShelf(folder, course);
  const body = compileFile(splitMatter(file.whole()).text, matter.title, {
    course,
    path: file.name,
    place: "lesson",
    draft,
    outline: draft.outline,
    lintNumbers: true,
    shelf,
  });
  lintLesson(draft, matter, shelf, course);
  const lesson: Lesson = {
    slug: plan.slug,
    number: plan.number,
    unit: plan.unit,
    title: matter.title,
    summary: matter.summary,
    minutes: matter.minutes,
    objectives,
    requires: matter.requires.map(({ value }) => value),
    introduces: matter.introduces.flatMap(({ value }) => course.terms.find(value)?.slug ?? []),
    headings: draft.outline.headings,
    body,
    figures: draft.figures,
    exercises: draft.exercises,
    notes: draft.notes,
    citations: [...draft.citations],
    words: countWords(body) +
      draft.exercises.reduce((sum, { prompt }) => sum + countWords(prompt), 0),
    source,
  };
  const anchors = new Set([
    ...draft.outline.anchors,
    "objectives",
    "works-cited",
    ...draft.anchors,
  ]);
  return { lesson, anchors };
}

/** Of front matter with a mistake in it, objectives may be missing that exercises name. */
function withoutObjectives(report: Report): Report {
  return (rule, ...problem) => {
    if (rule !== "unknown-objective") report(rule, ...problem);
  };
}

function readShelf(
  { exercises }: LessonFolder,
  { report }: CourseContext,
): ExerciseShelf | undefined {
  if (!exercises) return undefined;
  const source = new YamlSource(exercises.whole(), report);
  const { value } = source;
  const places = new Map<string, number>();
  const broken = { source, places, used: new Set<string>(), isBroken: true };
  if (value === undefined) return broken;
  if (!Array.isArray(value)) {
    report("schema", source.span([]), "exercises.yaml must be a list of exercises");
    return broken;
  }
  value.forEach((exercise, i) => {
    const id = isRecord(exercise) ? exercise.id : undefined;
    if (typeof id !== "string") report("schema", source.keySpan([i]), 'missing "id"');
    else if (places.has(id)) {
      report("duplicate-id", source.span([i, "id"]), `the exercise id "${id}" is there twice`);
    } else places.set(id, i);
  });
  return { ...broken, isBroken: false };
}

function lintLesson(
  draft: LessonDraft,
  { objectives, introduces }: LessonMatter,
  shelf: ExerciseShelf | undefined,
  { report, terms }: CourseContext,
): void {
  for (const { value: { id }, span } of objectives) {
    if (draft.tested.has(id) || shelf?.isBroken) continue;
    report("untested-objective", span, `no exercise tests the objective "${id}"`, {
      severity: "warning",
      fix: `give one objective: ${id}`,
    });
  }
  for (const { value, span } of introduces) {
    const entry = terms.find(value);
    if (!entry || draft.terms.has(entry.slug)) continue;
    report("unused-term", span, `the lesson introduces "${value}" and never marks it`, {
      severity: "warning",
      fix: `write :term[${value}] where it is explained`,
    });
  }
  for (const [id, index] of shelf?.places ?? []) {
    if (shelf?.used.has(id)) continue;
    const span = shelf?.source.span([index, "id"]);
    if (!span) continue;
    report("unplaced-exercise", span, `the exercise "${id}" is not placed`, {
      severity: "warning",
      fix: `place it in the lesson by ::exercise{id="${id}"}`,
    });
  }
}

function countWords(nodes: readonly RichNode[]): number {
  return textOf(nodes).split(/\s+/).filter(Boolean).length;
}

/** The text of a tree; words of different elements do not run together. */
export function textOf(nodes: readonly RichNode[]): string {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    if (node.tag === "math") return String(node.props?.alttext ?? "");
    const inner = textOf(node.children ?? []);
    return /^(p|li|h\d|td|th|tr|pre|blockquote|br)$/.test(node.tag) ? `${inner} ` : inner;
  }).join("");
}
