import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { handleKeys } from "@/components/figure/handle_keys.ts";
import { stepHeight } from "@/lib/course/exercise/mod.ts";
import type { CurveQuestion } from "@/lib/course/types.ts";
import type { ChartLayout } from "@/lib/figures/layout/mod.ts";
import { axisText, placeText } from "./words.ts";

/** Props of {@linkcode CurveHandle}. */
export interface CurveHandleProps {
  curve: CurveQuestion;
  layout: ChartLayout;
  x: number;
  height: number;
  /** Whether the reader has set it, or it only begins here. */
  isSet: boolean;
  onSet: (height: number) => void;
}

/** The height at one place, as a slider: by mouse, finger and keyboard. */
export function CurveHandle(props: CurveHandleProps): JSX.Element {
  const { curve, layout, x, height, isSet, onSet } = props;
  // How far from its middle the pointer took hold of it, so that it does not jump there
  const hold = useRef<number>();
  const [left, top] = [layout.x.toPixel(x), layout.y.toPixel(height)];
  return (
    <div
      class="ex-curve-handle"
      style={{ left: `${left}px`, top: `${top}px` }}
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`${curve.y.label} at ${placeText(curve.x, x)}`}
      aria-valuemin={curve.y.from}
      aria-valuemax={curve.y.to}
      aria-valuenow={height}
      aria-valuetext={axisText(curve.y, height) + (isSet ? "" : ", not set yet")}
      data-set={isSet}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const by = handleKeys[event.key];
        if (!by && event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onSet(by ? stepHeight(curve.y, height, by) : height);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        hold.current = event.clientY - top;
        // Taken hold of and let go, it stays where it is: that is an answer too
        onSet(height);
      }}
      onPointerMove={(event) => {
        if (hold.current === undefined) return;
        onSet(layout.y.toValue(event.clientY - hold.current));
      }}
      onPointerUp={() => hold.current = undefined}
      onPointerCancel={() => hold.current = undefined}
    />
  );
}
