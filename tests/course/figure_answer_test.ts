import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import {
  answerKey,
  figureStates,
  fillProps,
  gradeFigure,
  validateExercise,
} from "@/lib/course/exercise/mod.ts";
import type { FigureExercise } from "@/lib/course/types.ts";
import { intensity } from "@/lib/figures/intensity/mod.ts";
import { readState, writeState } from "@/lib/figures/link.ts";
import { figureNames, findFigure } from "@/lib/figures/mod.ts";
import { roofline } from "@/lib/figures/roofline/mod.ts";
import { hole, textOf, vocabulary } from "./fixtures.ts";

const context = { machines: vocabulary.table };

/** On the round machine the ridge point is at 100 FLOP/byte. */
function question(change: Partial<FigureExercise> = {}): FigureExercise {
  return {
    kind: "figure",
    id: "roofline/drag",
    version: 1,
    lesson: "the-roofline",
    number: 1,
    source: "lesson.md:1",
    params: { chip: { kind: "pick", values: ["round", "v100"] } },
    constraints: [],
    prompt: ["Make it compute-bound."],
    hints: [["Right."]],
    solution: ["Beyond ", hole('ridge(chip, "fp16")')],
    figure: "roofline",
    start: { machine: "{chip}", intensity: "2" },
    condition: 'bound == "compute" && machine == chip',
    slips: [
      { when: "machine != chip", say: ["That is another machine."] },
      { when: "intensity < ridge / 2", say: ["Only ", hole("intensity"), "."] },
      { when: "true", say: ["Nearly."] },
    ],
    solved: { intensity: '{2 * ridge(chip, "fp16")}' },
    ...change,
  };
}

const ROUND = { chip: "round" };
const sound = question({ slips: question().slips.slice(0, 2) });

function grade(props: Record<string, string>, exercise = question()) {
  const state = roofline.parseProps({ machine: "round", ...props }, context);
  return gradeFigure(exercise, roofline, state, ROUND, vocabulary);
}

describe("The state of a figure as an answer", () => {
  it("is right where the condition holds, and says so in numbers", () => {
    const { outcome, shown } = grade({ intensity: "120" });
    expect(outcome).toBe("correct");
    expect(shown.replaceAll("\u00a0", " ")).toBe(
      "120 FLOP/byte on the Round, ridge point 100 FLOP/byte: compute-bound.",
    );
  });

  it("turns at the ridge point itself", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), (at) => {
      expect(grade({ intensity: String(at) }).outcome === "correct").toBe(at >= 100);
    }));
  });

  it("names the first slip that holds, with what the figure shows", () => {
    const said = (props: Record<string, string>) =>
      textOf(grade(props).message).replaceAll("\u00a0", " ");
    expect(said({ machine: "v100", intensity: "2" })).toBe("That is another machine.");
    expect(said({ intensity: "2" })).toBe("Only 2 FLOP/byte.");
    expect(said({ intensity: "90" })).toBe("Nearly.");
  });

  it("is wrong, and not an error, where a condition has no value", () => {
    const exercise = question({
      condition: "4096 / n > 1",
      slips: [{ when: "1 / k < 1", say: ["x"] }],
    });
    expect(grade({ operator: "softmax(64, 64)" }, exercise)).toMatchObject({
      outcome: "wrong",
      message: [],
    });
    expect(grade({ operator: "none" }, exercise).outcome).toBe("wrong");
    expect(grade({ operator: "none" }, question({ slips: [] })).shown).toContain("no operator");
  });

  it("starts and is solved with the variant's numbers", () => {
    const { start, solved } = figureStates(question(), roofline, ROUND, vocabulary);
    expect(start.machine).toEqual(["round"]);
    expect(solved.operators[0]?.sizes).toEqual([200]);
  });

  it("may have operators and whole texts as its numbers", () => {
    const filled = fillProps(
      { a: "{gemm(4, n, 4)}", b: '{n > 1 ? "}" : "{"}', c: "{" },
      { n: 2 },
      vocabulary,
    );
    expect(filled).toEqual({ a: "gemm(4, 2, 4)", b: "}", c: "{" });
  });
});

