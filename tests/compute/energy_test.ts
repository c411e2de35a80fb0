import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  accessEnergyRatio,
  defineEnergyModel,
  energyBalance,
  type EnergyModelInput,
  energyModelOf,
  energyTables,
  findEnergyTable,
  fullRatePower,
  machineEnergy,
  multiplyAccumulateEnergy,
  operatorEnergy,
} from "@/lib/compute/energy/mod.ts";
import {
  attention,
  conventionSentence,
  defineMachine,
  findMachine,
  gemm,
  gemv,
  isPrecision,
  operatorTime,
} from "@/lib/compute/mod.ts";
import { knownMachines, remedyClaims } from "@/lib/compute/data/mod.ts";
import { machineOf, magnitude, rates, size } from "./arbitraries.ts";

const horowitz = findEnergyTable("horowitz-45nm");
const model = energyModelOf(horowitz);
const fp16 = { precision: "fp16" } as const;

const models = fc.record({ flop: magnitude(-14, -10), byte: magnitude(-13, -9) }).map((joules) =>
  defineEnergyModel({
    name: "random",
    perFlop: { fp16: joules.flop },
    perByte: { memory: joules.byte, l2: joules.byte / 10 },
    idleWatts: 50,
    source: "random",
  })
);

describe("energyTables", () => {
  it("hold every number of the data set's row, and no other", () => {
    const row = remedyClaims.find(({ claim }) => claim === "45nm pJ");
    const areas = row?.conditions?.match(/\d+/g)?.slice(1).map(Number);
    const printed = row?.value.split(", ").map((part) => {
      const [, what = "", joules = ""] = part.match(/^(.*) (\S+)$/) ?? [];
      return [what, Number(joules)] as const;
    }) ?? [];
    const operations = horowitz.operations.map(({ operation, format, joules }) =>
      [`${format} ${operation === "add" ? "add" : "mul"}`, joules * 1e12] as const
    );
    const accesses = horowitz.accesses.map(({ joules }) => joules * 1e12);
    expect(printed.length).toBe(operations.length + accesses.length);
    printed.forEach(([what, picojoules], index) => {
      const own = operations[index];
      if (own) {
        expect(own[0]).toBe(what);
        expect(own[1]).toBeCloseTo(picojoules, 9);
        expect((horowitz.operations[index]?.area ?? NaN) * 1e12).toBeCloseTo(
          areas?.[index] ?? -1,
          6,
        );
      } else expect(accesses[index - operations.length]).toBeCloseTo(picojoules, 9);
    });
  });

  it("say where they are from and how they are known", () => {
    for (const table of energyTables) {
      expect(table.source).toMatch(/\d{4}/);
      expect(["in source", "secondary source", "unverified"]).toContain(table.status);
      expect(table.id).toMatch(/^[a-z0-9-]+$/);
      for (const { joules } of [...table.operations, ...table.accesses]) {
        expect(joules).toBeGreaterThan(1e-15);
        expect(joules).toBeLessThan(1e-8);
      }
    }
    expect(new Set(energyTables.map(({ id }) => id)).size).toBe(energyTables.length);
  });

  it("agree with what the survey says of them: 30 times the energy, 120 times the area", () => {
    const add = (format: string) =>
      horowitz.operations.find((entry) => entry.operation === "add" && entry.format === format);
    expect((add("fp32")?.joules ?? NaN) / (add("int8")?.joules ?? NaN)).toBeCloseTo(30, 9);
    const area = (add("fp32")?.area ?? NaN) / (add("int8")?.area ?? NaN);
    expect(Math.round(area / 10) * 10).toBe(120);
  });

  it("put newer memories well below the old ones", () => {
    const perBit = (id: string, name: string) => {
      const found = findEnergyTable(id).accesses.find((access) => access.name === name);
      return (found?.joules ?? NaN) / (found?.bits ?? NaN) * 1e12;
    };
    expect(perBit("horowitz-45nm", "DRAM")).toBeCloseTo(20, 9);
    expect(perBit("oconnor-hbm2", "HBM2")).toBeCloseTo(3.92, 9);
    expect(perBit("tpu-7nm", "GDDR6")).toBeCloseTo(5.47, 2);
    expect((1.21 + 2.24 + 0.3) / perBit("oconnor-hbm2", "HBM2")).toBeCloseTo(1 / 1.045, 2);
  });

  it("have each level of a chip cost more than those nearer, and links more than memory", () => {
    const bits = (id: string) =>
      findEnergyTable(id).accesses.map(({ bits, joules }) => joules / bits * 1e12);
    const levels = bits("antepara-a100");
    expect(levels.toSorted((a, b) => a - b)).toEqual(levels);
    expect(levels.reduce((sum, each) => sum + each, 0)).toBeCloseTo(19.41, 9);
    expect(energyModelOf(findEnergyTable("antepara-a100")).perFlop.fp16).toBeCloseTo(0.7e-12, 18);
    const [board = NaN, machine = NaN] = bits("arunkumar-2017");
    expect(board / 3.92).toBeGreaterThan(2);
    expect(machine / board).toBeCloseTo(25, 9);
  });

  it("are found by id, or not", () => {
    expect(() => findEnergyTable("horowitz-45")).toThrow(
      'Unknown energy table "horowitz-45": known are horowitz-45nm',
    );
    expect(() => multiplyAccumulateEnergy(horowitz, "fp64")).toThrow(
      'Table "horowitz-45nm" has no multiply of "fp64"',
    );
  });
});

