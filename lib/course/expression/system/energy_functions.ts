import { findEnergyTable, multiplyAccumulateEnergy } from "@/lib/compute/energy/mod.ts";
import { type Arguments, define } from "../functions.ts";
import type { VocabularyFunction } from "../types.ts";
import { measured, oneOf } from "./read.ts";

/**
 * Functions over the energy of arithmetic and of memory accesses.
 *
 * @returns The functions, in the order in which they are documented
 */
export function energyFunctions(): VocabularyFunction[] {
  const table = (args: Arguments) => findEnergyTable(args.text(0, "table of energies"));
  return [
    define(
      "byte_energy(energies, memory)",
      'the energy of a byte from a memory such as "DRAM", by a table such as "horowitz-45nm"',
      (args) => {
        const { accesses } = table(args);
        const name = oneOf(args, 1, "memory", accesses.map((access) => access.name));
        const [access] = accesses.filter((entry) => entry.name === name);
        return measured(access ? access.joules * 8 / access.bits : NaN, { joule: 1 });
      },
    ),
    define(
      "mac_energy(energies, precision)",
      "the energy of a multiply-accumulate",
      (args) => measured(multiplyAccumulateEnergy(table(args), args.precision(1)), { joule: 1 }),
    ),
  ];
}
