import { conventionSentence } from "@/lib/compute/conventions.ts";
import { bytesPerValue } from "@/lib/compute/mod.ts";
import { byteText, shortName } from "../text.ts";
import { storedActivations } from "./activations.ts";
import type { Holding } from "./memory.ts";
import { modelOf } from "./models.ts";
import type { FitCheckState } from "./state.ts";

/** How the numbers were counted. */
export function fitConventions(state: FitCheckState): string[] {
  const even = "Everything is spread evenly over the devices: the least that any division can " +
    "reach, since real ones repeat some of it on each.";
  if (state.use === "training") {
    return [
      even,
      state.precision === "mixed"
        ? "Mixed precision: weights and gradients in two bytes, a master copy of the weights and " +
          "the optimizer's state in FP32."
        : "Weights, gradients, optimizer state and activations in FP32.",
      conventionSentence("activationMemory"),
      "They are those of Korthikanti et al. 2022: attention unfused, dropout on.",
      conventionSentence("recomputation", state.recompute),
      "P parameters, L layers of width h with a heads, b sequences of s tokens, a vocabulary of V.",
      conventionSentence("prefixes"),
    ];
  }
  const narrow = state.precision !== "mixed" && bytesPerValue(state.precision) < 2;
  return [
    even,
    ...(narrow ? ["Weights alone are narrow: cache and activations are in FP16."] : []),
    "Activations are those of one layer at a time.",
    ...(modelOf(state).architecture === "encoder" ? [] : [conventionSentence("keyValueCache")]),
    ...(narrow ? [conventionSentence("packing")] : []),
    conventionSentence("prefixes"),
  ];
}

/** What is left out, and what is uncertain. */
export function fitNotes(state: FitCheckState, { machine }: Holding): string[] {
  return [
    "Left out: buffers for communication, workspaces of kernels, the runtime, and what an " +
    "allocator loses to fragments.",
    ...(state.use === "training" ? trainingNotes(state) : []),
    ...(machine.unverified.includes("capacity")
      ? [`Unverified: the memory capacity of the ${shortName(machine)}.`]
      : []),
  ];
}

function trainingNotes(state: FitCheckState): string[] {
  const model = modelOf(state);
  return [
    ...(state.recompute === "full"
      ? [
        `While a layer is computed again, its activations come on top: ${
          byteText(storedActivations(state).whole)
        }.`,
      ]
      : []),
    ...(state.optimizer === "adahessian"
      ? ["AdaHessian also keeps the graph of its backward pass, which is not counted."]
      : []),
    ...(model.experts
      ? ["Of a layer of experts, the hidden layers that a token passes through are counted."]
      : []),
    ...(model.latent ? ["Attention is counted as if keys and values were not compressed."] : []),
    ...(model.architecture === "encoder-decoder"
      ? ["Activations of attention across to the encoder are not counted."]
      : []),
    ...(model.tiedHead === null ? ["The heads of pre-training are not counted."] : []),
  ];
}
