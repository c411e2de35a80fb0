/**
 * Energy from a machine's design power.
 *
 * @module
 */
import { positive, record } from "../check.ts";
import type { Machine } from "../machine_types.ts";
import { checkMachine, memoryLevel, peakRate } from "../machines.ts";
import { operatorTime, type TimeOptions } from "../operator_time.ts";
import type { OperatorCost } from "../operators/cost.ts";
import { byteEnergy, flopEnergy } from "./model.ts";
import type { EnergyOptions } from "./operator_energy.ts";
import type { EnergyModel } from "./types.ts";

/** Energy of an operator on a machine at its design power. */
export interface MachineEnergy {
  /** Joules: design power × time. */
  readonly joules: number;
  /** Seconds. */
  readonly seconds: number;
  /** Watts the machine is designed for. */
  readonly watts: number;
  /** Joules a FLOP; infinite without FLOPs. */
  readonly perFlop: number;
}

/**
 * The energy of an operator on a machine that draws its design power all the time: power × time. A
 * machine draws no more over a long time, so this is an upper bound for an operator that takes no
 * longer than the time used. Without `seconds` that is the serial time of `operatorTime`, arithmetic
 * and traffic one after the other, at the `efficiency` given; a program that runs longer may take
 * more.
 *
 * @param machine The machine.
 * @param cost The operator's FLOPs and bytes.
 * @param options Precision, level and efficiency of the time, or the time measured.
 * @returns Joules, with the time and power used.
 * @throws {RangeError} If the machine's power is not known, or an option is out of range.
 *
 * @example
 * ```ts
 * import { machineEnergy } from "@/lib/compute/energy/mod.ts";
 * import { defineMachine, gemv } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "a100-80",
 *   name: "NVIDIA A100 80GB SXM",
 *   year: 2020,
 *   peaks: { fp16: 312e12 },
 *   levels: [{ id: "memory", name: "HBM2e", bandwidth: 2039e9 }],
 *   power: 400,
 *   source: "data sheet",
 * });
 * const { joules } = machineEnergy(machine, gemv({ m: 4096, n: 4096 }), { precision: "fp16" });
 * expect(joules).toBeCloseTo(6.6e-3, 4);
 * ```
 */
export function machineEnergy(
  machine: Machine,
  cost: Pick<OperatorCost, "flops" | "bytes">,
  options: TimeOptions & { readonly seconds?: number | undefined },
): MachineEnergy {
  checkMachine(machine);
  const watts = designPower(machine);
  // Also with measured seconds, so that a wrong cost or option is refused
  const { serial } = operatorTime(machine, cost, options);
  const seconds = options.seconds === undefined ? serial : positive("seconds", options.seconds);
  const joules = watts * seconds;
  return { joules, seconds, watts, perFlop: cost.flops === 0 ? Infinity : joules / cost.flops };
}

/** What a machine would draw by an energy model. All in watts but for the ratio. */
export interface PowerEstimate {
  /** Arithmetic at its peak. */
  readonly arithmetic: number;
  /** Memory at its bandwidth. */
  readonly traffic: number;
  /** Power at rest, 0 where the model has none. */
  readonly idle: number;
  /** The sum. */
  readonly watts: number;
  /** The machine's design power over `watts`, where it is known. */
  readonly designRatio?: number;
}

/**
 * The power of a machine at full rate by an energy model: peak × energy of a FLOP + bandwidth ×
 * energy of a byte + power at rest. Beside the design power it says how far a model of one process
 * fits a machine of another: a ratio well below 1 means that the model's process is an older one, a
 * ratio above 1 leaves room for what the model does not count.
 *
 * @param machine The machine.
 * @param model Energies of a FLOP and of a byte.
 * @param options Precision and memory level.
 * @returns Watts by kind.
 * @throws {RangeError} If the machine or the model lacks the precision or level.
 *
 * @example An A100 made of 45 nm units would draw too much
 * ```ts
 * import { energyModelOf, fullRatePower, findEnergyTable } from "@/lib/compute/energy/mod.ts";
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "a100-80",
 *   name: "NVIDIA A100 80GB SXM",
 *   year: 2020,
 *   peaks: { fp16: 312e12 },
 *   levels: [{ id: "memory", name: "HBM2e", bandwidth: 2039e9 }],
 *   power: 400,
 *   source: "data sheet",
 * });
 * const model = energyModelOf(findEnergyTable("horowitz-45nm"));
 * const { traffic, watts } = fullRatePower(machine, model, { precision: "fp16" });
 * expect(traffic).toBeCloseTo(326, 0);
 * expect(watts).toBeCloseTo(560, 0);
 * ```
 */
export function fullRatePower(
  machine: Machine,
  model: EnergyModel,
  options: EnergyOptions,
): PowerEstimate {
  record("options", options);
  const arithmetic = peakRate(machine, options.precision) * flopEnergy(model, options.precision);
  const traffic = memoryLevel(machine, options.level).bandwidth * byteEnergy(model, options.level);
  const idle = model.idleWatts ?? 0;
  const watts = arithmetic + traffic + idle;
  return {
    arithmetic,
    traffic,
    idle,
    watts,
    ...(machine.power === undefined ? {} : { designRatio: machine.power / watts }),
  };
}

function designPower(machine: Machine): number {
  if (machine.power !== undefined) return machine.power;
  throw new RangeError(`${machine.name} has no known power: give one in its description`);
}
