/**
 * The conventions behind the numbers. Honest tools disagree because they count
 * differently; each choice made here has a name, a default and a sentence that
 * is printed beside results.
 *
 * @module
 */
import {
  type BasicConventions,
  basicConventions,
  type Convention,
  sentenceOf,
} from "./basic_conventions.ts";

export type { Convention } from "./basic_conventions.ts";

/** Every convention by its name, with the options it has. */
export interface Conventions extends BasicConventions {
  /** Active parameters. */
  readonly activeParameters: Convention<"with-embedding">;
  /** Cache of keys and values. */
  readonly keyValueCache: Convention<"once">;
  /** Memory of an inference. */
  readonly inferenceMemory: Convention<"least">;
  /** Attention. */
  readonly attention: Convention<"unfused" | "fused">;
  /** Fusion. */
  readonly fusion: Convention<"on-chip">;
  /** Causal attention. */
  readonly causal: Convention<"full" | "half">;
  /** Attention over a compressed cache. */
  readonly latentAttention: Convention<"naive" | "absorbed">;
  /** Operators that are no matrix products. */
  readonly elementwise: Convention<"counted" | "ignored">;
  /** Embeddings. */
  readonly embeddings: Convention<"counted" | "ignored">;
  /** Head. */
  readonly head: Convention<"all" | "last" | "none">;
  /** Experts. */
  readonly experts: Convention<"expected">;
  /** Backward pass. */
  readonly backward: Convention<"twice">;
  /** Recomputation. */
  readonly recomputation: Convention<"none" | "selective" | "full">;
  /** Memory of a training step's states. */
  readonly trainingMemory: Convention<"states">;
  /** Memory of activations. */
  readonly activationMemory: Convention<"stored">;
  /** Room for a sequence. */
  readonly sequenceMemory: Convention<"full-length">;
  /** Communication. */
  readonly communication: Convention<"one-port">;
  /** Growth. */
  readonly growth: Convention<"least-squares">;
  /** Energy. */
  readonly energy: Convention<"dynamic" | "with-idle">;
}

/**
 * Every convention that a result of this library can depend on.
 *
 * @example The sentence printed beside a result
 * ```ts
 * import { conventions } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { options, default: option } = conventions.multiplyAccumulate;
 * expect(options[option]).toBe("One multiply-accumulate is two FLOPs.");
 * ```
 */
