import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  answer,
  draw,
  type ExerciseRecord,
  type Progress,
  type ReviewState,
  showSolution,
} from "@/lib/course/progress/mod.ts";
import {
  DAY,
  dayOf,
  dueDay,
  type Grade,
  gradeTry,
  MAX_INTERVAL,
  nextReview,
  outlookOf,
  planReview,
  scheduleTry,
} from "@/lib/course/review/mod.ts";

const lesson = "the-roofline";
const noon = new Date(2026, 10, 23, 12).getTime();
const grade = fc.constantFrom<Grade>("again", "hard", "good");

/** Reviewed again and again, each time on the day it is due or some days late. */
function reviewed(grades: readonly Grade[], from = noon, late = 0): ReviewState {
  const [first = "good", ...rest] = grades;
  return rest.reduce(
    (state, grade) => nextReview(state, grade, state.due + late * DAY),
    nextReview(undefined, first, from),
  );
}

describe("nextReview", () => {
  it("waits longer after each success, and a day after a failure", () => {
    const days = (grades: Grade[]) => {
      const { due, last } = reviewed(grades);
      return (due - last) / DAY;
    };
    expect(days(["good"])).toBe(2);
    expect(days(["hard"])).toBe(1);
    expect(days(["again"])).toBe(1);
    expect(days(["good", "good"])).toBeGreaterThan(7);
    expect(days(["good", "good", "good"])).toBeGreaterThan(30);
    expect(days(["good", "hard"])).toBeLessThan(days(["good", "good"]));
    expect(days(["good", "good", "good", "again"])).toBeLessThan(5);
    expect(days(["good", "good", "again", "good"])).toBeLessThan(days(["good", "good", "good"]));
  });

  it("keeps what is stored within what is read, whatever happens", () => {
    const steps = fc.array(fc.tuple(grade, fc.integer({ min: -400, max: 4000 })), {
      maxLength: 40,
    });
    fc.assert(fc.property(steps, (steps) => {
      let [state, now]: [ReviewState | undefined, number] = [undefined, noon];
      for (const [grade, days] of steps) {
        now = Math.max(0, now + days * DAY);
        const next: ReviewState = nextReview(state, grade, now);
        expect(next.last).toBe(now);
        const wait = (next.due - now) / DAY;
        expect(Number.isInteger(wait) && wait >= 1 && wait <= MAX_INTERVAL).toBe(true);
        expect(next.stability).toBeGreaterThanOrEqual(0.001);
        expect(next.stability).toBeLessThanOrEqual(36_500);
        expect(next.difficulty).toBeGreaterThanOrEqual(1);
        expect(next.difficulty).toBeLessThanOrEqual(10);
        expect(next.reps).toBe((state?.reps ?? 0) + 1);
        state = next;
      }
    }));
  });

  it("gives nothing for the same success twice on a day", () => {
    const once = nextReview(undefined, "good", noon);
    const twice = nextReview(once, "good", noon + 1000);
    expect(twice.stability).toBeCloseTo(once.stability, 6);
  });
});

describe("A try", () => {
  const on = { now: noon, lesson };
  const wrong = answer(undefined, { seed: 1, answer: "2", outcome: "wrong" }, on);

  it("is graded by its first answer, and by hints in view", () => {
    const grade = (outcome: "correct" | "partly" | "slip" | "wrong", hinted = false) =>
      gradeTry(undefined, { seed: 1, outcome, hinted });
    expect(grade("correct")).toBe("good");
    expect(grade("correct", true)).toBe("hard");
    expect([grade("partly"), grade("slip"), grade("wrong", true)]).toEqual(Array(3).fill("again"));
    expect(gradeTry(undefined, { seed: 1, outcome: "given-up", hinted: false })).toBe("again");
  });

  it("counts once for a variant: what comes after a wrong answer or the solution does not", () => {
    const right = { seed: 1, outcome: "correct", hinted: false } as const;
    expect(gradeTry(wrong, right)).toBeUndefined();
    expect(gradeTry(wrong, { ...right, seed: 2 })).toBe("good");
    expect(gradeTry(draw(wrong, 2, on), { ...right, seed: 2 })).toBe("good");
    const shown = showSolution(undefined, 1, on);
    expect(gradeTry(shown, right)).toBeUndefined();
    expect(gradeTry(draw(shown, 1, on), right)).toBeUndefined();
    expect(gradeTry(wrong, { ...right, outcome: "given-up" })).toBeUndefined();
  });

  it("schedules the exercise, and leaves the schedule alone where it does not count", () => {
    const first = scheduleTry(
      undefined,
      wrong,
      { seed: 1, outcome: "wrong", hinted: false },
      noon,
    );
    expect(first.review).toEqual(nextReview(undefined, "again", noon));
    const again = answer(first, { seed: 1, answer: "1", outcome: "correct" }, on);
    const next = scheduleTry(first, again, { seed: 1, outcome: "correct", hinted: false }, noon);
    expect(next).toEqual(again);
    expect(next.review).toEqual(first.review);
  });
});

