/**
 * What machines do a second.
 *
 * @module
 */
import { positiveInteger, record } from "../check.ts";
import type { Machine } from "../machine_types.ts";
import { operatorTime, type TimeOptions } from "../operator_time.ts";
import type { MachineRates } from "./fast_sum.ts";
import type { PhaseTimeOptions } from "./time.ts";

/**
 * What a machine, or several that divide the work evenly, does a second, for
 * {@linkcode CompiledCosts}.
 *
 * @param machine The machine.
 * @param options Precision of the arithmetic, memory level, efficiency, machines.
 * @returns FLOP/s and bytes a second, all machines together.
 * @throws {RangeError} If the machine has no such peak or level, or a number is out of range.
 *
 * @example
 * ```ts
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { machineRates } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "even",
 *   name: "Even",
 *   year: 2020,
 *   peaks: { fp16: 128e12 },
 *   levels: [{ id: "memory", name: "HBM", bandwidth: 1e12 }],
 *   source: "made up",
 * });
 * const rates = machineRates(machine, { precision: "fp16", efficiency: 0.5, devices: 2 });
 * expect(rates).toEqual({ peak: 128e12, bandwidth: 1e12 });
 * ```
 */
export function machineRates(
  machine: Machine,
  options: TimeOptions & Pick<PhaseTimeOptions, "devices">,
): MachineRates {
  record("options", options);
  const devices = positiveInteger("devices", options.devices ?? 1);
  // A unit of each takes the inverse of the rate
  const { computeSeconds, memorySeconds } = operatorTime(machine, { flops: 1, bytes: 1 }, options);
  return { peak: devices / computeSeconds, bandwidth: devices / memorySeconds };
}
