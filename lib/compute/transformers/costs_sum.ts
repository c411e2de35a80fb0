/**
 * Sums of costs.
 *
 * @module
 */
import type { ByteKind, TransformerCost } from "./costs_types.ts";

/** A sum that grows. */
export class CostSum {
  flops = 0;
  readonly byKind: Record<ByteKind, number> = {
    weights: 0,
    activations: 0,
    gradients: 0,
    kvRead: 0,
    kvWrite: 0,
  };

  /** Adds a cost, `times` over. */
  add(cost: Pick<TransformerCost, "flops" | "byKind">, times = 1): this {
    this.flops += times * cost.flops;
    this.byKind.weights += times * cost.byKind.weights;
    this.byKind.activations += times * cost.byKind.activations;
    this.byKind.gradients += times * cost.byKind.gradients;
    this.byKind.kvRead += times * cost.byKind.kvRead;
    this.byKind.kvWrite += times * cost.byKind.kvWrite;
    return this;
  }

  /** The sum so far. */
  cost(): TransformerCost {
    const { flops, byKind } = this;
    const { weights, activations, gradients, kvRead, kvWrite } = byKind;
    const bytes = weights + activations + gradients + kvRead + kvWrite;
    return { flops, bytes, byKind: { ...byKind }, intensity: flops / bytes };
  }
}