describe("Days", () => {
  it("end at four in the morning and count on by one", () => {
    const at = (day: number, hour: number) => dayOf(new Date(2026, 9, day, hour).getTime());
    expect(at(24, 3)).toBe(at(23, 23));
    expect(at(24, 4)).toBe(at(23, 23) + 1);
    // Over the end of summer time, where there is one
    for (let day = 1; day < 40; day++) expect(at(day + 1, 12) - at(day, 12)).toBe(1);
  });

  it("are due from their beginning, and not before", () => {
    const review = nextReview(undefined, "good", new Date(2026, 10, 23, 22).getTime());
    const day = (date: number, hour: number) => {
      const now = new Date(2026, 10, date, hour).getTime();
      return dueDay(review, now) - dayOf(now);
    };
    expect(day(23, 23)).toBe(2);
    expect(day(24, 12)).toBe(1);
    expect(day(25, 3)).toBe(1);
    expect(day(25, 5)).toBe(0);
    expect(day(28, 5)).toBe(-3);
  });
});

describe("A clock that goes wrong", () => {
  it("ahead, then right: everything is due once, and then as usual", () => {
    const years = 10 * 365 * DAY;
    const ahead = reviewed(["good", "good"], noon + years);
    expect(dueDay(ahead, noon)).toBe(dayOf(noon));
    const done = nextReview(ahead, "good", noon);
    expect(done.reps).toBe(3);
    expect(dueDay(done, noon)).toBeGreaterThan(dayOf(noon));
    expect(done.stability).toBeGreaterThanOrEqual(ahead.stability);
  });

  it("back, then right: what was done is not due again at once for ever", () => {
    const known = reviewed(["good", "good"]);
    const back = noon - 6 * 365 * DAY;
    const done = nextReview(known, "good", back);
    expect(dueDay(done, back)).toBeGreaterThan(dayOf(back));
    const now = known.due;
    expect(dueDay(done, now)).toBeLessThanOrEqual(dayOf(now));
    const after = nextReview(done, "good", now);
    expect(dueDay(after, now)).toBeGreaterThan(dayOf(now));
    expect(after.reps).toBe(4);
  });

  it("by hours changes nothing", () => {
    const review = nextReview(undefined, "good", noon);
    expect(dueDay(review, noon - 3 * 3_600_000)).toBe(dayOf(noon) + 2);
  });

  it("never keeps an exercise away for more than a year", () => {
    fc.assert(fc.property(fc.nat(8.64e15), fc.nat(8.64e15), (due, last) => {
      expect(dueDay({ due, last }, noon) - dayOf(noon)).toBeLessThanOrEqual(MAX_INTERVAL + 2);
    }));
  });
});

describe("planReview", () => {
  const record = (review?: ReviewState): ExerciseRecord => ({
    ...answer(undefined, { seed: 1, answer: "2", outcome: "correct" }, { now: noon, lesson }),
    ...(review ? { review } : {}),
  });
  const inDays = (days: number): ReviewState => ({
    due: noon + days * DAY,
    stability: 2,
    difficulty: 5,
    reps: 1,
    lapses: 0,
    last: noon - 3 * DAY,
  });
  const entry = (id: string, more = {}) => ({ id, version: 2, recurs: true, ...more });

  it("lists what is due by turns of the lessons, and what comes in order", () => {
    const progress: Progress = {
      "a@2": record(inDays(0)),
      "b@2": record(inDays(-5)),
      "c@2": record(inDays(-1)),
      "d@2": record(inDays(9)),
      "e@2": record(inDays(1)),
      "f@2": record(inDays(4)),
    };
    const plan = planReview(
      [
        { slug: "one", exercises: ["a", "b", "f"].map((id) => entry(id)) },
        { slug: "two", exercises: ["c", "d", "e"].map((id) => entry(id)) },
      ],
      progress,
      noon,
    );
    expect(plan.due.map(({ id }) => id)).toEqual(["b", "c", "a"]);
    expect(plan.later.map(({ id }) => id)).toEqual(["e", "f", "d"]);
    expect(outlookOf(plan)).toEqual({ now: 3, tomorrow: 1, week: 1, later: 1, next: 1 });
  });

  it("leaves out what never comes back, was not tried, or has changed", () => {
    const progress: Progress = {
      "fixed@2": record(inDays(-1)),
      "read@2": record(),
      "changed@1": record(inDays(-1)),
      "kept@1": record(inDays(-1)),
      "gone@2": record(inDays(-1)),
    };
    const exercises = [
      entry("fixed", { recurs: false }),
      entry("read"),
      entry("changed"),
      entry("kept", { keeps: 1 }),
      entry("never"),
    ];
    const plan = planReview([{ slug: "one", exercises }], progress, noon);
    expect(plan.due.map(({ id }) => id)).toEqual(["kept"]);
    expect(plan.later).toEqual([]);
    expect(outlookOf(plan).next).toBeUndefined();
  });
});
