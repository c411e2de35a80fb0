import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { keepPlace, type Place } from "@/components/figure/keep_place.ts";
import { loadFigureView } from "@/components/figure/views/mod.ts";
import { whenNear } from "@/components/when_near.ts";
import type { JsonObject } from "@/lib/course/types.ts";

/** Props of {@linkcode LiveFigure}. */
export interface LiveFigureProps {
  /** The kind of figure. */
  name: string;
  id: string;
  number: number;
  /** Its initial state. */
  state: JsonObject;
  /** The figure as the server drew it. */
  children?: ComponentChildren;
}

/**
 * The server's drawing of a figure until the reader comes near it; then its
 * live view, in the same space. Nothing heavy is loaded before that.
 */
export function LiveFigure({ name, id, number, state, children }: LiveFigureProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const place = useRef<Place>();
  const [view, setView] = useState<Awaited<ReturnType<typeof loadFigureView>>>();

  useEffect(() => {
    const { current } = root;
    if (!current) return;
    return whenNear(current, async () => {
      const loaded = await loadFigureView(name);
      place.current = keepPlace(current);
      setView(loaded);
    });
  }, []);

  useLayoutEffect(() => {
    if (view) place.current?.restore();
  }, [view]);

  return (
    <div class="fig-body" ref={root} data-live={view !== undefined}>
      {view ? <view.FigureView kind={view.kind} id={id} number={number} state={state} /> : children}
    </div>
  );
}
