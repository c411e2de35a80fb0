/**
 * The number format of each kind of a model's values.
 *
 * @module
 */
import { describe, isRecord, wrongType } from "../check.ts";
import { checkPrecision, defaultPrecision, type Precision } from "../precision.ts";
import type { ModelPrecision, ValueKind } from "./types.ts";

const kinds: readonly ValueKind[] = ["weights", "activations", "keyValues"];

/**
 * Fills in the precision of every kind of a model's values.
 *
 * @param precision One name, or one name for each kind. Default `fp16`; `keyValues` default to
 * `activations`.
 * @returns The precision of weights, activations and cached keys and values.
 * @throws {RangeError} If a precision or a kind is not known.
 * @throws {TypeError} If it is neither a name nor an object.
 *
 * @example
 * ```ts
 * import { modelPrecisions } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(modelPrecisions({ weights: "int4" })).toEqual({
 *   weights: "int4",
 *   activations: "fp16",
 *   keyValues: "fp16",
 * });
 * ```
 */
export function modelPrecisions(
  precision: ModelPrecision = defaultPrecision,
): Readonly<Record<ValueKind, Precision>> {
  if (typeof precision === "string") {
    const one = checkPrecision("precision", precision);
    return { weights: one, activations: one, keyValues: one };
  }
  if (!isRecord(precision)) {
    return wrongType("precision", precision, "a name or one name for each kind of value");
  }
  for (const kind of Object.keys(precision)) {
    if (!(kinds as readonly string[]).includes(kind)) {
      throw new RangeError(
        `precision has the kind ${describe(kind)}: known are ${kinds.join(", ")}`,
      );
    }
  }
  const { weights = defaultPrecision, activations = defaultPrecision } = precision;
  return {
    weights: checkPrecision("precision.weights", weights),
    activations: checkPrecision("precision.activations", activations),
    keyValues: checkPrecision("precision.keyValues", precision.keyValues ?? activations),
  };
}
