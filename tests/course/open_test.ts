import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import {
  gradeOpen,
  readOpenAnswer,
  refuseText,
  wordCount,
  writeOpenAnswer,
} from "@/lib/course/exercise/mod.ts";
import { answer, keep, readProgress, writeProgress } from "@/lib/course/progress/mod.ts";

const exercise = {
  words: 4,
  rubric: [{ id: "bound", text: ["a"] }, { id: "ratio", text: ["b"] }, { id: "way", text: ["c"] }],
};
const text = "The arithmetic waits for memory.";

describe("An open answer", () => {
  for (
    const [words, count] of [
      ["", 0],
      ["   \n\t", 0],
      ["— ! …", 0],
      ["one", 1],
      ["It's 1,555 GB/s.", 3],
      ["4096 × 4096", 2],
      ["Speicher\u00adbandbreite für 3.5 Größen", 5],
      ["ein\u00a0Wort", 2],
    ] as const
  ) {
    it(`counts ${count} words in ${JSON.stringify(words)}`, () =>
      expect(wordCount(words)).toBe(count));
  }

  it("must be written before it is compared", () => {
    expect(refuseText(exercise, " ")).toBe("Write your own answer first.");
    expect(refuseText(exercise, "It waits.")).toContain("at least 4 words");
    expect(refuseText(exercise, text)).toBeUndefined();
  });

  it("is marked by the points that the reader found, and by no others", () => {
    const grade = (points: readonly string[]) => gradeOpen(exercise, { text, points });
    expect(grade(["bound", "ratio", "way"]).outcome).toBe("correct");
    expect(grade(["bound", "gone"])).toMatchObject({ outcome: "partly" });
    expect(grade(["bound"]).message).toContain("1 of 3 points");
    expect(grade(["gone"]).outcome).toBe("wrong");
    expect(gradeOpen(exercise, { text: "No.", points: ["bound", "ratio", "way"] }).outcome)
      .toBe("unread");
  });

  it("is read as it was written, whatever stands in it", () => {
    for (const given of [{ text: 'a=b\n"c"', points: ["x", "y"] }, { text: "", points: [] }]) {
      expect(readOpenAnswer(writeOpenAnswer(given))).toEqual(given);
    }
    expect(readOpenAnswer(undefined)).toEqual({ text: "", points: [] });
    expect(readOpenAnswer("text")).toEqual({ text: "text", points: [] });
  });
});

describe("What is being written", () => {
  const on = { now: 5, lesson: "the-roofline" };

  it("is kept without a mark, and survives storage", () => {
    const record = keep(undefined, { seed: 3, answer: [text] }, on);
    expect(record).toMatchObject({ attempts: 0, best: "none", state: { answer: [text], seed: 3 } });
    expect(record.state).not.toHaveProperty("outcome");
    expect(readProgress(writeProgress({ "a@1": record })).progress["a@1"]).toEqual(record);
  });

  it("takes the verdict away and leaves the best result", () => {
    const marked = answer(undefined, { seed: 3, answer: [text], outcome: "correct" }, on);
    const kept = keep(marked, { seed: 3, answer: [`${text} And more.`] }, on);
    expect(kept.best).toBe("correct");
    expect(kept.state).not.toHaveProperty("outcome");
  });

  it("may be an essay, but not a book", () => {
    const long = keep(undefined, { seed: 1, answer: ["x".repeat(29_000)] }, on);
    expect(readProgress(writeProgress({ "a@1": long })).rejected).toBe(0);
    const tooLong = keep(
      undefined,
      { seed: 1, answer: ["x".repeat(20_000), "y".repeat(20_000)] },
      on,
    );
    expect(readProgress(writeProgress({ "a@1": tooLong })).rejected).toBe(1);
  });
});
