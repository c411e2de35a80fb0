import { RichText } from "@/components/rich_text.tsx";
import type { CompiledCourse, Lesson } from "@/lib/course/types.ts";

/** What the lesson cites, in the order in which it does. */
export function Sources({ course, lesson }: { course: CompiledCourse; lesson: Lesson }) {
  const references = lesson.citations.flatMap((key) =>
    course.references.filter((reference) => reference.key === key)
  );
  if (references.length === 0) return null;
  return (
    <section class="sources" aria-labelledby="works-cited">
      <h2 id="works-cited">Works cited</h2>
      <ol>
        {references.map(({ key, entry }) => (
          <li id={`source-${key}`}>
            <RichText nodes={entry} />
          </li>
        ))}
      </ol>
    </section>
  );
}
