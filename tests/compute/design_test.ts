import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  type Budget,
  type Design,
  designMachine,
  evaluateDesign,
  gpu4nm,
  gpu7nm,
  horowitzMacs,
  paretoSet,
  regretMatrix,
  sampleDesigns,
  searchDesigns,
  type Technology,
  tiledGemm,
  type WorkItem,
} from "@/lib/compute/design/mod.ts";

/** Round numbers, so that results can be worked out by hand. */
const simple: Technology = {
  id: "simple",
  name: "Simple",
  year: 2020,
  clock: 1e9,
  macs: { fp16: { area: 0.001, energy: 1e-12 }, int8: { area: 0.0005, energy: 0.25e-12 } },
  sramArea: 1e-6,
  channels: {
    wide: {
      name: "wide",
      bandwidth: 500e9,
      capacity: 16e9,
      area: 10,
      edge: 10,
      energyPerByte: 40e-12,
    },
    narrow: {
      name: "narrow",
      bandwidth: 50e9,
      capacity: 32e9,
      area: 2,
      edge: 3,
      energyPerByte: 150e-12,
    },
  },
  fixedArea: 20,
  staticFraction: 0.2,
  enabledFraction: 1,
  source: "made up",
};
const budget: Budget = { area: 400, power: 400 };

// Plain numbers of a seven-billion-parameter decoder at two bytes a value, as a caller would give
const prefill: WorkItem[] = [
  tiledGemm({ name: "projections", m: 4096, n: 2048, k: 16384 }, { weight: 32 }),
  tiledGemm({ name: "MLP", m: 11008, n: 2048, k: 12288 }, { weight: 32 }),
  { name: "attention scores", flops: 1.4e12, bytes: 17e9 },
];
const decode: WorkItem[] = [
  { name: "weights", flops: 13.5e9, bytes: 13.5e9 },
  { name: "cache", flops: 1.1e9, bytes: 1.1e9 },
];
const encoder: WorkItem[] = [
  tiledGemm({ name: "projections", m: 1024, n: 4096, k: 4096 }, { weight: 24 }),
  { name: "softmax and norms", flops: 10e9, bytes: 20e9 },
];

describe("a design", () => {
  const input = { arithmeticArea: 100, sramArea: 50, channel: "wide", channels: 3 };

  it("has the peak, memory, area and power worked out by hand", () => {
    const design = designMachine(input, simple, budget);
    // 100 mm² of 0.001 mm² each, two FLOPs at 1 GHz
    expect(design.machine.peaks.fp16).toBeCloseTo(200e12, -3);
    expect(design.machine.peaks.int8).toBeCloseTo(400e12, -3);
    expect(design.onChipBytes).toBeCloseTo(50e6, 3);
    expect(design.machine.onChipBytes).toBe(design.onChipBytes);
    expect(design.machine.levels[0]).toMatchObject({ bandwidth: 1500e9, capacity: 48e9 });
    expect(design.area).toEqual({ arithmetic: 100, sram: 50, memory: 30, fixed: 20, total: 200 });
    expect(design.edge).toBe(30);
    // 100 W for FP16 (int8 takes 50), 60 W for memory, a fifth of the total at rest
    expect(design.power.arithmetic).toBeCloseTo(100, 9);
    expect(design.power.memory).toBeCloseTo(60, 9);
    expect(design.power.total).toBeCloseTo(200, 9);
    expect(design.power.static).toBeCloseTo(40, 9);
    expect(design.feasible).toBe(true);
  });

  it("says each thing that it exceeds and by how much", () => {
    const { feasible, exceeded } = designMachine(input, simple, {
      area: 190,
      power: 150,
      edge: 20,
      memoryBytes: 64e9,
    });
    expect(feasible).toBe(false);
    expect(exceeded.map(({ what, limit }) => [what, limit])).toEqual([
      ["area", 190],
      ["power", 150],
      ["edge", 20],
      ["memory", 64e9],
    ]);
    const by = exceeded.map((excess) => excess.by);
    [10, 50, 10, 16e9].forEach((amount, i) => expect(by[i]).toBeCloseTo(amount, 6));
  });

  it("keeps spare units switched off", () => {
    const half = designMachine(input, { ...simple, enabledFraction: 0.5 }, budget);
    expect(half.machine.peaks.fp16).toBeCloseTo(100e12, -3);
    expect(half.onChipBytes).toBeCloseTo(25e6, 3);
    expect(half.area.total).toBe(200);
  });

  it("is a machine without on-chip memory if it has no area for it", () => {
    expect(designMachine({ ...input, sramArea: 0 }, simple, budget).machine.onChipBytes)
      .toBeUndefined();
  });

  it("refuses bad input by field", () => {
    const refuses = (changed: Partial<typeof input>, message: string) =>
      expect(() => designMachine({ ...input, ...changed }, simple, budget)).toThrow(message);
    refuses({ arithmeticArea: 0 }, "arithmeticArea is 0");
    refuses({ sramArea: -1 }, "sramArea is -1");
    refuses({ channels: 1.5 }, "channels is 1.5");
    refuses({ channel: "wid" }, 'channel is "wid": did you mean "wide"? known are wide, narrow');
    const bad: [Partial<Technology>, string][] = [
      [{ clock: 0 }, 'clock of technology "simple" is 0'],
      [{ sramArea: NaN }, 'sramArea of technology "simple" is NaN'],
      [{ staticFraction: 1 }, 'staticFraction of technology "simple" is 1'],
      [{ enabledFraction: 0 }, 'enabledFraction of technology "simple" is 0'],
      [{ macs: { fp16: { area: -1, energy: 1 } } }, "macs.fp16.area"],
    ];
    for (const [changed, message] of bad) {
      expect(() => designMachine(input, { ...simple, ...changed }, budget)).toThrow(message);
    }
    expect(() => designMachine(input, simple, { area: 0, power: 1 })).toThrow("budget.area is 0");
    expect(() => designMachine(input, simple, { area: 1, power: NaN })).toThrow("budget.power");
  });
});

