import "@/assets/exercises/progress.css";
import type { JSX } from "preact";
import { countWords } from "@/lib/course/count_words.ts";
import {
  countLesson,
  findRecord,
  type Mark,
  markOf,
  objectivesOf,
  type Progress,
  wasSolvedBefore,
} from "@/lib/course/progress/mod.ts";
import type { LessonEntry } from "@/lib/course/types.ts";
import { Icon } from "../icon.tsx";
import { exerciseAnchor, markIcon, markWords } from "../words.ts";
import { Bricks } from "./bars.tsx";
import { marksWords } from "./mastery_words.ts";
import { ObjectiveList } from "./objective_list.tsx";
import { ResetButton, type Resetting } from "./reset_button.tsx";

/** Props of {@linkcode LessonProgress}. */
export interface LessonProgressProps {
  lesson: LessonEntry;
  progress: Progress;
  /** Whether progress has been read; it cannot be on the server. */
  isKnown: boolean;
  resetting: Resetting;
}

/** One lesson of the overview: counts, last activity, and its exercises when opened. */
export function LessonProgress(
  { lesson, progress, isKnown, resetting }: LessonProgressProps,
): JSX.Element {
  const { slug, number, title, exercises } = lesson;
  const records = exercises.map((exercise) => ({
    exercise,
    record: findRecord(progress, exercise),
  }));
  const marks = records.map(({ record }) => markOf(record));
  const { total, state } = countLesson(exercises, (key) => progress[key]);
  const last = Math.max(0, ...lessonRecords(progress, slug).map(({ at }) => at));
  return (
    <li class="ex-lesson" data-state={state} data-lesson={slug}>
      <div class="ex-lesson-row">
        <a class="ex-lesson-name" href={`/lessons/${slug}`}>
          <span class="num">{number}</span> {title}
        </a>
        <Bricks marks={marks} />
        <span class="ex-last num">
          {last > 0 ? <Day at={last} /> : isKnown && "not begun"}
        </span>
        <span class="ex-count num">
          {isKnown ? marksWords(marks) : countWords(marks.length, "exercise")}
        </span>
        <ResetButton
          scope={{ lesson: slug, exercises }}
          name={`lesson ${number}`}
          resetting={resetting}
          isEmpty={last === 0}
        />
      </div>
      {total > 0 && (
        <details class="ex-fold">
          <summary>
            Objectives and exercises
            <span class="visually-hidden">{` of lesson ${number}`}</span>
          </summary>
          <ObjectiveList objectives={objectivesOf(lesson, progress)} isKnown={isKnown} />
          <ol class="ex-list">
            {records.map(({ exercise, record }, i) => (
              <li key={exercise.id} data-state={marks[i]}>
                <a href={`/lessons/${slug}#${exerciseAnchor(exercise)}`}>
                  <span class="num">{i + 1}.</span> {exercise.title ?? `Exercise ${i + 1}`}
                </a>
                <span class="ex-count">
                  {isKnown && (
                    <MarkText mark={marks[i] ?? "open"} attempts={record?.attempts ?? 0} />
                  )}
                  {wasSolvedBefore(progress, exercise) &&
                    "; the question has changed since you solved it"}
                </span>
                <ResetButton
                  scope={{ exercise: exercise.id }}
                  name={`exercise ${number}.${i + 1}`}
                  resetting={resetting}
                  isEmpty={!record}
                />
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}

/** The records of a lesson, predictions among them. */
function lessonRecords(progress: Progress, slug: string) {
  return Object.values(progress).filter(({ lesson }) => lesson === slug);
}

function MarkText({ mark, attempts }: { mark: Mark; attempts: number }): JSX.Element {
  const tries = attempts === 1 ? "1 try" : `${attempts} tries`;
  return (
    <>
      {mark !== "open" && <Icon name={markIcon(mark)} />}
      {markWords[mark]}
      {attempts > 0 && `, ${tries}`}
    </>
  );
}

/** A day in the reader's own calendar; a clock that was ahead shows today at most. */
function Day({ at }: { at: number }): JSX.Element {
  const day = new Date(Math.min(at, Date.now()));
  return (
    <time dateTime={day.toISOString()}>
      {day.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" })}
    </time>
  );
}
