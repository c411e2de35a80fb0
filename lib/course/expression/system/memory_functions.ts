import { findTransformer } from "@/lib/compute/mod.ts";
import { modelActivations, type Optimizer, trainingMemory } from "@/lib/compute/training/mod.ts";
import { define } from "../functions.ts";
import type { VocabularyFunction } from "../types.ts";
import { measured, oneOf } from "./read.ts";

/** The optimizers that need the number of parameters and not their shapes. */
const optimizers: readonly Optimizer[] = ["sgd", "momentum", "adam", "adam-8bit", "adahessian"];

/**
 * Functions over what training holds in memory.
 *
 * @returns The functions, in the order in which they are documented
 */
export function memoryFunctions(): VocabularyFunction[] {
  return [
    define(
      "training_bytes(parameters, optimizer, formats?)",
      'weights, gradients and optimizer state in training, "mixed" or in "fp32"',
      (args) => {
        const precision = args.has(2) ? oneOf(args, 2, "choice of formats", formats) : "mixed";
        const optimizer = oneOf(args, 1, "optimizer", optimizers);
        const { total } = trainingMemory({ parameters: args.number(0), optimizer, precision });
        return measured(total, { byte: 1 });
      },
    ),
    define(
      "activation_bytes(model, tokens, batch)",
      "what the layers keep for the backward pass, nothing recomputed",
      (args) => {
        const model = findTransformer(args.text(0, "model"));
        const layers = model.encoderLayers + model.decoderLayers;
        const work = { layers, tokens: args.number(1), batch: args.number(2) };
        return measured(modelActivations(model, work).layers, { byte: 1 });
      },
    ),
  ];
}

const formats = ["mixed", "fp32"] as const;
