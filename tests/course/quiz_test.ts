import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { drawQuiz, readScore, scoreOf, writeScore } from "@/lib/course/quiz/mod.ts";

const quiz = {
  id: "unit-2",
  pass: 0.75,
  pools: [{ draw: 2, from: ["a", "b", "c", "d"] }, { draw: 2, from: ["c", "d", "e", "f"] }],
};
const ids = (name: string) => drawQuiz(quiz, name).map(({ id }) => id);

describe("A draw", () => {
  it("is the same for the same name, and another for others", () => {
    expect(drawQuiz(quiz, "monday")).toEqual(drawQuiz(quiz, "monday"));
    const draws = new Set(Array.from({ length: 50 }, (_, i) => ids(`n${i}`).join()));
    expect(draws.size).toBeGreaterThan(20);
  });

  it("takes from each pool what it says, and nothing twice", () => {
    fc.assert(fc.property(fc.string(), (name) => {
      const drawn = ids(name);
      expect(new Set(drawn).size).toBe(4);
      expect(drawn.slice(0, 2).every((id) => "abcd".includes(id))).toBe(true);
      expect(drawn.slice(2).every((id) => "cdef".includes(id))).toBe(true);
    }));
  });

  it("gives each exercise a variant that depends on draw and exercise", () => {
    const seeds = [...drawQuiz(quiz, "x"), ...drawQuiz(quiz, "y")].map(({ seed }) => seed);
    expect(new Set(seeds).size).toBe(8);
  });

  it("draws every exercise about as often", () => {
    const counts = new Map<string, number>();
    const one = { id: "q", pools: [{ draw: 1, from: ["a", "b", "c"] }] };
    for (let i = 0; i < 900; i++) {
      for (const { id } of drawQuiz(one, String(i))) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    for (const id of "abc") expect(Math.abs((counts.get(id) ?? 0) - 300)).toBeLessThan(70);
  });
});

describe("A score", () => {
  const questions = ["a", "b", "c", "d"];
  const score = (...answers: [string, "correct" | "partly" | "slip" | "wrong"][]) =>
    scoreOf(quiz, questions, answers.map(([id, outcome]) => ({ id, outcome })));

  it("counts first answers only, right ones in full and partly right ones by half", () => {
    expect(score(["a", "correct"], ["b", "partly"], ["c", "slip"], ["c", "correct"])).toEqual({
      answered: 3,
      total: 4,
      points: 1.5,
      share: 1.5 / 4,
      isComplete: false,
      isPassed: false,
    });
  });

  it("passes at the asked share, and only when all is answered", () => {
    const right: [string, "correct"][] = [["a", "correct"], ["b", "correct"], ["c", "correct"]];
    expect(score(...right).isPassed).toBe(false);
    expect(score(...right, ["d", "wrong"]).isPassed).toBe(true);
    expect(score(["a", "correct"], ["b", "correct"], ["c", "partly"], ["d", "wrong"]).isPassed)
      .toBe(false);
  });

  it("leaves answers to other questions out", () => {
    expect(score(["x", "correct"])).toMatchObject({ answered: 0, points: 0 });
    expect(scoreOf(quiz, [], []).isPassed).toBe(false);
  });

  it("is read as it was written", () => {
    const answers = [{ id: "a/b", outcome: "correct" }, { id: "c=d", outcome: "partly" }] as const;
    expect(readScore(writeScore(answers))).toEqual(answers);
    expect(readScore(["x=yes", "=correct", "plain"])).toEqual([]);
    expect(readScore("a=correct")).toEqual([]);
    expect(readScore(undefined)).toEqual([]);
  });
});
