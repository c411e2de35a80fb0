import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { knownMachines } from "@/lib/compute/data/mod.ts";
import { findMachine, type Machine, memoryLevel, ridgePoint } from "@/lib/compute/mod.ts";
import { readTable, type Row } from "./machine_table.ts";

/** A list of devices collected apart from the course's table; without its sources. */
const hardware = readTable("fixtures/hardware.csv");
const machines = knownMachines();

/** Names that the list gives two devices, or the other way round. */
const ids: Readonly<Record<string, readonly string[]>> = {
  "NVIDIA V100 SXM2": ["v100", "v100-32"],
};

/** Where the two lists differ, and why. */
const exceptions: Readonly<Record<string, { ours: unknown; why: string }>> = {
  "v100 capacity": { ours: 16e9, why: "The list prints 16/32: two boards, a row each" },
  "v100-32 capacity": { ours: 32e9, why: "The list prints 16/32: two boards, a row each" },
  "v100-32 year": { ours: 2018, why: "The list's notes date the board with 32 GB 2018" },
  "gaudi-3 half": {
    ours: [459e12, 1835e12],
    why: "The handbook prints FP16 at a quarter of BF16; the list has one figure for both",
  },
  "tpu-v3 link": { ours: undefined, why: "A rate a link, no total: a link has a bandwidth" },
  "xeon-6242 link": { ours: undefined, why: "A transfer rate, no bandwidth" },
  "groq-lpu link": { ours: undefined, why: "Links are named, without a rate" },
  "wse-3 link": { ours: undefined, why: "The rate of the fabric on the wafer, not of a link" },
};

/** A cell in base units; 2.039 × 1e12 is 2038999999999.9998, the table means 2039000000000. */
function number(row: Row, column: string, factor = 1): number | undefined {
  const text = row[column] ?? "";
  return text === "" ? undefined : Number((Number(text) * factor).toPrecision(15));
}

/** What the list says of a device, by field. */
function listed(row: Row): Readonly<Record<string, unknown>> {
  const half = number(row, "fp16_bf16_dense_tflops", 1e12);
  return {
    name: row["name"],
    year: number(row, "year"),
    fp32: number(row, "fp32_tflops", 1e12),
    half: half === undefined ? [] : [half],
    fp8: number(row, "fp8_dense_tflops", 1e12),
    int8: number(row, "int8_dense_tops", 1e12),
    fp4: number(row, "fp4_dense_tflops", 1e12),
    memory: row["mem_type"],
    capacity: number(row, "mem_GB", 1e9),
    bandwidth: number(row, "mem_bw_GBps", 1e9),
    onChip: number(row, "onchip_MB", 1e6),
    link: row["interconnect_desc"] || undefined,
    linkBandwidth: number(row, "interconnect_GBps_total_bidir", 1e9),
    power: number(row, "tdp_W"),
    confidence: row["confidence"],
  };
}

/** The same of a machine. */
function known(machine: Machine): Readonly<Record<string, unknown>> {
  const { peaks } = machine;
  const memory = memoryLevel(machine);
  return {
    // The list does not tell the two V100s apart
    name: machine.name.replace(/ (16|32)GB$/, ""),
    year: machine.year,
    fp32: peaks.fp32,
    half: [...new Set([peaks.fp16, peaks.bf16].filter((rate) => rate !== undefined))],
    fp8: peaks.fp8,
    int8: peaks.int8,
    fp4: peaks.fp4,
    memory: memory.name,
    capacity: memory.capacity,
    bandwidth: memory.bandwidth,
    onChip: machine.onChipBytes,
    link: machine.link?.description,
    linkBandwidth: machine.link?.bandwidth,
    power: machine.power,
    confidence: machine.confidence,
  };
}

const idsOf = (row: Row): readonly string[] =>
  ids[row["name"] ?? ""] ??
    machines.filter(({ name }) => name === row["name"]).map(({ id }) => id);

describe("a list of devices collected apart", () => {
  it("has 44 devices, of which every one is known and none besides", () => {
    expect(hardware).toHaveLength(44);
    const found = hardware.flatMap(idsOf);
    expect(found.toSorted()).toEqual(machines.map(({ id }) => id).toSorted());
  });

  const used = new Set<string>();
  for (const row of hardware) {
    for (const id of idsOf(row)) {
      it(`gives ${id} the figures that the library has, except those named`, () => {
        const machine = known(findMachine(machines, id));
        const expected = Object.entries(listed(row)).map(([field, value]) => {
          const exception = exceptions[`${id} ${field}`];
          if (exception) used.add(`${id} ${field}`);
          return [field, exception ? exception.ours : value];
        });
        expect(machine).toEqual(Object.fromEntries(expected));
      });

      it(`prints the ridge point that ${id} has`, () => {
        const printed = number(row, "ridge_fp16_flop_per_byte");
        const machine = findMachine(machines, id);
        const precision = machine.peaks.bf16 === undefined ? "fp16" : "bf16";
        if (printed === undefined) expect(machine.peaks[precision]).toBeUndefined();
        else expect(Math.abs(ridgePoint(machine, { precision }) - printed)).toBeLessThan(0.0501);
      });
    }
  }

  it("needs every exception", () => {
    expect([...used].toSorted()).toEqual(Object.keys(exceptions).toSorted());
  });
});

describe("links", () => {
  it("have the bandwidth of their generation of NVLink, both directions together", () => {
    const generations = new Map([["NVLink2", 300], ["NVLink3", 600], ["NVLink4", 900], [
      "NVLink5",
      1800,
    ]]);
    const found = machines.flatMap(({ id, link }) => {
      const expected = generations.get(link?.description ?? "");
      return expected === undefined ? [] : [{ id, expected, bandwidth: link?.bandwidth }];
    });
    expect(found.length).toBe(9);
    for (const { expected, bandwidth } of found) expect(bandwidth).toBe(expected * 1e9);
  });
});
