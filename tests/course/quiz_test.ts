import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import {
  MAX_DRAWS,
  mergeProgress,
  readProgress,
  writeProgress,
} from "@/lib/course/progress/mod.ts";
import {
  drawQuiz,
  firstAnswers,
  recordComplete,
  recordFirst,
  scoreOf,
} from "@/lib/course/quiz/mod.ts";

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

  it("is complete once the rest is given up, which gives no points", () => {
    const answers = questions.map((
      id,
      i,
    ) => ({ id, outcome: i < 3 ? "correct" : "none" } as const));
    expect(scoreOf(quiz, questions, answers)).toMatchObject({
      answered: 4,
      points: 3,
      isComplete: true,
      isPassed: true,
    });
  });
});

describe("First answers", () => {
  const on = (now: number) => ({ now, lesson: "the-roofline" });

  it("stay first, in every draw, whatever is drawn in between", () => {
    let known = recordFirst(undefined, { seed: 1, id: "a", outcome: "none" }, on(1));
    known = recordFirst(known, { seed: 2, id: "a", outcome: "correct" }, on(2));
    known = recordFirst(known, { seed: 1, id: "a", outcome: "correct" }, on(3));
    known = recordFirst(known, { seed: 1, id: "b", outcome: "partly" }, on(4));
    expect(firstAnswers(known, 1)).toEqual([
      { id: "a", outcome: "none" },
      { id: "b", outcome: "partly" },
    ]);
    expect(firstAnswers(known, 2)).toEqual([{ id: "a", outcome: "correct" }]);
    expect(firstAnswers(known, 3)).toEqual([]);
    expect(firstAnswers(undefined, 1)).toEqual([]);
  });

  it("of two devices are those that came first", () => {
    const phone = recordFirst(undefined, { seed: 1, id: "a", outcome: "wrong" }, on(1));
    const laptop = recordFirst(undefined, { seed: 1, id: "a", outcome: "correct" }, on(2));
    const both = mergeProgress({ "quiz/q@1": laptop }, { "quiz/q@1": phone })["quiz/q@1"];
    expect(firstAnswers(both, 1)).toEqual([{ id: "a", outcome: "wrong" }]);
  });

  it("are kept of so many draws, those worked on last", () => {
    let known = recordFirst(undefined, { seed: 1, id: "a", outcome: "wrong" }, on(1));
    for (let i = 2; i <= MAX_DRAWS + 1; i++) {
      known = recordFirst(known, { seed: i, id: "a", outcome: "wrong" }, on(i));
    }
    expect(Object.keys(known.draws ?? {})).toHaveLength(MAX_DRAWS);
    expect(firstAnswers(known, 1)).toEqual([]);
    expect(firstAnswers(known, 2)).toHaveLength(1);
    expect(readProgress(writeProgress({ "quiz/q@1": known })).progress["quiz/q@1"]).toEqual(known);
  });

  it("may be of exercises with any id", () => {
    const answered = { seed: 1, id: "__proto__", outcome: "correct" } as const;
    const known = recordFirst(undefined, answered, on(1));
    expect(firstAnswers(known, 1)).toEqual([{ id: "__proto__", outcome: "correct" }]);
  });

  it("that complete a draw are an attempt, and the best of them counts", () => {
    const known = recordFirst(undefined, { seed: 1, id: "a", outcome: "correct" }, on(1));
    const passed = recordComplete(known, true, on(2));
    expect(passed).toMatchObject({ attempts: 1, best: "correct", solvedAt: 2 });
    expect(recordComplete(passed, false, on(3))).toMatchObject({ attempts: 2, best: "correct" });
    expect(recordComplete(known, false, on(3)).best).toBe("partly");
  });
});
