import type { CompiledCourse, Lesson } from "@/lib/course/types.ts";
import { countWords } from "@/lib/course/count_words.ts";
import { CourseMarks } from "@/islands/CourseMarks.tsx";
import { markedLesson } from "@/lib/course/progress/keys.ts";
import { quizzesAfter } from "@/lib/course/quiz_links.ts";
import { QuizLinks } from "@/components/quiz_links.tsx";
import { LessonBody } from "./lesson_body.tsx";
import { FoldedContents, LessonContents } from "./lesson_contents.tsx";
import { Objectives } from "./objectives.tsx";
import { Pager } from "./pager.tsx";
import { PrintLine } from "./print_line.tsx";
import { Sources } from "./sources.tsx";

/** A lesson: contents at the side, the reading column, sources, the next lesson. */
export function LessonPage({ course, lesson }: { course: CompiledCourse; lesson: Lesson }) {
  const unit = course.units.find(({ id }) => id === lesson.unit);
  const entry = unit?.lessons.find(({ slug }) => slug === lesson.slug);
  return (
    <div class="page lesson">
      <aside class="lesson-aside">
        <LessonContents lesson={lesson} />
      </aside>
      <article class="lesson-main" data-lesson={lesson.slug}>
        <header class="page-head">
          <p class="meta">
            {unit && `Unit ${unit.number}, ${unit.title}`}
          </p>
          <h1>
            <span class="lesson-number">{lesson.number}</span> {lesson.title}
          </h1>
          <p class="lede">{lesson.summary}</p>
          <p class="meta" data-lesson-mark={lesson.slug} data-state="open">
            {lesson.minutes} minutes · {countWords(entry?.exercises.length ?? 0, "exercise")}{" "}
            <span data-lesson-mark-text />
          </p>
          <FoldedContents lesson={lesson} />
          <Objectives lesson={lesson} />
        </header>
        <LessonBody course={course} lesson={lesson} />
        {Object.hasOwn(course.quizzes, lesson.slug) && (
          <p class="lesson-quiz">
            <a class="button-quiet" href={`/quizzes/${lesson.slug}`}>Take the quiz</a>{" "}
            <span class="meta">with fresh numbers, marked on your device</span>
          </p>
        )}
        <QuizLinks
          quizzes={quizzesAfter(course, lesson.slug)}
          label={`Tests after lesson ${lesson.number}`}
        />
        {entry && entry.exercises.length > 0 && (
          <p class="lesson-results meta" data-lesson-mark={lesson.slug} data-state="open">
            <a href="/progress">Your results</a> <span data-lesson-mark-text />{" "}
            <a href="/review">Review</a> <span data-review-mark />
          </p>
        )}
        <PrintLine slug={lesson.slug} />
        <Sources course={course} lesson={lesson} />
        <Pager course={course} lesson={lesson} />
      </article>
      {entry && <CourseMarks lessons={[markedLesson(entry)]} />}
    </div>
  );
}
