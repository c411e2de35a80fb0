import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { SCHEMA } from "@/lib/course/progress/migrations.ts";
import { recordFirst } from "@/lib/course/quiz/mod.ts";
import { gradeTry, MAX_INTERVAL, nextReview, scheduleTry } from "@/lib/course/review/mod.ts";
import {
  answer,
  commit,
  countLesson,
  draw,
  type ExerciseRecord,
  hint,
  keep,
  markOf,
  MAX_STABILITY,
  MAX_TOLD,
  mergeProgress,
  type Outcome,
  type Progress,
  readOn,
  readProgress,
  readSolution,
  recordKey,
  results,
  showSolution,
  writeProgress,
} from "@/lib/course/progress/mod.ts";

const lesson = "the-roofline";
const at = (now: number) => ({ now, lesson });
const HOURS = 3 * 3_600_000;
const graded = (seed: number, outcome: Outcome) => ({ seed, answer: "1", outcome });

/** A record that came about by working: anything a reader can do, in any order. */
const record: fc.Arbitrary<ExerciseRecord> = fc.array(
  fc.record({
    deed: fc.constantFrom(
      "read on",
      "read solution",
      "first",
      "correct",
      "partly",
      "slip",
      "wrong",
      "draw",
      "hint",
      "solution",
      "commit",
    ),
    seed: fc.nat(3),
    now: fc.nat(50),
    isServed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
).map((deeds) => {
  const last = deeds.reduce<ExerciseRecord | undefined>((before, { deed, seed, now, isServed }) => {
    const at = (now: number) => ({ now, lesson, isServed, question: `q${seed % 2}` });
    switch (deed) {
      case "read on":
        return readOn(before, at(now));
      case "read solution":
        return readSolution(before, seed, at(now));
      case "first":
        return recordFirst(before, { seed, id: `e${now % 2}`, outcome: "slip" }, at(now));
      case "draw":
        return draw(before, seed, at(now));
      case "hint":
        return hint(before, seed, at(now));
      case "solution":
        return showSolution(before, seed, at(now));
      case "commit":
        return commit(before, `${seed}`, at(now));
      default:
        return scheduleTry(
          before,
          answer(before, graded(seed, deed), at(now * HOURS)),
          { seed, outcome: deed, hinted: now % 2 === 0, isServed },
          now * HOURS,
        );
    }
  }, undefined);
  if (!last) throw new Error("At least one deed");
  return last;
});

const progress: fc.Arbitrary<Progress> = fc.dictionary(
  fc.constantFrom("a@1", "a@2", "roofline/b@1", "c@1"),
  record,
);

describe("A record", () => {
  it("counts attempts and keeps the best result", () => {
    let known = answer(undefined, graded(1, "wrong"), at(1));
    expect(known).toMatchObject({ attempts: 1, best: "wrong", at: 1 });
    known = answer(known, graded(1, "correct"), at(2));
    known = answer(known, graded(2, "partly"), at(3));
    expect(known).toMatchObject({ attempts: 3, best: "correct", solvedAt: 2, at: 3, lesson });
    expect(known.state).toMatchObject({ seed: 2, answer: "1", outcome: "partly" });
  });

  it("takes a slip for a wrong answer, but remembers which", () => {
    const known = answer(undefined, graded(1, "slip"), at(1));
    expect(known.best).toBe("wrong");
    expect(known.state?.outcome).toBe("slip");
  });

  it("marks what was solved with the solution shown, on the same numbers only", () => {
    const shown = showSolution(answer(undefined, graded(1, "wrong"), at(1)), 1, at(2));
    expect(shown).toMatchObject({ gaveUp: true, best: "wrong" });
    const helped = answer(shown, graded(1, "correct"), at(3));
    expect(helped.best).toBe("helped");
    expect(helped).not.toHaveProperty("solvedAt");
    expect(answer(helped, graded(1, "correct"), at(4)).best).toBe("helped");
    expect(answer(draw(helped, 1, at(4)), graded(1, "correct"), at(5)).best).toBe("helped");
    expect(answer(draw(helped, 2, at(4)), graded(2, "correct"), at(5)).best).toBe("correct");
  });

  it("does not call it giving up to read the solution afterwards", () => {
    const solved = answer(undefined, graded(1, "correct"), at(1));
    const read = showSolution(solved, 1, at(2));
    expect(read).toMatchObject({ gaveUp: false, state: { solution: true, gaveUp: false } });
    expect(answer(read, graded(1, "correct"), at(3)).best).toBe("correct");
  });

  it("keeps hints over variants, and the first prediction", () => {
    let known = hint(undefined, 2, at(1));
    known = hint(draw(known, 9, at(2)), 1, at(3));
    expect(known.hints).toBe(2);
    expect(known.state).toMatchObject({ seed: 9, answer: "" });
    known = commit(commit(known, "a", at(4)), "b", at(5));
    expect(known.prediction).toEqual({ answer: "a", at: 4 });
  });

  it("stands a clock that is set back", () => {
    const known = answer(
      answer(undefined, graded(1, "wrong"), at(100)),
      graded(1, "correct"),
      at(5),
    );
    expect(known.at).toBe(100);
    expect(known.state?.outcome).toBe("correct");
    expect(known.state?.revision).toBe(2);
  });

  it("is kept under id and version", () => {
    expect(recordKey({ id: "roofline/ridge", version: 3 })).toBe("roofline/ridge@3");
  });
});

describe("markOf and countLesson", () => {
  it("mark an exercise by its best result, or by having begun", () => {
    expect(markOf(undefined)).toBe("open");
    expect(markOf(draw(undefined, 1, at(1)))).toBe("open");
    expect(markOf(hint(undefined, 1, at(1)))).toBe("tried");
    expect(markOf(showSolution(undefined, 1, at(1)))).toBe("given-up");
    expect(markOf(answer(undefined, graded(1, "wrong"), at(1)))).toBe("tried");
    expect(markOf(answer(undefined, graded(1, "correct"), at(1)))).toBe("solved");
    expect(markOf(answer(showSolution(undefined, 1, at(1)), graded(1, "correct"), at(2)))).toBe(
      "helped",
    );
  });

  it("count a lesson by the present versions of its exercises", () => {
    const solved = answer(undefined, graded(1, "correct"), at(1));
    const records: Progress = { "a@1": solved, "b@1": solved, "c@1": solved };
    const count = (...keys: string[]) =>
      countLesson(
        keys.map((key) => ({ id: key.slice(0, 1), version: Number(key.slice(2)) })),
        (key) => records[key],
      );
    expect(count("a@1", "b@1")).toEqual({ total: 2, solved: 2, state: "done" });
    expect(count("a@1", "b@2")).toEqual({ total: 2, solved: 1, state: "started" });
    expect(count("a@2")).toEqual({ total: 1, solved: 0, state: "open" });
    expect(count()).toEqual({ total: 0, solved: 0, state: "open" });
  });
});

describe("mergeProgress", () => {
  it("is commutative", () => {
    fc.assert(fc.property(progress, progress, (a, b) => {
      expect(mergeProgress(a, b)).toEqual(mergeProgress(b, a));
    }));
  });

  it("is associative", () => {
    fc.assert(fc.property(progress, progress, progress, (a, b, c) => {
      expect(mergeProgress(mergeProgress(a, b), c)).toEqual(mergeProgress(a, mergeProgress(b, c)));
    }));
  });

  it("is idempotent, and absorbs what it already holds", () => {
    fc.assert(fc.property(progress, progress, (a, b) => {
      expect(mergeProgress(a, a)).toEqual(a);
      const both = mergeProgress(a, b);
      expect(mergeProgress(both, b)).toEqual(both);
      expect(mergeProgress(both, {})).toEqual(both);
    }));
  });

  it("never loses the better result, a hint, an attempt or a prediction", () => {
    fc.assert(fc.property(progress, progress, (a, b) => {
      const both = mergeProgress(a, b);
      for (const [key, before] of [...Object.entries(a), ...Object.entries(b)]) {
        const after = both[key];
        if (!after) throw new Error(`${key} is lost`);
        expect(results.indexOf(after.best)).toBeGreaterThanOrEqual(results.indexOf(before.best));
        expect(after.attempts).toBeGreaterThanOrEqual(before.attempts);
        expect(after.hints).toBeGreaterThanOrEqual(before.hints);
        expect(after.at).toBeGreaterThanOrEqual(before.at);
        if (before.solvedAt !== undefined) {
          expect(after.solvedAt).toBeLessThanOrEqual(before.solvedAt);
        }
        if (before.prediction) expect(after.prediction).toBeDefined();
        if (before.gaveUp) expect(after.gaveUp).toBe(true);
        expect(Object.keys(after.told ?? {})).toEqual(
          expect.arrayContaining(Object.keys(before.told ?? {})),
        );
        for (const [seed, answers] of Object.entries(before.draws ?? {})) {
          expect(Object.keys(after.draws?.[seed] ?? {})).toEqual(
            expect.arrayContaining(Object.keys(answers)),
          );
        }
        if (before.review) {
          expect(after.review?.reps).toBeGreaterThanOrEqual(before.review.reps);
        }
      }
    }));
  });

  it("takes the state with more work behind it, whatever the clocks say", () => {
    const long = answer(answer(undefined, graded(1, "wrong"), at(1)), graded(1, "correct"), at(2));
    const short = answer(undefined, graded(9, "wrong"), at(1_000_000));
    expect(mergeProgress({ "a@1": long }, { "a@1": short })["a@1"]?.state?.seed).toBe(1);
  });
});

describe("Progress as text", () => {
  it("reads back what was written", () => {
    fc.assert(fc.property(progress, fc.constantFrom(0, 2), (known, space) => {
      expect(readProgress(writeProgress(known, space))).toEqual({ progress: known, rejected: 0 });
    }));
  });

  for (
    const [name, text, words] of [
      ["nothing", "", "not JSON"],
      ["no JSON", "{", "not JSON"],
      ["another file", '{"records":{}}', "no progress"],
      ["a list", "[]", "no progress"],
      ["null", "null", "no progress"],
      [
        "a later version",
        `{"format":"memory-wall-progress","schema":${SCHEMA + 1},"records":{}}`,
        `version ${SCHEMA + 1}`,
      ],
      ["version nought", '{"format":"memory-wall-progress","schema":0,"records":{}}', "no number"],
      [
        "a version that cannot be written",
        '{"format":"memory-wall-progress","schema":{"toString":1},"records":{}}',
        "no number",
      ],
      ["a text without end", `"${"x".repeat(4_000_001)}"`, "too long"],
    ] as const
  ) {
    it(`refuses ${name}`, () => {
      expect(() => readProgress(text)).toThrow(SyntaxError);
      expect(() => readProgress(text)).toThrow(words);
    });
  }

  it("keeps the sound records of a damaged text", () => {
    const sound = answer(undefined, graded(1, "correct"), at(1));
    const schedule = nextReview(undefined, "good", 1);
    const damage: readonly unknown[] = [
      null,
      "x",
      [],
      {},
      { ...sound, attempts: -1 },
      { ...sound, attempts: 1.5 },
      { ...sound, attempts: "1" },
      { ...sound, best: "perfect" },
      { ...sound, at: null },
      { ...sound, solvedAt: "today" },
      { ...sound, lesson: 3 },
      { ...sound, lesson: "x".repeat(300) },
      { ...sound, state: {} },
      { ...sound, state: { ...sound.state, seed: -1 } },
      { ...sound, state: { ...sound.state, answer: { length: 1 } } },
      { ...sound, state: { ...sound.state, answer: ["a", 3] } },
      { ...sound, state: { ...sound.state, outcome: "great" } },
      { ...sound, prediction: { answer: 3, at: 1 } },
      { ...sound, review: {} },
      { ...sound, review: { ...schedule, stability: 0 } },
      { ...sound, review: { ...schedule, stability: null } },
      { ...sound, review: { ...schedule, difficulty: 11 } },
      { ...sound, review: { ...schedule, due: -1 } },
      { ...sound, review: { ...schedule, reps: 0.5 } },
      { ...sound, review: { ...schedule, last: "today" } },
      { ...sound, served: {} },
      { ...sound, state: { ...sound.state, question: 3 } },
      { ...sound, state: { ...sound.state, solved: false } },
      { ...sound, told: ["a"] },
      { ...sound, told: { a: "today" } },
      { ...sound, draws: { monday: {} } },
      { ...sound, draws: { 1: { a: { outcome: "great", at: 1 } } } },
      { ...sound, draws: { 1: { a: null } } },
      { ...sound, readOn: -1 },
      { ...sound, prediction: { answer: "a", at: 1, afterReading: 1 } },
    ];
    const records: Record<string, unknown> = { "good@1": sound, "no version": sound, "a@x": sound };
    damage.forEach((value, i) => records[`bad${i}@1`] = value);
    const text = JSON.stringify({ format: "memory-wall-progress", schema: SCHEMA, records });
    const { progress, rejected, damaged } = readProgress(text);
    expect(progress).toEqual({ "good@1": sound });
    expect(rejected).toBe(damage.length + 2);
    const { "good@1": _, ...others } = records;
    expect(JSON.parse(damaged ?? "")).toEqual({
      format: "memory-wall-progress",
      schema: SCHEMA,
      records: JSON.parse(JSON.stringify(others)),
    });
  });

  it("can be counted on from any number it was read with", () => {
    const most = Number.MAX_SAFE_INTEGER;
    const sound = answer(undefined, graded(1, "correct"), at(1));
    const huge = {
      ...sound,
      attempts: most,
      hints: most,
      at: most,
      solvedAt: most,
      state: { ...sound.state, revision: most, seed: 2 ** 32 + 5 },
      prediction: { answer: "a", at: most },
      review: { due: most, stability: 36_500, difficulty: 5, reps: most, lapses: most, last: most },
    };
    const text = JSON.stringify({
      format: "memory-wall-progress",
      schema: SCHEMA,
      records: { "a@1": huge },
    });
    const read = readProgress(text).progress["a@1"];
    const { at: time, solvedAt, prediction, review } = read ?? {};
    for (const moment of [time, solvedAt, prediction?.at, review?.due, review?.last]) {
      expect(new Date(moment ?? NaN).getTime()).toBe(moment);
    }
    // Of a seed only 32 bits draw a variant, and no stability counts beyond the longest interval
    expect(read?.state?.seed).toBe(5);
    expect(review?.stability).toBe(MAX_INTERVAL);
    expect(MAX_STABILITY).toBe(MAX_INTERVAL);
    const next = answer(read, graded(1, "wrong"), at(2));
    expect(next.attempts).toBe((read?.attempts ?? NaN) + 1);
    expect(readProgress(writeProgress({ "a@1": next })).rejected).toBe(0);
  });

  it("takes nothing over that it does not know", () => {
    const sound = answer(undefined, graded(1, "correct"), at(1));
    const text = `{"format":"memory-wall-progress","schema":${SCHEMA},"records":{"a@1":${
      JSON.stringify({ ...sound, script: "x" })
    },"__proto__":{"polluted":true}}}`;
    expect(readProgress(text).progress).toEqual({ "a@1": sound });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("never throws anything but SyntaxError", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      try {
        readProgress(text);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }));
  });
});

describe("An answer that a verdict has told", () => {
  const on = { now: 1, lesson: "the-roofline" };
  const given = (seed: number, outcome: "correct" | "wrong") => ({
    seed,
    answer: ["a"],
    outcome,
    tells: true,
  });

  it("counts as helped on the same variant, and as solved on another", () => {
    const wrong = answer(undefined, given(1, "wrong"), on);
    expect(wrong.gaveUp).toBe(false);
    const same = answer(wrong, given(1, "correct"), on);
    expect(same.best).toBe("helped");
    expect(same.solvedAt).toBeUndefined();
    expect(answer(draw(same, 2, on), given(2, "correct"), on).best).toBe("correct");
    expect(answer(draw(wrong, 1, on), given(1, "correct"), on).best).toBe("helped");
  });

  it("is solved where the first answer was right", () =>
    expect(answer(undefined, given(1, "correct"), on).best).toBe("correct"));
});

describe("A question that was told", () => {
  const on = (question: string | undefined, more: { isServed?: boolean } = {}) => ({
    now: 1,
    lesson,
    question,
    ...more,
  });

  it("stays told, whatever is drawn and under whatever seed it comes again", () => {
    const shown = showSolution(undefined, 1, on("q"));
    const other = draw(shown, 2, on("other"));
    expect(answer(other, graded(2, "correct"), on("other")).best).toBe("correct");
    for (const seed of [1, 3]) {
      const again = answer(other, graded(seed, "correct"), on("q"));
      expect(again).toMatchObject({ best: "helped", state: { gaveUp: true } });
      expect(answer(undefined, graded(seed, "correct"), on("q")).best).toBe("correct");
    }
  });

  it("is told in every place", () => {
    const shown = showSolution(undefined, 1, on("q", { isServed: true }));
    expect(shown).not.toHaveProperty("state");
    expect(answer(shown, graded(9, "correct"), on("q")).best).toBe("helped");
    const read = readSolution(undefined, 4, on("q"));
    expect(markOf(read)).toBe("given-up");
    expect(answer(read, graded(9, "correct"), on("q", { isServed: true })).best).toBe("helped");
  });

  it("is none that was solved before", () => {
    const solved = answer(undefined, graded(1, "correct"), on("q"));
    const slipped = answer(solved, { ...graded(1, "wrong"), tells: true }, on("q"));
    const read = showSolution(slipped, 1, on("q"));
    expect(read).toMatchObject({ gaveUp: false, best: "correct", state: { gaveUp: false } });
    expect(read).not.toHaveProperty("told");
  });

  it("is forgotten only once many others were told since", () => {
    let known = showSolution(undefined, 0, { now: 0, lesson, question: "q" });
    for (let i = 1; i < MAX_TOLD; i++) {
      known = showSolution(known, i, { now: i, lesson, question: `q${i}` });
    }
    expect(answer(known, graded(999, "correct"), on("q")).best).toBe("helped");
    known = showSolution(known, 500, { now: 500, lesson, question: "last" });
    expect(Object.keys(known.told ?? {})).toHaveLength(MAX_TOLD);
    expect(readProgress(writeProgress({ "a@1": known })).progress["a@1"]).toEqual(known);
  });

  it("is no first try of a review in the lesson, and is one where it is served", () => {
    const shown = draw(showSolution(undefined, 1, on("q")), 2, on("other"));
    const done = { seed: 3, outcome: "correct", hinted: false, question: "q" } as const;
    expect(gradeTry(shown, done)).toBeUndefined();
    expect(gradeTry(shown, { ...done, isServed: true })).toBe("good");
    expect(gradeTry(shown, { ...done, question: "fresh" })).toBe("good");
  });
});

describe("The same answer once more", () => {
  it("is not another attempt", () => {
    const once = answer(undefined, graded(1, "correct"), at(1));
    let known = once;
    for (let i = 0; i < 20; i++) known = answer(known, graded(1, "correct"), at(1));
    expect(known).toEqual(once);
    expect(answer(known, { ...graded(1, "wrong"), answer: "2" }, at(1)).attempts).toBe(2);
    expect(answer(draw(known, 1, at(1)), graded(1, "correct"), at(1)).attempts).toBe(2);
  });
});

describe("Work in a quiz or a review", () => {
  it("leaves the lesson's as it is, and the other way round", () => {
    const essay = { seed: 1, answer: ["My own words."], outcome: "partly" } as const;
    const begun = answer(undefined, essay, at(1));
    const served = { ...at(2), isServed: true };
    let known = keep(begun, { seed: 5, answer: "7" }, served);
    known = answer(known, graded(5, "correct"), served);
    expect(known).toMatchObject({ attempts: 2, best: "correct", served: { seed: 5 } });
    expect(known.state).toEqual(begun.state);
    expect(answer(known, graded(2, "wrong"), at(3)).served).toEqual(known.served);
  });

  it("takes a text along to other numbers where it is asked to", () => {
    const written = keep(undefined, { seed: 1, answer: ["My own words.", "a"] }, at(1));
    const next = draw(written, 2, at(2), ["My own words."]);
    expect(next.state).toMatchObject({ seed: 2, answer: ["My own words."] });
    expect(next.state).not.toHaveProperty("outcome");
  });
});

describe("A prediction", () => {
  it("that was committed after reading on says so, and a blind one never does", () => {
    const after = commit(readOn(readOn(undefined, at(3)), at(9)), "a", at(10));
    expect(after).toMatchObject({
      readOn: 3,
      prediction: { answer: "a", at: 10, afterReading: true },
    });
    const blind = readOn(commit(undefined, "a", at(1)), at(2));
    expect(blind.prediction).toEqual({ answer: "a", at: 1 });
    expect(blind).not.toHaveProperty("readOn");
  });
});
