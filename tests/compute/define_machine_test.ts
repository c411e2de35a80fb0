import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { defineMachine, type MachineInput, operatorTime, precisions } from "@/lib/compute/mod.ts";

const input: MachineInput = {
  id: "test-1",
  name: "Test One",
  year: 2020,
  peaks: { fp32: 10e12, fp16: 100e12 },
  ceilings: [{ id: "scalar", name: "without matrix units", precision: "fp16", rate: 20e12 }],
  levels: [
    { id: "memory", name: "HBM", capacity: 16e9, bandwidth: 1e12 },
    { id: "l2", name: "L2 cache", capacity: 4e6, bandwidth: 4e12 },
  ],
  onChipBytes: 40e6,
  link: { bandwidth: 600e9, description: "NVLink3" },
  power: 400,
  source: "data sheet",
  confidence: "read",
  unverified: ["power"],
  notes: "none",
};

/** The input with the value at a path, such as `levels.0.bandwidth`, replaced. */
function changed(path: string, value: unknown): MachineInput {
  const copy = structuredClone(input) as unknown as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const parent = keys.reduce((part, key) => part[key] as Record<string, unknown>, copy);
  parent[last] = value;
  return copy as unknown as MachineInput;
}

/** Fields that hold a quantity, and how a message names them. */
const quantities: [path: string, name: string][] = [
  ["peaks.fp16", "peaks.fp16"],
  ["ceilings.0.rate", "ceilings.scalar.rate"],
  ["levels.0.capacity", "levels[0].capacity"],
  ["levels.0.bandwidth", "levels[0].bandwidth"],
  ["levels.1.capacity", "levels[1].capacity"],
  ["levels.1.bandwidth", "levels[1].bandwidth"],
  ["onChipBytes", "onChipBytes"],
  ["link.bandwidth", "link.bandwidth"],
  ["power", "power"],
];

/** Fields that hold a text. */
const texts: [path: string, name: string, mayBeEmpty: boolean][] = [
  ["name", "name", false],
  ["source", "source", false],
  ["levels.0.name", "levels[0].name", false],
  ["levels.1.source", "levels[1].source", false],
  ["ceilings.0.name", "ceilings.scalar.name", false],
  ["link.description", "link.description", true],
  ["confidence", "confidence", true],
  ["notes", "notes", true],
];

/** Fields that hold an object or a list. */
const shapes: [path: string, name: string, wrong: unknown, rule: string][] = [
  ["peaks", "peaks", undefined, "an object"],
  ["peaks", "peaks", [312e12], "an object"],
  ["peaks", "peaks", 312e12, "an object"],
  ["levels", "levels", undefined, "a list"],
  ["levels", "levels", { id: "memory" }, "a list"],
  ["levels.0", "levels[0]", null, "an object"],
  ["levels.0", "levels[0]", "HBM", "an object"],
  ["ceilings", "ceilings", "scalar", "a list"],
  ["ceilings.0", "ceilings[0]", null, "an object"],
  ["link", "link", null, "an object"],
  ["link", "link", 600e9, "an object"],
  ["unverified", "unverified", "power", "a list"],
  ["levels.0.uncertain", "levels[0].uncertain", "yes", "true or false"],
  ["year", "year", "2020", "a year"],
];

