import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import {
  firstOrder,
  gradeClassification,
  gradeMatching,
  gradeOrder,
  prepareClassification,
  prepareMatching,
  prepareOrder,
  readPlacements,
  validateExercise,
  writePlacements,
} from "@/lib/course/exercise/mod.ts";
import type {
  ClassificationExercise,
  ExerciseBase,
  MatchingExercise,
  OrderingExercise,
} from "@/lib/course/types.ts";
import { hole, vocabulary } from "./fixtures.ts";

const base: ExerciseBase = {
  id: "a/b",
  version: 1,
  lesson: "the-roofline",
  number: 1,
  params: { n: { kind: "powers-of-two", from: 1024, to: 4096 } },
  constraints: [],
  prompt: ["Sort."],
  hints: [["Look."]],
  solution: ["So."],
  source: "lesson.md:1",
};
const item = (id: string, by?: string) => ({
  id,
  text: [id],
  ...(by === undefined ? {} : { by }),
  why: [],
});
const order = (change: Partial<OrderingExercise> = {}): OrderingExercise => ({
  ...base,
  kind: "ordering",
  items: [item("big", "3 * n"), item("small", "n"), item("same", "2 * n"), item("again", "n + n")],
  descending: false,
  first: "least",
  last: "most",
  ...change,
});
const parameters = { n: 1024 };
const prepare = (exercise: OrderingExercise) => prepareOrder(exercise, parameters, vocabulary);
const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);

describe("An order", () => {
  it("is computed, either way round", () => {
    expect(ids(prepare(order()))).toEqual(["small", "same", "again", "big"]);
    expect(ids(prepare(order({ descending: true })))).toEqual(["big", "same", "again", "small"]);
  });

  it("is the author's where nothing is computed", () => {
    const items = [item("b"), item("a"), item("c")];
    expect(ids(prepare(order({ items })))).toEqual(["b", "a", "c"]);
    expect(ids(prepare(order({ items, descending: true })))).toEqual(["b", "a", "c"]);
  });

  it("lets equal items stand in either order", () => {
    const items = prepare(order());
    expect(gradeOrder(items, ["small", "again", "same", "big"]).outcome).toBe("correct");
    const { outcome, right, message } = gradeOrder(items, ["big", "same", "again", "small"]);
    expect(outcome).toBe("partly");
    expect([...right].sort()).toEqual(["again", "same"]);
    expect(message).toBe("Two of four are in the right place.");
    expect(gradeOrder(items, ["again", "big", "small", "same"]).outcome).toBe("wrong");
  });

  it("never accepts an order that is not sorted, nor begins with one that is", () => {
    const values = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 7 });
    fc.assert(fc.property(values, fc.integer(), fc.boolean(), (numbers, seed, descending) => {
      const items = prepare(
        order({ items: numbers.map((value) => item(`i${value}`, String(value))), descending }),
      );
      const shown = firstOrder(items, { seed });
      expect([...shown].sort()).toEqual(ids(items).sort());
      const sorted = [...numbers].sort((a, b) => descending ? b - a : a - b);
      const isSorted = shown.every((id, i) => id === `i${sorted[i]}`);
      expect(isSorted).toBe(false);
      expect(gradeOrder(items, shown).outcome).not.toBe("correct");
      expect(gradeOrder(items, sorted.map((value) => `i${value}`)).outcome).toBe("correct");
      expect(firstOrder(items, { seed })).toEqual(shown);
    }));
  });

  for (
    const [what, change, path, words] of [
      ["two items", { items: [item("a", "1"), item("b", "2")] }, "items", "at least three"],
      [
        "half of the values",
        { items: [item("a", "1"), item("b"), item("c", "3")] },
        "items",
        'Give every item a "by", or none',
      ],
      [
        "two values that nobody can tell apart",
        { items: [item("a", "1000"), item("b", "1001"), item("c", "1")] },
        "items",
        "less than 1 %",
      ],
      [
        "values of different kinds",
        { items: [item("a", 'peak("v100", "fp16")'), item("b", "2"), item("c", "3")] },
        "items",
        "does not measure the same",
      ],
      [
        "nothing to sort",
        { items: [item("a", "1"), item("b", "1"), item("c", "1")] },
        "items",
        "All items are equal",
      ],
      [
        "an id twice",
        { items: [item("a", "1"), item("a", "2"), item("c", "3")] },
        "items[1].id",
        "earlier one",
      ],
      [
        "an unknown name",
        { items: [item("a", "m"), item("b", "2"), item("c", "3")] },
        "items[0].by",
        "m",
      ],
    ] as const
  ) {
    it(`is refused with ${what}`, () => {
      const problems = validateExercise(order(change), vocabulary);
      expect(problems.map((problem) => problem.path)).toContain(path);
      expect(problems.map(({ message }) => message).join("\n")).toContain(words);
    });
  }

  it("is sound as it stands", () => expect(validateExercise(order(), vocabulary)).toEqual([]));
});

const pair = (id: string, left: string, right = `${id} right`) => ({
  id,
  left: [left],
  right: [right],
  why: ["so"],
});
const match = (change: Partial<MatchingExercise> = {}): MatchingExercise => ({
  ...base,
  kind: "matching",
  pairs: [pair("a", "A"), pair("b", "B"), pair("c", "C")],
  extras: [{ id: "x", text: ["X"], why: ["no"] }],
  ...change,
});