describe("A state as progress keeps it", () => {
  const initial = roofline.parseProps({ machine: "round" }, context);

  it("is what differs from the start, and is read back", () => {
    fc.assert(fc.property(
      fc.constantFrom("round", "v100", "a100-80"),
      fc.integer({ min: 1, max: 100000 }),
      (machine, n) => {
        const state = roofline.parseProps(
          { machine, operator: `Mine: gemm(64, ${n}, 64)` },
          context,
        );
        const text = writeState(roofline, { initial, state });
        expect(readState(roofline, text, initial, context)).toEqual(state);
        expect(text.includes("machine")).toBe(machine !== "round");
      },
    ));
    expect(writeState(roofline, { initial, state: initial })).toBe("");
    expect(readState(roofline, "", initial, context)).toEqual(initial);
  });

  it("is refused where the schema refuses it", () => {
    for (const text of ["machine=none-such", "florp=1", "operator=gemm(0,1,1)", "__proto__=1"]) {
      expect(readState(roofline, text, initial, context)).toBeUndefined();
    }
    fc.assert(fc.property(fc.string(), (text) => {
      const read = readState(roofline, text, initial, context);
      if (read) expect(roofline.parseProps(roofline.formatProps(read), context)).toEqual(read);
    }));
  });
});

describe("What a figure shows", () => {
  const props: Readonly<Record<string, readonly Record<string, string>[]>> = {
    roofline: [{}, { operator: "none" }, { intensity: "3" }, {
      operator: "batched_gemm(2, 3, 4, 5)",
    }, {
      operator: "elementwise(1000000000)",
      machine: "v100, a100-80",
    }],
    intensity: [{}, { operation: "dot" }, { operation: "softmax", m: "2" }],
    tiling: [{}, { size: "1" }, { size: "8, 12, 6", tile: "5", order: "kij", precision: "int4" }],
    "scaling-trends": [{}, { base: "2012", later: "fit" }, {
      series: "interconnect-rate",
      without: "unnamed",
    }],
    "model-growth": [{}, { measure: "training-compute" }, {
      without: "p100, tpuv2, v100, tpuv3, a100, a100-80, gpt-3",
      devices: "8",
    }],
    "fit-check": [{}, { optimizer: "sgd", precision: "fp32" }, {
      use: "inference",
      model: "bert-base",
    }],
    "wulf-mckee": [{}, { hit_rate: "100 %" }, { gap: "1.3", references: "1" }],
    "bandwidth-ladder": [{}, { machine: "round", energy: "none" }, { intensity: "100" }],
    "all-reduce": [{}, { work: "data-parallel" }, { work: "tensor-parallel", devices: "2" }],
  };
  for (const name of figureNames) {
    it(`has the same names and kinds of values in every state of ${name}`, () => {
      const figure = findFigure(name);
      const seen = (props[name] ?? []).map((each) =>
        figure.observe(figure.parseProps(each, context), context)
      );
      expect(seen.length).toBeGreaterThan(1);
      const shape = (values: Readonly<Record<string, unknown>>) =>
        Object.entries(values).map(([key, value]) => [
          key,
          typeof value === "object" ? JSON.stringify(Object(value).dimension) : typeof value,
        ]);
      for (const values of seen) {
        expect(Object.keys(values).sort()).toEqual([...figure.observes].sort());
        expect(shape(values)).toEqual(shape(seen[0] ?? {}));
      }
    });

    it(`is documented for ${name}`, async () => {
      const docs = await Deno.readTextFile(new URL("../../docs/figures.md", import.meta.url));
      const section = docs.slice(docs.indexOf("## What conditions can be written over"));
      for (const shown of findFigure(name).observes) expect(section).toContain(`\`${shown}\``);
    });
  }

  it("agrees with the figure's own numbers", () => {
    const state = roofline.parseProps({ machine: "round", operator: "gemm(512, 8, 256)" }, context);
    expect(roofline.observe(state, context)).toMatchObject({
      operator: "gemm",
      m: 512,
      vectors: 8,
      k: 256,
      flops: { value: 2 * 512 * 8 * 256 },
      bytes: { value: 2 * (512 * 256 + 256 * 8 + 512 * 8) },
      ridge: { value: 100 },
      bound: "memory",
      fits: true,
    });
    const square = intensity.parseProps(
      { machine: "round", m: "600", n: "600", k: "600" },
      context,
    );
    expect(intensity.observe(square, context)).toMatchObject({
      bound: "compute",
      intensity: { value: 200 },
    });
  });
});

