import type { JSX } from "preact";
import type { Mark } from "@/lib/course/progress/mod.ts";

/** A brick for each exercise; what it shows is said in words beside it. */
export function Bricks({ marks }: { marks: readonly Mark[] }): JSX.Element {
  return (
    <span class="ex-bar" aria-hidden="true">
      {marks.map((mark, i) => <i key={i} data-state={mark} />)}
    </span>
  );
}

/** How much of a whole is done; what it shows is said in words beside it. */
export function Meter({ score }: { score: number }): JSX.Element {
  return (
    <svg class="ex-meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="ex-meter-frame" width="100" height="8" />
      <rect class="ex-meter-done" width={Math.round(100 * score)} height="8" />
    </svg>
  );
}
