import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { renderToString } from "preact-render-to-string";
import { StaticExercise } from "@/components/exercise/static_exercise.tsx";
import type { Exercise } from "@/lib/course/types.ts";
import {
  choiceExercise,
  hole,
  numericExercise,
  predictionExercise,
  vocabulary,
} from "./fixtures.ts";

const html = (exercise: Exercise) =>
  renderToString(<StaticExercise exercise={exercise} vocabulary={vocabulary} />);

/** What can be read without opening anything. */
const unfolded = (exercise: Exercise) => html(exercise).replace(/<details.*?<\/details>/gs, "");

describe("An exercise without JavaScript", () => {
  it("shows one variant, always the same, with unit and tolerance in words", () => {
    const exercise = numericExercise();
    const text = unfolded(exercise).replace(/<[^>]+>/g, "");
    expect(text).toMatch(/How fast is \d+ FLOP\/byte on a [A-Z]/);
    expect(text).toContain("TFLOP/s");
    expect(text).toContain("within 2\u00a0% of the exact value");
    expect(html(exercise)).toBe(html(exercise));
  });

  it("folds hints and the solution with the variant's numbers away", () => {
    const exercise = numericExercise({ solution: ["The answer is ", hole("answer"), "."] });
    expect(unfolded(exercise)).not.toContain("The answer is");
    expect(html(exercise)).toMatch(/The answer is [\d.]+\u00a0TFLOP\/s\./);
    expect(html(exercise)).toMatch(/<summary>Hints<\/summary>.*Compare with .*FLOP\/byte/s);
  });

  it("lists choices and tells right from wrong only in the fold", () => {
    const exercise = choiceExercise();
    for (const text of ["Memory", "Arithmetic", "The network"]) {
      expect(unfolded(exercise)).toContain(text);
    }
    expect(unfolded(exercise)).not.toContain("Each weight is used once.");
    expect(html(exercise)).toMatch(/Right:.*Memory.*Each weight is used once\./s);
  });

  it("folds what a prediction reveals away", () => {
    const exercise = predictionExercise();
    expect(unfolded(exercise)).not.toContain("Now drag it.");
    expect(html(exercise)).toContain("Now drag it.");
    // A prediction is not marked
    expect(html(exercise)).not.toMatch(/Right:|Wrong:/);
    expect(html(exercise)).toContain("So it is:");
  });

  it("has nothing to fold where there are no hints", () => {
    expect(html(predictionExercise())).not.toContain("Hints");
  });

  it("carries no style attribute, which the page's policy forbids", () => {
    expect(html(numericExercise())).not.toMatch(/\sstyle=/);
  });
});
