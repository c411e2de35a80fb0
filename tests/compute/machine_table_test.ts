import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { findMachine, memoryLevel, type Precision, ridgePoint } from "@/lib/compute/mod.ts";
import { levelRows, machineRows, machines, readTable } from "./machine_table.ts";

/** A bandwidth of bytes a clock at a clock. */
type Computed = [id: string, level: string, bytesPerClock: number, megahertz: number];

const printedRidges = readTable("fixtures/printed_ridges.csv");

describe("the machine table", () => {
  it("has every device, each once", () => {
    const ids = machines.map((machine) => machine.id);
    // 44 devices, one of which was sold in two capacities.
    expect(ids).toHaveLength(45);
    expect(new Set(ids).size).toBe(45);
    expect(new Set(machines.map((machine) => machine.name)).size).toBe(45);
  });

  it("keeps the ids that lessons and links use", () => {
    const ids = machines.map((machine) => machine.id);
    for (
      const id of [
        "v100",
        "v100-32",
        "a100-40",
        "a100-80",
        "a100-80-pcie",
        "h100-sxm",
        "h100-pcie",
        "h200",
        "b200",
        "mi300x",
        "tpu-v4",
        "xeon-6242",
        "epyc-9654",
        "rtx-4090",
        "m1",
      ]
    ) expect(ids).toContain(id);
  });

  it("has a fixture of printed ridge points for every device with a half-precision peak", () => {
    expect(printedRidges.length).toBe(40);
  });

  for (const { id = "", precision, ridge_flop_per_byte } of printedRidges) {
    it(`gives ${id} the printed ridge point of ${ridge_flop_per_byte} FLOP/byte`, () => {
      const ridge = ridgePoint(findMachine(machines, id), { precision: precision as Precision });
      expect(Math.abs(ridge - Number(ridge_flop_per_byte))).toBeLessThanOrEqual(0.0501);
    });
  }

  it("is dense: no peak is that of structured sparsity", () => {
    const rate = (id: string, precision: Precision) => findMachine(machines, id).peaks[precision];
    expect(rate("a100-80", "fp16")).toBe(312e12);
    expect(rate("h100-sxm", "fp16")).toBe(989.4e12);
    expect(rate("b200", "fp16")).toBe(2250e12);
    // Only a rate with sparsity is published.
    expect(findMachine(machines, "wse-3").peaks).toEqual({});
  });

  it("is in base units: bytes, bytes a second, FLOP/s, watts", () => {
    const a100 = findMachine(machines, "a100-80");
    expect(memoryLevel(a100)).toMatchObject({ id: "memory", capacity: 80e9, bandwidth: 2.039e12 });
    expect(a100.link?.bandwidth).toBe(600e9);
    expect(a100.power).toBe(400);
    expect(a100.onChipBytes).toBe(40e6);
  });

  it("gives no format to machines that lack it", () => {
    expect(findMachine(machines, "v100").peaks.bf16).toBeUndefined();
    for (const machine of machines.filter(({ id }) => id.startsWith("tpu-"))) {
      expect(machine.peaks.fp16).toBeUndefined();
      expect(machine.peaks.bf16).toBeGreaterThan(0);
    }
  });

  it("has the V100 in both capacities", () => {
    expect(memoryLevel(findMachine(machines, "v100")).capacity).toBe(16e9);
    expect(memoryLevel(findMachine(machines, "v100-32")).capacity).toBe(32e9);
  });

  it("marks as unverified what its words call so, and nothing else", () => {
    for (const { id, confidence, notes, unverified } of machines) {
      const doubt = /unverified|uncertain|conflict|derived|scaled/;
      expect({ id, marked: unverified.length > 0 }).toEqual({
        id,
        marked: doubt.test(`${confidence} ${notes}`),
      });
    }
  });

  it("names a source in every row", () => {
    for (const row of [...machineRows, ...levelRows]) expect(row["source"]).toMatch(/\S/);
  });
});

describe("the table of memory levels", () => {
  it("belongs to machines of the machine table", () => {
    for (const row of levelRows) findMachine(machines, row["machine"] ?? "");
  });

  it("gets faster towards the cores", () => {
    for (const { id, levels } of machines) {
      const bandwidths = levels.map((level) => level.bandwidth);
      expect({ id, bandwidths }).toEqual({ id, bandwidths: bandwidths.toSorted((a, b) => a - b) });
    }
  });

  it("has caches of kilobytes to hundreds of megabytes", () => {
    for (const level of machines.flatMap(({ levels }) => levels.slice(1))) {
      expect(level.capacity).toBeGreaterThan(100e3);
      expect(level.capacity).toBeLessThan(500e6);
    }
  });

  it("has on-chip levels for the machines the lessons compare", () => {
    const levels = (id: string) => findMachine(machines, id).levels.map((level) => level.id);
    for (const id of ["v100", "a100-80", "h100-sxm"]) {
      expect(levels(id)).toEqual(["memory", "l2", "l1"]);
    }
    expect(levels("xeon-6242")).toEqual(["memory", "l3", "l2", "l1"]);
  });

  it("computes what it says it computes", () => {
    const bandwidth = (id: string, level: string) =>
      memoryLevel(findMachine(machines, id), level).bandwidth;
    const expected: Computed[] = [
      ...["v100", "v100-32"].flatMap((id): Computed[] => [
        [id, "l2", 2048, 1530],
        [id, "l1", 80 * 128, 1530],
      ]),
      ...["a100-40", "a100-80", "a100-80-pcie"].flatMap((id): Computed[] => [
        [id, "l2", 5120, 1410],
        [id, "l1", 108 * 128, 1410],
      ]),
      ["h100-sxm", "l1", 132 * 128, 1830],
      ["h200", "l1", 132 * 128, 1830],
      ["h100-pcie", "l1", 114 * 128, 1755],
      ["xeon-6242", "l3", 16 * 16, 2800],
      ["xeon-6242", "l2", 16 * 64, 2800],
      ["xeon-6242", "l1", 16 * 128, 2800],
    ];
    for (const [id, level, bytes, megahertz] of expected) {
      expect(bandwidth(id, level) / (bytes * megahertz * 1e6)).toBeCloseTo(1, 4);
    }
    const computed = levelRows.filter((row) => row["source"]?.startsWith("Computed"));
    expect(computed.length).toBe(expected.length);
  });
});
