import type { JSX } from "preact";
import { joinMastery, objectivesOf, type Progress } from "@/lib/course/progress/mod.ts";
import type { Unit } from "@/lib/course/types.ts";
import { Meter } from "./bars.tsx";

/** Props of {@linkcode UnitHeading}. */
export interface UnitHeadingProps {
  unit: Unit;
  /** Left out where it cannot be known, as on the server. */
  progress: Progress | undefined;
}

/** A unit's name, and how many of its objectives are met. */
export function UnitHeading({ unit, progress }: UnitHeadingProps): JSX.Element {
  const objectives = unit.lessons.flatMap((lesson) => objectivesOf(lesson, progress ?? {}));
  const { total, met, score } = joinMastery(objectives);
  return (
    <div class="ex-unit-head">
      <h2 class="ex-unit-name" id={`progress-${unit.number}`}>{unit.number}. {unit.title}</h2>
      {total > 0 && progress && (
        <p key="known" class="ex-unit-met">
          <Meter score={score} />
          <span class="num">{met} of {total}</span> objectives met
        </p>
      )}
      {total > 0 && !progress && (
        <p key="unknown" class="ex-unit-met">
          <span class="num">{total}</span> objectives
        </p>
      )}
    </div>
  );
}
