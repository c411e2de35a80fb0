import type { JSX } from "preact";
import type { StaticPartProps } from "@/components/exercise/kinds/kind.ts";
import { exerciseAnchor } from "@/components/exercise/words.ts";
import { StaticVariants } from "@/components/figure/static_variants.tsx";
import { computeCurve, curveChart, exactHeight } from "@/lib/course/exercise/mod.ts";
import type { CurveQuestion, PredictionExercise } from "@/lib/course/types.ts";
import { axisName, axisNumber, legendOf } from "./words.ts";

/** Props of the static parts of a curve. */
export type StaticCurveProps = StaticPartProps<PredictionExercise> & { curve: CurveQuestion };

/** Empty axes and fields, to draw and write on where there is paper; the live ones take their place. */
export function EmptyCurve({ exercise, curve }: StaticCurveProps): JSX.Element {
  const { x, y, at } = curve;
  return (
    <figure class="fig ex-figure ex-curve" aria-labelledby={`${exerciseAnchor(exercise)}-name`}>
      <div class="fig-chart">
        <StaticVariants
          id={`${exerciseAnchor(exercise)}--axes`}
          chart={curveChart(curve, { heights: new Map() })}
          title={`Empty axes: ${y.label} against ${x.label}`}
          description={`Places to set a height: ${at.map(axisNumber).join(", ")}`}
        />
      </div>
      <div class="ex-curve-blanks">
        <p class="ex-curve-legend">{legendOf(curve)}</p>
        <div class="ex-curve-fields">
          {at.map((place) => (
            <span key={place} class="ex-curve-field">
              <span>{axisNumber(place)}</span>
              <span class="ex-input" />
            </span>
          ))}
        </div>
      </div>
    </figure>
  );
}

/** The computed curve and its heights. */
export function ComputedCurve(props: StaticCurveProps): JSX.Element {
  const { exercise, curve, variant: { parameters }, vocabulary } = props;
  const heights = curve.at.map((x) => ({ x, y: exactHeight(curve, x, parameters, vocabulary) }));
  const computed = computeCurve(curve, parameters, vocabulary);
  return (
    <figure class="fig ex-figure ex-curve" aria-label={`Computed ${curve.y.label}`}>
      <div class="fig-chart">
        <StaticVariants
          id={`${exerciseAnchor(exercise)}--computed`}
          chart={curveChart(curve, { heights: new Map(), computed })}
          title={`The computed ${curve.y.label} against ${curve.x.label}`}
          description="The table below has its heights"
        />
      </div>
      <table class="ex-curve-table">
        <thead>
          <tr>
            <th scope="col">{axisName(curve.x)}</th>
            <th scope="col">{axisName(curve.y)}</th>
          </tr>
        </thead>
        <tbody>
          {heights.map(({ x, y }) => (
            <tr key={x}>
              <th scope="row">{axisNumber(x)}</th>
              <td>{axisNumber(y)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
