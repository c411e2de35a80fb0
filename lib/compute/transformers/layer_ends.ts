/**
 * What comes before and after a stack's layers: embeddings, the last norm, pooler and head.
 *
 * @module
 */
import { productOf, widthNorm } from "./layer_operators.ts";
import { type Factor, flops, moved, type Operator, type Recipe } from "./layer_terms.ts";
import type { TransformerModel } from "./types.ts";

/** Rows of the embeddings, added up. */
export function startOperators(recipe: Recipe): Operator[] {
  const { model, settings } = recipe;
  return [
    ...(settings.embeddings ? [lookUp(recipe)] : []),
    ...(model.embeddingNorm ? widthNorm(recipe, "embedding norm") : []),
  ];
}

/** Each token reads a row of each table; backwards the gradient is read and written to the rows. */
function lookUp(recipe: Recipe): Operator {
  const { model, settings, sizes: { d } } = recipe;
  const tables = ["token", ...(model.positions > 0 ? ["position"] : []), ...segment(model)];
  const rows = (label: string) =>
    moved(recipe, "weights", `${label} rows`, "tokens", [d], { backward: 0 });
  const biases = model.relativePositions / (model.architecture === "encoder-decoder" ? 2 : 1);
  const distances: Factor = { text: "biases", value: biases };
  return {
    name: "embedding look-up",
    group: "embedding",
    terms: [
      ...(settings.elementwise && tables.length > 1
        ? [flops(tables.length - 1, "additions", "tokens", [d])]
        : []),
      ...tables.map(rows),
      ...(settings.elementwise && biases > 0
        ? [moved(recipe, "weights", "position biases", "passes", [distances])]
        : []),
      moved(recipe, "activations", "output", "tokens", [d], { backward: 1 }),
    ],
  };
}

function segment({ segments }: TransformerModel): string[] {
  return segments > 0 ? ["segment"] : [];
}

/** The last norm; behind the last stack the head or the pooler. */
export function endOperators(recipe: Recipe, isLast: boolean): Operator[] {
  const { model, settings } = recipe;
  const { d, V } = recipe.sizes;
  const head = isLast && settings.head !== "none";
  return [
    ...(model.finalNorm ? widthNorm(recipe, "final norm") : []),
    ...(head && model.pooler
      ? [productOf(recipe, {
        name: "pooler",
        group: "head",
        work: "sequences",
        inward: [d],
        outward: [d],
        bias: [d],
      })]
      : []),
    ...(head && model.tiedHead !== null
      ? [productOf(recipe, {
        name: "head",
        group: "head",
        work: "scored",
        inward: [d],
        outward: [V],
      })]
      : []),
  ];
}
