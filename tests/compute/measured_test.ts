import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { knownMachines } from "@/lib/compute/data/mod.ts";
import { findMachine, gemm, operatorTime, peakRate, type Precision } from "@/lib/compute/mod.ts";
import { readTable } from "./machine_table.ts";

/**
 * The fastest matrix products that were measured (stas00/ml-engineering, commit 744d01e, section
 * "Maximum Achievable FLOPS"), with their sizes and the part of the peak printed there.
 */
const measured = readTable("fixtures/measured_matmul.csv");

/** Machines whose peak differs from the one that the percentages are taken of. */
const otherPeaks: Readonly<Record<string, number>> = {
  // At the clock of the cards, not of the white paper
  "gaudi-3": 1677,
  // As the table of measurements takes it; the same handbook's table of peaks has 2500
  "mi355x": 2300,
};

describe("measured matrix products", () => {
  for (const row of measured) {
    const { id = "", measured_tflops, printed_percent } = row;
    const precision = row["precision"] as Precision;
    const rate = Number(measured_tflops) * 1e12;
    const machine = findMachine(knownMachines(), id);

    it(`take longer on ${id} in ${precision} than the bound says, but not twice as long`, () => {
      const cost = gemm({ m: Number(row["m"]), n: Number(row["n"]), k: Number(row["k"]) }, {
        precision,
      });
      const { seconds, bound } = operatorTime(machine, cost, { precision });
      expect(bound).toBe("compute");
      expect(cost.flops / rate / seconds).toBeGreaterThan(1);
      expect(cost.flops / rate / seconds).toBeLessThan(2);
    });

    it(`are the printed part of the peak of ${id} in ${precision}`, () => {
      const peak = otherPeaks[id] ?? peakRate(machine, precision) / 1e12;
      // Printed of rounded peaks, such as 989 for 989.4
      expect(Math.abs(100 * Number(measured_tflops) / peak - Number(printed_percent)))
        .toBeLessThan(0.4);
    });
  }
});
