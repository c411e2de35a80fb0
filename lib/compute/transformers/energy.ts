/**
 * The energy that a Transformer's FLOPs and bytes take.
 *
 * @module
 */
import { nonNegative, positive, record } from "../check.ts";
import type { TransformerCost } from "./costs_types.ts";

/** Joules of single operations. */
export interface EnergyRates {
  /** Joules a FLOP. */
  readonly perFlop: number;
  /** Joules for each byte moved between memory and the chip. */
  readonly perByte: number;
}

/** Energy in joules. */
export interface PhaseEnergy {
  /** Of the arithmetic. */
  readonly compute: number;
  /** Of the traffic. */
  readonly memory: number;
  /** The sum: idle power, caches and links are not in it. */
  readonly total: number;
  /** The sum ÷ tokens. */
  readonly perToken: number;
}

/**
 * The energy of a phase or a generation: FLOPs and bytes, each times what one takes (Horowitz 2014
 * counts so, section 1.1.3). Which numbers to give depends on technology and precision, and what a
 * chip draws beside them comes on top.
 *
 * @param cost FLOPs, bytes and tokens.
 * @param rates Joules a FLOP and a byte.
 * @returns Joules.
 * @throws {RangeError} If a rate is negative or not finite.
 *
 * @example With 1 pJ a FLOP and 50 pJ a byte, decoding spends nearly all on traffic
 * ```ts
 * import { decodeStep, findTransformer, phaseEnergy } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const step = decodeStep(findTransformer("llama-2-7b"), { contextTokens: 511 });
 * const energy = phaseEnergy(step, { perFlop: 1e-12, perByte: 50e-12 });
 * expect(energy.memory / energy.total).toBeCloseTo(0.98, 2);
 * expect(energy.perToken).toBe(energy.total);
 * ```
 */
export function phaseEnergy(
  cost: Pick<TransformerCost, "flops" | "bytes"> & { readonly tokens: number },
  rates: EnergyRates,
): PhaseEnergy {
  record("cost", cost);
  record("rates", rates);
  nonNegative("flops", cost.flops);
  nonNegative("bytes", cost.bytes);
  positive("tokens", cost.tokens);
  const compute = cost.flops * nonNegative("perFlop", rates.perFlop);
  const memory = cost.bytes * nonNegative("perByte", rates.perByte);
  const total = compute + memory;
  return { compute, memory, total, perToken: total / cost.tokens };
}
