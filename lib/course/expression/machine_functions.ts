import {
  attainableRate,
  bytesPerValue,
  type Dimension,
  type Machine,
  memoryLevel,
  peakRate,
  type Quantity,
  ridgePoint,
} from "@/lib/compute/mod.ts";
import { type Arguments, define } from "./functions.ts";
import { toNumberOf } from "./values.ts";
import type { VocabularyFunction } from "./types.ts";

const FLOP_RATE: Dimension = { flop: 1, second: -1 };
const BYTE_RATE: Dimension = { byte: 1, second: -1 };
const INTENSITY: Dimension = { flop: 1, byte: -1 };
const BYTES: Dimension = { byte: 1 };

/**
 * Functions over the machine table.
 *
 * @param machines The table
 * @returns The functions, in the order in which they are documented
 */
export function machineFunctions(machines: readonly Machine[]): VocabularyFunction[] {
  const level = (args: Arguments, place: number) =>
    args.has(place) ? { level: args.text(place, "memory level") } : {};
  return [
    define("name(machine)", "the machine's name", (args) => args.machine(0, machines).name),
    define("year(machine)", "the year it appeared", (args) => args.machine(0, machines).year),
    define(
      "peak(machine, precision)",
      "its dense peak rate",
      (args) => of(peakRate(args.machine(0, machines), args.precision(1)), FLOP_RATE),
    ),
    define(
      "bandwidth(machine, level?)",
      "the bandwidth of its memory or a nearer level",
      (args) =>
        of(memoryLevel(args.machine(0, machines), level(args, 1).level).bandwidth, BYTE_RATE),
    ),
    define("capacity(machine, level?)", "the size of its memory or a nearer level", (args) => {
      const machine = args.machine(0, machines);
      const found = memoryLevel(machine, level(args, 1).level);
      if (found.capacity === undefined) {
        throw new RangeError(`The size of ${found.name} of ${machine.name} is not in the table`);
      }
      return of(found.capacity, BYTES);
    }),
    define("ridge(machine, precision, level?)", "its ridge point", (args) => {
      const options = { precision: args.precision(1), ...level(args, 2) };
      return of(ridgePoint(args.machine(0, machines), options), INTENSITY);
    }),
    define(
      "attainable(intensity, machine, precision, level?)",
      "the highest rate at an arithmetic intensity",
      (args) => {
        const intensity = toNumberOf(args.value(0), INTENSITY, "attainable");
        const options = { precision: args.precision(2), ...level(args, 3) };
        return of(attainableRate(args.machine(1, machines), intensity, options), FLOP_RATE);
      },
    ),
    define(
      "bytes_per_value(precision)",
      "the size of one value",
      (args) => of(bytesPerValue(args.precision(0)), BYTES),
    ),
  ];
}

function of(value: number, dimension: Dimension): Quantity {
  return { value, dimension };
}
