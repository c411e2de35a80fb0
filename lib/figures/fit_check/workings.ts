import { bytesPerValue, formatNumber } from "@/lib/compute/mod.ts";
import { kvValuesPerToken } from "@/lib/compute/transformers/mod.ts";
import type { Working } from "../model.ts";
import { byteText } from "../text.ts";
import { activationFormula, storedActivations } from "./activations.ts";
import { bytesOfKind, type Holding } from "./memory.ts";
import { layersOf, modelOf, parametersOf } from "./models.ts";
import type { FitCheckState, FitOptimizer } from "./state.ts";
import { countText, devicesText, kindText } from "./words.ts";

/** Every kind with its formula and numbers, and how the least number of devices follows. */
export function fitWorkings(state: FitCheckState, holding: Holding): Working[] {
  const { total, capacity, needed, machine, each } = holding;
  return [
    ...(state.use === "training" ? trainingLines(state, holding) : inferenceLines(state, holding)),
    {
      label: "least number of devices",
      formula: "all ÷ capacity, rounded up",
      numbers: `${byteText(total)} ÷ ${byteText(capacity)}, rounded up`,
      result: devicesText(needed, machine),
    },
    {
      label: "on each device",
      formula: "all ÷ devices",
      numbers: `${byteText(total)} ÷ ${countText(state.devices)}`,
      result: byteText(each),
      role: "memory",
    },
  ];
}

/** Bytes a parameter of what an optimizer keeps, as a sum. */
const kept: Readonly<Record<FitOptimizer, string>> = {
  sgd: "",
  momentum: "4",
  adam: "4 + 4",
  "adam-8bit": "1 + 1 + 8/2048",
  adahessian: "4 + 4",
};

function trainingLines(state: FitCheckState, holding: Holding): Working[] {
  const model = modelOf(state);
  const parameters = parametersOf(model);
  const mixed = state.precision === "mixed";
  const value = mixed ? 2 : 4;
  const sum = [
    mixed ? "4" : "",
    kept[state.optimizer],
    state.optimizer === "adahessian" ? `${value} + ${value}` : "",
  ].filter((term) => term !== "").join(" + ");
  const stateBytes = bytesOfKind(holding, "state");
  const { layers, layer, ends } = storedActivations(state);
  const { formula, numbers } = activationFormula(state);
  const count = layersOf(model);
  return [
    line("weights", `${value}·P`, `${value}·${countText(parameters)}`, "memory", holding.parts),
    line("gradients", `${value}·P`, `${value}·${countText(parameters)}`, "memory", holding.parts),
    ...(stateBytes === 0 ? [] : [{
      label: kindText("state", state),
      formula: `(${sum})·P`,
      numbers: `(${sum})·${countText(parameters)}`,
      result: byteText(stateBytes),
    }]),
    {
      label: "activations of a layer",
      formula,
      numbers,
      result: byteText(layer),
      role: "compute",
    },
    {
      label: "activations of all layers",
      formula: "L · one layer",
      numbers: `${countText(count)} · ${byteText(layer)}`,
      result: byteText(layers),
      role: "compute",
    },
    ...(ends === 0 ? [] : [{
      label: "of embedding and head",
      formula: `s·b·h + ${mixed ? 4 : 8}·s·b·h + 4·s·b·V`,
      numbers: `${countText(state.length * state.batch)}·(${mixed ? 5 : 9}·${
        countText(model.width)
      } + 4·${countText(model.vocabulary)})`,
      result: byteText(ends),
      role: "compute" as const,
    }]),
  ];
}

function inferenceLines(state: FitCheckState, holding: Holding): Working[] {
  const model = modelOf(state);
  const precision = state.precision === "mixed" ? "fp16" : state.precision;
  const value = bytesPerValue(precision);
  const others = precision === "fp32" ? 4 : 2;
  const keyValues = bytesOfKind(holding, "key_values");
  const perToken = kvValuesPerToken(model);
  const window = model.window !== undefined;
  const cross = model.architecture === "encoder-decoder";
  return [
    line(
      "weights",
      `${formatNumber(value)}·P`,
      `${formatNumber(value)}·${countText(parametersOf(model))}`,
      "memory",
      holding.parts,
    ),
    ...(keyValues === 0 ? [] : [{
      label: "KV cache",
      formula: window
        ? "b · tokens held, over all layers · values of a token · bytes"
        : `b·s·${cross ? "2·" : ""}L·values of a token·bytes`,
      numbers: window
        ? `${countText(state.batch)} · ${
          countText(keyValues / state.batch / perToken / others)
        } · ${countText(perToken)} · ${others}`
        : `${countText(state.batch)}·${countText(state.length)}·${cross ? "2·" : ""}${
          countText(model.decoderLayers)
        }·${countText(perToken)}·${others}`,
      result: byteText(keyValues),
      role: "memory" as const,
    }]),
    {
      label: "activations",
      formula: "one layer at a time, or the scores of the head",
      numbers: "",
      result: byteText(bytesOfKind(holding, "activations")),
      role: "compute",
    },
  ];
}

function line(
  kind: "weights" | "gradients",
  formula: string,
  numbers: string,
  role: "memory",
  parts: Holding["parts"],
): Working {
  const bytes = parts.find((part) => part.kind === kind)?.bytes ?? 0;
  return { label: kind, formula, numbers, result: byteText(bytes), role };
}
