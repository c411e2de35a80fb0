import type { JSX } from "preact";

/** How to have a lesson on paper: as a handout, or as it is on the screen. */
export function PrintLine({ slug }: { slug: string }): JSX.Element {
  return (
    <p class="lesson-print meta no-print">
      <a href={`/handouts/${slug}`} data-handout>Handout</a> <span>for paper, without answers</span>
      {" "}
      <button type="button" class="ex-link" data-print>Print this page</button>
    </p>
  );
}
