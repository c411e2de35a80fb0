/**
 * What a Transformer is made of, as far as its costs go. Sizes are given, never
 * derived from one another: a head's size is not width ÷ heads, the width of
 * the MLP is not four times the model's.
 *
 * @module
 */
import type { Precision } from "../precision.ts";

/** Which stacks a model has. */
export type Architecture = "encoder" | "decoder" | "encoder-decoder";

/**
 * Attention over a compressed cache (multi-head latent attention, DeepSeek-V2 2024, section 2.1).
 * Each compressed vector passes a norm before it is expanded. Sizes are in values.
 */
export interface LatentAttention {
  /** Rank of the compressed query; left out where queries are projected straight from the input. */
  readonly queryRank?: number;
  /** Rank of the compressed keys and values: what is cached of every token. */
  readonly keyValueRank: number;
  /** Size of a head's rotary part; the rotary key is shared by all heads and cached beside the rank. */
  readonly rotarySize: number;
  /** Size of a head's values. `headSize` is then that of queries and keys without the rotary part. */
  readonly valueSize: number;
}

/** A layer whose MLP is a choice of experts. */
export interface Experts {
  /** Experts to choose from in a layer. */
  readonly count: number;
  /** Experts that a token uses. */
  readonly active: number;
  /** Experts that every token uses besides. */
  readonly shared: number;
  /** Width of one expert's MLP. */
  readonly width: number;
  /** Layers at the start whose MLP is an ordinary one of `mlpWidth`. */
  readonly denseLayers: number;
  /** Whether the router adds a bias to its scores, one value an expert. */
  readonly routerBias: boolean;
}

/** Which linear layers carry a bias. */
export type Biases = "none" | "query-key-value" | "all";

/** A Transformer. */
export interface TransformerModel {
  /** Lower-case letters and digits joined by hyphens: `llama-2-7b`. */
  readonly id: string;
  /** Such as `Llama-2-7B`. */
  readonly name: string;
  /** The year it came out. */
  readonly year: number;
  /** Which stacks it has. */
  readonly architecture: Architecture;
  /** Layers of the encoder (0 in a decoder). */
  readonly encoderLayers: number;
  /** Layers of the decoder (0 in an encoder). */
  readonly decoderLayers: number;
  /** Values in a token's hidden state, d. */
  readonly width: number;
  /** Query heads, h. */
  readonly heads: number;
  /** Key and value heads: as `heads` (multi-head), 1 (multi-query) or between (grouped-query). */
  readonly keyValueHeads: number;
  /** Values in a head, k. */
  readonly headSize: number;
  /** Multi-head latent attention, where the model has it. */
  readonly latent?: LatentAttention;
  /**
   * The attention window in tokens, layer by layer of the stack that generates (the encoder where
   * there is no decoder): one number for every layer, or a pattern that repeats; `null` attends to
   * all tokens. Left out: no window.
   */
  readonly window?: number | readonly (number | null)[];
  /** Values in the hidden layer of an ordinary MLP, f. */
  readonly mlpWidth: number;
  /** Whether the MLP is gated: three matrices (gate, up, down) instead of two. */
  readonly gated: boolean;
  /** Experts, where the model has them. */
  readonly experts?: Experts;
  /** Tokens in the vocabulary, rows of the embedding. */
  readonly vocabulary: number;
  /**
   * Whether the head, which gives the scores of the next token, shares the embedding's matrix;
   * `null` if there is no head.
   */
  readonly tiedHead: boolean | null;
  /** Rows of each stack's learned position embedding. 0 where positions are computed. */
  readonly positions: number;
  /** Rows of a segment embedding. */
  readonly segments: number;
  /** Values of learned relative position biases in the whole model (T5). */
  readonly relativePositions: number;
  /** `layer` has scale and shift, `rms` scale only. */
  readonly norm: "layer" | "rms";
  /** Whether each stack's embeddings pass a norm of their own (BERT). */
  readonly embeddingNorm: boolean;
  /** Whether attention and MLP of a layer read the same normed input, so that it has one norm (Falcon). */
  readonly parallel: boolean;
  /** Whether the output of attention and MLP passes a norm too, besides their input (Gemma 2). */
  readonly outputNorms: boolean;
  /** Whether each stack ends in a norm. */
  readonly finalNorm: boolean;
  /** Whether queries and keys pass a norm over the head, one for all heads of a layer (Qwen3). */
  readonly headNorm: boolean;
  /** Which linear layers of attention and MLP carry a bias. */
  readonly biases: Biases;
  /** Whether a dense layer with bias follows the first token (BERT's pooler). */
  readonly pooler: boolean;
  /** Longest context in tokens that the model was made for. */
  readonly context: number;
  /** Where the sizes come from. */
  readonly source: string;
  /** What to know before using it. */
  readonly notes: string;
}

/** Fields that a description must give. */
export type RequiredField =
  | "id"
  | "name"
  | "year"
  | "architecture"
  | "width"
  | "heads"
  | "headSize"
  | "mlpWidth"
  | "vocabulary"
  | "context"
  | "source";

/** Experts as given: `shared` and `denseLayers` default to 0, `routerBias` to `false`. */
export type ExpertsInput =
  & Pick<Experts, "count" | "active" | "width">
  & { readonly [Field in "shared" | "denseLayers" | "routerBias"]?: Experts[Field] | undefined };

/**
 * A Transformer as given. What may be left out: `encoderLayers` and `decoderLayers` of a stack it
 * lacks (0); `keyValueHeads` (as `heads`); `tiedHead` (`null` for an encoder, otherwise `false`);
 * `gated`, `embeddingNorm`, `parallel`, `outputNorms`, `headNorm` and `pooler` (`false`);
 * `finalNorm` (`true`); `norm` (`layer`); `biases` (`none`); `positions`, `segments` and
 * `relativePositions` (0); `latent`, `window` and `experts` (none); `notes` (empty).
 */
export type TransformerInput =
  & Pick<TransformerModel, RequiredField>
  & {
    readonly [Field in Exclude<keyof TransformerModel, RequiredField | "experts">]?:
      | TransformerModel[Field]
      | undefined;
  }
  & { readonly experts?: ExpertsInput | undefined };

/** What a model's values are for. Their precision may be chosen by that. */
export type ValueKind = "weights" | "activations" | "keyValues";

/**
 * One precision for every value of a model, or one for each kind. Kinds left out are `fp16`, except
 * that `keyValues` are as `activations`.
 */
export type ModelPrecision = Precision | Readonly<Partial<Record<ValueKind, Precision>>>;