export const conventions: Conventions = /* @__PURE__ */ (() => ({
  multiplyAccumulate: basicConventions.multiplyAccumulate,
  elementaryFunctions: basicConventions.elementaryFunctions,
  traffic: basicConventions.traffic,
  packing: basicConventions.packing,
  activeParameters: {
    title: "Active parameters",
    default: "with-embedding",
    options: {
      "with-embedding":
        "Active parameters are all but those of the experts that a token does not use; the embedding " +
        "counts in full.",
    },
  },
  keyValueCache: {
    title: "Cache of keys and values",
    default: "once",
    options: {
      once:
        "A token's keys and values are cached once for each key and value head and layer, in a layer " +
        "with a window for the tokens in it only; a decode step reads the cache once and writes one " +
        "token.",
    },
  },
  inferenceMemory: {
    title: "Memory of an inference",
    default: "least",
    options: {
      least:
        "Memory is the least that holds weights, cached keys and values and the activations of one " +
        "layer at a time; several devices share it evenly.",
    },
  },
  sequenceMemory: {
    title: "Room for a sequence",
    default: "full-length",
    options: {
      "full-length":
        "A sequence takes room in the cache for its prompt and its whole answer from the beginning.",
    },
  },
  attention: {
    title: "Attention",
    default: "unfused",
    options: {
      unfused:
        "Attention is unfused: scores and probabilities are written to memory and read again.",
      fused: "Attention is fused: scores and probabilities never leave the chip; a backward pass " +
        "computes them again.",
    },
  },
  fusion: {
    title: "Fusion",
    default: "on-chip",
    options: {
      "on-chip":
        "Tensors between fused operators stay on the chip and are neither written nor read.",
    },
  },
  causal: {
    title: "Causal attention",
    default: "full",
    options: {
      full:
        "Causal attention is counted in full: every token of a pass as if it attended to as many " +
        "tokens as the last one.",
      half:
        "Causal attention is counted for the tokens that are attended to: each token itself and " +
        "those before it, about half of all pairs.",
    },
  },
  latentAttention: {
    title: "Attention over a compressed cache",
    default: "naive",
    options: {
      naive:
        "Compressed keys and values are expanded for every head and token attended to, then used.",
      absorbed:
        "Queries and results are taken into the compressed space, so that keys and values are " +
        "never expanded.",
    },
  },
  elementwise: {
    title: "Operators that are no matrix products",
    default: "counted",
    options: {
      counted:
        "Norms, softmax, activation functions, residual additions, biases and rotary positions are " +
        "counted, each as an operator that reads and writes memory unless it is part of another.",
      ignored: "Only matrix products are counted: norms, softmax, activation functions, residual " +
        "additions, biases and rotary positions cost nothing, as if merged into their neighbours.",
    },
  },
  embeddings: {
    title: "Embeddings",
    default: "counted",
    options: {
      counted: "Looking up embeddings reads one row a token and does no multiplications.",
      ignored: "Looking up embeddings is not counted.",
    },
  },
  head: {
    title: "Head",
    default: "all",
    options: {
      all: "The head scores the whole vocabulary for every token, at 2·d·V FLOPs a token.",
      last:
        "The head scores the whole vocabulary for the last token of each sequence only, at 2·d·V " +
        "FLOPs.",
      none: "The head and the pooler are not counted.",
    },
  },
  experts: {
    title: "Experts",
    default: "expected",
    options: {
      expected:
        "Weights of experts are read once for each expert that a token of the pass uses, in the mean " +
        "over tokens that choose their experts uniformly and independently.",
    },
  },
  backward: {
    title: "Backward pass",
    default: "twice",
    options: {
      twice:
        "The backward pass does twice the FLOPs of the forward pass: exact for matrix products, an " +
        "estimate for others; it reads weights once more and writes their gradients once.",
    },
  },
  recomputation: {
    title: "Recomputation",
    default: "none",
    options: {
      none: "Activations are kept for the backward pass.",
      selective: "Scores, softmax and the product with the values are computed a second time.",
      full: "Every layer is computed a second time before its backward pass; the head is not.",
    },
  },
  trainingMemory: {
    title: "Memory of training",
    default: "states",
    options: {
      states:
        "Memory of training is that of weights, gradients and optimizer state, split evenly where it " +
        "is split; activations, buffers and what fragments lose come on top.",
    },
  },
  activationMemory: {
    title: "Memory of activations",
    default: "stored",
    options: {
      stored:
        "Activations are what the forward pass stores for the backward pass, each tensor once; a " +
        "dropout mask takes a byte a value, and means and deviations of norms are not counted.",
    },
  },
  peak: basicConventions.peak,
  prefixes: basicConventions.prefixes,
  communication: {
    title: "Communication",
    default: "one-port",
    options: {
      "one-port":
        "A message takes the link's latency plus its bytes over the link's one-way bandwidth; a " +
        "device sends one message and receives one at a time, no link is shared, and the arithmetic " +
        "of reductions is not counted.",
    },
  },
  growth: {
    title: "Growth",
    default: "least-squares",
    options: {
      "least-squares":
        "Growth is the ordinary least-squares slope of the decimal logarithm on the date, a year " +
        "having 365.25 days.",
    },
  },
  energy: {
    title: "Energy",
    default: "dynamic",
    options: {
      dynamic:
        "Energy is that of the arithmetic and of moving bytes at one memory level; control, other " +
        "levels and power at rest are not counted.",
      "with-idle":
        "Energy is that of the arithmetic, of moving bytes at one memory level, and of power at rest " +
        "for the given time; control and other levels are not counted.",
    },
  },
  timeBound: basicConventions.timeBound,
}))();

/** The name of a convention. */
export type ConventionName = keyof Conventions;

/**
 * The sentence of a convention.
 *
 * @param name The convention.
 * @param option One of its options. Default: its default.
 * @returns The sentence, with its full stop.
 * @throws {RangeError} If the convention or the option is not known.
 *
 * @example
 * ```ts
 * import { conventionSentence } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(conventionSentence("peak")).toBe(
 *   "Peak rates are dense; structured sparsity is not counted.",
 * );
 * ```
 */
export function conventionSentence(name: ConventionName, option?: string): string {
  return sentenceOf(conventions, name, option);
}
