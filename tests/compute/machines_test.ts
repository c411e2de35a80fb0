import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import {
  checkCapacity,
  defineMachine,
  findMachine,
  isUncertain,
  type MachineInput,
  memoryLevel,
  peakRate,
} from "@/lib/compute/mod.ts";

const input: MachineInput = {
  id: "test-1",
  name: "Test One",
  year: 2020,
  peaks: { fp32: 10e12, fp16: 100e12 },
  levels: [
    { id: "memory", name: "HBM", capacity: 16e9, bandwidth: 1e12 },
    { id: "l2", name: "L2 cache", bandwidth: 4e12, source: "measured", uncertain: true },
  ],
  source: "data sheet",
};

describe("defineMachine", () => {
  it("fills in what is left out", () => {
    expect(defineMachine(input)).toEqual({
      id: "test-1",
      name: "Test One",
      year: 2020,
      peaks: { fp32: 10e12, fp16: 100e12 },
      ceilings: [],
      levels: [
        {
          id: "memory",
          name: "HBM",
          capacity: 16e9,
          bandwidth: 1e12,
          source: "data sheet",
          uncertain: false,
        },
        { id: "l2", name: "L2 cache", bandwidth: 4e12, source: "measured", uncertain: true },
      ],
      source: "data sheet",
      confidence: "",
      unverified: [],
      uncertain: false,
      notes: "",
    });
  });

  it("makes plain JSON", () => {
    const machine = defineMachine({ ...input, link: { bandwidth: 6e11, description: "NVLink3" } });
    expect(JSON.parse(JSON.stringify(machine))).toEqual(machine);
  });

  it("leaves out peaks that are not known", () => {
    const machine = defineMachine({ ...input, peaks: { fp16: 1e12, fp8: undefined } });
    expect(Object.keys(machine.peaks)).toEqual(["fp16"]);
  });

  const refused: [field: string, change: object, message: string][] = [
    ["an id with capitals", { id: "A100" }, 'id is "A100": it must be lower-case'],
    ["an empty name", { name: " " }, 'name of machine "test-1" is empty'],
    ["a fractional year", { year: 2020.5 }, 'year of machine "test-1" is 2020.5'],
    ["no peak above 0", { peaks: { fp16: 0 } }, 'peaks.fp16 of machine "test-1" is 0'],
    ["an infinite peak", { peaks: { fp16: Infinity } }, "is Infinity: it must be a finite"],
    ["an unknown precision", { peaks: { fp17: 1 } }, 'is "fp17": did you mean'],
    ["no level", { levels: [] }, "a machine has at least its main memory"],
    [
      "two levels of one id",
      { levels: [input.levels[0], input.levels[0]] },
      'levels[1].id of machine "test-1" is "memory"',
    ],
    [
      "a negative bandwidth",
      { levels: [{ id: "memory", name: "HBM", bandwidth: -1 }] },
      'levels[0].bandwidth of machine "test-1" is -1',
    ],
    [
      "a capacity of NaN",
      { levels: [{ id: "memory", name: "HBM", bandwidth: 1, capacity: NaN }] },
      "levels[0].capacity",
    ],
    ["a negative power", { power: -5 }, 'power of machine "test-1" is -5'],
    ["no on-chip bytes", { onChipBytes: 0 }, 'onChipBytes of machine "test-1" is 0'],
    ["a link of 0", { link: { bandwidth: 0, description: "" } }, "link.bandwidth"],
    ["an empty source", { source: "" }, "source"],
    ["an unknown field", { unverified: ["price"] }, 'names "price": known are fp64'],
    [
      "a ceiling named like a precision",
      { ceilings: [{ id: "fp16", name: "x", precision: "fp16", rate: 1 }] },
      'has the id "fp16"',
    ],
    [
      "a ceiling without a rate",
      { ceilings: [{ id: "scalar", name: "scalar", precision: "fp16", rate: NaN }] },
      "ceilings.scalar.rate",
    ],
  ];
  for (const [what, change, message] of refused) {
    it(`refuses ${what}`, () => {
      const define = () => defineMachine({ ...input, ...change } as MachineInput);
      expect(define).toThrow(RangeError);
      expect(define).toThrow(message);
    });
  }

  it("throws a TypeError for wrong shapes", () => {
    expect(() => defineMachine(null as unknown as MachineInput)).toThrow(TypeError);
    expect(() => defineMachine({ ...input, name: 5 } as unknown as MachineInput)).toThrow(
      TypeError,
    );
    expect(() => defineMachine({ ...input, power: "400 W" } as unknown as MachineInput)).toThrow(
      'power of machine "test-1" is "400 W": it must be a finite number greater than 0',
    );
  });
});

