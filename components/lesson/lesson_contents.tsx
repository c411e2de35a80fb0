import type { Lesson } from "@/lib/course/types.ts";

/** The lesson's headings beside the text, where there is room beside the text. */
export function LessonContents({ lesson }: { lesson: Lesson }) {
  return (
    <nav class="toc" aria-label="Contents of this lesson">
      <p class="toc-title">In this lesson</p>
      <HeadingList lesson={lesson} />
    </nav>
  );
}

/** The same, folded, above the text on a narrow screen. One of the two is always hidden. */
export function FoldedContents({ lesson }: { lesson: Lesson }) {
  return (
    <nav class="toc toc-folded" aria-label="Contents of this lesson">
      <details>
        <summary>In this lesson</summary>
        <HeadingList lesson={lesson} />
      </details>
    </nav>
  );
}

function HeadingList({ lesson }: { lesson: Lesson }) {
  return (
    <ol>
      {lesson.headings.map(({ id, level, text }) => (
        <li class={level === 3 ? "toc-minor" : undefined}>
          <a href={`#${id}`}>{text}</a>
        </li>
      ))}
      {lesson.citations.length > 0 && (
        <li>
          <a href="#works-cited">Works cited</a>
        </li>
      )}
    </ol>
  );
}
