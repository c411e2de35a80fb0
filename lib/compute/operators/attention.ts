/**
 * Attention: scores, softmax and the product with the values, fused or not.
 *
 * @module
 */
import { record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import {
  attentionPairs,
  type AttentionPrecision,
  attentionPrecisions,
  type AttentionShape,
  type CausalCount,
  checkAttention,
  checkCausal,
} from "./attention_shape.ts";
import { type OperatorCost, operatorCost, type TermInput } from "./cost.ts";
import { isThreePass, type Passes } from "./softmax.ts";

/** What attention can be told. */
export interface AttentionOptions {
  /** The precision of every tensor, or of each kind. Default `fp16`. */
  readonly precision?: AttentionPrecision | undefined;
  /** Whether scores and probabilities never leave the chip. Default `false`. */
  readonly fused?: boolean | undefined;
  /** How causal attention is counted. Default `full`. */
  readonly causal?: CausalCount | undefined;
  /** How often the softmax reads the scores; `three-pass` only where not fused. Default `fused`. */
  readonly passes?: Passes | undefined;
}

/**
 * Attention, softmax(Q·Kᵀ)·V for every head of every sequence (Vaswani et al. 2017, equation 1).
 * Heads share keys and values in groups of heads ÷ keyValueHeads (Ainslie et al. 2023).
 *
 * FLOPs, with P the pairs of `attentionPairs`: scores 2·batch·heads·P·headSize, softmax 5 (in three
 * passes 7) for each score, values 2·batch·heads·P·valueSize. Fusing changes none of them; the
 * rescaling that a blocked softmax adds is not counted, nor are scaling by 1/√headSize and mask.
 *
 * Bytes: queries batch·queryTokens·heads·headSize, keys and values of keyValueHeads heads, each read
 * once; output batch·queryTokens·heads·valueSize, written once. Unfused, batch·heads·P scores are
 * written by the first product, read by the softmax (in three passes three times), and as many
 * probabilities written by it and read by the second product: P moves four times, or six. Fused,
 * none of this moves; that needs blocks (`fusedAttentionTraffic` counts what a small chip reads
 * again).
 *
 * @param shape Sequences, tokens, heads and their sizes.
 * @param options Precision, fused or not, causal attention, passes of the softmax.
 * @returns The cost.
 * @throws {RangeError} If a size is not a positive whole number, `keyValueHeads` does not divide
 * `heads`, an option is not known, or a fused attention is to read scores three times.
 *
 * @example Fusing saves the scores, which outgrow all else
 * ```ts
 * import { attention } from "@/lib/compute/operators/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const shape = {
 *   batch: 1,
 *   queryTokens: 4096,
 *   keyTokens: 4096,
 *   heads: 32,
 *   keyValueHeads: 8,
 *   headSize: 128,
 * };
 * const [unfused, fused] = [attention(shape), attention(shape, { fused: true })];
 * expect(fused.flops).toBe(unfused.flops);
 * expect(unfused.bytes - fused.bytes).toBe(4 * 2 * 32 * 4096 ** 2);
 * expect(fused.bytesWritten).toBe(2 * 4096 * 32 * 128);
 * expect(fused.bytesRead).toBe(2 * 4096 * (32 + 2 * 8) * 128);
 * ```
 */
export function attention(shape: AttentionShape, options: AttentionOptions = {}): OperatorCost {
  record("options", options);
  const sizes = checkAttention(shape);
  const causal = checkCausal(options.causal, sizes);
  const threePass = isThreePass(options.passes);
  const fused = options.fused ?? false;
  if (fused && threePass) {
    throw new RangeError('passes is "three-pass": a fused attention never reads its scores');
  }
  const { activations, keyValues, scores, output } = attentionPrecisions(options.precision);
  const pairs = scoreProduct(causal);
  const moved: readonly TermInput[] = [
    { kind: "written", label: "scores", product: pairs, precision: scores },
    {
      kind: "read",
      label: "scores",
      product: pairs,
      precision: scores,
      times: threePass ? 3 : 1,
      again: true,
    },
    { kind: "written", label: "probabilities", product: pairs, precision: scores },
    { kind: "read", label: "probabilities", product: pairs, precision: scores, again: true },
  ];
  const keyProduct = ["batch", "keyTokens", "keyValueHeads"];
  const queryProduct = ["batch", "queryTokens", "heads"];
  return operatorCost(
    "attention",
    causal === "half" ? { ...sizes, pairs: attentionPairs(sizes, causal) } : sizes,
    [
      ...attentionFlops(causal, threePass),
      {
        kind: "read",
        label: "queries",
        product: [...queryProduct, "headSize"],
        precision: activations,
      },
      { kind: "read", label: "keys", product: [...keyProduct, "headSize"], precision: keyValues },
      {
        kind: "read",
        label: "values",
        product: [...keyProduct, "valueSize"],
        precision: keyValues,
      },
      ...(fused ? [] : moved),
      {
        kind: "written",
        label: "output",
        product: [...queryProduct, "valueSize"],
        precision: output,
      },
    ],
    attentionConventions(causal, fused ? "fused" : "unfused", threePass ? "three-pass" : undefined),
  );
}

function scoreProduct(causal: CausalCount): string[] {
  return ["batch", "heads", ...(causal === "half" ? ["pairs"] : ["queryTokens", "keyTokens"])];
}

/** The FLOPs of an attention operator, fused or not. */
export function attentionFlops(causal: CausalCount, threePass: boolean): TermInput[] {
  const pairs = scoreProduct(causal);
  return [
    {
      kind: "flops",
      label: "multiply-accumulates of scores",
      product: [...pairs, "headSize"],
      times: 2,
    },
    { kind: "flops", label: "softmax", product: pairs, times: threePass ? 7 : 5 },
    {
      kind: "flops",
      label: "multiply-accumulates with values",
      product: [...pairs, "valueSize"],
      times: 2,
    },
  ];
}

/** How an attention operator was counted, in sentences. */
export function attentionConventions(
  causal: CausalCount,
  fused: "fused" | "unfused",
  traffic?: "three-pass" | "blocked",
): string[] {
  return [
    conventionSentence("multiplyAccumulate"),
    conventionSentence("elementaryFunctions"),
    conventionSentence("attention", fused),
    ...(causal === "none" ? [] : [conventionSentence("causal", causal)]),
    conventionSentence("traffic", traffic),
    conventionSentence("packing"),
  ];
}
