import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { parseUnit } from "@/lib/compute/mod.ts";
import { compileCourse } from "@/lib/course/compile.ts";
import {
  digitsNeeded,
  enumerateVariants,
  exactAnswer,
  gradeNumeric,
} from "@/lib/course/exercise/mod.ts";
import { fullVocabulary } from "@/lib/course/expression/full_vocabulary.ts";
import type { NumericExercise } from "@/lib/course/types.ts";

const ROOT = new URL("../../", import.meta.url);
const { course, machines } = await compileCourse(new URL("content", ROOT).pathname, {
  gallery: new URL("docs/authoring-exercises.md", ROOT).pathname,
});
const vocabulary = fullVocabulary(machines);
const exercises = [...Object.values(course.lessons), ...(course.gallery ? [course.gallery] : [])]
  .flatMap(({ exercises }) => exercises)
  .filter((exercise): exercise is NumericExercise => exercise.kind === "numeric");

/** As a reader would write it: in the asked unit, and without naming it. */
function rounded(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

/** What the page says where the mistake is another than rounding. */
const OTHER_MISTAKE = /times|half|twice|eighth|1024|inverse|sign is/;

describe("A right answer, rounded", () => {
  it("is there to be tried", () => expect(exercises.length).toBeGreaterThan(10));

  for (const exercise of exercises) {
    it(`is never taken for a mistake, and is right with digits enough: ${exercise.id}`, () => {
      const { unit, tolerance } = exercise;
      const { factor } = parseUnit(unit);
      for (const parameters of enumerateVariants(exercise, vocabulary)) {
        const { value } = exactAnswer(exercise, parameters, vocabulary);
        const needed = digitsNeeded(value, tolerance, unit);
        for (let digits = 2; digits <= 7; digits++) {
          const text = rounded(value / factor, digits);
          const { outcome, message } = gradeNumeric(exercise, parameters, text, vocabulary);
          const found = { parameters, text, outcome, message };
          const isEnough = needed !== undefined && digits >= needed;
          expect(isEnough ? ["correct"] : ["correct", "wrong"]).toContainEqual(outcome);
          if (outcome === "wrong") {
            expect({ ...found, isOther: OTHER_MISTAKE.test(JSON.stringify(message)) })
              .toEqual({ ...found, isOther: false });
          }
        }
      }
    });
  }

  it("is what too few digits are told, in every exercise in which they are too few", () => {
    let told = 0;
    for (const exercise of exercises) {
      const { factor } = parseUnit(exercise.unit);
      for (const parameters of enumerateVariants(exercise, vocabulary, { limit: 50 })) {
        const { value } = exactAnswer(exercise, parameters, vocabulary);
        const text = rounded(value / factor, 2);
        const { outcome, message } = gradeNumeric(exercise, parameters, text, vocabulary);
        if (outcome === "correct") continue;
        expect(message.join("")).toMatch(/: give (all its|two|three|four|five|six) digits\.$/);
        told++;
      }
    }
    expect(told).toBeGreaterThan(10);
  });
});
