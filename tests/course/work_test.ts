import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { nameQuestion, resume, takeAlong } from "@/components/exercise/work.ts";
import { questionOf, soundVariant } from "@/lib/course/exercise/mod.ts";
import { answer, showSolution } from "@/lib/course/progress/mod.ts";
import type { OpenExercise } from "@/lib/course/types.ts";
import { choiceExercise, numericExercise, predictionExercise, vocabulary } from "./fixtures.ts";

const exercise = numericExercise();
const variant = soundVariant(exercise, 7, vocabulary);
const on = { now: 1, lesson: "the-roofline", question: questionOf(exercise, variant) };
const given = { seed: 7, answer: "5 TFLOP/s", outcome: "wrong" } as const;
const { state } = answer(undefined, given, on);

describe("Work that is taken up again", () => {
  it("is where it was left, with the same numbers", () => {
    expect(resume(exercise, state, vocabulary, 3)).toEqual({
      variant,
      graded: "5 TFLOP/s",
      showsSolution: false,
      round: 3,
      isReplaced: false,
    });
  });

  it("does not show a verdict beside other numbers, where the author has changed them", () => {
    const changed = numericExercise({
      params: { ...exercise.params, machine: { kind: "pick", values: ["round"] } },
      constraints: ["intensity > 2"],
    });
    const { graded, isReplaced, variant: { parameters } } = resume(changed, state, vocabulary, 0);
    expect({ graded, isReplaced }).toEqual({ graded: undefined, isReplaced: true });
    expect(parameters.machine).toBe("round");
    // Records of earlier editions say nothing of the question
    const { question: _, ...old } = state ??
      { seed: 7, revision: 1, answer: "", solution: false, gaveUp: false };
    expect(resume(changed, old, vocabulary, 0).isReplaced).toBe(false);
  });

  it("never stands on numbers that cannot be asked", () => {
    const inverse = numericExercise({
      params: { n: { kind: "range", from: 1, to: 3, step: 1 } },
      constraints: [],
      prompt: ["?"],
      answer: "1 / (n - 2)",
      unit: "",
      slips: [],
      hints: [],
      solution: [],
    });
    for (let seed = 0; seed < 40; seed++) {
      const old = { revision: 1, seed, answer: "", solution: true, gaveUp: true };
      expect(resume(inverse, old, vocabulary, 0).variant.parameters.n).not.toBe(2);
    }
  });
});

describe("What goes along to other numbers", () => {
  const open: OpenExercise = {
    ...predictionExercise(),
    kind: "open",
    rubric: [{ id: "a", text: ["A point"] }],
    words: 3,
  };

  it("is what was written, not what was found in it", () => {
    expect(takeAlong(open, ["My own words.", "a"])).toEqual(["My own words."]);
    expect(takeAlong(open)).toEqual([""]);
    expect(takeAlong(exercise, "5")).toBe("");
    expect(takeAlong(choiceExercise(), ["a"])).toBe("");
  });
});

describe("A record of an earlier edition", () => {
  it("is told which question was given up", () => {
    const { told: _, ...shown } = showSolution(undefined, 7, { now: 1, lesson: "the-roofline" });
    expect(nameQuestion(shown, exercise, vocabulary)?.state?.question).toBe(on.question);
    const right = { ...given, seed: 99, outcome: "correct" } as const;
    expect(answer(nameQuestion(shown, exercise, vocabulary), right, on).best).toBe("helped");
    expect(nameQuestion(undefined, exercise, vocabulary)).toBeUndefined();
  });
});
