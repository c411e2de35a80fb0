import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  describeTolerance,
  digitsNeeded,
  exactAnswer,
  factorHint,
  generateVariant,
  gradeChoice,
  gradeNumeric,
  judgePrediction,
  orderChoices,
  prepareChoices,
  refusePrediction,
  withinTolerance,
} from "@/lib/course/exercise/mod.ts";
import { formatQuantity } from "@/lib/compute/mod.ts";
import type { Tolerance } from "@/lib/course/types.ts";
import {
  choiceExercise,
  numericExercise,
  predictionExercise,
  textOf,
  vocabulary,
} from "./fixtures.ts";

describe("withinTolerance", () => {
  for (
    const [tolerance, unit, inside, outside] of [
      [{ kind: "relative", value: 0.02 }, "", [100, 98, 102, 101.999], [97.999, 102.001, -100, 0]],
      [{ kind: "relative", value: 0 }, "", [100], [100.001, 99.999]],
      [{ kind: "absolute", value: 0.5 }, "", [99.5, 100.5], [99.49, 100.51]],
      [{ kind: "absolute", value: 0.5 }, "s", [99.5, 100.5], [99.49, 100.51]],
      [{ kind: "absolute", value: 500, unit: "ms" }, "s", [99.5, 100.5], [99.49, 100.51]],
      [{ kind: "absolute", value: 0 }, "", [100], [100.1]],
      [{ kind: "significant", digits: 3 }, "", [100, 99.5, 100.5], [99.4, 100.6]],
      [{ kind: "significant", digits: 1 }, "", [100, 60, 149], [40, 151]],
    ] as const
  ) {
    it(`holds ${describeTolerance(tolerance, unit)} of 100 at its edges`, () => {
      for (const given of inside) {
        expect([given, withinTolerance(given, 100, tolerance, unit)]).toEqual([given, true]);
      }
      for (const given of outside) {
        expect([given, withinTolerance(given, 100, tolerance, unit)]).toEqual([given, false]);
      }
    });
  }

  it("accepts every correctly rounded answer to significant figures, in the asked unit", () => {
    const exact = fc.double({ min: 1e-6, max: 1e15, noNaN: true });
    fc.assert(fc.property(exact, fc.integer({ min: 1, max: 6 }), (value, digits) => {
      const inUnit = value / 2 ** 30;
      const given = Number(inUnit.toPrecision(digits)) * 2 ** 30;
      expect(withinTolerance(given, value, { kind: "significant", digits }, "GiB")).toBe(true);
    }));
  });

  it("does not depend on rounding at the edge", () => {
    fc.assert(fc.property(fc.double({ min: 1e-9, max: 1e18, noNaN: true }), (exact) => {
      const tolerance: Tolerance = { kind: "relative", value: 0.02 };
      expect(withinTolerance(exact * 1.02, exact, tolerance, "")).toBe(true);
      expect(withinTolerance(exact * 0.98, exact, tolerance, "")).toBe(true);
      expect(withinTolerance(exact * 1.0201, exact, tolerance, "")).toBe(false);
    }));
  });
});

describe("digitsNeeded", () => {
  const tolerance = fc.oneof(
    fc.double({ min: 1e-6, max: 0.3, noNaN: true }).map((value): Tolerance => ({
      kind: "relative",
      value,
    })),
    fc.integer({ min: 1, max: 6 }).map((digits): Tolerance => ({ kind: "significant", digits })),
    fc.double({ min: 1e-3, max: 10, noNaN: true }).map((value): Tolerance => ({
      kind: "absolute",
      value,
    })),
  );

  it("is enough however often and wherever it is rounded to more", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        tolerance,
        (value, tolerance) => {
          const exact = value * 1e9;
          const digits = digitsNeeded(exact, tolerance, "GB");
          if (digits === undefined) return;
          for (let more = digits; more <= 15; more++) {
            const given = Number(value.toPrecision(more)) * 1e9;
            expect([more, withinTolerance(given, exact, tolerance, "GB")]).toEqual([more, true]);
          }
        },
      ),
    );
  });

  it("is none where only the exact value will do", () => {
    expect(digitsNeeded(5, { kind: "relative", value: 0 }, "")).toBeUndefined();
    expect(digitsNeeded(0, { kind: "relative", value: 0.1 }, "")).toBeUndefined();
  });
});

