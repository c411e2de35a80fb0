import type { JSX } from "preact";
import { ExerciseBlock } from "@/components/exercise_block.tsx";
import { FigureBlock } from "@/components/figure_block.tsx";
import { RichText, type TagRenderer } from "@/components/rich_text.tsx";
import { TableScroll } from "@/components/table_scroll.tsx";
import type { CompiledCourse, Lesson } from "@/lib/course/types.ts";
import { holdBack } from "./after_prediction.ts";
import { type CardBook, Cards, createCardBook } from "./cards.tsx";

/** Props of {@linkcode LessonBody}. */
export interface LessonBodyProps {
  course: CompiledCourse;
  lesson: Lesson;
  /** Renderers that take the place of the lesson's own, as on paper. */
  tags?: Readonly<Record<string, TagRenderer>>;
}

/** The text of a lesson, with its figures and exercises, and the cards its words open. */
export function LessonBody({ course, lesson, tags }: LessonBodyProps) {
  const cards = createCardBook(course);
  const own = lessonTags(course, lesson, cards);
  const body = <RichText nodes={holdBack(lesson.body)} tags={{ ...own, ...tags }} />;
  return (
    <>
      <div class="prose">{body}</div>
      <Cards book={cards} />
    </>
  );
}

function lessonTags(
  course: CompiledCourse,
  lesson: Lesson,
  cards: CardBook,
): Record<string, TagRenderer> {
  const place = { slug: lesson.slug, number: lesson.number };
  const exerciseBlock: TagRenderer = ({ props }) => {
    const exercise = lesson.exercises.find(({ id }) => id === props?.id);
    return exercise ? <ExerciseBlock exercise={exercise} /> : null;
  };
  const tags: Record<string, TagRenderer> = {
    "x-term": ({ props }, children) => cards.term(text(props?.slug), children),
    "x-calc": ({ props }, children) => cards.calc(props ?? {}, children),
    "x-cite": ({ props }) => <Citation course={course} keys={text(props?.keys)} />,
    "x-figure": ({ props }) => {
      const placement = lesson.figures.find(({ id }) => id === props?.id);
      return placement ? <FigureBlock placement={placement} lesson={place} /> : null;
    },
    "x-exercise": exerciseBlock,
    "x-predict": exerciseBlock,
    "x-after": ({ props }, children) => (
      <div class="prose ex-after" data-after={text(props?.id)}>{children}</div>
    ),
    "x-aside": ({ props }, children) => (
      <aside class="aside">
        <BlockLabel text={text(props?.title)} />
        {children}
      </aside>
    ),
    "x-deepdive": ({ props }, children) => (
      <details class="deepdive">
        <summary>{text(props?.title) || "Going deeper"}</summary>
        {children}
      </details>
    ),
    "x-recap": ({ props }, children) => (
      <section class="recap">
        <BlockLabel text={text(props?.title) || "In short"} />
        {children}
      </section>
    ),
    "x-instructor": ({ props }, children) => (
      <aside class="instructor">
        <BlockLabel text={text(props?.title) || "For the instructor"} />
        {children}
      </aside>
    ),
    "x-note-ref": ({ props }) => {
      const note = lesson.notes.find(({ id }) => id === props?.id);
      if (!note) return null;
      return (
        <>
          <sup class="note-ref" id={`note-ref-${note.id}`}>{note.number}</sup>
          <small class="note" id={`note-${note.id}`}>
            <span class="num">{note.number}.</span> <RichText nodes={note.content} tags={tags} />
          </small>
        </>
      );
    },
    // A wide table scrolls inside itself, and can be scrolled by keyboard.
    "x-table": (element, children) => <TableScroll table={element}>{children}</TableScroll>,
  };
  return tags;
}

function BlockLabel({ text }: { text: string }): JSX.Element | null {
  return text ? <strong class="block-label">{text}</strong> : null;
}

function Citation({ course, keys }: { course: CompiledCourse; keys: string }) {
  const references = keys.split(" ").flatMap((key) =>
    course.references.filter((reference) => reference.key === key)
  );
  return (
    <span class="cite">
      ({references.map(({ key, label }, index) => (
        <>
          {index > 0 && "; "}
          <a href={`#source-${key}`}>{label}</a>
        </>
      ))})
    </span>
  );
}

function text(value: string | number | boolean | undefined): string {
  return value === undefined ? "" : String(value);
}