describe("isUncertain", () => {
  const of = (unverified: MachineInput["unverified"]) => defineMachine({ ...input, unverified });

  it("is about the numbers of one roof", () => {
    expect(isUncertain(of(["fp16"]), { precision: "fp16" })).toBe(true);
    expect(isUncertain(of(["fp16"]), { precision: "fp32" })).toBe(false);
    expect(isUncertain(of(["peaks"]), { precision: "fp32" })).toBe(true);
    expect(isUncertain(of(["bandwidth"]), { precision: "fp32" })).toBe(true);
    expect(isUncertain(of(["power", "link", "on-chip"]), { precision: "fp32" })).toBe(false);
    expect(isUncertain(of([]), { precision: "fp32", level: "l2" })).toBe(true);
  });

  it("takes doubt about the main memory for the main memory only", () => {
    const [memory, cache] = defineMachine({
      ...input,
      levels: [
        { id: "memory", name: "HBM", bandwidth: 1e12 },
        { id: "l2", name: "L2 cache", bandwidth: 4e12 },
      ],
      unverified: ["bandwidth"],
    }).levels;
    expect(memory?.uncertain).toBe(true);
    expect(cache?.uncertain).toBe(false);
  });

  it("sums up in the machine itself", () => {
    expect(of(["fp16"]).uncertain).toBe(true);
    expect(of(["capacity"]).uncertain).toBe(true);
    expect(of(["power", "link", "on-chip"]).uncertain).toBe(false);
  });
});

describe("findMachine", () => {
  const machines = ["v100", "a100-40", "a100-80", "h100-sxm"].map((id) =>
    defineMachine({ ...input, id })
  );

  it("finds by id", () => {
    expect(findMachine(machines, "a100-80").id).toBe("a100-80");
  });

  it("lists what is known, nearest first", () => {
    expect(() => findMachine(machines, "a100-8")).toThrow(RangeError);
    expect(() => findMachine(machines, "a100-8")).toThrow(
      'Unknown machine "a100-8": known are a100-80, a100-40, ',
    );
    expect(() => findMachine([], "x")).toThrow(RangeError);
  });
});

describe("peakRate and memoryLevel", () => {
  const machine = defineMachine(input);

  it("say what the machine has when asked for something else", () => {
    expect(peakRate(machine, "fp16")).toBe(100e12);
    expect(() => peakRate(machine, "fp8")).toThrow(
      'Test One has no peak for "fp8": known are fp32, fp16',
    );
    expect(memoryLevel(machine).id).toBe("memory");
    expect(memoryLevel(machine, "l2").bandwidth).toBe(4e12);
    expect(() => memoryLevel(machine, "l9")).toThrow(
      'Test One has no memory level "l9": known are memory, l2',
    );
  });
});

describe("checkCapacity", () => {
  const machine = defineMachine(input);

  it("says how much is missing", () => {
    expect(checkCapacity(machine, 16e9)).toEqual({ verdict: "fits", capacity: 16e9, missing: 0 });
    expect(checkCapacity(machine, 16e9 + 1)).toEqual({
      verdict: "too large",
      capacity: 16e9,
      missing: 1,
    });
  });

  it("claims nothing where the capacity is not known", () => {
    expect(checkCapacity(machine, 1e30, "l2")).toEqual({ verdict: "unknown", missing: 0 });
  });

  it("refuses a negative size", () => {
    expect(() => checkCapacity(machine, -1)).toThrow("bytes is -1");
  });
});
