import type { JSX } from "preact";
import { FigureBlock } from "@/components/figure_block.tsx";
import { LessonBody } from "@/components/lesson/lesson_body.tsx";
import { Objectives } from "@/components/lesson/objectives.tsx";
import { Sources } from "@/components/lesson/sources.tsx";
import type { TagRenderer } from "@/components/rich_text.tsx";
import { standsAlone } from "@/lib/course/exercise/mod.ts";
import type { CompiledCourse, Lesson } from "@/lib/course/types.ts";
import { drawExercise } from "./drawn_exercise.tsx";
import { HandoutExercise } from "./handout_exercise.tsx";
import { HandoutForm } from "./handout_form.tsx";
import { HandoutKey } from "./handout_key.tsx";
import type { HandoutQuery } from "./query.ts";

/** Props of {@linkcode HandoutPage}. */
export interface HandoutPageProps {
  course: CompiledCourse;
  lesson: Lesson;
  asked: HandoutQuery;
}

/**
 * A lesson for paper: questions without hints and answers and with room to write, and the key, if
 * it is asked for, on pages of its own. Nothing in it needs JavaScript.
 */
export function HandoutPage({ course, lesson, asked }: HandoutPageProps): JSX.Element {
  const { query, seed, isQuestionsOnly, hasKey } = asked;
  const asks = isQuestionsOnly ? lesson.exercises.filter(standsAlone) : lesson.exercises;
  const exercises = asks.map((exercise) => drawExercise(exercise, query));
  const leftOut = lesson.exercises.length - asks.length;
  const numbers = seed ? `numbers of “${seed}”` : "first numbers";
  return (
    <div class="page handout">
      <HandoutForm slug={lesson.slug} asked={asked} />
      <article>
        <header class="page-head">
          <p class="handout-name">
            <span>Name</span> <span>Date</span>
          </p>
          <h1>
            <span class="lesson-number">{lesson.number}</span> {lesson.title}
          </h1>
          <p class="meta">{course.site.title}, handout with {numbers}</p>
          {!isQuestionsOnly && <Objectives lesson={lesson} />}
        </header>
        {isQuestionsOnly
          ? (
            <div class="prose">
              <h2 class="block-label">Questions</h2>
              {leftOut > 0 && (
                <p class="meta">
                  Numbered as in the lesson. Left out: {leftOut}{" "}
                  that can be understood only beside its text.
                </p>
              )}
              {exercises.map((drawn) => <HandoutExercise key={drawn.exercise.id} drawn={drawn} />)}
            </div>
          )
          : (
            <>
              <LessonBody course={course} lesson={lesson} tags={paperTags(lesson, exercises)} />
              <Sources course={course} lesson={lesson} />
            </>
          )}
      </article>
      {hasKey && (
        <HandoutKey title={`${lesson.number} ${lesson.title}, ${numbers}`} exercises={exercises} />
      )}
    </div>
  );
}

function paperTags(
  lesson: Lesson,
  exercises: readonly ReturnType<typeof drawExercise>[],
): Record<string, TagRenderer> {
  const question: TagRenderer = ({ props }) => {
    const drawn = exercises.find(({ exercise }) => exercise.id === props?.id);
    return drawn ? <HandoutExercise drawn={drawn} /> : null;
  };
  return {
    "x-exercise": question,
    "x-predict": question,
    "x-figure": ({ props }) => {
      const placement = lesson.figures.find(({ id }) => id === props?.id);
      return placement ? <FigureBlock placement={placement} lesson={lesson} isStill /> : null;
    },
    // On paper nothing is folded away
    "x-deepdive": ({ props }, children) => (
      <aside class="aside">
        <strong class="block-label">{String(props?.title || "Going deeper")}</strong>
        {children}
      </aside>
    ),
    // What is said to the instructor may tell an answer
    "x-instructor": () => null,
  };
}
