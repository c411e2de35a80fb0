import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { validateExercise } from "@/lib/course/exercise/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";
import {
  choiceExercise,
  hole,
  numericExercise,
  predictionExercise,
  vocabulary,
} from "./fixtures.ts";

const numericPrediction = predictionExercise({
  choices: [],
  numeric: {
    answer: 'ridge("round", "fp16")',
    unit: "FLOP/byte",
    tolerance: { kind: "relative", value: 0.2 },
  },
  reveal: ["It is ", hole("answer"), "."],
});

describe("validateExercise", () => {
  const sound: Readonly<Record<string, Exercise>> = {
    "number": numericExercise(),
    "single choice": choiceExercise(),
    "multiple choice": choiceExercise({ kind: "multiple" }),
    "prediction": predictionExercise(),
    "numeric prediction": numericPrediction,
  };
  for (const [name, exercise] of Object.entries(sound)) {
    it(`has nothing to say of a sound ${name}`, () => {
      expect(validateExercise(exercise, vocabulary)).toEqual([]);
    });
  }

  const [a, b, c] = choiceExercise().choices;
  if (!a || !b || !c) throw new Error("The fixture has three choices");
  const broken: readonly (readonly [string, Exercise, string, string])[] = [
    ["no hint", numericExercise({ hints: [] }), "hints", "at least one"],
    ["an empty hint", numericExercise({ hints: [[" "]] }), "hints[0]", "empty"],
    ["no solution", numericExercise({ solution: [] }), "solution", "worked solution"],
    ["an empty prompt", numericExercise({ prompt: [{ tag: "p" }] }), "prompt", "empty"],
    ["an unknown name", numericExercise({ answer: "speed(machine)" }), "answer", "speed"],
    ["bad syntax", numericExercise({ answer: "2 +" }), "answer", "Expected"],
    ["a wrong unit", numericExercise({ unit: "TB/s" }), "answer", "FLOP/s"],
    ["an unknown unit", numericExercise({ unit: "parsec" }), "unit", "parsec"],
    ["no unit", numericExercise({ unit: "" }), "answer", "name its unit"],
    [
      "an answer that is infinite",
      numericExercise({ answer: 'unit(1 / (intensity - 4), "TFLOP/s")' }),
      "answer",
      "zero, with machine = ",
    ],
    [
      "an answer of zero",
      numericExercise({ answer: 'unit(0, "TFLOP/s")' }),
      "answer",
      "absolute tolerance",
    ],
    [
      "a machine that does not exist in one variant",
      numericExercise({
        params: {
          machine: { kind: "pick", values: ["round", "a100-8"] },
          intensity: { kind: "pick", values: [2] },
        },
      }),
      "answer",
      "a100-80",
    ],
    [
      "a slip that equals the answer in one variant",
      numericExercise({ slips: [{ answer: 'unit(2 * intensity, "TFLOP/s")', say: ["?"] }] }),
      "slips[0].answer",
      "as good as the answer",
    ],
    [
      "a slip in no unit",
      numericExercise({ slips: [{ answer: "intensity", say: ["?"] }] }),
      "slips[0].answer",
      "plain number",
    ],
    [
      "a slip with nothing to say",
      numericExercise({ slips: [{ answer: 'peak(machine, "fp16")', say: [] }] }),
      "slips[0].say",
      "nothing to say",
    ],
    [
      "a slip whose words do not evaluate",
      numericExercise({ slips: [{ answer: 'peak(machine, "fp16")', say: [hole("k")] }] }),
      "slips[0].say",
      "k",
    ],
    [
      "a prompt that tells the answer",
      numericExercise({ prompt: [hole("answer")] }),
      "prompt",
      "answer",
    ],
    [
      "a hint that tells the answer",
      numericExercise({ hints: [[hole("answer")]] }),
      "hints[0]",
      "answer",
    ],
    [
      "a bad unit in a text",
      numericExercise({ solution: [hole("answer", { unit: "s" })] }),
      "solution",
      "s",
    ],
    [
      "a constraint that nothing satisfies",
      numericExercise({ constraints: ["intensity > 100"] }),
      "constraints",
      "None of",
    ],
    [
      "an unknown name in a constraint",
      numericExercise({ constraints: ["inensity > 1"] }),
      "constraints[0]",
      "inensity",
    ],
    [
      "a parameter without values",
      numericExercise({ params: { intensity: { kind: "range", from: 2, to: 1, step: 1 } } }),
      "params.intensity",
      "0 values",
    ],
    [
      "a parameter derived from a later one",
      numericExercise({
        params: {
          twice: { kind: "derived", expression: "2 * intensity" },
          intensity: { kind: "pick", values: [2] },
          machine: { kind: "pick", values: ["round"] },
        },
      }),
      "params.twice",
      "intensity",
    ],
    [
      "a parameter with a name that no expression can use",
      numericExercise({ params: { "my-n": { kind: "pick", values: [1] } } }),
      "params.my-n",
      "letters",
    ],
    [
      "a tolerance in another dimension",
      numericExercise({ tolerance: { kind: "absolute", value: 1, unit: "s" } }),
      "tolerance",
      "TFLOP/s",
    ],
    [
      "a tolerance of everything",
      numericExercise({ tolerance: { kind: "relative", value: 2 } }),
      "tolerance",
      "less than 100",
    ],
    [
      "a negative tolerance",
      numericExercise({ tolerance: { kind: "absolute", value: -1 } }),
      "tolerance",
      "at least 0",
    ],
    [
      "no significant figures",
      numericExercise({ tolerance: { kind: "significant", digits: 0 } }),
      "tolerance",
      "1 to 12",
    ],
    ["one choice", choiceExercise({ choices: [a] }), "choices", "two"],
    ["no right choice", choiceExercise({ choices: [b, c] }), "choices", "No choice is right"],
    [
      "two right choices of one",
      choiceExercise({ choices: [a, { ...b, correct: "n == 4" }] }),
      "choices",
      "with n = 4",
    ],
    [
      "two choices with one id",
      choiceExercise({ choices: [a, { ...b, id: "a" }] }),
      "choices[1].id",
      "earlier",
    ],
    [
      "two choices that read the same with some numbers",
      choiceExercise({ choices: [{ ...a, text: [hole("n")] }, { ...b, text: ["2"] }] }),
      "choices[1].text",
      "with n = 2",
    ],
    [
      "a choice without why",
      choiceExercise({ choices: [a, { ...b, why: [] }] }),
      "choices[1].why",
      "why",
    ],
    [
      "a choice that is no comparison",
      choiceExercise({ choices: [a, { ...b, correct: "n" }] }),
      "choices[1]",
      "comparison",
    ],
    [
      "a prediction of a number with choices",
      { ...numericPrediction, choices: [a, b] },
      "choices",
      "no choices",
    ],
  ];
  for (const [name, exercise, path, words] of broken) {
    it(`finds ${name}`, () => {
      const problems = validateExercise(exercise, vocabulary);
      const found = problems.filter((problem) => problem.path === path);
      expect(found.map(({ message }) => message).join("\n")).toContain(words);
    });
  }

  it("gives all problems at once, each once", () => {
    const problems = validateExercise(
      numericExercise({ hints: [], answer: "foo", slips: [{ answer: "bar", say: [] }] }),
      vocabulary,
    );
    expect(problems.map(({ path }) => path).sort())
      .toEqual(["answer", "hints", "slips[0].answer", "slips[0].say"]);
  });

  it("points into the expression and names what is known", () => {
    const answer = 'attainable(intensity, "a100-8", "fp16")';
    const [problem] = validateExercise(numericExercise({ answer }), vocabulary);
    expect(problem).toMatchObject({
      path: "answer",
      expression: answer,
      span: { index: 22, length: 8 },
    });
    expect(problem?.known?.[0]).toBe("a100-80");
  });

  it("notices a mutation of the answer", () => {
    // The slip is what the mutated key would give: right and wrong change places
    const mutated = numericExercise({ answer: 'peak(machine, "fp16")' });
    expect(validateExercise(mutated, vocabulary).map(({ path }) => path)).toContain(
      "slips[0].answer",
    );
  });
});