describe("accessEnergyRatio", () => {
  it("names its convention: one operand from DRAM over a multiply-accumulate of its format", () => {
    expect(accessEnergyRatio(model, { precision: "fp32" })).toBeCloseTo(640 / 4.6, 9);
    expect(accessEnergyRatio(model, { precision: "fp16" })).toBeCloseTo(320 / 1.5, 9);
    expect(accessEnergyRatio(model, { precision: "int8" })).toBeCloseTo(160 / 0.3, 9);
  });

  it("gives the 200 times of the literature for 32-bit integers only", () => {
    const dram = horowitz.accesses.find(({ level }) => level === "memory");
    const ratio = (dram?.joules ?? NaN) / multiplyAccumulateEnergy(horowitz, "int32");
    expect(ratio).toBeCloseTo(200, 9);
  });

  it("is half of the energy balance for each byte of a value", () => {
    fc.assert(fc.property(models, (random) => {
      expect(accessEnergyRatio(random, fp16)).toBeCloseTo(energyBalance(random, fp16), 6);
      expect(accessEnergyRatio(random, { ...fp16, level: "l2" }) * 10)
        .toBeCloseTo(accessEnergyRatio(random, fp16), 6);
    }));
  });
});

describe("operatorEnergy", () => {
  it("adds arithmetic, traffic and rest", () => {
    const energy = operatorEnergy({ flops: 1e12, bytes: 1e10 }, model, { precision: "fp32" });
    expect(energy.arithmetic).toBeCloseTo(2.3, 12);
    expect(energy.traffic).toBeCloseTo(1.6, 12);
    expect(energy.joules).toBeCloseTo(3.9, 12);
    expect(energy.idle).toBe(0);
    expect(energy.conventions).toContain(conventionSentence("energy"));
    const resting = { ...model, idleWatts: 100 };
    const timed = operatorEnergy({ flops: 0, bytes: 0 }, resting, { ...fp16, seconds: 0.5 });
    expect(timed).toMatchObject({ joules: 50, idle: 50, trafficShare: 0, perFlop: Infinity });
    expect(timed.conventions).toContain(conventionSentence("energy", "with-idle"));
  });

  it("is the sum of the energies of its halves, and grows with FLOPs and bytes", () => {
    fc.assert(fc.property(models, size, size, (random, flops, bytes) => {
      const whole = operatorEnergy({ flops: 2 * flops, bytes: 2 * bytes }, random, fp16);
      const half = operatorEnergy({ flops, bytes }, random, fp16);
      expect(whole.joules).toBeCloseTo(2 * half.joules, 15);
      expect(whole.perFlop).toBeCloseTo(half.perFlop, 15);
      expect(operatorEnergy({ flops, bytes: bytes + 1 }, random, fp16).joules)
        .toBeGreaterThan(half.joules);
    }));
  });

  it("spends half on traffic just at the energy balance", () => {
    fc.assert(fc.property(models, magnitude(3, 12), (random, bytes) => {
      const flops = bytes * energyBalance(random, fp16);
      expect(operatorEnergy({ flops, bytes }, random, fp16).trafficShare).toBeCloseTo(0.5, 12);
    }));
  });

  it("falls when attention is fused, by its traffic alone", () => {
    const shape = {
      batch: 1,
      queryTokens: 2048,
      keyTokens: 2048,
      heads: 16,
      keyValueHeads: 16,
      headSize: 64,
    };
    const [unfused, fused] = [false, true].map((fused) =>
      operatorEnergy(attention(shape, { fused }), model, fp16)
    );
    expect(fused?.arithmetic).toBe(unfused?.arithmetic);
    expect(fused?.joules).toBeLessThan((unfused?.joules ?? NaN) / 2);
  });

  it("refuses what a model does not know", () => {
    const cost = gemv({ m: 8, n: 8 });
    expect(() => operatorEnergy(cost, model, { precision: "fp8" })).toThrow(
      'has no FLOP of "fp8": known are fp32, fp16, int8',
    );
    expect(() => operatorEnergy(cost, model, { ...fp16, level: "l3" })).toThrow(
      'has no memory level "l3": known are l1, memory',
    );
    expect(() => operatorEnergy(cost, model, { ...fp16, level: "toString" })).toThrow(RangeError);
    expect(() => operatorEnergy(cost, model, { ...fp16, seconds: 1 })).toThrow("no idleWatts");
    expect(() => operatorEnergy({ flops: -1, bytes: 1 }, model, fp16)).toThrow("flops is -1");
    const resting = { ...model, idleWatts: 1 };
    expect(() => operatorEnergy(cost, resting, { ...fp16, seconds: NaN })).toThrow(
      "seconds is NaN",
    );
  });
});

