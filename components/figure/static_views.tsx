import type { ComponentChildren } from "preact";
import type { Machine } from "@/lib/compute/mod.ts";
import type { JsonObject } from "@/lib/course/types.ts";
import type { IntensityState } from "@/lib/figures/intensity/state.ts";
import type { RooflineState } from "@/lib/figures/roofline/state.ts";
import { IntensityControls } from "./intensity_controls.tsx";
import { RooflineControls } from "./roofline_controls.tsx";

/** What the server draws of a kind of figure besides its model. */
export interface StaticView {
  /** Its controls, which do nothing yet. */
  readonly controls: ComponentChildren;
  /** Whether its formulas are open from the start. */
  readonly workingsOpen: boolean;
}

/** What every control gets on the server. */
const inert = { disabled: true, onChange: () => {} };

const views: Readonly<
  Record<string, (id: string, state: JsonObject, machines: readonly Machine[]) => StaticView>
> = {
  roofline: (id, state, machines) => ({
    // A placement's state was read by the schema of its own kind.
    controls: (
      <RooflineControls
        id={id}
        state={state as unknown as RooflineState}
        machines={machines}
        {...inert}
      />
    ),
    workingsOpen: false,
  }),
  intensity: (id, state, machines) => ({
    // As above.
    controls: (
      <IntensityControls
        id={id}
        state={state as unknown as IntensityState}
        machines={machines}
        {...inert}
      />
    ),
    workingsOpen: true,
  }),
};

/** What the server draws of a figure besides its model; nothing for an unknown kind. */
export function figureViews(
  name: string,
  id: string,
  state: JsonObject,
  machines: readonly Machine[],
): StaticView {
  return views[name]?.(id, state, machines) ?? { controls: null, workingsOpen: false };
}
