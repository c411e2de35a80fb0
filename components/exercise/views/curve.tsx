import "@/assets/exercises/curve.css";
import type { JSX } from "preact";
import { CurveAnswer } from "@/components/exercise/curve/curve_answer.tsx";
import { PredictionFrame } from "@/components/exercise/prediction/frame.tsx";
import type { PredictionExercise } from "@/lib/course/types.ts";

/** A prediction drawn as a line. */
export function CurveView({ exercise }: { exercise: PredictionExercise }): JSX.Element {
  const { curve } = exercise;
  return (
    <PredictionFrame exercise={exercise}>
      {(work) => curve && <CurveAnswer curve={curve} work={work} />}
    </PredictionFrame>
  );
}