describe("describeTolerance", () => {
  for (
    const [tolerance, unit, words] of [
      [{ kind: "relative", value: 0.02 }, "TB/s", "within 2\u00a0% of the exact value"],
      [{ kind: "relative", value: 0.005 }, "", "within 0.5\u00a0% of the exact value"],
      [{ kind: "absolute", value: 0.1 }, "TB/s", "within 0.1\u00a0TB/s of the exact value"],
      [
        { kind: "absolute", value: 5, unit: "GB/s" },
        "TB/s",
        "within 5\u00a0GB/s of the exact value",
      ],
      [{ kind: "absolute", value: 0.5 }, "", "within 0.5 of the exact value"],
      [{ kind: "absolute", value: 0 }, "", "exactly"],
      [{ kind: "relative", value: 0 }, "s", "exactly"],
      [{ kind: "significant", digits: 3 }, "", "to 3 significant figures"],
      [{ kind: "significant", digits: 1 }, "", "to 1 significant figure"],
    ] as const
  ) {
    it(`says "${words}"`, () => expect(describeTolerance(tolerance, unit)).toBe(words));
  }
});

describe("gradeNumeric", () => {
  const exercise = numericExercise();
  // 8 FLOP/byte at 1 TB/s: 8 TFLOP/s, below the peak of 100 TFLOP/s
  const parameters = { machine: "round", intensity: 8 };
  const grade = (text: string, change = {}) =>
    gradeNumeric({ ...exercise, ...change }, parameters, text, vocabulary);

  for (const text of ["8", "8 TFLOP/s", "8e12 FLOP/s", "8000 GFLOPS", "8.16", "7.84", "8,0"]) {
    it(`marks ${text} right`, () => {
      const { outcome, message } = grade(text);
      expect(outcome).toBe("correct");
      expect(textOf(message)).toBe("The exact value is 8\u00a0TFLOP/s.");
    });
  }

  for (const text of ["8.17", "7.83", "-8", "0", "8 GFLOP/s", "8 PFLOP/s"]) {
    it(`marks ${text} wrong`, () => expect(grade(text).outcome).toBe("wrong"));
  }

  it("knows the slips of the exercise and says what they have to say", () => {
    expect(grade("100")).toMatchObject({
      outcome: "slip",
      message: ["That is the flat part of the roof."],
    });
    // bandwidth / intensity has another dimension: found by number without a unit, and by unit
    expect(textOf(grade("0.125").message)).toBe("Multiply by 8.");
    expect(textOf(grade("0.125 TB/s").message)).toBe("Multiply by 8.");
    expect(grade("0.125 TB/s").outcome).toBe("slip");
  });

  it("takes the nearest of two slips", () => {
    const slips = [{ answer: 'unit(50, "TFLOP/s")', say: ["far"] }, {
      answer: 'unit(50.5, "TFLOP/s")',
      say: ["near"],
    }];
    expect(textOf(grade("50.6", { slips }).message)).toBe("near");
  });

  it("leaves out a slip that these numbers do not allow", () => {
    const slips = [{ answer: 'unit(1 / (intensity - 8), "TFLOP/s")', say: ["?"] }];
    expect(grade("5", { slips }).outcome).toBe("wrong");
  });

  it("does not mark what it cannot read", () => {
    for (const text of ["", "eight", "8 s", "8 parsec", "2 *"]) {
      expect(grade(text).outcome).toBe("unread");
    }
  });

  it("asks about a comma when the other reading is right", () => {
    const grade = gradeNumeric(
      { answer: "1.234", unit: "", tolerance: { kind: "relative", value: 0.001 }, slips: [] },
      {},
      "1,234",
      vocabulary,
    );
    expect(grade.outcome).toBe("unread");
    expect(textOf(grade.message)).toContain("Did you mean 1.234?");
  });

  it("says how it read what can be read in two ways, and only then", () => {
    expect(grade("8")).not.toHaveProperty("readAs");
    expect(grade("3.5")).not.toHaveProperty("readAs");
    expect(grade("3,5").readAs).toBe("3.5\u00a0TFLOP/s");
    expect(grade("1,500").readAs).toBe("1500\u00a0TFLOP/s");
    expect(grade("8000 GFLOP/s").readAs).toBe("8\u00a0TFLOP/s");
  });

  it("says how many digits it takes where too few were given", () => {
    const question = (answer: string, tolerance: Tolerance, unit = "") => ({
      answer,
      unit,
      tolerance,
      slips: [],
    });
    const percent = (value: number): Tolerance => ({ kind: "relative", value: value / 100 });
    const said = (text: string, asked: ReturnType<typeof question>) =>
      textOf(gradeNumeric(asked, {}, text, vocabulary).message).replaceAll("\u00a0", " ");
    expect(said("2.1", question("2.147", percent(1)))).toBe(
      "Close, but not within 1 % of the exact value: give three digits.",
    );
    // Cut off where it should have been rounded
    expect(said("2.7", question("2.759", percent(1)))).toBe(
      "Close, but not within 1 % of the exact value: give three digits.",
    );
    // As exact as it must be, and wrong all the same
    expect(said("2.195", question("2.147", percent(1)))).toBe(
      "Close, but not within 1 % of the exact value. Did you round on the way?",
    );
    expect(said("8.6e9", question("8589934592", percent(0)))).toBe(
      "Close, but not equal to the exact value: give all its digits.",
    );
    expect(said("130", question("134.25", { kind: "absolute", value: 0.5 }))).toBe(
      "Close, but not within 0.5 of the exact value: give three digits.",
    );
    expect(said("1.5", question("1.534", { kind: "significant", digits: 3 }))).toBe(
      "Close, but not to 3 significant figures: give three digits.",
    );
    // Near 1024 to 1000, and no matter of prefixes
    expect(said("2.002 kB", question('unit(2.05, "kB")', percent(1), "kB"))).toContain("1024");
    expect(said("1.0 kB", question('unit(1.024, "kB")', percent(1), "kB"))).toBe(
      "Close, but not within 1 % of the exact value: give three digits.",
    );
  });

  it("says when an answer is close", () => {
    expect(textOf(grade("8.3").message)).toContain("Close");
    expect(textOf(grade("9").message)).toBe("That is not within 2\u00a0% of the exact value.");
    const exact = {
      answer: "7",
      unit: "",
      tolerance: { kind: "absolute", value: 0 },
      slips: [],
    } as const;
    expect(textOf(gradeNumeric(exact, {}, "8", vocabulary).message))
      .toBe("That is not equal to the exact value.");
  });

  it("marks the exact answer of every variant right, written with the digits it is shown in", () => {
    fc.assert(fc.property(fc.integer(), fc.constantFrom(0.02, 0.001, 1e-6), (seed, value) => {
      const { parameters } = generateVariant(exercise, seed, vocabulary);
      const strict = { ...exercise, tolerance: { kind: "relative", value } as const };
      const exact = exactAnswer(strict, parameters, vocabulary);
      const full = formatQuantity(exact, { digits: 12 });
      const { outcome, message } = gradeNumeric(strict, parameters, full, vocabulary);
      expect(outcome).toBe("correct");
      const shown = textOf(message).replace("The exact value is ", "").replace(/\.$/, "");
      expect(gradeNumeric(strict, parameters, shown, vocabulary).outcome).toBe("correct");
    }));
  });
});