describe("work on a design", () => {
  const design = designMachine(
    { arithmeticArea: 100, sramArea: 50, channel: "wide", channels: 3 },
    simple,
    budget,
  );

  it("takes the roofline's time and the energy of operations, bytes and rest", () => {
    const cost = evaluateDesign(design, [
      { name: "compute", flops: 200e12, bytes: 15e9, weight: 2 },
      { name: "memory", flops: 2e12, bytes: 1500e9 },
    ]);
    expect(cost.items.map((item) => item.bound)).toEqual(["compute", "memory"]);
    expect(cost.seconds).toBeCloseTo(3, 9);
    // 201 T multiply-accumulates at 1 pJ, 1.53 TB at 40 pJ, 3 s at 40 W
    expect(cost.joules).toBeCloseTo(201 + 61.2 + 120, 6);
    expect(cost.items.map((item) => Math.round(item.bytes / 1e9))).toEqual([30, 1500]);
  });

  it("moves less with more memory on the chip, down to each operand once", () => {
    const { bytes } = tiledGemm({ name: "g", m: 512, n: 2048, k: 1024 });
    if (typeof bytes === "number") throw new Error("depends on the memory on the chip");
    const once = 2 * (512 * 1024 + 1024 * 2048 + 512 * 2048);
    let before = Infinity;
    for (let size = 1; size < 1e9; size *= 3) {
      expect(bytes(size)).toBeLessThanOrEqual(before);
      expect(bytes(size)).toBeGreaterThanOrEqual(once);
      before = bytes(size);
    }
    expect(before).toBe(once);
    // Four times the memory, half the traffic of operands; the result is written once.
    const result = 2 * 512 * 2048;
    expect((bytes(4000) - result) / (bytes(16000) - result)).toBeCloseTo(2, 12);
  });

  it("is at most what blocks of the largest size move, by a factor that tends to 1", () => {
    // Blocks of b × b results and a column of b operands each way: b² + 2b values on the chip
    const { bytes } = tiledGemm({ name: "g", m: 4096, n: 4096, k: 4096 });
    if (typeof bytes === "number") throw new Error("depends on the memory on the chip");
    for (const b of [16, 64, 256, 1024]) {
      const blocked = 2 * ((4096 / b) ** 2 * 4096 * 2 * b + 4096 ** 2);
      const bound = bytes(2 * (b * b + 2 * b));
      expect(bound).toBeLessThanOrEqual(blocked);
      expect(blocked / bound).toBeLessThan(1 + 1.5 / b);
    }
  });

  it("refuses bad work by name and field", () => {
    const one = { name: "g", flops: 1, bytes: 1 };
    expect(() => evaluateDesign(design, [])).toThrow("mix is empty");
    expect(() => evaluateDesign(design, [{ ...one, flops: -1 }])).toThrow(
      'flops of work "g" is -1',
    );
    expect(() => evaluateDesign(design, [{ ...one, bytes: () => 0 }])).toThrow(
      'bytes of work "g" is 0',
    );
    expect(() => evaluateDesign(design, [{ ...one, weight: NaN }])).toThrow("weight of work");
    expect(() => evaluateDesign(design, [one], { precision: "fp64" })).toThrow(
      'Simple has no units for "fp64": known are fp16, int8',
    );
    expect(() => tiledGemm({ name: "g", m: 0, n: 1, k: 1 })).toThrow("m is 0");
  });
});

