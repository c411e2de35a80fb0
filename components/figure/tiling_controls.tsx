import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { type Machine, precisions } from "@/lib/compute/mod.ts";
import {
  isPreset,
  presets,
  setCache,
  setLine,
  setSide,
  setTile,
} from "@/lib/figures/tiling/change.ts";
import { describeMoment, stepText } from "@/lib/figures/tiling/matrices.ts";
import {
  cacheSpan,
  fewestLines,
  largestSide,
  largestTile,
  lines,
  type Order,
  orders,
  type TilingState,
} from "@/lib/figures/tiling/state.ts";
import { loopsOf, tilesOf } from "@/lib/figures/tiling/traffic.ts";
import { type Pace as WalkPace, walkOf } from "@/lib/figures/tiling/walk.ts";
import { Segmented, SelectField } from "./field.tsx";
import { PrecisionField } from "./machine_controls.tsx";
import { NumberSlider } from "./number_slider.tsx";
import { type Pace, Playback } from "./playback.tsx";

/** Props of {@linkcode TilingControls}. */
export interface TilingControlsProps {
  /** The figure's id. */
  id: string;
  state: TilingState;
  machines: readonly Machine[];
  disabled: boolean;
  /** Takes a change, not a state: what changes is the state of that moment. */
  onChange(change: (state: TilingState) => TilingState): void;
}

const orderOptions = orders.map((value) => ({ value, label: value.split("").join(" ") }));
const lineOptions = lines.map((line) => ({ value: String(line), label: String(line) }));
const sides = [4, 8, 12, 16, 20, 24, 32];
const paces: readonly Pace[] = [
  { value: "step", label: "step", rate: 4 },
  { value: "row", label: "inner loop", rate: 8 },
  { value: "tile", label: "tile", rate: 3 },
];

/** The controls of the tiling figure. */
export function TilingControls(props: TilingControlsProps): JSX.Element {
  const { state } = props;
  const shows = (group: TilingState["controls"][number]) => state.controls.includes(group);
  return (
    <>
      {shows("presets") && <Presets {...props} />}
      {(["order", "tile", "precision"] as const).some(shows) && (
        <div class="fig-line">
          {shows("order") && <OrderField {...props} />}
          {shows("tile") && <TileField {...props} />}
          {shows("precision") && (
            <PrecisionField
              id={`${props.id}-precision`}
              value={state.precision}
              allowed={precisions}
              disabled={props.disabled}
              onChange={(precision) => props.onChange((now) => ({ ...now, precision }))}
            />
          )}
        </div>
      )}
      {(["size", "cache", "line"] as const).some(shows) && <Memory {...props} />}
      {shows("walk") && <Walk {...props} />}
    </>
  );
}

function Presets({ state, disabled, onChange }: TilingControlsProps) {
  return (
    <div class="fig-line" role="group" aria-label="Presets">
      <span class="fig-label" aria-hidden="true">Try</span>
      {presets.map((preset) => (
        <button
          key={preset.name}
          type="button"
          class="chip"
          disabled={disabled}
          aria-pressed={isPreset(preset, state)}
          onClick={() => onChange(preset.apply)}
        >
          {preset.name}
        </button>
      ))}
    </div>
  );
}

function OrderField({ id, state, disabled, onChange }: TilingControlsProps) {
  return (
    <SelectField
      id={`${id}-order`}
      label="Loops, outermost first"
      value={state.order}
      options={orderOptions}
      disabled={disabled}
      // The options are the orders, so is what was chosen.
      onChange={(order) => onChange((now) => ({ ...now, order: order as Order }))}
    />
  );
}

function TileField({ id, state, disabled, onChange }: TilingControlsProps) {
  const stops = useMemo(() => tilesOf(loopsOf(state)), [state.m, state.n, state.k, state.cache]);
  return (
    <NumberSlider
      id={`${id}-tile`}
      size={whole("Tile edge", 1, largestTile(state))}
      value={state.tile}
      stops={stops}
      disabled={disabled}
      onInput={(tile) => onChange((now) => setTile(now, tile))}
    />
  );
}

/** The matrices and the cache. */
function Memory({ id, state, disabled, onChange }: TilingControlsProps) {
  const shows = (group: TilingState["controls"][number]) => state.controls.includes(group);
  const square = state.m === state.n && state.n === state.k;
  return (
    <div class="fig-line">
      {shows("size") && square && (
        <NumberSlider
          id={`${id}-size`}
          size={whole("Side", 1, largestSide)}
          value={state.m}
          stops={sides}
          disabled={disabled}
          onInput={(side) => onChange((now) => setSide(now, side))}
        />
      )}
      {shows("cache") && (
        <NumberSlider
          id={`${id}-cache`}
          size={whole("Cache, values", fewestLines * state.line, cacheSpan.max)}
          span={{ min: 16, max: 1024 }}
          value={state.cache}
          disabled={disabled}
          onInput={(values) => onChange((now) => setCache(now, values))}
        />
      )}
      {shows("line") && (
        <Segmented
          id={`${id}-line`}
          label="Line, values"
          value={String(state.line)}
          options={lineOptions}
          disabled={disabled}
          onChange={(line) => onChange((now) => setLine(now, Number(line)))}
        />
      )}
    </div>
  );
}

function Walk({ id, state, disabled, onChange }: TilingControlsProps) {
  const walk = walkOf(state);
  return (
    <Playback
      id={id}
      at={state.at}
      last={walk.last}
      paces={paces}
      initialPace="row"
      stages="tile"
      disabled={disabled}
      // The paces are the walk's, so is the one that was chosen.
      next={(at, pace) => walk.next(at, pace as WalkPace)}
      describe={(at) => {
        const then = { ...state, at };
        return `${stepText(then)}. ${describeMoment(then, walk.moment(at))}`;
      }}
      onAt={(at) => onChange((now) => ({ ...now, at }))}
    />
  );
}

function whole(label: string, min: number, max: number) {
  return { name: label, label, unit: "", min, max, whole: true, initial: min } as const;
}
