/**
 * The check that an argument is a model.
 *
 * @module
 */
import { made } from "../check.ts";
import type { TransformerModel } from "./types.ts";

/** Returns the model if it is one that `defineTransformer` gives. */
export function checkTransformer(model: TransformerModel): TransformerModel {
  return made("model", model, model?.architecture, "defineTransformer");
}
