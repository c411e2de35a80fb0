/**
 * The sizes of an attention operator, and which tokens attend to which.
 *
 * @module
 */
import { describe, isRecord, positiveInteger, record, wrongType } from "../check.ts";
import { checkPrecision, defaultPrecision, type Precision } from "../precision.ts";

/** Sizes of an attention operator. */
export interface AttentionShape {
  /** Sequences, each with queries, keys and values of its own. */
  readonly batch: number;
  /** Tokens that ask: all of them in prefill, one in a decode step. */
  readonly queryTokens: number;
  /** Tokens that are asked: the cached ones and those of this pass. */
  readonly keyTokens: number;
  /** Query heads. */
  readonly heads: number;
  /** Heads of keys and values; divides `heads`. Fewer than `heads` is grouped-query attention. */
  readonly keyValueHeads: number;
  /** Values of a query or a key in one head. */
  readonly headSize: number;
  /** Values of a value vector in one head, and of the output. Default: as `headSize`. */
  readonly valueSize?: number | undefined;
}

/**
 * Which tokens attend to which. `none`: every query to every key. `full`: causal, but counted as if
 * every query attended to every key. `half`: causal, counting each query's own key and those
 * before it; the last query is at the last key.
 */
export type CausalCount = "none" | "full" | "half";

/** What the tensors of an attention operator are for. Their precision may be chosen by that. */
export type AttentionTensor =
  | "activations"
  | "keyValues"
  | "scores"
  | "output"
  | "accumulator";

/**
 * One precision for every tensor, or one for each kind. Kinds left out: `activations` (the queries)
 * are `fp16`; `keyValues`, `scores` (probabilities too) and `output` are as `activations`;
 * `accumulator` (what a blocked attention holds on the chip) is `fp32`.
 */
export type AttentionPrecision =
  | Precision
  | Readonly<Partial<Record<AttentionTensor, Precision>>>;

/** Checks the sizes and names them as formulas do. */
export function checkAttention(shape: AttentionShape) {
  const headSize = positiveInteger("headSize", record("shape", shape).headSize);
  const variables = {
    batch: positiveInteger("batch", shape.batch),
    queryTokens: positiveInteger("queryTokens", shape.queryTokens),
    keyTokens: positiveInteger("keyTokens", shape.keyTokens),
    heads: positiveInteger("heads", shape.heads),
    keyValueHeads: positiveInteger("keyValueHeads", shape.keyValueHeads),
    headSize,
    valueSize: positiveInteger("valueSize", shape.valueSize ?? headSize),
  };
  const { heads, keyValueHeads } = variables;
  if (heads % keyValueHeads !== 0) {
    throw new RangeError(`keyValueHeads is ${keyValueHeads}: it must divide the ${heads} heads`);
  }
  return variables;
}

/** Checks how causal attention is counted: with `half`, every query must have a key. */
export function checkCausal(
  causal: CausalCount = "full",
  { queryTokens, keyTokens }: Pick<AttentionShape, "queryTokens" | "keyTokens">,
): CausalCount {
  if (causal !== "none" && causal !== "full" && causal !== "half") {
    throw new RangeError(`causal is ${describe(causal)}: known are none, full, half`);
  }
  if (causal === "half" && queryTokens > keyTokens) {
    throw new RangeError(
      `queryTokens is ${queryTokens}: causal attention counted in half has at most one query for ` +
        `each of the ${keyTokens} keys`,
    );
  }
  return causal;
}

/** Fills in the precision of every kind of tensor. */
export function attentionPrecisions(
  precision: AttentionPrecision = {},
): Readonly<Record<AttentionTensor, Precision>> {
  if (typeof precision === "string") {
    const one = checkPrecision("precision", precision);
    return { activations: one, keyValues: one, scores: one, output: one, accumulator: one };
  }
  if (!isRecord(precision)) {
    return wrongType("precision", precision, "a name or one name for each kind of tensor");
  }
  const { activations = defaultPrecision, accumulator = "fp32" } = precision;
  const { keyValues = activations, scores = activations, output = activations } = precision;
  return {
    activations: checkPrecision("precision.activations", activations),
    keyValues: checkPrecision("precision.keyValues", keyValues),
    scores: checkPrecision("precision.scores", scores),
    output: checkPrecision("precision.output", output),
    accumulator: checkPrecision("precision.accumulator", accumulator),
  };
}

/**
 * How many pairs of a query and a key an attention operator works on, for one head of one
 * sequence: queryTokens · keyTokens, or with `half` only pairs whose key is not after the query.
 *
 * With q queries at the end of k keys, query i of 1 to q attends to k − q + i keys, which sums to
 * q·k − q·(q − 1)/2: the triangle k·(k + 1)/2 where q = k, a trapezium where keys are cached, all k
 * keys for a single query.
 *
 * @param shape How many queries and keys.
 * @param causal How causal attention is counted. Default `full`.
 * @returns The pairs.
 * @throws {RangeError} If a size is not a positive whole number, `causal` is not known, or there are
 * more queries than keys where half is counted.
 *
 * @example
 * ```ts
 * import { attentionPairs } from "@/lib/compute/operators/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(attentionPairs({ queryTokens: 4, keyTokens: 4 })).toBe(16);
 * expect(attentionPairs({ queryTokens: 4, keyTokens: 4 }, "half")).toBe(1 + 2 + 3 + 4);
 * expect(attentionPairs({ queryTokens: 1, keyTokens: 4 }, "half")).toBe(4);
 * ```
 */
export function attentionPairs(
  shape: Pick<AttentionShape, "queryTokens" | "keyTokens">,
  causal?: CausalCount,
): number {
  const queryTokens = positiveInteger("queryTokens", record("shape", shape).queryTokens);
  const keyTokens = positiveInteger("keyTokens", shape.keyTokens);
  const all = queryTokens * keyTokens;
  return checkCausal(causal, shape) === "half" ? all - queryTokens * (queryTokens - 1) / 2 : all;
}