describe("The check of a question by figure", () => {
  const problems = (change: Partial<FigureExercise>) =>
    validateExercise({ ...sound, ...change }, vocabulary).map(({ path, message }) =>
      `${path}: ${message}`
    );

  it("finds nothing wrong with a sound one", () => {
    expect(problems({})).toEqual([]);
  });

  const CASES: Readonly<Record<string, readonly [Partial<FigureExercise>, RegExp]>> = {
    "a condition that already holds": [
      { condition: "true" },
      /^condition: .*already holds at the start/,
    ],
    "a solved state that is not": [
      { solved: { intensity: "3" } },
      /^solved: .*3.FLOP\/byte on the Round/,
    ],
    "a slip that holds of the answer": [
      { slips: [{ when: 'bound == "compute"', say: ["x"] }] },
      /^slips\[0\]\.when: The slip holds in the solved state/,
    ],
    "a slip with nothing to say": [{ slips: [{ when: "false", say: [] }] }, /^slips\[0\]\.say/],
    "a name that the figure does not show": [
      { condition: "bund == 1" },
      /^condition: unknown parameter "bund"/,
    ],
    "a comparison of unlike things": [
      { condition: "intensity > 5" },
      /^condition: .*same dimension/,
    ],
    "a condition that is none": [{ condition: "n + 1" }, /^condition: .*must be a comparison/],
    "a parameter with a name of the figure's": [
      {
        params: { bound: { kind: "pick", values: [1] }, chip: { kind: "pick", values: ["round"] } },
      },
      /^params\.bound: "bound" is what the figure shows/,
    ],
    "a property that the figure has not": [
      { start: { machine: "round", florp: "1" } },
      /^figure\.florp: The figure "roofline" has no property/,
    ],
    "a value that is not allowed, with its numbers": [
      { start: { machine: "{chip}0", intensity: "2" } },
      /^figure\.machine: .*round0.*with chip = round/,
    ],
    "a wrong value of the solved state": [{ solved: { intensity: "none" } }, /^solved\.intensity/],
    "an expression that fails in a property": [
      { start: { machine: "{chip}", intensity: "{1 / 0}" } },
      /^figure: .*divide by zero/,
    ],
    "an unknown figure": [{ figure: "rooftop" }, /^figure\.name: There is no figure "rooftop"/],
    "no solved state": [{ solved: {} }, /^solved: There is no solved state/],
  };
  for (const [name, [change, expected]] of Object.entries(CASES)) {
    it(`finds ${name}`, () =>
      expect(problems(change)).toContainEqual(expect.stringMatching(expected)));
  }

  it("sees a condition that has changed, and not its layout", () => {
    const key = answerKey(sound, vocabulary);
    expect(
      answerKey({ ...sound, condition: sound.condition.replace(" && ", "\n  && ") }, vocabulary),
    ).toEqual(key);
    expect(answerKey({ ...sound, condition: 'bound == "compute"' }, vocabulary)).not.toEqual(key);
  });
});
