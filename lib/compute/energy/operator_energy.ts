/**
 * The energy an operator takes.
 *
 * @module
 */
import { nonNegative, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import type { OperatorCost } from "../operators/cost.ts";
import { bytesPerValue, type Precision } from "../precision.ts";
import { byteEnergy, flopEnergy } from "./model.ts";
import type { EnergyModel } from "./types.ts";

/** Which energies are meant. */
export interface EnergyOptions {
  /** The number format of the arithmetic. */
  readonly precision: Precision;
  /** The memory level that the bytes move at. Default: `memory`. */
  readonly level?: string | undefined;
}

/** Energy by kind. */
export interface OperatorEnergy {
  /** Joules in all. */
  readonly joules: number;
  /** Joules of arithmetic. */
  readonly arithmetic: number;
  /** Joules of moving bytes. */
  readonly traffic: number;
  /** Joules at rest: power at rest × time. 0 if no time is given. */
  readonly idle: number;
  /** The part of arithmetic and traffic that is traffic, 0 to 1; 0 where both are. */
  readonly trafficShare: number;
  /** Joules a FLOP, all kinds; infinite without FLOPs. */
  readonly perFlop: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * The energy of an operator: FLOPs × energy of a FLOP + bytes × energy of a byte at one level, and
 * where a time is given, power at rest × time. Arithmetic and traffic add up: unlike times, energies
 * do not overlap. Energies of bare units leave out instruction fetch, registers and wires, which in a
 * processor are most of the energy of an operation (Horowitz 2014), so this is a lower bound.
 *
 * @param cost The operator's FLOPs and bytes.
 * @param model Energies of a FLOP and of a byte.
 * @param options Precision, memory level, and the operator's time in seconds.
 * @returns Joules by kind.
 * @throws {RangeError} If FLOPs, bytes or seconds are negative or not finite, the model lacks the
 * precision or level, or a time is given and the model has no power at rest.
 *
 * @example A matrix-vector product spends its energy on bytes
 * ```ts
 * import { energyModelOf, findEnergyTable, operatorEnergy } from "@/lib/compute/energy/mod.ts";
 * import { gemm, gemv } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = energyModelOf(findEnergyTable("horowitz-45nm"));
 * const step = operatorEnergy(gemv({ m: 4096, n: 4096 }), model, { precision: "fp16" });
 * const many = operatorEnergy(gemm({ m: 4096, n: 4096, k: 4096 }), model, { precision: "fp16" });
 * expect(step.trafficShare).toBeGreaterThan(0.99);
 * expect(many.trafficShare).toBeLessThan(0.15);
 * ```
 */
export function operatorEnergy(
  cost: Pick<OperatorCost, "flops" | "bytes">,
  model: EnergyModel,
  options: EnergyOptions & { readonly seconds?: number | undefined },
): OperatorEnergy {
  record("cost", cost);
  record("options", options);
  const flops = nonNegative("flops", cost.flops);
  const arithmetic = flops * flopEnergy(model, options.precision);
  const traffic = nonNegative("bytes", cost.bytes) * byteEnergy(model, options.level);
  const idle = idleEnergy(model, options.seconds);
  const moving = arithmetic + traffic;
  const joules = moving + idle;
  return {
    joules,
    arithmetic,
    traffic,
    idle,
    trafficShare: moving === 0 ? 0 : traffic / moving,
    perFlop: flops === 0 ? Infinity : joules / flops,
    conventions: [
      conventionSentence("energy", options.seconds === undefined ? "dynamic" : "with-idle"),
      conventionSentence("multiplyAccumulate"),
    ],
  };
}

function idleEnergy(model: EnergyModel, seconds: number | undefined): number {
  if (seconds === undefined) return 0;
  if (model.idleWatts === undefined) {
    throw new RangeError(
      `Energy model "${model.name}" has no idleWatts: leave seconds out, or give the power at rest`,
    );
  }
  return model.idleWatts * nonNegative("seconds", seconds);
}

/**
 * How many multiply-accumulates the energy of bringing one operand would pay for: the energy of as
 * many bytes as a value of the precision takes, over that of a multiply-accumulate, two FLOPs, in the
 * same precision.
 *
 * The answer depends on that convention. At 45 nm an FP32 value from DRAM costs 139 FP32
 * multiply-accumulates, an FP16 value 213 of FP16 and an INT8 value 533 of INT8; the "200 times" often
 * quoted fits 32 bits against an INT32 multiply-accumulate, 640 pJ ÷ 3.2 pJ.
 *
 * @param model Energies of a FLOP and of a byte.
 * @param options Precision and memory level.
 * @returns The ratio.
 * @throws {RangeError} If the model lacks the precision or level.
 *
 * @example
 * ```ts
 * import { accessEnergyRatio, energyModelOf, findEnergyTable } from "@/lib/compute/energy/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = energyModelOf(findEnergyTable("horowitz-45nm"));
 * expect(accessEnergyRatio(model, { precision: "fp32" })).toBeCloseTo(139.1, 1);
 * expect(accessEnergyRatio(model, { precision: "fp32", level: "l1" })).toBeCloseTo(1.09, 2);
 * ```
 */
export function accessEnergyRatio(model: EnergyModel, options: EnergyOptions): number {
  record("options", options);
  return byteEnergy(model, options.level) * bytesPerValue(options.precision) /
    (2 * flopEnergy(model, options.precision));
}

/**
 * The arithmetic intensity at which arithmetic and traffic take the same energy: energy of a byte
 * ÷ energy of a FLOP (Choi, Bedard, Fowler and Vuduc 2013, "energy balance"). Below it, moving data
 * takes more than half of the energy. It is to energy what the ridge point is to time.
 *
 * @param model Energies of a FLOP and of a byte.
 * @param options Precision and memory level.
 * @returns FLOP/byte.
 * @throws {RangeError} If the model lacks the precision or level.
 *
 * @example
 * ```ts
 * import { energyBalance, energyModelOf, findEnergyTable } from "@/lib/compute/energy/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = energyModelOf(findEnergyTable("horowitz-45nm"));
 * expect(energyBalance(model, { precision: "fp32" })).toBeCloseTo(160 / 2.3);
 * ```
 */
export function energyBalance(model: EnergyModel, options: EnergyOptions): number {
  record("options", options);
  return byteEnergy(model, options.level) / flopEnergy(model, options.precision);
}
