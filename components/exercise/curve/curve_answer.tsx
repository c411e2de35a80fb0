import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { PredictionWork } from "@/components/exercise/prediction/frame.tsx";
import {
  computeCurve,
  judgeCurve,
  readCurve,
  roundHeight,
  writeCurve,
} from "@/lib/course/exercise/mod.ts";
import type { CurveQuestion } from "@/lib/course/types.ts";
import { CurveFields } from "./curve_fields.tsx";
import { CurvePlot } from "./curve_plot.tsx";
import { CurveTable } from "./curve_table.tsx";

/** Props of {@linkcode CurveAnswer}. */
export interface CurveAnswerProps {
  curve: CurveQuestion;
  work: PredictionWork;
}

/** A line to be drawn; once it is committed, the computed curve over it. */
export function CurveAnswer({ curve, work }: CurveAnswerProps): JSX.Element {
  const { anchor, session: { variant: { parameters }, vocabulary }, text, isLocked, setText } =
    work;
  const heights = useMemo(() => readCurve(curve, text), [curve, text]);
  const result = useMemo(
    () =>
      isLocked
        ? {
          ...judgeCurve(curve, heights, parameters, vocabulary),
          computed: computeCurve(curve, parameters, vocabulary),
        }
        : undefined,
    [curve, heights, isLocked],
  );
  const setTo = (x: number, height: number) =>
    setText((before) => writeCurve(new Map([...readCurve(curve, before), [x, height]])));
  return (
    <figure class="fig ex-figure ex-curve" aria-labelledby={`${anchor}-prompt`}>
      <div class="fig-chart">
        <CurvePlot
          curve={curve}
          id={`${anchor}--chart`}
          heights={heights}
          computed={result?.computed}
          title={result?.message ??
            `${heights.size} of ${curve.at.length} heights of your line are set`}
          onSet={(x, height) => setTo(x, roundHeight(curve.y, height))}
        />
      </div>
      {result
        ? <CurveTable curve={curve} places={result.places} />
        : <CurveFields curve={curve} name={anchor} heights={heights} onSet={setTo} />}
    </figure>
  );
}
