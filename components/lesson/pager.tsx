import { neighbours } from "@/lib/course/navigation.ts";
import type { CompiledCourse, Lesson, LessonEntry } from "@/lib/course/types.ts";

/** The lesson before and the lesson after, in the course's one order. */
export function Pager({ course, lesson }: { course: CompiledCourse; lesson: Lesson }) {
  const { previous, next } = neighbours(course, lesson.slug);
  return (
    <nav class="pager" aria-label="Lessons before and after">
      <Neighbour entry={previous} label="Before this" rel="prev" />
      <Neighbour entry={next} label="Next" rel="next" />
    </nav>
  );
}

function Neighbour(
  { entry, label, rel }: { entry: LessonEntry | undefined; label: string; rel: "prev" | "next" },
) {
  if (!entry) return <span />;
  const name = `${entry.number} ${entry.title}`;
  return entry.available
    ? (
      <a href={`/lessons/${entry.slug}`} rel={rel}>
        <span class="meta">{label}</span>
        {name}
      </a>
    )
    : (
      <span class="pager-planned meta">
        <span class="meta">{label}, being written</span>
        {name}
      </span>
    );
}
