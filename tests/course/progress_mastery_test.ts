import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  answer,
  type ExerciseRecord,
  joinMastery,
  masteryOf,
  objectivesOf,
  showSolution,
} from "@/lib/course/progress/mod.ts";

const on = { now: 1, lesson: "the-roofline" };
const given = (outcome: "correct" | "wrong") => ({ seed: 1, answer: "1", outcome });
const records = {
  solved: answer(undefined, given("correct"), on),
  shown: showSolution(undefined, 1, on),
  helped: answer(showSolution(undefined, 1, on), given("correct"), on),
  tried: answer(undefined, given("wrong"), on),
} satisfies Record<string, ExerciseRecord>;
const progress = Object.fromEntries(
  Object.entries(records).map(([name, record]) => [`${name}@1`, record]),
);
const entries = (...ids: string[]) => ids.map((id) => ({ id, version: 1 }));

describe("Mastery", () => {
  it("weighs solved 1, helped one half, tried and given up one quarter", () => {
    const score = (...ids: string[]) => masteryOf(entries(...ids), progress).score;
    expect(["solved", "helped", "shown", "tried", "open"].map((id) => score(id))).toEqual(
      [1, 0.5, 0.25, 0.25, 0],
    );
    expect(score("solved", "open", "tried", "tried")).toBe(0.375);
  });

  it("says in a word how far that is", () => {
    const level = (...ids: string[]) => masteryOf(entries(...ids), progress).level;
    expect(level()).toBe("untested");
    expect(level("open")).toBe("open");
    expect(level("tried", "open")).toBe("begun");
    expect(level("solved", "open")).toBe("advanced");
    expect(level("solved", "helped")).toBe("advanced");
    expect(level("solved", "solved")).toBe("met");
  });

  it("never falls when a record gets better", () => {
    const order = ["open", "tried", "shown", "helped", "solved"];
    fc.assert(fc.property(fc.array(fc.nat(4), { minLength: 1 }), fc.nat(), (ranks, where) => {
      const of = (ranks: number[]) => {
        const ids = ranks.map((rank, i) => [`e${i}@1`, progress[`${order[rank]}@1`]] as const);
        const known = Object.fromEntries(ids.filter(([, record]) => record));
        const exercises = ranks.map((_, i) => ({ id: `e${i}`, version: 1 }));
        return masteryOf(exercises, known as typeof progress).score;
      };
      const better = ranks.map((rank, i) => i === where % ranks.length ? 4 : rank);
      expect(of(better)).toBeGreaterThanOrEqual(of(ranks));
      expect(of(ranks)).toBeLessThanOrEqual(1);
    }));
  });

  it("belongs to an objective by the exercises that name it", () => {
    const lesson = {
      objectives: [{ id: "count", text: "Count." }, { id: "rest", text: "Rest." }],
      exercises: [
        { id: "solved", version: 1, objective: "count" },
        { id: "open", version: 1, objective: "count" },
        { id: "tried", version: 1 },
      ],
    };
    expect(objectivesOf(lesson, progress)).toEqual([
      { id: "count", text: "Count.", score: 0.5, level: "advanced", marks: ["solved", "open"] },
      { id: "rest", text: "Rest.", score: 0, level: "untested", marks: [] },
    ]);
  });

  it("is joined over objectives that have exercises", () => {
    const parts = [["solved"], ["tried"], []].map((ids) => masteryOf(entries(...ids), progress));
    expect(joinMastery(parts)).toEqual({ total: 2, met: 1, score: 0.625 });
    expect(joinMastery([])).toEqual({ total: 0, met: 0, score: 0 });
  });
});
