/**
 * The products of tokens with tokens: scores, softmax, and the mean of the values.
 *
 * @module
 */
import type { ByteKind } from "./costs_types.ts";
import {
  type Factor,
  flops,
  moved,
  type Operator,
  type Recipe,
  type Term,
  type WorkName,
} from "./layer_terms.ts";

/** A tensor read for every token attended to. */
interface KeyPart {
  readonly tensor: Exclude<ByteKind, "gradients">;
  readonly factors: readonly Factor[];
}

/** What is multiplied with what. */
export interface CoreShape {
  /** `cross-` for attention to an encoder's tokens. */
  readonly prefix: "" | "cross-";
  /** The count of pairs. */
  readonly pairs: WorkName;
  /** The count of tokens attended to. */
  readonly keys: WorkName;
  /** Values of a head's query and key. */
  readonly querySize: Factor;
  /** Values of a head's value, and of its result. */
  readonly valueSize: Factor;
  /** What the product with the keys reads. */
  readonly keyParts: readonly KeyPart[];
  /** What the product with the values reads. */
  readonly valueParts: readonly KeyPart[];
  /** Whether values are part of what was read as keys, so that a fused kernel reads them once. */
  readonly valuesAreKeys?: boolean;
}

/**
 * Scores 2·pairs·h·k, softmax 5·pairs·h, product with the values 2·pairs·h·k. Unfused, each is an
 * operator that moves the pairs; fused (Dao et al. 2022), one that moves queries, keys, values and
 * results only, and computes scores and softmax again in its backward pass.
 */
export function attentionCore(recipe: Recipe, shape: CoreShape): Operator[] {
  const { settings: { fused, elementwise }, sizes: { h } } = recipe;
  const { prefix, pairs, keys, querySize, valueSize, keyParts, valueParts } = shape;
  const again = fused ? 3 : 2;
  const read = (parts: readonly KeyPart[], label: string) =>
    parts.map(({ tensor, factors }) => moved(recipe, tensor, label, keys, factors));
  const scores: Term[] = [
    flops(2, "scores", pairs, [h, querySize], again),
    ...(hasRelativePositions(recipe, shape)
      ? [flops(1, "position biases", pairs, [h], again)]
      : []),
  ];
  const softmax = elementwise ? [flops(5, "softmax", pairs, [h], again)] : [];
  const values = flops(2, "product with values", pairs, [h, valueSize]);
  const queries = moved(recipe, "activations", "queries", "tokens", [h, querySize]);
  const result = moved(recipe, "activations", "result", "tokens", [h, valueSize]);
  if (fused) {
    const readValues = shape.valuesAreKeys ? [] : read(valueParts, "values");
    return [{
      name: `${prefix}attention`,
      group: "attention",
      terms: [
        ...scores,
        ...softmax,
        values,
        queries,
        ...read(keyParts, "keys"),
        ...readValues,
        result,
      ],
    }];
  }
  const pairsOf = (label: string, backward: number) =>
    moved(recipe, "activations", label, pairs, [h], { backward });
  const operator = (name: string, terms: Term[]): Operator => ({
    name: `${prefix}${name}`,
    group: "attention",
    terms,
    recomputed: true,
  });
  return [
    operator("attention scores", [
      ...scores,
      queries,
      ...read(keyParts, "keys"),
      pairsOf("scores", 2),
    ]),
    ...(elementwise
      ? [operator("attention softmax", [
        ...softmax,
        pairsOf("scores", 2),
        pairsOf("probabilities", 1),
      ])]
      : []),
    operator("attention over values", [
      values,
      pairsOf("probabilities", 2),
      ...read(valueParts, "values"),
      result,
    ]),
  ];
}

/** Learned biases by distance are added to the scores of a sequence's own tokens (T5). */
function hasRelativePositions({ model, settings }: Recipe, { prefix }: CoreShape): boolean {
  return settings.elementwise && model.relativePositions > 0 && prefix === "";
}
