/**
 * What is stored for a backward pass, and how it may be split.
 *
 * @module
 */

/** The sizes of a layer that its activations depend on; a `TransformerModel` has them all. */
export interface ActivationModel {
  /** Values in a token's hidden state, h in Korthikanti et al. 2022. */
  readonly width: number;
  /** Query heads, a. */
  readonly heads: number;
  /** Key and value heads. */
  readonly keyValueHeads: number;
  /** Values in a head. */
  readonly headSize: number;
  /** Values in the hidden layer of the MLP: 4·h there. */
  readonly mlpWidth: number;
  /** Whether the MLP is gated. */
  readonly gated: boolean;
}

/** What is computed a second time instead of stored. */
export type Recomputation = "none" | "selective" | "full";

/** How a layer is trained. */
export interface ActivationOptions {
  /** Tokens of a sequence, s. */
  readonly tokens: number;
  /** Sequences of a microbatch, b. Default 1. */
  readonly batch?: number | undefined;
  /** Devices that share each matrix product, t. Default 1. */
  readonly tensorParallel?: number | undefined;
  /**
   * Whether those devices also share norms, dropouts and the inputs of the products, along the
   * sequence. Default `false`.
   */
  readonly sequenceParallel?: boolean | undefined;
  /**
   * `none` (the default), `selective` (scores, softmax, its dropout and the product with the values
   * are computed again) or `full` (only the layer's input is stored).
   */
  readonly recomputation?: Recomputation | undefined;
  /**
   * `unfused` (the default) stores probabilities, `fused` only the logarithm of each row's sum, in
   * FP32, as FlashAttention-2 does (Dao 2023); its dropout is drawn again from a seed.
   */
  readonly attention?: "unfused" | "fused" | undefined;
  /** Whether there is dropout after softmax. Default `true`. */
  readonly attentionDropout?: boolean | undefined;
  /** Whether there is dropout after attention, after the MLP and after the embedding. Default `true`. */
  readonly hiddenDropout?: boolean | undefined;
}

/** Which part of a layer stores a tensor. */
export type ActivationPart = "attention" | "attention-core" | "mlp" | "norms" | "layer";

/** A tensor stored for the backward pass. */
export interface StoredTensor {
  /** What it is. */
  readonly name: string;
  /** The part of the layer that stores it. */
  readonly part: ActivationPart;
  /** Values of it on one device. */
  readonly values: number;
  /** Bytes a value: 2, or 1 for a dropout mask, or 4. */
  readonly bytesPerValue: number;
  /** Bytes of it on one device. */
  readonly bytes: number;
  /** Whether the devices of a tensor-parallel group share it, or each holds all of it. */
  readonly split: boolean;
}
