import type { ComponentChildren, ComponentType, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { keepPlace, type Place } from "@/components/figure/keep_place.ts";
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

/** Every view takes the state of its own kind. */
// deno-lint-ignore no-explicit-any -- a placement's state was read by the schema of its own kind
type View = ComponentType<{ id: string; number: number; state: any }>;

const views: Readonly<Record<string, () => Promise<View>>> = {
  roofline: async () => (await import("@/islands/figures/Roofline.tsx")).Roofline,
  intensity: async () => (await import("@/islands/figures/Intensity.tsx")).Intensity,
};

/**
 * The server's drawing of a figure until the reader comes near it; then its
 * live view, in the same space. Nothing heavy is loaded before that.
 */
export function LiveFigure({ name, id, number, state, children }: LiveFigureProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const place = useRef<Place>();
  const [view, setView] = useState<View>();

  useEffect(() => {
    const { current } = root;
    const load = views[name];
    if (!current || !load) return;
    return whenNear(current, async () => {
      const loaded = await load();
      place.current = keepPlace(current);
      setView(() => loaded);
    });
  }, []);

  useLayoutEffect(() => {
    if (view) place.current?.restore();
  }, [view]);

  const Live = view;
  return (
    <div class="fig-body" ref={root} data-live={Live !== undefined}>
      {Live ? <Live id={id} number={number} state={state} /> : children}
    </div>
  );
}