describe("exactAnswer", () => {
  const exact = (answer: string, unit: string) => exactAnswer({ answer, unit }, {}, vocabulary);

  it("fits the unit", () => {
    expect(exact('bandwidth("round")', "GB/s").value).toBe(1e12);
    expect(exact("2 * 3", "FLOP")).toEqual({ value: 6, dimension: { flop: 1 } });
    expect(exact("1 / 4", "%").value).toBe(0.25);
  });

  for (
    const [answer, unit, words] of [
      ["2 * 3", "GFLOP", "plain number"],
      ['bandwidth("round")', "GFLOP/s", "byte/s"],
      ['bandwidth("round")', "", "name its unit"],
      ['name("round")', "", "must be a number"],
    ] as const
  ) {
    it(`refuses ${answer} in ${unit || "no unit"}`, () =>
      expect(() => exact(answer, unit)).toThrow(words));
  }
});

describe("factorHint", () => {
  const rate = { dimension: { byte: 1, second: -1 }, factor: 1e12 };
  const hint = (given: number, exact = 2.039) =>
    factorHint({ given: given * 1e12, exact: exact * 1e12, ...rate });

  for (
    const [given, words] of [
      [2039, "1000 times too large. Check the prefix"],
      [0.002039, "1000 times too small. Check the prefix"],
      [20.4, "10 times too large. Check the power of ten"],
      [2.039e-9, "10^9 times too small"],
      [16.3, "8 times"],
      [0.255, "eighth"],
      [4.08, "twice"],
      [1.02, "half"],
      [-2.04, "sign"],
      [0.4904, "inverse"],
      [2.039 * 1.024 ** 3, "1024"],
      [2.039 / 1.024 ** 4, "1024"],
    ] as const
  ) {
    it(`says "${words}" of ${given}`, () => expect(hint(given)).toContain(words));
  }

  for (const given of [0, 2.1, 3, 6, 5.5, 24.5, 1999]) {
    it(`says nothing of ${given}`, () => expect(hint(given)).toBeUndefined());
  }

  it("says nothing where two slips would explain the number", () => {
    // Half of √2 is its inverse, and a hundredth of 10 is
    expect(hint(Math.SQRT1_2, Math.SQRT2)).toBeUndefined();
    expect(hint(0.1, 10)).toBeUndefined();
  });

  it("speaks of bits and of 1024 only where there are bytes", () => {
    const plain = { dimension: {}, factor: 1 };
    expect(factorHint({ given: 8, exact: 1, ...plain })).toBeUndefined();
    expect(factorHint({ given: 1.0737, exact: 1, ...plain })).toBeUndefined();
  });

  it("says nothing of an answer of zero", () => {
    expect(hint(0)).toBeUndefined();
    expect(hint(1, 0)).toBeUndefined();
  });
});

