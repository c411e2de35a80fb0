import type { Lesson } from "@/lib/course/types.ts";

/** The lesson's headings: beside the text on a wide screen, folded above it on a narrow one. */
export function LessonContents({ lesson }: { lesson: Lesson }) {
  return (
    <nav class="toc" aria-label="Contents of this lesson">
      <details open>
        <summary>In this lesson</summary>
        <ol>
          {lesson.headings.map(({ id, level, text }) => (
            <li class={level === 3 ? "toc-minor" : undefined}>
              <a href={`#${id}`}>{text}</a>
            </li>
          ))}
          {lesson.citations.length > 0 && (
            <li>
              <a href="#sources">Sources</a>
            </li>
          )}
        </ol>
      </details>
    </nav>
  );
}
