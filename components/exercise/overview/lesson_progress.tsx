import type { JSX } from "preact";
import {
  countLesson,
  type Mark,
  markOf,
  type Progress,
  recordKey,
} from "@/lib/course/progress/mod.ts";
import type { LessonEntry } from "@/lib/course/types.ts";
import { Icon } from "../icon.tsx";
import { exerciseAnchor, markWords } from "../words.ts";
import { ResetButton, type Resetting } from "./reset_button.tsx";

/** Props of {@linkcode LessonProgress}. */
export interface LessonProgressProps {
  lesson: LessonEntry;
  progress: Progress;
  resetting: Resetting;
}

/** One lesson of the overview: counts, last activity, and its exercises when opened. */
export function LessonProgress({ lesson, progress, resetting }: LessonProgressProps): JSX.Element {
  const { slug, number, title, exercises } = lesson;
  const records = exercises.map((exercise) => ({
    exercise,
    record: progress[recordKey(exercise)],
  }));
  const marks = records.map(({ record }) => markOf(record));
  const { solved, total, state } = countLesson(exercises, (key) => progress[key]);
  const tried = marks.filter((mark) => mark === "tried").length;
  const last = Math.max(0, ...lessonRecords(progress, slug).map(({ at }) => at));
  return (
    <li class="ex-lesson" data-state={state} data-lesson={slug}>
      <div class="ex-lesson-row">
        <a class="ex-lesson-name" href={`/lessons/${slug}`}>
          <span class="num">{number}</span> {title}
        </a>
        <span class="ex-bar" aria-hidden="true">
          {marks.map((mark, i) => <i key={i} data-state={mark} />)}
        </span>
        <span class="ex-count num">
          {total === 0 ? "no exercises" : `${solved} of ${total} solved`}
          {tried > 0 && `, ${tried} tried`}
        </span>
        <span class="ex-last num">{last > 0 ? <Day at={last} /> : "not begun"}</span>
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
            Exercises<span class="visually-hidden">{` of lesson ${number}`}</span>
          </summary>
          <ol class="ex-list">
            {records.map(({ exercise, record }, i) => (
              <li key={exercise.id} data-state={marks[i]}>
                <a href={`/lessons/${slug}#${exerciseAnchor(exercise)}`}>{exercise.id}</a>
                <MarkText mark={marks[i] ?? "open"} attempts={record?.attempts ?? 0} />
                <ResetButton
                  scope={{ exercise: exercise.id }}
                  name={`exercise ${exercise.id}`}
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
export function lessonRecords(progress: Progress, slug: string) {
  return Object.values(progress).filter(({ lesson }) => lesson === slug);
}

function MarkText({ mark, attempts }: { mark: Mark; attempts: number }): JSX.Element {
  const tries = attempts === 1 ? "1 try" : `${attempts} tries`;
  return (
    <span class="ex-count">
      {mark !== "open" && <Icon name={mark === "tried" ? "partly" : "right"} />}
      {markWords[mark]}
      {attempts > 0 && `, ${tries}`}
    </span>
  );
}

/** A day in the reader's own calendar; a clock that was ahead shows today at most. */
function Day({ at }: { at: number }): JSX.Element {
  const day = new Date(Math.min(at, Date.now()));
  return (
    <time dateTime={day.toISOString()}>
      {day.toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric" })}
    </time>
  );
}