describe("the search", () => {
  it("is not beaten by a grid ten times as fine", () => {
    const mixes = [prefill, decode, encoder, [
      ...prefill,
      ...decode.map((w) => ({ ...w, weight: 50 })),
    ]];
    const narrow = { ...budget, edge: 20 };
    for (const mix of mixes) {
      for (const objective of ["seconds", "joules", "energyDelay"] as const) {
        const options = { objective, channels: ["wide"] };
        const found = searchDesigns(simple, narrow, mix, { ...options, steps: 8 });
        const fine = sampleDesigns(simple, narrow, mix, { ...options, steps: 80 });
        const best = fine.reduce(
          (least, { cost }) =>
            Math.min(
              least,
              objective === "energyDelay" ? cost.seconds * cost.joules : cost[objective],
            ),
          Infinity,
        );
        expect(found.value).toBeLessThanOrEqual(best * (1 + 1e-6));
        expect(found.value).toBeGreaterThan(best * 0.98);
        expect(found.design.feasible).toBe(true);
      }
    }
  });

  it("is not beaten by designs drawn at random", () => {
    const { value } = searchDesigns(simple, budget, encoder);
    const unit = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        unit,
        unit,
        fc.constantFrom("wide", "narrow"),
        fc.integer({ min: 1, max: 20 }),
        (a, s, channel, channels) => {
          const design = designMachine(
            { arithmeticArea: a * 380, sramArea: s * 380 * (1 - a), channel, channels },
            simple,
            budget,
          );
          if (!design.feasible) return;
          expect(evaluateDesign(design, encoder).seconds).toBeGreaterThanOrEqual(
            value * (1 - 1e-6),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("meets the optimum worked out by hand", () => {
    // Compute-bound without need of memory on the chip: arithmetic up to the limit of power.
    const compute = [{ name: "c", flops: 1e15, bytes: 1e9 }];
    const found = searchDesigns(simple, budget, compute, { channels: ["wide"] });
    // 400 W × 0.8 less one channel's 20 W is 300 W or 300 mm²
    expect(found.design.input.channels).toBe(1);
    expect(found.design.input.arithmeticArea).toBeCloseTo(300, 3);
    expect(found.value).toBeCloseTo(1e15 / 600e12, 6);
    // Bandwidth-bound: as many channels as edge and area allow.
    const memory = searchDesigns(simple, { ...budget, edge: 55 }, decode, { channels: ["wide"] });
    expect(memory.design.input.channels).toBe(5);
  });

  it("never does worse with a larger budget", () => {
    let before = Infinity;
    for (const area of [120, 200, 300, 400, 600]) {
      const { value } = searchDesigns(simple, { area, power: 300, edge: 60 }, encoder, {
        channels: ["wide"],
      });
      expect(value).toBeLessThanOrEqual(before * (1 + 1e-6));
      before = value;
    }
  });

  it("keeps the capacity that is needed", () => {
    const { design } = searchDesigns(simple, { ...budget, memoryBytes: 100e9 }, prefill);
    expect(design.machine.levels[0]?.capacity).toBeGreaterThanOrEqual(100e9);
  });

  it("gives the same design every time", () => {
    const run = () => searchDesigns(gpu7nm, { area: 800, power: 400 }, encoder, { steps: 5 });
    expect(JSON.stringify(run())).toBe(JSON.stringify(run()));
  });

  it("says when nothing is feasible, and refuses bad options", () => {
    expect(() => searchDesigns(simple, { area: 25, power: 400 }, decode)).not.toThrow();
    expect(() => searchDesigns(simple, { area: 21, power: 400 }, decode)).toThrow(
      "No design in Simple keeps 21 mm², 400 W",
    );
    expect(() => searchDesigns(simple, { area: 400, power: 1 }, decode)).toThrow(RangeError);
    expect(() => searchDesigns(simple, budget, decode, { steps: 1 })).toThrow("steps is 1");
    expect(() => searchDesigns(simple, budget, decode, { objective: "cost" as "seconds" }))
      .toThrow('objective is "cost"');
  });
});

describe("the Pareto set", () => {
  const beats = (a: readonly number[], b: readonly number[]) =>
    a.every((x, i) => x <= (b[i] ?? 0)) && a.some((x, i) => x < (b[i] ?? 0));

  it("is what comparing every pair leaves", () => {
    for (const objectives of [1, 2, 3, 4]) {
      const point = fc.array(fc.integer({ min: 0, max: 9 }), {
        minLength: objectives,
        maxLength: objectives,
      });
      fc.assert(
        fc.property(fc.array(point, { maxLength: 60 }), (points) => {
          const expected = points.filter((p) => !points.some((q) => beats(q, p)));
          const functions = Array.from(
            { length: objectives },
            (_, i) => (p: number[]) => p[i] ?? 0,
          );
          expect(paretoSet(points, functions)).toEqual(expected);
        }),
        { numRuns: 200 },
      );
    }
  });

  it("refuses NaN and no objective", () => {
    expect(() => paretoSet([1], [])).toThrow("objectives is empty");
    expect(() => paretoSet([1, NaN], [(x) => x])).toThrow("Objective 0 of item 1 is NaN");
    expect(paretoSet([], [(x: number) => x])).toEqual([]);
  });

  it("of designs holds the fastest and the most frugal", () => {
    const points = sampleDesigns(simple, budget, encoder, { steps: 8 });
    const set = paretoSet(points, [(p) => p.cost.seconds, (p) => p.cost.joules]);
    const least = (of: (p: typeof points[0]) => number) => Math.min(...points.map(of));
    expect(set.some((p) => p.cost.seconds === least((q) => q.cost.seconds))).toBe(true);
    expect(set.some((p) => p.cost.joules === least((q) => q.cost.joules))).toBe(true);
    expect(set.length).toBeLessThan(points.length / 4);
  });
});

describe("regret", () => {
  const mixes = [
    { name: "encoder", mix: encoder },
    { name: "prefill", mix: prefill },
    { name: "decode", mix: decode },
  ];

  it("is nothing on the diagonal and never below elsewhere", () => {
    const { regret, values, designs, names } = regretMatrix(simple, budget, mixes, { steps: 8 });
    expect(names).toEqual(["encoder", "prefill", "decode"]);
    regret.forEach((row, i) => {
      expect(row[i]).toBe(0);
      for (const loss of row) expect(loss).toBeGreaterThanOrEqual(-1e-6);
    });
    designs.forEach(({ value }, i) => expect(values[i]?.[i]).toBe(value));
  });

  it("is large for decode on a chip made for prefill, and the other way round", () => {
    const { regret, designs } = regretMatrix(gpu7nm, { area: 826, power: 400 }, mixes, {
      steps: 8,
      channels: ["hbm2e"],
    });
    expect(regret[1]?.[2]).toBeGreaterThan(1);
    expect(regret[2]?.[1]).toBeGreaterThan(0.2);
    const bandwidth = designs.map(({ design }) => design.machine.levels[0]?.bandwidth ?? 0);
    expect(bandwidth[2]).toBeGreaterThan(2 * (bandwidth[1] ?? Infinity));
  });
});

describe("technologies", () => {
  const ratio = (design: Design, peak: number) => (design.machine.peaks.fp16 ?? 0) / peak;

  it("give the A100 that they are fitted to", () => {
    // GA100: 826 mm², six memory interfaces (five in use), 48 MiB of second-level cache
    const sramArea = 48 * 2 ** 20 * gpu7nm.sramArea;
    const arithmeticArea = 826 - gpu7nm.fixedArea - 6 * 16.19 - sramArea;
    const design = designMachine(
      { arithmeticArea, sramArea, channel: "hbm2e", channels: 5 },
      gpu7nm,
      { area: 826, power: 420 },
    );
    expect(ratio(design, 312e12)).toBeCloseTo(1, 2);
    // 400 W with the published bandwidth; the standard's is an eighth more
    expect(design.power.total / 400).toBeCloseTo(1.045, 2);
    expect(design.feasible).toBe(true);
    // 40 MiB of 48 are in use; the model's spare part is that of the multiprocessors.
    expect(design.onChipBytes / (40 * 2 ** 20)).toBeCloseTo(1, 1);
    // Five stacks: the published 2039 GB/s at 3.19 Gbit/s a pin against the standard's 3.6
    expect(5 * 461e9 / 2039e9).toBeCloseTo(1.13, 2);
  });

  it("with an A100's budget make a chip within a factor of 1.6 of its peak and bandwidth", () => {
    // 66 mm of edge hold its six stacks. On-chip memory is not met: the model needs 5 MB of it.
    const { design } = searchDesigns(gpu7nm, { area: 826, power: 400, edge: 66 }, encoder, {
      channels: ["hbm2e"],
    });
    const peak = ratio(design, 312e12);
    const bandwidth = (design.machine.levels[0]?.bandwidth ?? 0) / 2039e9;
    expect(Math.max(peak, 1 / peak, bandwidth, 1 / bandwidth)).toBeLessThan(1.6);
    expect(design.onChipBytes).toBeLessThan(40e6 / 4);
  });

  it("land within a factor of 1.6 of an H100 that nothing was fitted to", () => {
    const sramArea = 60 * 2 ** 20 * gpu4nm.sramArea;
    const arithmeticArea = 814 - gpu4nm.fixedArea - 6 * 14.45 - sramArea;
    const design = designMachine(
      { arithmeticArea, sramArea, channel: "hbm3", channels: 5 },
      gpu4nm,
      { area: 814, power: 700 },
    );
    expect(ratio(design, 989.4e12)).toBeGreaterThan(1 / 1.6);
    expect(ratio(design, 989.4e12)).toBeLessThan(0.7);
    expect((design.machine.levels[0]?.bandwidth ?? 0) / 3350e9).toBeCloseTo(1.22, 2);
    expect(design.onChipBytes / 50e6).toBeCloseTo(1.15, 1);
    expect(design.power.total / 700).toBeGreaterThan(0.6);
    expect(design.power.total / 700).toBeLessThan(1.3);
  });

  it("spend a smaller part of the chip on bare arithmetic than on what surrounds it", () => {
    // LLMCompass: 685,300 transistors of a 64-bit unit × (10 ÷ 52)² ÷ 96.3 million a mm²
    const bare = 685300 * (10 / 52) ** 2 / 96.3e6;
    expect((gpu7nm.macs.fp16?.area ?? 0) / bare).toBeGreaterThan(10);
    expect((gpu7nm.macs.fp16?.area ?? 0) / bare).toBeLessThan(20);
  });

  it("carry the printed sums of multiplication and addition", () => {
    expect(horowitzMacs.fp32.energy).toBeCloseTo(4.6e-12, 20);
    expect(horowitzMacs.fp16.area).toBeCloseTo(0.003, 10);
    // One DRAM read of 32 bits, 640 pJ, costs as much as hundreds of multiply-accumulates
    expect(640e-12 / horowitzMacs.fp32.energy).toBeGreaterThan(100);
  });
});
