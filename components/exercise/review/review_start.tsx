import "@/assets/exercises/review.css";
import type { JSX } from "preact";
import type { RefObject } from "preact";
import { countWords } from "@/lib/course/count_words.ts";
import { outlookOf, type ReviewPlan } from "@/lib/course/review/plan.ts";
import type { LessonEntry } from "@/lib/course/types.ts";
import { Outlook } from "./outlook.tsx";
import { whenWords } from "./words.ts";

/** A lesson as the review names it. */
export type ReviewLesson = Pick<LessonEntry, "slug" | "number" | "title">;

/** Props of {@linkcode ReviewStart}. */
export interface ReviewStartProps {
  lessons: readonly ReviewLesson[];
  plan: ReviewPlan;
  now: number;
  /** To be focused where the review comes back to its beginning. */
  heading: RefObject<HTMLHeadingElement>;
  begin(): void;
  practise(): void;
}

/** What is due and from which lessons, what comes when, and how to begin. */
export function ReviewStart(
  { lessons, plan, now, heading, begin, practise }: ReviewStartProps,
): JSX.Element {
  const { due, later } = plan;
  const outlook = outlookOf(plan);
  if (due.length === 0 && later.length === 0) {
    return (
      <>
        <h2 class="rv-title" ref={heading} tabIndex={-1}>Nothing to review yet</h2>
        <p>
          An exercise comes here two days after you have first solved it, or a day after you have
          tried it in vain. Begin with <a href="/#course">a lesson</a>.
        </p>
      </>
    );
  }
  const counts = lessons.map((lesson) => ({
    lesson,
    count: due.filter((item) => item.lesson === lesson.slug).length,
  })).filter(({ count }) => count > 0);
  return (
    <>
      <h2 class="rv-title" ref={heading} tabIndex={-1}>
        {due.length === 0
          ? "Nothing is due"
          : `${countWords(due.length, "exercise")} ${due.length === 1 ? "is" : "are"} due`}
      </h2>
      {due.length > 0
        ? (
          <ul class="rv-lessons">
            {counts.map(({ lesson, count }) => (
              <li key={lesson.slug}>
                <a href={`/lessons/${lesson.slug}`}>
                  <span class="num">{lesson.number}</span> {lesson.title}
                </a>
                <span class="num">{countWords(count, "exercise")}</span>
              </li>
            ))}
          </ul>
        )
        : (
          <p>
            The next {later.filter(({ days }) => days === outlook.next).length === 1
              ? "exercise comes"
              : "exercises come"}{" "}
            {whenWords(outlook.next ?? 0, now)}. You can practise ahead: what you still know well is
            put off by less.
          </p>
        )}
      <p class="rv-steps">
        {due.length > 0
          ? <button type="button" class="button ex-button" onClick={begin}>Begin</button>
          : (
            <button type="button" class="button-quiet ex-button" onClick={practise}>
              Practise ahead
            </button>
          )}
      </p>
      <Outlook outlook={outlook} />
    </>
  );
}
