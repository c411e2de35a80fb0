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

/** The prefix of the asked unit as a word, where it has one. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  k: ["k", "K", "kilo"],
  M: ["M", "mega", "million"],
  G: ["G", "giga", "billion"],
  T: ["T", "tera", "trillion"],
  m: ["m", "milli"],
  µ: ["u", "micro"],
};

/** A right number as readers type it: the signs around it, and the unit in other words. */
function commonSpellings(number: string, unit: string): string[] {
  const [, prefix = "", base = ""] = /^([kMGTmµ]?)(FLOP|B|s)?/.exec(unit) ?? [];
  const rest = unit.slice(prefix.length + base.length);
  const names: Record<string, readonly string[]> = {
    FLOP: ["flop", "FLOPs", "operations"],
    B: ["byte", "bytes", "Bytes"],
    s: ["sec", "seconds"],
  };
  const byUnit = base === "" ? [] : (WORDS[prefix] ?? [""]).flatMap((word) => [
    `${number} ${word} ${names[base]?.[1]}${rest}`,
    ...(names[base] ?? []).map((name) =>
      `${number} ${word}${word.endsWith("n") ? " " : ""}${name}${rest}`
    ),
  ]);
  const alone = prefix === "" ? [] : (WORDS[prefix] ?? []).map((word) => `${number}${word}`);
  const factors = unit === ""
    ? [`×${number}`, `${number}x`, `${number}-fold`, `factor of ${number}`]
    : [];
  const named = `${number} ${unit}`;
  return [
    ...[named, named.toLowerCase(), `${number}${unit}`, `= ${named}`, `${named}.`],
    ...[`about ${named}`, `~${number}`, `≈ ${number}`, named.replaceAll(" ", "\u00a0")],
    ...[named.replaceAll(" ", "\u202f"), named.replace("/", " per "), named.replace("/", " a ")],
    ...[`${Number(number).toExponential()} ${unit}`],
    ...[`${Number(number).toExponential().replace("e", " × 10^")} ${unit}`],
    ...[`${Number(number).toExponential().replace(/e\+?(.*)/, " 10^{$1}")} ${unit}`],
    number.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    ...byUnit,
    ...alone,
    ...factors,
  ];
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

describe("A right answer in the spelling of a reader", () => {
  for (const exercise of exercises) {
    it(`is right: ${exercise.id}`, () => {
      const { unit, tolerance } = exercise;
      const { factor } = parseUnit(unit);
      for (const parameters of enumerateVariants(exercise, vocabulary, { limit: 20 })) {
        const { value } = exactAnswer(exercise, parameters, vocabulary);
        const digits = digitsNeeded(value, tolerance, unit) ?? 15;
        const number = rounded(value / factor, digits);
        for (const text of commonSpellings(number, unit)) {
          const { outcome, message } = gradeNumeric(exercise, parameters, text, vocabulary);
          expect({ text, unit, message, outcome }).toEqual({
            text,
            unit,
            message,
            outcome: "correct",
          });
        }
      }
    });
  }
});
