import {
  decodeStep,
  findTransformer,
  forward,
  kvCacheBytes,
  type OperatorCost,
  parameterCount,
  type PhaseCost,
  prefill,
  type TransformerModel,
  transformerModels,
  weightBytes,
} from "@/lib/compute/mod.ts";
import { type Arguments, define } from "./functions.ts";
import type { VocabularyFunction, Words } from "./types.ts";

/**
 * Functions over the library's Transformers, and the Transformers' ids.
 *
 * @returns The functions, in the order in which they are documented
 */
export function modelWords(): Words {
  return { functions: modelFunctions(), models: transformerModels().map(({ id }) => id) };
}

function modelFunctions(): VocabularyFunction[] {
  const model = (args: Arguments) => findTransformer(args.text(0, "model"));
  const bytes = (value: number) => ({ value, dimension: { byte: 1 } });
  const batch = (args: Arguments, place: number) =>
    args.has(place) ? { batch: args.number(place) } : {};
  const precision = (args: Arguments, place: number) =>
    args.has(place) ? { precision: args.precision(place) } : {};
  return [
    define("model_name(model)", "the model's name", (args) => model(args).name),
    define("parameters(model)", "its parameters", (args) => parameterCount(model(args)).total),
    define(
      "active_parameters(model)",
      "the parameters that a token uses",
      (args) => parameterCount(model(args)).active,
    ),
    define("layers(model)", "its layers", (args) => {
      const { encoderLayers, decoderLayers } = model(args);
      return encoderLayers + decoderLayers;
    }),
    define("width(model)", "the values in a token's hidden state", (args) => model(args).width),
    define("heads(model)", "its query heads", (args) => model(args).heads),
    define("kv_heads(model)", "its key and value heads", (args) => model(args).keyValueHeads),
    define("head_size(model)", "the values in a head", (args) => model(args).headSize),
    define("mlp_width(model)", "the width of its MLP", (args) => model(args).mlpWidth),
    define(
      "weight_bytes(model, precision?)",
      "the bytes of its weights",
      (args) => bytes(weightBytes(model(args), args.has(1) ? args.precision(1) : undefined)),
    ),
    define(
      "kv_bytes(model, tokens, batch?, precision?)",
      "the bytes of cached keys and values",
      (args) =>
        bytes(kvCacheBytes(model(args), {
          tokens: args.number(1),
          ...batch(args, 2),
          ...precision(args, 3),
        })),
    ),
    define(
      "forward(model, tokens, batch?, precision?)",
      "one pass over whole sequences, as an operator",
      (args) => {
        const work = { tokens: args.number(1), ...batch(args, 2) };
        return asOperator(forward(model(args), work, precision(args, 3)), model(args), work);
      },
    ),
    define(
      "prefill(model, tokens, batch?, precision?)",
      "reading a prompt, as an operator",
      (args) => {
        const work = { promptTokens: args.number(1), ...batch(args, 2) };
        return asOperator(prefill(model(args), work, precision(args, 3)), model(args), work);
      },
    ),
    define(
      "decode(model, context, batch?, precision?)",
      "one step of generating, as an operator",
      (args) => {
        const work = { contextTokens: args.number(1), ...batch(args, 2) };
        return asOperator(decodeStep(model(args), work, precision(args, 3)), model(args), work);
      },
    ),
  ];
}

/** A phase of a model where an expression wants an operator: its FLOPs, its bytes, what it holds. */
function asOperator(
  { phase, flops, bytes, footprint, conventions }: PhaseCost,
  { id }: TransformerModel,
  work: Readonly<Record<string, number>>,
): OperatorCost {
  return {
    name: `${phase} of ${id}`,
    variables: work,
    flops,
    // Of a whole model the library tells what bytes are for, and not which way they go
    bytesRead: NaN,
    bytesWritten: NaN,
    bytes,
    footprint,
    terms: [],
    conventions,
  };
}
