import type { JSX } from "preact";
import type { Lesson } from "@/lib/course/types.ts";

/** What a lesson teaches. */
export function Objectives({ lesson }: { lesson: Lesson }): JSX.Element {
  return (
    <section class="objectives" aria-labelledby="objectives">
      <h2 class="block-label" id="objectives">What you will be able to do</h2>
      <ul>{lesson.objectives.map(({ id, text }) => <li key={id}>{text}</li>)}</ul>
    </section>
  );
}
