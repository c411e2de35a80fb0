import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { setModel, setTokens, setWork } from "@/lib/figures/all_reduce/change.ts";
import { denseModels, gradientModel } from "@/lib/figures/all_reduce/models.ts";
import { spans } from "@/lib/figures/all_reduce/quantities.ts";
import { type AllReduceControl, tokenSpan, type Work } from "@/lib/figures/all_reduce/state.ts";
import { tokensIn } from "@/lib/figures/all_reduce/times.ts";
import type { AllReduceControlsProps } from "./all_reduce_controls.tsx";
import { Segmented, SelectField } from "./field.tsx";
import { NumberSlider } from "./number_slider.tsx";

const workOptions = [
  { value: "none", label: "none" },
  { value: "data-parallel", label: "data parallel" },
  { value: "tensor-parallel", label: "tensor parallel" },
];

const whole = { unit: "", whole: true, initial: 1 } as const;

/** The arithmetic that an all-reduce is set against. */
export function WorkLine({ id, state, disabled, onChange }: AllReduceControlsProps): JSX.Element {
  const shows = (group: AllReduceControl) => state.controls.includes(group);
  const works = state.work !== "none";
  const split = state.work === "tensor-parallel";
  const models = useMemo(
    () => [
      ...denseModels().map(({ id, name }) => ({ value: id, label: name })),
      ...(split ? [] : [{ value: "", label: "no model here", disabled: true }]),
    ],
    [split],
  );
  return (
    <div class="fig-line">
      {shows("work") && (
        <Segmented
          id={`${id}-work`}
          label="Arithmetic"
          value={state.work}
          options={workOptions}
          disabled={disabled}
          // The options are the kinds of work, so is what was chosen.
          onChange={(work) => onChange((now) => setWork(now, work as Work))}
        />
      )}
      {works && shows("model") && (
        <SelectField
          id={`${id}-model`}
          label={split ? "layers of" : "gradients of"}
          value={split ? state.model : gradientModel(state.bytes) ?? ""}
          options={models}
          disabled={disabled}
          onChange={(model) => onChange((now) => setModel(now, model))}
        />
      )}
      {works && shows("tokens") && (
        <NumberSlider
          key={state.work}
          id={`${id}-tokens`}
          size={{
            ...tokenSpan,
            name: "tokens",
            label: split ? "tokens" : "tokens on each",
            ...whole,
          }}
          value={split ? Math.max(1, Math.round(tokensIn(state))) : state.tokens}
          disabled={disabled}
          onInput={(tokens) => onChange((now) => setTokens(now, tokens))}
        />
      )}
      {works && shows("efficiency") && (
        <NumberSlider
          id={`${id}-efficiency`}
          size={spans.efficiency}
          stops={efficiencies}
          value={Number((state.efficiency * 100).toPrecision(6))}
          disabled={disabled}
          onInput={(percent) => onChange((now) => ({ ...now, efficiency: percent / 100 }))}
        />
      )}
    </div>
  );
}

const efficiencies = Array.from({ length: 20 }, (_, step) => (step + 1) * 5);