describe("A matching", () => {
  const variant = { seed: 3, parameters };
  const prepared = prepareMatching(match(), variant, vocabulary);

  it("shuffles the right sides by the seed, the extra ones among them", () => {
    expect(ids(prepared.rights).sort()).toEqual(["a", "b", "c", "x"]);
    const orders = new Set(
      Array.from(
        { length: 40 },
        (_, seed) => ids(prepareMatching(match(), { seed, parameters }, vocabulary).rights).join(),
      ),
    );
    expect(orders.size).toBeGreaterThan(10);
  });

  it("is right only where every side has its own", () => {
    expect(gradeMatching(prepared, ["a=a", "b=b", "c=c"]).outcome).toBe("correct");
    expect(gradeMatching(prepared, ["a=a", "b=c", "c=b"])).toMatchObject({ outcome: "partly" });
    expect(gradeMatching(prepared, ["a=x", "b=c", "c=b"]).outcome).toBe("wrong");
    expect(gradeMatching(prepared, ["a=a", "b=b"])).toMatchObject({
      outcome: "unread",
      message: "Place everything first: one is left.",
    });
    expect(gradeMatching(prepared, ["a=a", "b=b", "c=gone"]).outcome).toBe("unread");
  });

  it("takes right sides that read the same for each other", () => {
    const same = prepareMatching(
      match({ pairs: [pair("a", "A", "one"), pair("b", "B", "one"), pair("c", "C", "two")] }),
      variant,
      vocabulary,
    );
    expect(gradeMatching(same, ["a=b", "b=a", "c=c"]).outcome).toBe("correct");
  });

  for (
    const [what, change, path] of [
      ["one pair", { pairs: [pair("a", "A")] }, "pairs"],
      ["an extra side that fits", {
        extras: [{ id: "x", text: ["a right"], why: ["no"] }],
      }, "extras[0].text"],
      ["left sides that read the same", {
        pairs: [pair("a", "A"), pair("b", "A"), pair("c", "C")],
      }, "pairs[1].left"],
      ["no reason", { pairs: [{ ...pair("a", "A"), why: [] }, pair("b", "B")] }, "pairs[0].why"],
      ["right sides that all read the same", {
        pairs: [pair("a", "A", "one"), pair("b", "B", "one")],
      }, "pairs"],
    ] as const
  ) {
    it(`is refused with ${what}`, () =>
      expect(validateExercise(match(change), vocabulary).map((problem) => problem.path))
        .toContain(path));
  }

  it("is sound as it stands", () => expect(validateExercise(match(), vocabulary)).toEqual([]));
});

const thing = (id: string, bin: string) => ({ id, text: [id], bin, why: ["so"] });
const sort = (change: Partial<ClassificationExercise> = {}): ClassificationExercise => ({
  ...base,
  kind: "classification",
  bins: [{ id: "memory", name: ["Memory"] }, { id: "compute", name: ["Compute"] }],
  items: [
    thing("v", 'bound(gemv(n, n), "round", "fp16")'),
    thing("m", 'bound(gemm(n, n, n), "round", "fp16")'),
    thing("s", "memory"),
  ],
  ...change,
});

describe("A classification", () => {
  const items = prepareClassification(sort(), { seed: 1, parameters }, vocabulary);

  it("computes the bins", () => {
    expect(Object.fromEntries(items.map(({ id, bin }) => [id, bin]))).toEqual({
      v: "memory",
      m: "compute",
      s: "memory",
    });
  });

  it("counts what is right", () => {
    expect(gradeClassification(items, ["v=memory", "m=compute", "s=memory"]).outcome)
      .toBe("correct");
    expect(gradeClassification(items, ["v=memory", "m=memory", "s=memory"]).message)
      .toBe("Two of three are in the right place.");
    expect(gradeClassification(items, ["v=compute", "m=memory", "s=compute"]))
      .toMatchObject({ outcome: "wrong", message: "None of three is in the right place." });
    expect(gradeClassification(items, ["v=memory"]).outcome).toBe("unread");
  });

  for (
    const [what, change, path, words] of [
      ["one bin", { bins: [{ id: "memory", name: ["Memory"] }] }, "bins", "two bins"],
      [
        "a bin that is none",
        { items: [thing("a", '"network"'), thing("b", "memory"), thing("c", "compute")] },
        "items[0].bin",
        "no bin: known are memory, compute",
      ],
      [
        "a number for a bin",
        { items: [thing("a", "2 * n"), thing("b", "memory"), thing("c", "compute")] },
        "items[0].bin",
        "no bin",
      ],
      [
        "one bin for all",
        { items: [thing("a", "memory"), thing("b", "memory"), thing("c", "memory")] },
        "items",
        "one bin",
      ],
      [
        "a text that cannot be filled",
        {
          items: [
            { ...thing("a", "memory"), text: [hole("m")] },
            thing("b", "compute"),
            thing("c", "compute"),
          ],
        },
        "items[0].text",
        "m",
      ],
    ] as const
  ) {
    it(`is refused with ${what}`, () => {
      const problems = validateExercise(sort(change), vocabulary);
      expect(problems.map((problem) => problem.path)).toContain(path);
      expect(problems.map(({ message }) => message).join("\n")).toContain(words);
    });
  }

  it("is sound as it stands", () => expect(validateExercise(sort(), vocabulary)).toEqual([]));
});

describe("Placements", () => {
  it("read what was written, and forget what is none", () => {
    const placements = [{ item: "a", place: "b" }, { item: "c", place: "d=e" }];
    expect([...readPlacements(writePlacements(placements))]).toEqual([["a", "b"], ["c", "d=e"]]);
    expect(readPlacements(["", "=x", "plain"]).size).toBe(0);
    expect(readPlacements("a=b").size).toBe(0);
  });
});
