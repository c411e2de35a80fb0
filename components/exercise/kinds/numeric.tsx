import { describeTolerance } from "@/lib/course/exercise/mod.ts";
import type { NumericExercise } from "@/lib/course/types.ts";
import type { StaticKind } from "./kind.ts";

/** A number with its unit. */
export const numeric: StaticKind<NumericExercise> = {
  Question: ({ exercise: { unit, tolerance } }) => (
    <p class="ex-answer">
      Answer {unit && (
        <span>
          in <span class="ex-unit">{unit}</span>
        </span>
      )}
      <span class="ex-tolerance">{describeTolerance(tolerance, unit)}</span>
    </p>
  ),
};
