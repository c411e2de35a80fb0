import type { JSX } from "preact";
import type { Machine } from "@/lib/compute/mod.ts";
import { gapOf } from "@/lib/figures/wulf_mckee/access.ts";
import {
  hitRates,
  isPreset,
  presetsOf,
  setGap,
  setHitRate,
  setMemoryCycles,
} from "@/lib/figures/wulf_mckee/change.ts";
import {
  spans,
  type WulfMckeeControl,
  type WulfMckeeState,
} from "@/lib/figures/wulf_mckee/state.ts";
import { NumberSlider } from "./number_slider.tsx";
import { Presets } from "./trend_presets.tsx";

/** Props of {@linkcode WulfMckeeControls}. */
export interface WulfMckeeControlsProps {
  /** The figure's id. */
  id: string;
  state: WulfMckeeState;
  machines: readonly Machine[];
  disabled: boolean;
  /** Takes a change, not a state: what changes is the state of that moment. */
  onChange(change: (state: WulfMckeeState) => WulfMckeeState): void;
}

const percents = hitRates.map(percentOf);

/** The controls of the figure of Wulf and McKee. */
export function WulfMckeeControls(props: WulfMckeeControlsProps): JSX.Element {
  const { state, disabled, onChange } = props;
  const shows = (...controls: WulfMckeeControl[]) =>
    controls.some((control) => state.controls.includes(control));
  return (
    <>
      {shows("presets") && (
        <Presets
          disabled={disabled}
          presets={presetsOf(state).map((preset) => ({
            label: preset.label,
            pressed: isPreset(state, preset),
            choose: () => onChange((now) => ({ ...now, ...preset.change })),
          }))}
        />
      )}
      {shows("hit_rate", "gap", "growth") && <Rates {...props} shows={shows} />}
      {shows("memory_cycles", "references") && <Costs {...props} shows={shows} />}
    </>
  );
}

type GroupProps = WulfMckeeControlsProps & { shows(control: WulfMckeeControl): boolean };

function Rates({ id, state, disabled, onChange, shows }: GroupProps) {
  return (
    <div class="fig-line">
      {shows("hit_rate") && (
        <NumberSlider
          id={`${id}-hits`}
          size={number("hit rate", "%", { min: 0, max: 100 })}
          value={percentOf(state.hitRate)}
          stops={percents}
          disabled={disabled}
          onInput={(percent) => onChange((now) => setHitRate(now, percent / 100))}
        />
      )}
      {shows("gap") && (
        <NumberSlider
          id={`${id}-gap`}
          size={number("gap a year", "×", {
            min: spans.gap.min,
            max: Math.min(spans.gap.max, (100 + spans.growth.max) / (100 + state.memoryGrowth)),
          })}
          span={{ min: 1, max: 2 }}
          value={Number(gapOf(state).toPrecision(4))}
          disabled={disabled}
          onInput={(gap) => onChange((now) => setGap(now, gap))}
        />
      )}
      {shows("growth") && (["processorGrowth", "memoryGrowth"] as const).map((name) => (
        <NumberSlider
          key={name}
          id={`${id}-${name}`}
          size={number(
            name === "processorGrowth" ? "processors" : "memory",
            "%",
            spans.growth,
          )}
          stops={growths}
          value={state[name]}
          disabled={disabled}
          onInput={(percent) => onChange((now) => ({ ...now, [name]: percent }))}
        />
      ))}
    </div>
  );
}

const growths = Array.from({ length: 41 }, (_, step) => 5 * step);

function Costs({ id, state, disabled, onChange, shows }: GroupProps) {
  return (
    <div class="fig-line">
      {shows("memory_cycles") && (
        <NumberSlider
          id={`${id}-miss`}
          size={number(`miss in ${state.start}`, "cycles", {
            min: state.cacheCycles,
            max: spans.memoryCycles.max,
          })}
          stops={costs.filter((cycles) => cycles >= state.cacheCycles)}
          value={state.memoryCycles}
          disabled={disabled}
          onInput={(cycles) => onChange((now) => setMemoryCycles(now, cycles))}
        />
      )}
      {shows("references") && (
        <NumberSlider
          id={`${id}-references`}
          size={{ ...number("wall at", "cycles", spans.references), whole: true }}
          stops={walls}
          value={state.references}
          disabled={disabled}
          onInput={(references) => onChange((now) => ({ ...now, references }))}
        />
      )}
    </div>
  );
}

const walls = Array.from({ length: 20 }, (_, index) => index + 1);
const costs = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 100, 128, 200];

function number(label: string, unit: string, { min, max }: { min: number; max: number }) {
  return { name: label, label, unit, min, max, whole: false, initial: min };
}

function percentOf(share: number): number {
  return Number((share * 100).toPrecision(10));
}
