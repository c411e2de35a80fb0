/**
 * How a Transformer's costs are counted: the choices that honest tools differ in.
 *
 * @module
 */
import { describe, nonNegative, record } from "../check.ts";
import { type ConventionName, conventions } from "../conventions.ts";
import { bytesPerValue } from "../precision.ts";
import { modelPrecisions } from "./model_precision.ts";
import type { ModelPrecision } from "./types.ts";

/** How costs are counted. Each choice is a convention whose sentence the result carries. */
export interface CostOptions {
  /** The number format of weights, activations and cached keys and values. Default `fp16`. */
  readonly precision?: ModelPrecision | undefined;
  /** Whether scores and probabilities are written and read, or never leave the chip. Default `unfused`. */
  readonly attention?: "unfused" | "fused" | undefined;
  /** Whether causal attention counts all pairs of tokens or those attended to. Default `full`. */
  readonly causal?: "full" | "half" | undefined;
  /** Which tokens the head scores. Default: in prefill `last`, otherwise `all`. */
  readonly head?: "all" | "last" | "none" | undefined;
  /** Whether operators that are no matrix products count. Default `counted`. */
  readonly elementwise?: "counted" | "ignored" | undefined;
  /** Whether looking up embeddings counts. Default `counted`. */
  readonly embeddings?: "counted" | "ignored" | undefined;
  /** The form of multi-head latent attention. Default: in a decode step `absorbed`, otherwise `naive`. */
  readonly latent?: "naive" | "absorbed" | undefined;
  /**
   * FLOPs of the activation function for each value. Default 4, those of SiLU x ÷ (1 + exp(−x)):
   * negation, exponential, addition, division.
   */
  readonly activationFlops?: number | undefined;
}

/** Options with their defaults, but for those that depend on the phase. */
export interface CostSettings {
  readonly fused: boolean;
  readonly half: boolean;
  readonly head: "all" | "last" | "none" | undefined;
  readonly elementwise: boolean;
  readonly embeddings: boolean;
  readonly latent: "naive" | "absorbed" | undefined;
  readonly activationFlops: number;
  /** Bytes of a value. */
  readonly bytes: {
    readonly weights: number;
    readonly activations: number;
    readonly keyValues: number;
  };
  readonly options: CostOptions;
}

/** Checks options and fills in their defaults. */
export function costSettings(options: CostOptions = {}): CostSettings {
  const { weights, activations, keyValues } = modelPrecisions(record("options", options).precision);
  check("attention", "attention", options.attention);
  check("causal", "causal", options.causal);
  check("head", "head", options.head);
  check("elementwise", "elementwise", options.elementwise);
  check("embeddings", "embeddings", options.embeddings);
  check("latent", "latentAttention", options.latent);
  return {
    fused: options.attention === "fused",
    half: options.causal === "half",
    head: options.head,
    elementwise: options.elementwise !== "ignored",
    embeddings: options.embeddings !== "ignored",
    latent: options.latent,
    activationFlops: nonNegative("activationFlops", options.activationFlops ?? 4),
    bytes: {
      weights: bytesPerValue(weights),
      activations: bytesPerValue(activations),
      keyValues: bytesPerValue(keyValues),
    },
    options,
  };
}

/** Refuses a value that is no option of a convention. */
export function check(field: string, convention: ConventionName, value: string | undefined): void {
  const { options } = conventions[convention];
  if (value === undefined || Object.hasOwn(options, value)) return;
  throw new RangeError(
    `${field} is ${describe(value)}: known are ${Object.keys(options).join(", ")}`,
  );
}