describe("energy models", () => {
  const input: EnergyModelInput = {
    name: "own",
    perFlop: { fp16: 1e-12, fp32: undefined },
    perByte: { memory: 1e-11 },
    source: "measured",
  };

  it("are checked", () => {
    expect(defineEnergyModel(input)).toEqual({
      name: "own",
      perFlop: { fp16: 1e-12 },
      perByte: { memory: 1e-11 },
      source: "measured",
      status: "unverified",
    });
    const with_ = (change: object) => () => defineEnergyModel({ ...input, ...change });
    expect(with_({ perFlop: { fp16: 0 } })).toThrow("perFlop.fp16 is 0");
    expect(with_({ perFlop: { half: 1e-12 } })).toThrow('perFlop is "half"');
    expect(with_({ perByte: { memory: -1 } })).toThrow("perByte.memory is -1");
    expect(with_({ idleWatts: -5 })).toThrow("idleWatts is -5");
    expect(with_({ status: "sure" })).toThrow('status is "sure"');
    expect(with_({ name: " " })).toThrow("name is empty");
    expect(with_({ perByte: null })).toThrow(TypeError);
  });

  it("of a table know just the formats it multiplies and adds", () => {
    const known = Object.keys(model.perFlop).filter(isPrecision);
    expect(known.sort()).toEqual(["fp16", "fp32", "int8"]);
    expect(model.perByte.l1).toBeCloseTo(1.25e-12, 20);
    expect(energyModelOf(findEnergyTable("tpu-7nm")).perFlop).toEqual({});
  });

  it("of two tables say so", () => {
    const hbm = { table: findEnergyTable("oconnor-hbm2"), name: "HBM2" };
    const mixed = energyModelOf(horowitz, hbm);
    expect(mixed.source).toContain("O'Connor");
    expect(mixed.source).toContain("Horowitz");
    expect(mixed.status).toBe("secondary source");
    expect(mixed.perByte.l1).toBe(model.perByte.l1);
    expect(() => energyModelOf(horowitz, { ...hbm, name: "HBM3" })).toThrow(
      'Table "oconnor-hbm2" has no memory "HBM3": known are HBM2, GDDR5',
    );
  });
});

describe("machines", () => {
  const a100 = findMachine(knownMachines(), "a100-80");
  const hbm = { table: findEnergyTable("oconnor-hbm2"), name: "HBM2" };

  it("take power × time, from their own time or a measured one", () => {
    const cost = gemm({ m: 4096, n: 4096, k: 4096 });
    const bound = machineEnergy(a100, cost, fp16);
    const time = operatorTime(a100, cost, fp16);
    expect(bound.watts).toBe(a100.power);
    expect(bound.joules).toBeCloseTo(
      (a100.power ?? NaN) * (time.computeSeconds + time.memorySeconds),
    );
    const measured = machineEnergy(a100, cost, { ...fp16, seconds: 1e-3 });
    expect(measured.joules).toBeCloseTo((a100.power ?? NaN) / 1000);
    expect(measured.perFlop).toBeCloseTo(measured.joules / cost.flops, 20);
  });

  it("take no less at a lower efficiency", () => {
    fc.assert(fc.property(rates, size, size, (rate, flops, bytes) => {
      const machine = { ...machineOf(rate), power: 300 };
      const run = (efficiency: number) =>
        machineEnergy(machine, { flops, bytes }, { ...fp16, efficiency }).joules;
      expect(run(0.5)).toBeCloseTo(2 * run(1), 12);
    }));
  });

  it("draw at full rate what reading their memory costs: HBM2 of an A100 takes 64 W of its 400", () => {
    const power = fullRatePower(a100, energyModelOf(horowitz, hbm), fp16);
    expect(power.traffic).toBeCloseTo(2039e9 * 8 * 3.92e-12, 3);
    expect(power.traffic).toBeCloseTo(63.9, 1);
    // O'Connor et al.: 4 TB/s take upwards of 120 W
    expect(power.traffic * 4e12 / 2039e9).toBeGreaterThan(120);
    expect(power.watts).toBeCloseTo(power.arithmetic + power.traffic, 9);
    expect(power.designRatio).toBeCloseTo(400 / power.watts, 9);
  });

  it("refuse to guess their power", () => {
    const machine = machineOf({ peak: 1e12, bandwidth: 1e12 });
    const cost = gemv({ m: 8, n: 8 });
    expect(() => machineEnergy(machine, cost, fp16)).toThrow("Machine has no known power");
    expect("designRatio" in fullRatePower(machine, model, fp16)).toBe(false);
    const powered = defineMachine({
      id: "p",
      name: "P",
      year: 2020,
      peaks: { fp16: 1e12 },
      levels: [{ id: "memory", name: "M", bandwidth: 1e12 }],
      power: 10,
      source: "made up",
    });
    expect(() => machineEnergy(powered, cost, { ...fp16, seconds: 0 })).toThrow("seconds is 0");
  });
});
