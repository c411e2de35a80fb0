import type { JSX } from "preact";
import { useState } from "preact/hooks";
import {
  bestMark,
  joinMastery,
  masteryOf,
  objectivesOf,
  type Progress,
} from "@/lib/course/progress/mod.ts";
import type { LessonEntry, Unit } from "@/lib/course/types.ts";
import { marksWords, masteryWords } from "./mastery_words.ts";

/** Props of {@linkcode PrintSummary}. */
export interface PrintSummaryProps {
  course: string;
  units: readonly Unit[];
  progress: Progress;
  isReady: boolean;
}

/** A name to be typed, a button, and the sheets themselves, which are seen on paper only. */
export function PrintSummary(
  { course, units, progress, isReady }: PrintSummaryProps,
): JSX.Element {
  const [name, setName] = useState("");
  return (
    <>
      <form
        class="ex-files no-print"
        onSubmit={(event) => {
          event.preventDefault();
          print();
        }}
      >
        <label class="ex-label" for="summary-name">Name on the sheet</label>
        <input
          id="summary-name"
          class="ex-input"
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
          maxLength={80}
          autocomplete="name"
          aria-describedby="summary-note"
          disabled={!isReady}
        />
        <button type="submit" class="button-quiet ex-button" disabled={!isReady}>Print</button>
        <p class="ex-said" id="summary-note">The name is printed and not stored.</p>
      </form>
      {isReady && <Sheets course={course} units={units} progress={progress} name={name.trim()} />}
    </>
  );
}

function Sheets(
  { course, units, progress, name }: Omit<PrintSummaryProps, "isReady"> & { name: string },
): JSX.Element {
  const lessons = units.flatMap(({ lessons }) => lessons);
  const exercises = lessons.flatMap(({ exercises }) => exercises);
  const objectives = lessons.flatMap((lesson) => objectivesOf(lesson, progress));
  const { marks } = masteryOf(exercises, progress);
  const { met, total } = joinMastery(objectives);
  return (
    <div class="ex-sheets">
      <p class="ex-sheet-course">{course}</p>
      <h2>Summary of results</h2>
      <dl class="ex-sheet-head">
        <dt>Name</dt>
        <dd>{name || <span class="ex-sheet-line" />}</dd>
        <dt>Date</dt>
        <dd>
          {new Date().toLocaleDateString("en-GB", {
            day: "numeric",
            month: "long",
            year: "numeric",
          })}
        </dd>
        <dt>Exercises</dt>
        <dd>{marksWords(marks)}</dd>
        <dt>Objectives</dt>
        <dd>{met} of {total} met</dd>
      </dl>
      {units.map((unit) => (
        <section key={unit.id}>
          <h3>{unit.number}. {unit.title}</h3>
          {unit.lessons.filter(({ available }) => available).map((lesson) => (
            <LessonSheet key={lesson.slug} lesson={lesson} progress={progress} />
          ))}
        </section>
      ))}
      <p class="ex-sheet-note">
        An objective is met when every exercise that tests it has been solved without the answer
        having been shown. The results were kept and printed by the reader's own browser; nobody has
        checked them.
      </p>
    </div>
  );
}

function LessonSheet(
  { lesson, progress }: { lesson: LessonEntry; progress: Progress },
): JSX.Element {
  const marks = lesson.exercises.map((exercise) => bestMark(exercise, (key) => progress[key]));
  const isBegun = marks.some((mark) => mark !== "open");
  return (
    <table class="ex-sheet">
      <tbody>
        <tr class="ex-sheet-lesson">
          <th scope="row">{lesson.number} {lesson.title}</th>
          <td>{isBegun ? marksWords(marks) : "not begun"}</td>
        </tr>
        {isBegun && objectivesOf(lesson, progress).map(({ id, text, level }) => (
          <tr key={id}>
            <th scope="row">{text}</th>
            <td>{masteryWords[level]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
