import type { JSX } from "preact";
import type { Machine } from "@/lib/compute/mod.ts";
import * as change from "@/lib/figures/scaling_trends/change.ts";
import { looks, scalingSeries } from "@/lib/figures/scaling_trends/data.ts";
import {
  type Base,
  firstYear,
  type Later,
  type ScalingControl,
  type ScalingState,
  untilSpan,
} from "@/lib/figures/scaling_trends/state.ts";
import { capitalised } from "@/lib/figures/text.ts";
import { dotsOf } from "@/lib/figures/trend/dots.ts";
import type { Band } from "@/lib/figures/trend/lines.ts";
import { CheckField, Segmented, SelectField } from "./field.tsx";
import { WholeNumberField } from "./trend_number.tsx";
import { PointsField } from "./trend_points.tsx";
import { Presets } from "./trend_presets.tsx";

/** Props of {@linkcode ScalingTrendsControls}. */
export interface ScalingTrendsControlsProps {
  /** The figure's id. */
  id: string;
  state: ScalingState;
  machines: readonly Machine[];
  disabled: boolean;
  /** Takes a change, not a state: what changes is the state of that moment. */
  onChange(change: (state: ScalingState) => ScalingState): void;
}

const baseOptions = [
  { value: "first", label: "first point" },
  { value: "year", label: "a year" },
  { value: "absolute", label: "nothing" },
];

const bandOptions = [
  { value: "none", label: "none" },
  { value: "line", label: "line" },
  { value: "point", label: "new point" },
];

const laterOptions = [
  { value: "off", label: "not shown" },
  { value: "on", label: "shown" },
  { value: "fit", label: "in the fit" },
];

/** The controls of the figure of scaling trends. */
export function ScalingTrendsControls(props: ScalingTrendsControlsProps): JSX.Element {
  const { id, state, disabled, onChange } = props;
  const shows = (...controls: ScalingControl[]) =>
    controls.some((control) => state.controls.includes(control));
  return (
    <>
      {shows("presets") && (
        <Presets
          disabled={disabled}
          presets={change.scalingPresets.map((preset) => ({
            label: preset.label,
            pressed: change.isPreset(state, preset),
            choose: () => onChange(preset.apply),
          }))}
        />
      )}
      {shows("series", "paper") && <Shown {...props} shows={shows} />}
      {shows("base", "band", "later") && <Ways {...props} shows={shows} />}
      {shows("year", "until") && (
        <div class="fig-line">
          {shows("year") && (
            <WholeNumberField
              id={`${id}-year`}
              label="Read in"
              value={state.year}
              min={firstYear}
              max={state.until}
              disabled={disabled}
              onInput={(year) => onChange((now) => change.setYear(now, year))}
            />
          )}
          {shows("until") && (
            <WholeNumberField
              id={`${id}-until`}
              label="Draw until"
              value={state.until}
              {...untilSpan}
              disabled={disabled}
              onInput={(until) => onChange((now) => change.setUntil(now, until))}
            />
          )}
        </div>
      )}
      {shows("points") && (
        <PointsField
          id={id}
          groups={state.series.map((series) => ({ look: looks[series], dots: dotsOf(series) }))}
          without={state.without}
          disabled={disabled}
          onToggle={(dot, out) => onChange((now) => change.setLeftOut(now, dot, out))}
          onRestore={() => onChange((now) => ({ ...now, without: [] }))}
        />
      )}
    </>
  );
}

type GroupProps = ScalingTrendsControlsProps & { shows(...controls: ScalingControl[]): boolean };

function Shown({ state, disabled, onChange, shows }: GroupProps) {
  return (
    <div class="fig-line" role="group" aria-label="Lines">
      {shows("series") && scalingSeries.map((series) => {
        const shown = state.series.includes(series);
        return (
          <CheckField
            key={series}
            label={capitalised(looks[series].name)}
            checked={shown}
            // The last one stays: a chart of nothing says nothing.
            disabled={disabled || shown && state.series.length === 1}
            onChange={(on) => onChange((now) => change.setSeries(now, series, on))}
          />
        );
      })}
      {shows("paper") && (
        <CheckField
          label="Printed rates"
          checked={state.paper === "on"}
          disabled={disabled}
          onChange={(on) => onChange((now) => ({ ...now, paper: on ? "on" : "off" }))}
        />
      )}
    </div>
  );
}

function Ways({ id, state, disabled, onChange, shows }: GroupProps) {
  const { base } = state;
  return (
    <div class="fig-line">
      {shows("base") && (
        <Segmented
          id={`${id}-base`}
          label="Divide by"
          value={typeof base === "number" ? "year" : base}
          options={baseOptions}
          disabled={disabled}
          onChange={(value) => onChange((now) => ({ ...now, base: baseOf(value) }))}
        />
      )}
      {shows("base") && typeof base === "number" && (
        <WholeNumberField
          id={`${id}-base-year`}
          label="Base year"
          value={base}
          min={firstYear}
          max={untilSpan.max}
          disabled={disabled}
          onInput={(year) => onChange((now) => ({ ...now, base: year }))}
        />
      )}
      {shows("band") && (
        <Segmented
          id={`${id}-band`}
          label="95&nbsp;% band"
          value={state.band}
          options={bandOptions}
          disabled={disabled}
          // The options are the bands, so is what was chosen.
          onChange={(band) => onChange((now) => ({ ...now, band: band as Band }))}
        />
      )}
      {shows("later") && (
        <SelectField
          id={`${id}-later`}
          label="Later machines"
          value={state.later}
          options={laterOptions}
          disabled={disabled}
          // The options are what later machines can do, so is what was chosen.
          onChange={(later) => onChange((now) => ({ ...now, later: later as Later }))}
        />
      )}
    </div>
  );
}

function baseOf(value: string): Base {
  return value === "year" ? 2012 : value === "absolute" ? "absolute" : "first";
}
