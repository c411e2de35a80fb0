import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { HandleStep } from "@/lib/figures/definition.ts";
import type { ChartLayout } from "@/lib/figures/layout/mod.ts";
import type { Handle, Place } from "@/lib/figures/model.ts";
import { handleKeys } from "./handle_keys.ts";

/** What is done to a handle. */
export interface HandleActions {
  onDrag(handle: string, to: Place): void;
  onStep(handle: string, by: HandleStep): void;
}

/**
 * The points that can be moved, as focusable elements over the chart: sliders
 * for those that move, buttons for those that can only be chosen.
 */
export function Handles(
  props: HandleActions & { handles: readonly Handle[]; layout: ChartLayout },
): JSX.Element {
  return (
    <>
      {props.handles.map((handle) => <HandleElement key={handle.id} {...props} handle={handle} />)}
    </>
  );
}

function HandleElement(
  { handle, layout, onDrag, onStep }: HandleActions & { handle: Handle; layout: ChartLayout },
) {
  // Where in the handle the pointer took hold of it, so that it does not jump there.
  const hold = useRef<Place>();
  const [x, y] = [layout.x.toPixel(handle.x), layout.y.toPixel(handle.y)];
  const common = {
    class: handle.selected ? "fig-handle fig-handle-selected" : "fig-handle",
    style: { left: `${x}px`, top: `${y}px` },
    "data-handle": handle.id,
  };
  if (handle.min === handle.max) {
    return (
      <button
        {...common}
        type="button"
        aria-label={`${handle.label}. ${handle.valueText}`}
        aria-pressed={handle.selected}
        onClick={() => onDrag(handle.id, handle)}
      />
    );
  }
  return (
    <div
      {...common}
      role="slider"
      tabIndex={0}
      aria-label={handle.label}
      aria-valuemin={handle.min}
      aria-valuemax={handle.max}
      aria-valuenow={handle.vertical ? handle.y : handle.x}
      aria-orientation={handle.vertical ? "vertical" : undefined}
      aria-valuetext={handle.valueText}
      onKeyDown={(event) => {
        const by = handleKeys[event.key];
        if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        onStep(handle.id, by);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        hold.current = { x: event.clientX - x, y: event.clientY - y };
        if (!handle.selected) onDrag(handle.id, handle);
      }}
      onPointerMove={(event) => {
        if (!hold.current) return;
        onDrag(handle.id, {
          x: layout.x.toValue(event.clientX - hold.current.x),
          y: layout.y.toValue(event.clientY - hold.current.y),
        });
      }}
      onPointerUp={() => hold.current = undefined}
      onPointerCancel={() => hold.current = undefined}
    />
  );
}
