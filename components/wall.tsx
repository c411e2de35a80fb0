import { type QuizCourse, quizzesOfUnit } from "@/lib/course/quiz_links.ts";
import type { LessonEntry } from "@/lib/course/types.ts";
import { QuizLinks } from "./quiz_links.tsx";

/** The course map: a unit is a course of bricks, a lesson a brick that fills as it is done. */
export function Wall({ units, quizzes }: QuizCourse) {
  return (
    <div class="wall">
      {units.map((unit) => (
        <section key={unit.id} aria-labelledby={`unit-${unit.number}`}>
          <h3 class="wall-course-name" id={`unit-${unit.number}`}>
            {unit.number}. {unit.title} <small>{unit.summary}</small>
          </h3>
          <ol class="wall-bricks">
            {unit.lessons.map((lesson) => <Brick key={lesson.slug} lesson={lesson} />)}
          </ol>
          <QuizLinks
            quizzes={quizzesOfUnit({ units, quizzes }, unit.id)}
            label={`Tests of unit ${unit.number}`}
          />
        </section>
      ))}
    </div>
  );
}

function Brick({ lesson }: { lesson: LessonEntry }) {
  const face = (
    <>
      <span class="num">{lesson.number}</span>
      <span class="brick-title">{lesson.title}</span>
    </>
  );
  if (!lesson.available) {
    return (
      <li>
        <div class="brick brick-planned">
          {face}
          <span class="brick-foot">Being written</span>
        </div>
      </li>
    );
  }
  return (
    <li data-lesson-mark={lesson.slug} data-state="open">
      <a class="brick" href={`/lessons/${lesson.slug}`}>
        {face}
        <span class="brick-foot">
          <span class="num">{lesson.minutes} min</span>
          <span data-lesson-mark-text />
        </span>
      </a>
    </li>
  );
}