function refusal(path: string, value: unknown): Error {
  try {
    defineMachine(changed(path, value));
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error(`${path} = ${String(value)} was taken`);
}

describe("what defineMachine refuses", () => {
  it("takes the machine that the others are made of", () => {
    expect(defineMachine(input)).toMatchObject({ id: "test-1", ceilings: input.ceilings });
  });

  for (const [path, name] of quantities) {
    it(`${name} that is zero, negative, infinite or NaN`, () => {
      fc.assert(
        fc.property(
          fc.oneof(
            fc.double({ max: 0, noNaN: true }),
            fc.constantFrom(NaN, Infinity, -Infinity, 0, -0),
          ),
          (value) => {
            const error = refusal(path, value);
            expect(error).toBeInstanceOf(RangeError);
            expect(error.message).toBe(
              `${name} of machine "test-1" is ${value}: it must be a finite number greater than 0`,
            );
          },
        ),
        { numRuns: 25 },
      );
    });

    it(`${name} that is no number`, () => {
      for (const value of ["312e12", null, true, [1], {}]) {
        const error = refusal(path, value);
        expect(error).toBeInstanceOf(TypeError);
        expect(error.message).toContain(`${name} of machine "test-1" is`);
      }
    });
  }

  for (const [path, name, mayBeEmpty] of texts) {
    it(`${name} that is no text${mayBeEmpty ? "" : ", or an empty one"}`, () => {
      const error = refusal(path, 5);
      expect(error).toBeInstanceOf(TypeError);
      expect(error.message).toContain(`${name} of machine "test-1"`);
      if (mayBeEmpty) expect(() => defineMachine(changed(path, ""))).not.toThrow();
      else expect(refusal(path, "  ")).toBeInstanceOf(RangeError);
    });
  }

  for (const [path, name, wrong, rule] of shapes) {
    it(`${name} that is ${JSON.stringify(wrong)}`, () => {
      const error = refusal(path, wrong);
      expect(error).toBeInstanceOf(TypeError);
      expect(error.message).toMatch(/ of machine "test-1" is /);
      expect(error.message).toContain(`${name} of`);
      expect(error.message).toContain(`it must be ${rule}`);
    });
  }

  it("a year that is a fraction or out of this age", () => {
    for (const year of [2020.5, 1939, 2101, NaN, Infinity]) {
      expect(refusal("year", year)).toBeInstanceOf(RangeError);
    }
  });

  it("any precision that is none, with the nearest that is", () => {
    const names = fc.string({ minLength: 1 }).filter((name) =>
      name !== "__proto__" && !(precisions as readonly string[]).includes(name)
    );
    fc.assert(
      fc.property(names, (name) => {
        expect(refusal("peaks", { [name]: 1 })).toBeInstanceOf(RangeError);
      }),
      { numRuns: 50 },
    );
    expect(refusal("peaks", { fp17: 1 }).message).toContain('did you mean "fp16"?');
    expect(refusal("peaks", { toString: 1 })).toBeInstanceOf(RangeError);
  });

  it("ids that are not lower-case words, in every place", () => {
    for (const id of ["", "A100", "a--b", "-a", "a_b", "a b", "é"]) {
      for (const path of ["id", "levels.0.id", "ceilings.0.id"]) {
        expect(refusal(path, id)).toBeInstanceOf(RangeError);
      }
    }
    expect(refusal("id", undefined)).toBeInstanceOf(TypeError);
  });

  it("two levels or two ceilings of one id", () => {
    expect(refusal("levels.1.id", "memory").message).toContain("occur once");
    const [ceiling] = input.ceilings ?? [];
    expect(refusal("ceilings", [ceiling, ceiling]).message).toContain("occur once");
  });

  it("a ceiling above the peak of its precision, but not at it or without a peak", () => {
    expect(refusal("ceilings.0.rate", 100.1e12).message).toBe(
      'ceilings.scalar.rate of machine "test-1" is 100100000000000: it must be at most ' +
        "peaks.fp16, 100000000000000",
    );
    const rate = (value: number) => defineMachine(changed("ceilings.0.rate", value)).ceilings[0];
    expect(rate(100e12)?.rate).toBe(100e12);
    expect(() => defineMachine(changed("ceilings.0.precision", "int8"))).not.toThrow();
  });

  it("an unverified field that is none, with the nearest that is", () => {
    const error = refusal("unverified", ["powr"]);
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toContain('names "powr": did you mean "power"?');
  });
});

describe("what defineMachine cannot see", () => {
  it("is a sparse peak: it is as good a number as a dense one", () => {
    // 624 TFLOP/s is what an A100 reaches with structured sparsity
    expect(defineMachine(changed("peaks", { fp16: 624e12 })).peaks.fp16).toBe(624e12);
  });
});

describe("a share of the peak", () => {
  it("is a number, not a text that looks like one", () => {
    const cost = { flops: 1e12, bytes: 1e9 };
    const time = (efficiency: unknown) =>
      operatorTime(defineMachine(input), cost, {
        precision: "fp16",
        efficiency: efficiency as number,
      });
    expect(() => time({ compute: "0.5" })).toThrow(TypeError);
    expect(() => time({ compute: NaN })).toThrow(RangeError);
    expect(time({ compute: 0.5 }).computeSeconds).toBe(0.02);
  });
});
