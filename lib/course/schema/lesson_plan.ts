import type { LessonInput } from "../markdown/lesson.ts";
import { recurs } from "../exercise/mod.ts";
import { figureAnchor } from "../navigation.ts";
import { own } from "../own.ts";
import type { Exercise, ExerciseEntry, Lesson, LessonEntry, Unit } from "../types.ts";
import type { LessonFolder } from "./content_folder.ts";
import type { CoursePlan, LessonPlan } from "./course_file.ts";
import { readLessonMatter, splitMatter } from "./front_matter.ts";
import type { Report } from "./problem.ts";

/**
 * Brings the order of `course.yaml` and the lessons' folders together.
 *
 * @param plan The course
 * @param folders Lessons' folders by slug
 * @param report Receives every problem
 * @returns The written lessons in order
 */
export function planLessons(
  plan: CoursePlan,
  folders: ReadonlyMap<string, LessonFolder>,
  report: Report,
): LessonInput[] {
  const plans = plan.units.flatMap((unit) => unit.lessons);
  const slugs = plans.map(({ slug }) => slug);
  for (const [slug, { lesson }] of folders) {
    // What cannot be read may list it
    if (slugs.includes(slug) || !plan.isComplete) continue;
    report("unlisted-lesson", lesson.span(0), `the lesson "${slug}" is not in course.yaml`, {
      severity: "warning",
      fix: `list it there, or leave it out: it is not shown`,
    });
  }
  return plans.flatMap((lesson, order): LessonInput[] => {
    const folder = folders.get(lesson.slug);
    if (!folder) return [];
    const matter = readLessonMatter(splitMatter(folder.lesson.whole()), report);
    if (!matter) return [];
    if (matter.slug && matter.slug.value !== lesson.slug) {
      report("schema", matter.slug.span, `the slug is not that of the folder, "${lesson.slug}"`);
    }
    for (const { value, span } of matter.requires) {
      const at = slugs.indexOf(value);
      if (at === -1) {
        report("schema", span, `unknown lesson "${value}"`, {
          known: slugs,
          knownIn: "course.yaml",
        });
      } else if (at >= order) {
        report("schema", span, `the lesson "${value}" does not come before this one`);
      }
    }
    if (lesson.title !== undefined && lesson.title !== matter.title) {
      report("schema", lesson.span, `the lesson's own title is "${matter.title}"`, {
        severity: "warning",
        fix: "leave the title out here: that of the lesson is shown",
      });
    }
    return [{ folder, plan: lesson, matter, order }];
  });
}

/**
 * Makes the course's units: written lessons speak for themselves, planned ones
 * through `course.yaml`.
 *
 * @param plan The course
 * @param lessons Written lessons by slug
 * @param folders Lessons' folders by slug
 * @param report Receives planned lessons that say too little
 * @returns The units
 */
export function unitEntries(
  plan: CoursePlan,
  lessons: Readonly<Record<string, Lesson>>,
  folders: ReadonlyMap<string, LessonFolder>,
  report: Report,
): Unit[] {
  return plan.units.map(({ id, title, summary, lessons: plans }, i) => ({
    id,
    number: i + 1,
    title,
    summary,
    lessons: plans.map((lesson) =>
      entry(lesson, own(lessons, lesson.slug), folders.has(lesson.slug), report)
    ),
  }));
}

function entry(
  plan: LessonPlan,
  lesson: Lesson | undefined,
  isWritten: boolean,
  report: Report,
): LessonEntry {
  const { slug, number } = plan;
  if (lesson) {
    const exercises = lesson.exercises.filter(({ kind }) => kind !== "prediction")
      .map(exerciseEntry);
    const { title, summary, minutes, objectives } = lesson;
    return { slug, number, title, summary, minutes, available: true, objectives, exercises };
  }
  const { title, summary, minutes } = plan;
  // A written lesson without an entry has front matter that was reported
  if (!isWritten && [title, summary, minutes].includes(undefined)) {
    report("schema", plan.span, `the planned lesson "${slug}" needs title, summary and minutes`);
  }
  return {
    slug,
    number,
    title: title ?? slug,
    summary: summary ?? "",
    minutes: minutes ?? 0,
    available: false,
    objectives: [],
    exercises: [],
  };
}

function exerciseEntry(exercise: Exercise): ExerciseEntry {
  const { id, version, keeps, title, objective } = exercise;
  return {
    id,
    version,
    ...(keeps === undefined ? {} : { keeps }),
    ...(title ? { title } : {}),
    ...(objective === undefined ? {} : { objective }),
    recurs: recurs(exercise),
  };
}

/**
 * Reports a figure for the home page that no written lesson has. Of a lesson or
 * a figure that is there with a mistake in it, the mistake is reported already.
 */
export function checkOpening(
  { site: { opening }, openingSpan }: CoursePlan,
  lessons: Readonly<Record<string, Lesson>>,
  { folders, anchors }: {
    readonly folders: ReadonlyMap<string, LessonFolder>;
    /** Of every lesson, those of figures with mistakes too. */
    readonly anchors: ReadonlySet<string>;
  },
  report: Report,
): void {
  if (!opening || !openingSpan) return;
  const figures = own(lessons, opening.lesson)?.figures.map(({ id }) => id);
  if (figures?.includes(opening.figure) || anchors.has(figureAnchor(opening.figure))) return;
  if (!figures && folders.has(opening.lesson)) return;
  const message = figures
    ? `the lesson "${opening.lesson}" has no figure "${opening.figure}"`
    : `the lesson "${opening.lesson}" is not written`;
  report("opening", openingSpan, message, { known: figures ?? Object.keys(lessons) });
}
