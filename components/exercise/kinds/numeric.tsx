import { describeTolerance } from "@/lib/course/exercise/mod.ts";
import type { NumericExercise } from "@/lib/course/types.ts";
import type { StaticKind } from "./kind.ts";

/** A number with its unit. */
export const numeric: StaticKind<NumericExercise> = {
  Question: ({ exercise: { unit, tolerance } }) => (
    <div class="ex-answer">
      <span class="ex-label">Answer</span>
      <span class="ex-field">
        <span class="ex-input" />
        {unit && <span class="ex-unit">{unit}</span>}
      </span>
      {/* The room of the button that comes here */}
      <span class="button ex-button ex-blank" aria-hidden="true">Check</span>
      <span class="ex-tolerance">{describeTolerance(tolerance, unit)}</span>
    </div>
  ),
};