describe("Choices", () => {
  const exercise = choiceExercise();
  const choices = prepareChoices(exercise.choices, { n: 4 }, vocabulary);

  it("are filled in and decided by their expressions", () => {
    expect(choices.map(({ correct }) => correct)).toEqual([true, false, false]);
    expect(textOf(choices[1]?.why ?? [])).toBe("Not 4.");
  });

  it("are ordered by the seed, or not at all", () => {
    const order = (seed: number, shuffle: boolean) =>
      orderChoices(choices, { shuffle }, { seed }).map(({ id }) => id).join("");
    expect(order(5, true)).toBe(order(5, true));
    expect(new Set(Array.from({ length: 60 }, (_, seed) => order(seed, true))).size).toBe(6);
    expect(order(5, false)).toBe("abc");
  });

  it("are graded one by one", () => {
    expect(gradeChoice(choices, ["a"], "single")).toEqual({
      outcome: "correct",
      message: "Each choice says why it is right or wrong.",
    });
    expect(gradeChoice(choices, ["b"], "single").outcome).toBe("wrong");
    expect(gradeChoice(choices, [], "single").outcome).toBe("unread");
    expect(gradeChoice(choices, ["gone"], "single").outcome).toBe("unread");
  });

  it("are graded together, and what is missing or too many is said", () => {
    const two = choices.map((choice) => ({ ...choice, correct: choice.id !== "c" }));
    const grade = (...selected: string[]) => gradeChoice(two, selected, "multiple");
    expect(grade("a", "b")).toEqual({ outcome: "correct", message: "" });
    expect(grade("b", "a").outcome).toBe("correct");
    expect(grade("a")).toEqual({ outcome: "partly", message: "One right choice is missing." });
    expect(grade("a", "b", "c"))
      .toEqual({ outcome: "partly", message: "One of your choices is wrong." });
    expect(grade("c")).toEqual({
      outcome: "wrong",
      message: "Two right choices are missing, and one of your choices is wrong.",
    });
  });
});

describe("Predictions", () => {
  it("are compared with what is the case", () => {
    const exercise = predictionExercise();
    expect(judgePrediction(exercise, {}, "b", vocabulary)).toEqual({
      held: true,
      message: "It is as you predicted.",
    });
    expect(judgePrediction(exercise, {}, "a", vocabulary).held).toBe(false);
    expect(refusePrediction(exercise, "")).toContain("Choose");
    expect(refusePrediction(exercise, "a")).toBeUndefined();
  });

  it("of numbers say by how much they miss", () => {
    const exercise = predictionExercise({
      choices: [],
      numeric: {
        answer: 'ridge("round", "fp16")',
        unit: "FLOP/byte",
        tolerance: { kind: "relative", value: 0.2 },
      },
    });
    const judge = (text: string) => judgePrediction(exercise, {}, text, vocabulary);
    expect(judge("90")).toMatchObject({ held: true });
    expect(judge("10").message).toContain("10 times too small");
    expect(judge("1000 FLOP/byte").message).toContain("10 times too large");
    expect(judge("-5").held).toBe(false);
    expect(refusePrediction(exercise, "many")).toContain("number");
    expect(refusePrediction(exercise, "5 s")).toContain("FLOP/byte");
    expect(refusePrediction(exercise, "5")).toBeUndefined();
  });
});
