import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { SCHEMA } from "@/lib/course/progress/migrations.ts";
import { nextReview } from "@/lib/course/review/mod.ts";
import {
  answer,
  bestMark,
  commit,
  draw,
  findRecord,
  markOf,
  openProgress,
  type Progress,
  type ProgressStore,
  readProgress,
  showSolution,
  STORAGE_KEY,
  type StorageArea,
  wasSolvedBefore,
  writeProgress,
} from "@/lib/course/progress/mod.ts";

const a = { id: "roofline/a", version: 1 };
const b = { id: "roofline/b", version: 1 };

/** Storage of one browser, for all its tabs, that can be made to fail. */
class FakeStorage implements StorageArea {
  readonly items = new Map<string, string>();
  /** Characters it holds. */
  room = Infinity;
  /** What reading throws. */
  readError: Error | undefined;

  getItem(key: string): string | null {
    if (this.readError) throw this.readError;
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.readError) throw this.readError;
    const others = [...this.items].filter(([name]) => name !== key);
    const used = others.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
    if (used + key.length + value.length > this.room) {
      throw new DOMException("No room", "QuotaExceededError");
    }
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }

  get stored() {
    return readProgress(this.items.get(STORAGE_KEY) ?? writeProgress({})).progress;
  }
}

let answers = 0;

/** Gives an answer, each time another one. */
function solve(store: ProgressStore, exercise = a, outcome: "correct" | "wrong" = "correct") {
  const given = { seed: 1, answer: String(++answers % 10), outcome };
  store.update(exercise, (before) => answer(before, given, { now: 1, lesson: "the-roofline" }));
}

describe("A progress store", () => {
  it("keeps what was done for the next page", () => {
    const storage = new FakeStorage();
    solve(openProgress(storage));
    const { snapshot } = openProgress(storage);
    expect(snapshot.keeping).toBe("kept");
    expect(snapshot.progress["roofline/a@1"]).toMatchObject({ best: "correct", attempts: 1 });
  });

  it("tells those who listen, until they stop", () => {
    const store = openProgress(new FakeStorage());
    let calls = 0;
    const stop = store.subscribe(() => calls++);
    solve(store);
    expect(calls).toBe(1);
    stop();
    solve(store);
    expect(calls).toBe(1);
  });

  it("does not count a record of an earlier version, and does not lose it", () => {
    const storage = new FakeStorage();
    const store = openProgress(storage);
    solve(store);
    solve(store, { ...a, version: 2 }, "wrong");
    expect(Object.keys(storage.stored)).toEqual(["roofline/a@1", "roofline/a@2"]);
    expect(storage.stored["roofline/a@2"]?.best).toBe("wrong");
  });
});

describe("Two tabs", () => {
  it("do not undo each other's work", () => {
    const storage = new FakeStorage();
    const [one, two] = [openProgress(storage), openProgress(storage)];
    solve(one, a);
    solve(two, b);
    solve(one, a, "wrong");
    expect(Object.keys(storage.stored)).toEqual(["roofline/a@1", "roofline/b@1"]);
    expect(storage.stored["roofline/a@1"]).toMatchObject({ attempts: 2, best: "correct" });
  });

  it("count every attempt, in whatever order they come", () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { maxLength: 20 }), (turns) => {
      const storage = new FakeStorage();
      const [one, two] = [openProgress(storage), openProgress(storage)];
      for (const isOne of turns) solve(isOne ? one : two, a, "wrong");
      expect(storage.stored["roofline/a@1"]?.attempts ?? 0).toBe(turns.length);
    }));
  });

  it("see each other's work when they are told of it", () => {
    const storage = new FakeStorage();
    const [one, two] = [openProgress(storage), openProgress(storage)];
    solve(one);
    expect(two.snapshot.progress).toEqual({});
    two.refresh();
    expect(two.snapshot.progress).toEqual(one.snapshot.progress);
    one.reset("everything");
    two.refresh();
    expect(two.snapshot.progress).toEqual({});
  });

  it("do not make an answer one's own that was shown in the other", () => {
    const storage = new FakeStorage();
    const [one, two] = [openProgress(storage), openProgress(storage)];
    const on = { now: 1, lesson: "the-roofline", question: "q" };
    one.update(a, (before) => draw(before, 7, on));
    two.update(a, (before) => showSolution(before, 7, on));
    two.update(a, (before) => draw(before, 8, { ...on, question: "other" }));
    one.update(a, (before) => answer(before, { seed: 7, answer: "1", outcome: "correct" }, on));
    expect(storage.stored["roofline/a@1"]).toMatchObject({ best: "helped" });
    expect(storage.stored["roofline/a@1"]).not.toHaveProperty("solvedAt");
  });

  it("do not bring back what one of them has reset", () => {
    const storage = new FakeStorage();
    const [one, two] = [openProgress(storage), openProgress(storage)];
    solve(one, a);
    two.refresh();
    one.reset({ exercise: a.id });
    solve(two, b);
    expect(Object.keys(storage.stored)).toEqual(["roofline/b@1"]);
  });
});

describe("Storage that fails", () => {
  it("may be missing: marks live as long as the page", () => {
    const store = openProgress(undefined);
    expect(store.snapshot.keeping).toBe("blocked");
    solve(store);
    solve(store);
    expect(store.snapshot.progress["roofline/a@1"]?.attempts).toBe(2);
    expect(store.snapshot.keeping).toBe("blocked");
    store.refresh();
    expect(store.snapshot.progress["roofline/a@1"]?.attempts).toBe(2);
  });

  it("may be blocked: nothing is thrown at the reader", () => {
    const storage = new FakeStorage();
    storage.readError = new DOMException("Blocked", "SecurityError");
    const store = openProgress(storage);
    solve(store);
    store.refresh();
    expect(store.snapshot.keeping).toBe("blocked");
    expect(store.snapshot.progress["roofline/a@1"]?.best).toBe("correct");
    const removed = store.reset("everything");
    expect(store.snapshot.progress).toEqual({});
    store.merge(removed);
    expect(store.snapshot.progress["roofline/a@1"]?.best).toBe("correct");
  });

  it("may become unreadable: what it holds is not overwritten", () => {
    const storage = new FakeStorage();
    solve(openProgress(storage), a);
    const store = openProgress(storage);
    storage.readError = new DOMException("Blocked", "SecurityError");
    solve(store, b);
    expect(store.snapshot.keeping).toBe("blocked");
    storage.readError = undefined;
    solve(store, b);
    expect(store.snapshot.keeping).toBe("kept");
    expect(Object.keys(storage.stored).sort()).toEqual(["roofline/a@1", "roofline/b@1"]);
    expect(storage.stored["roofline/b@1"]?.attempts).toBe(2);
  });

  it("may be full: marks are kept in the page, and stored once there is room", () => {
    const storage = new FakeStorage();
    solve(openProgress(storage), a);
    const store = openProgress(storage);
    storage.room = 0;
    solve(store, b);
    expect(store.snapshot.keeping).toBe("full");
    expect(Object.keys(store.snapshot.progress)).toEqual(["roofline/a@1", "roofline/b@1"]);
    expect(Object.keys(storage.stored)).toEqual(["roofline/a@1"]);
    storage.room = Infinity;
    // Another tab has stored something meanwhile
    solve(openProgress(storage), { id: "c", version: 1 });
    solve(store, b);
    expect(store.snapshot.keeping).toBe("kept");
    expect(Object.keys(storage.stored).sort()).toEqual(["c@1", "roofline/a@1", "roofline/b@1"]);
  });
});

describe("An import", () => {
  /** Sound records; two times as many leave less than half of a text free, three fit in none. */
  function large(name: string): Progress {
    const full = answer(
      undefined,
      { seed: 1, answer: Array<string>(50).fill("x".repeat(200)), outcome: "wrong" },
      { now: 1, lesson: "the-roofline" },
    );
    return Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`${name}${i}@1`, full]));
  }

  it("is merged with what the reader has, and kept", () => {
    const storage = new FakeStorage();
    const store = openProgress(storage);
    solve(store, a);
    expect(store.import(large("x"))).toBe(true);
    expect(store.snapshot.keeping).toBe("kept");
    expect(openProgress(storage).snapshot).toEqual(store.snapshot);
    expect(Object.keys(storage.stored)).toHaveLength(151);
  });

  it("that does not leave half a text free changes nothing, and later marks are still kept", () => {
    const storage = new FakeStorage();
    const store = openProgress(storage);
    solve(store, a);
    store.import(large("x"));
    const before = store.snapshot;
    expect(store.import(large("y"))).toBe(false);
    expect(store.snapshot).toEqual(before);
    solve(store, b);
    const { progress, keeping, setAside } = openProgress(storage).snapshot;
    expect({ keeping, setAside }).toEqual({ keeping: "kept", setAside: [] });
    expect(Object.keys(progress)).toHaveLength(152);
    expect(progress["roofline/b@1"]?.best).toBe("correct");
    // A long answer finds its room too
    store.update(b, (before) =>
      answer(
        before,
        { seed: 1, answer: "x".repeat(30_000), outcome: "correct" },
        { now: 2, lesson: "the-roofline" },
      ));
    expect(store.snapshot).toMatchObject({ keeping: "kept", dropped: {} });
  });

  it("for which the browser has no room changes nothing, and later marks are still kept", () => {
    const storage = new FakeStorage();
    storage.room = 10_000;
    const store = openProgress(storage);
    solve(store, a);
    expect(store.import(large("x"))).toBe(false);
    solve(store, b);
    expect(store.snapshot.keeping).toBe("kept");
    expect(Object.keys(storage.stored)).toEqual(["roofline/a@1", "roofline/b@1"]);
  });

  it("is taken for as long as the page lives where nothing is stored", () => {
    const store = openProgress(undefined);
    const [record] = Object.values(large("x"));
    if (!record) throw new Error("There are no records");
    expect(store.import({ "x@1": record })).toBe(true);
    expect(store.snapshot.keeping).toBe("blocked");
    expect(Object.keys(store.snapshot.progress)).toEqual(["x@1"]);
  });

  it("never makes a text that is not read again, even where it is merged", () => {
    const storage = new FakeStorage();
    const store = openProgress(storage);
    store.import(large("x"));
    store.merge(large("y"));
    store.merge(large("z"));
    expect(store.snapshot.keeping).toBe("kept");
    expect(openProgress(storage).snapshot.setAside).toEqual([]);
    // Answers had to go, and no mark did
    expect(Object.values(storage.stored).filter(({ best }) => best === "wrong")).toHaveLength(450);
    const kept = Object.values(storage.stored).filter(({ state }) => state?.answer.length);
    expect(kept.length + Object.keys(store.snapshot.dropped).length).toBe(450);
  });
});

describe("Damaged progress", () => {
  for (
    const [name, text] of [
      ["no JSON", "{oops"],
      ["another shape", '{"marks":[1]}'],
      [
        "a version that cannot be written",
        '{"format":"memory-wall-progress","schema":{"toString":1},"records":{}}',
      ],
    ] as const
  ) {
    it(`is set aside if it is ${name}`, () => {
      const storage = new FakeStorage();
      storage.items.set(STORAGE_KEY, text);
      const store = openProgress(storage);
      expect(store.snapshot.progress).toEqual({});
      expect(store.snapshot.setAside.map((found) => found.text)).toEqual([text]);
      solve(store);
      expect(storage.stored["roofline/a@1"]?.best).toBe("correct");
      expect(openProgress(storage).snapshot.setAside.map((found) => found.text)).toEqual([text]);
    });
  }

  it("keeps its sound records in use", () => {
    const storage = new FakeStorage();
    solve(openProgress(storage));
    const whole = storage.items.get(STORAGE_KEY) ?? "";
    const damaged = whole.replace('"records":{', '"records":{"b@1":{"best":7},');
    storage.items.set(STORAGE_KEY, damaged);
    const { progress, setAside } = openProgress(storage).snapshot;
    expect(Object.keys(progress)).toEqual(["roofline/a@1"]);
    // The damaged record alone is set aside, and the text is sound from now on
    expect(setAside.map(({ text }) => JSON.parse(text).records)).toEqual([{ "b@1": { best: 7 } }]);
    expect(openProgress(storage).snapshot.setAside).toEqual(setAside);
    expect(Object.keys(storage.stored)).toEqual(["roofline/a@1"]);
  });

  it("is set aside once, however many tabs find it, and each damage apart", () => {
    const storage = new FakeStorage();
    for (const text of ["{1", "{2", "{1"]) {
      storage.items.set(STORAGE_KEY, text);
      openProgress(storage);
    }
    const { setAside } = openProgress(storage).snapshot;
    expect(setAside.map(({ text }) => text)).toEqual(["{1", "{2"]);
  });

  it("that appears while the page is open is set aside too", () => {
    const storage = new FakeStorage();
    const store = openProgress(storage);
    solve(store, a);
    storage.items.set(STORAGE_KEY, "{oops");
    solve(store, b);
    expect(store.snapshot.setAside.map(({ text }) => text)).toEqual(["{oops"]);
    expect(Object.keys(storage.stored)).toContain("roofline/b@1");
  });

  it("is offered even where there is no room to set it aside", () => {
    const storage = new FakeStorage();
    storage.items.set(STORAGE_KEY, "{oops");
    storage.room = STORAGE_KEY.length + 5;
    const store = openProgress(storage);
    expect(store.snapshot.setAside.map(({ text }) => text)).toEqual(["{oops"]);
    expect(storage.items.get(STORAGE_KEY)).toBe("{oops");
  });

  it("goes when the reader says so", () => {
    const storage = new FakeStorage();
    storage.items.set(STORAGE_KEY, "{oops");
    const store = openProgress(storage);
    const [found] = store.snapshot.setAside;
    if (!found) throw new Error("Nothing was set aside");
    store.discard(found);
    expect(store.snapshot.setAside).toEqual([]);
    expect([...storage.items.values()]).not.toContain("{oops");
  });
});

describe("Reset", () => {
  function filled(): { storage: FakeStorage; store: ProgressStore } {
    const storage = new FakeStorage();
    const store = openProgress(storage);
    solve(store, a);
    solve(store, { ...a, version: 2 });
    solve(store, b);
    store.update(
      { id: "gemv-bound", version: 1 },
      (before) => commit(before, "a", { now: 2, lesson: "the-roofline" }),
    );
    store.update(
      { id: "other", version: 1 },
      (before) => commit(before, "a", { now: 2, lesson: "counting" }),
    );
    return { storage, store };
  }

  for (
    const [name, scope, left] of [
      ["one exercise, in all its versions", { exercise: a.id }, [
        "roofline/b@1",
        "gemv-bound@1",
        "other@1",
      ]],
      ["one lesson, with its predictions", { lesson: "the-roofline", exercises: [a, b] }, [
        "other@1",
      ]],
      ["everything", "everything", []],
    ] as const
  ) {
    it(`removes ${name}, and can be undone`, () => {
      const { storage, store } = filled();
      const before = store.snapshot.progress;
      const removed = store.reset(scope);
      expect(Object.keys(storage.stored)).toEqual([...left]);
      store.merge(removed);
      expect(storage.stored).toEqual(before);
    });
  }

  it("that is undone late keeps the better of both", () => {
    const { store } = filled();
    const removed = store.reset({ exercise: b.id });
    solve(store, b, "wrong");
    store.merge(removed);
    expect(store.snapshot.progress["roofline/b@1"]).toMatchObject({ best: "correct", attempts: 1 });
  });

  it("of an exercise does not touch one whose id begins alike", () => {
    const { store } = filled();
    store.reset({ exercise: "roofline" });
    expect(Object.keys(store.snapshot.progress)).toContain("roofline/a@1");
  });
});

describe("Progress of another edition of the course", () => {
  const text = (schema: number, records: unknown) =>
    JSON.stringify({ format: "memory-wall-progress", schema, records });

  it("that is earlier is read, with what it lacks", () => {
    const storage = new FakeStorage();
    const time = 1_700_000_000_000;
    const old = { lesson: "the-roofline", hints: 0, gaveUp: false, at: time };
    storage.items.set(
      STORAGE_KEY,
      text(1, {
        "solved@1": { ...old, attempts: 1, best: "correct", solvedAt: time },
        "tried@1": { ...old, attempts: 2, best: "wrong" },
        "read@1": { ...old, attempts: 0, best: "none" },
      }),
    );
    const store = openProgress(storage);
    const { progress, keeping, setAside } = store.snapshot;
    expect({ keeping, setAside }).toEqual({ keeping: "kept", setAside: [] });
    // As after a first try at that moment
    expect(progress["solved@1"]?.review).toEqual(nextReview(undefined, "good", time));
    expect(progress["tried@1"]?.review).toEqual(nextReview(undefined, "again", time));
    expect(progress["read@1"]).toEqual({ ...old, attempts: 0, best: "none" });
    solve(store);
    expect(JSON.parse(storage.items.get(STORAGE_KEY) ?? "")).toMatchObject({ schema: SCHEMA });
    expect(Object.keys(storage.stored)).toHaveLength(4);
  });

  it("keeps the first answers of the draw that a quiz kept as its answer", () => {
    const storage = new FakeStorage();
    const quiz = { lesson: "the-roofline", attempts: 0, best: "none", hints: 0, gaveUp: false };
    const answers = ["roofline/a=correct", "roofline/b=slip"];
    const state = { revision: 2, seed: 77, answer: answers, solution: false, gaveUp: false };
    storage.items.set(STORAGE_KEY, text(2, { "quiz/unit@1": { ...quiz, at: 5, state } }));
    const { progress, setAside } = openProgress(storage).snapshot;
    expect(setAside).toEqual([]);
    expect(progress["quiz/unit@1"]).toEqual({
      ...quiz,
      at: 5,
      draws: {
        77: {
          "roofline/a": { outcome: "correct", at: 5 },
          "roofline/b": { outcome: "slip", at: 5 },
        },
      },
    });
  });

  it("that gave up on the variant in hand is still told", () => {
    const on = { now: 9, lesson: "the-roofline" };
    const state = { revision: 2, seed: 7, answer: "", solution: true, gaveUp: true };
    const old = {
      lesson: "the-roofline",
      attempts: 0,
      best: "none",
      hints: 0,
      gaveUp: true,
      at: 5,
    };
    const record = readProgress(text(2, { "a@1": { ...old, state } })).progress["a@1"];
    const again = draw(draw(record, 8, on), 7, on);
    expect(answer(again, { seed: 7, answer: "1", outcome: "correct" }, on).best).toBe("helped");
  });

  it("that is newer is neither overwritten nor moved, and the reader is told", () => {
    const storage = new FakeStorage();
    const newer = text(SCHEMA + 1, { "a@1": { shape: "unknown" } });
    storage.items.set(STORAGE_KEY, newer);
    const store = openProgress(storage);
    expect(store.snapshot).toMatchObject({ keeping: "newer", progress: {}, setAside: [] });
    solve(store);
    store.refresh();
    expect(store.snapshot.progress["roofline/a@1"]?.best).toBe("correct");
    expect(store.reset("everything")).toHaveProperty("roofline/a@1");
    expect(store.import({})).toBe(true);
    expect([...storage.items]).toEqual([[STORAGE_KEY, newer]]);
    expect(store.snapshot.keeping).toBe("newer");
  });

  it("that appears while the page is open is left alone too", () => {
    const storage = new FakeStorage();
    const store = openProgress(storage);
    solve(store, a);
    const newer = text(SCHEMA + 1, {});
    storage.items.set(STORAGE_KEY, newer);
    store.refresh();
    expect(store.snapshot.keeping).toBe("newer");
    solve(store, b);
    expect(storage.items.get(STORAGE_KEY)).toBe(newer);
    expect(Object.keys(store.snapshot.progress)).toEqual(["roofline/a@1", "roofline/b@1"]);
  });
});

describe("Too little room", () => {
  const essay = (store: ProgressStore, id: string, now: number, length = 2000) =>
    store.update(
      { id, version: 1 },
      (before) =>
        answer(
          before,
          { seed: now, answer: "x".repeat(length), outcome: "correct" },
          { now, lesson: "the-roofline" },
        ),
    );
  const answers = (storage: FakeStorage) =>
    Object.fromEntries(
      Object.entries(storage.stored).map(([key, { state }]) => [key, state?.answer.length ?? 0]),
    );

  it("costs the oldest long answer first, and never a mark", () => {
    const storage = new FakeStorage();
    const store = openProgress(storage);
    essay(store, "old", 1);
    essay(store, "short", 2, 400);
    essay(store, "new", 3);
    storage.room = (storage.items.get(STORAGE_KEY)?.length ?? 0) + STORAGE_KEY.length + 800;
    essay(store, "last", 4);
    expect(store.snapshot.keeping).toBe("kept");
    expect(answers(storage)).toEqual({ "old@1": 0, "short@1": 400, "new@1": 2000, "last@1": 2000 });
    expect(
      Object.values(storage.stored).every(({ best, attempts }) =>
        best === "correct" && attempts === 1
      ),
    ).toBe(true);
    // What had to go is there as long as the page lives
    expect(store.snapshot.dropped["old@1"]?.state?.answer).toHaveLength(2000);
    expect(openProgress(storage).snapshot.dropped).toEqual({});
  });

  it("costs the answer in hand last", () => {
    const storage = new FakeStorage();
    storage.room = 1500;
    const store = openProgress(storage);
    solve(store, a);
    essay(store, "last", 4);
    expect(store.snapshot.keeping).toBe("kept");
    expect(answers(storage)).toEqual({ "roofline/a@1": 1, "last@1": 0 });
    expect(storage.stored["last@1"]?.best).toBe("correct");
    expect(Object.keys(store.snapshot.dropped)).toEqual(["last@1"]);
  });

  it("even for marks keeps everything in the page, answers too", () => {
    const storage = new FakeStorage();
    const store = openProgress(storage);
    storage.room = 10;
    essay(store, "last", 4);
    expect(store.snapshot).toMatchObject({ keeping: "full", dropped: {} });
    expect(store.snapshot.progress["last@1"]?.state?.answer).toHaveLength(2000);
    storage.room = Infinity;
    solve(store, a);
    expect(answers(storage)).toEqual({ "last@1": 2000, "roofline/a@1": 1 });
  });

  it("never costs a result, a hint, a schedule or a prediction, whatever the room", () => {
    fc.assert(fc.property(
      fc.array(fc.tuple(fc.nat(9), fc.nat(3000), fc.nat(1000)), { maxLength: 12 }),
      fc.nat(20_000),
      (deeds, room) => {
        const [small, large] = [new FakeStorage(), new FakeStorage()];
        small.room = 12 * 400 + room;
        const stores = [openProgress(small), openProgress(large)];
        for (const store of stores) {
          for (const [id, length, now] of deeds) essay(store, `e${id}`, now, length);
        }
        const marks = (storage: FakeStorage) =>
          Object.entries(storage.stored).map(([key, { state: _, ...rest }]) => [key, rest]);
        expect(marks(small)).toEqual(marks(large));
      },
    ));
  });
});

describe("A version that keeps earlier marks", () => {
  const raised = { ...a, version: 3, keeps: 2 };

  it("goes on from them, and leaves the earlier record as history", () => {
    const storage = new FakeStorage();
    const store = openProgress(storage);
    solve(store, { ...a, version: 2 });
    expect(findRecord(store.snapshot.progress, raised)).toMatchObject({ best: "correct" });
    expect(findRecord(store.snapshot.progress, raised)).not.toHaveProperty("state");
    expect(wasSolvedBefore(store.snapshot.progress, raised)).toBe(false);
    solve(store, raised, "wrong");
    expect(storage.stored["roofline/a@3"]).toMatchObject({ best: "correct", attempts: 2 });
    expect(storage.stored["roofline/a@2"]).toMatchObject({ best: "correct", attempts: 1 });
  });

  it("counts nothing from before the version that it names", () => {
    const store = openProgress(new FakeStorage());
    solve(store, a);
    const { progress } = store.snapshot;
    expect(findRecord(progress, raised)).toBeUndefined();
    expect(wasSolvedBefore(progress, raised)).toBe(true);
    expect(bestMark(raised, (key) => progress[key])).toBe("open");
    expect(bestMark({ ...raised, keeps: 1 }, (key) => progress[key])).toBe("solved");
  });

  it("has one mark, however it is asked for", () => {
    const outcomes = fc.constantFrom("correct", "wrong", "shown", "helped", "none");
    fc.assert(fc.property(fc.array(outcomes, { maxLength: 4 }), fc.nat(3), (done, kept) => {
      const on = { now: 1, lesson: "the-roofline" };
      const progress = Object.fromEntries(done.flatMap((outcome, i) => {
        const shown = showSolution(undefined, 1, on);
        const right = { seed: 1, answer: "1", outcome: "correct" } as const;
        const record = outcome === "none"
          ? undefined
          : outcome === "shown"
          ? shown
          : outcome === "helped"
          ? answer(shown, right, on)
          : answer(undefined, { ...right, outcome }, on);
        return record ? [[`a@${i + 1}`, record]] : [];
      }));
      const exercise = { id: "a", version: 4, keeps: kept + 1 };
      expect(bestMark(exercise, (key) => progress[key])).toBe(
        markOf(findRecord(progress, exercise)),
      );
    }));
  });
});

describe("A clock", () => {
  it("that is set back loses nothing, and what is done next is kept", () => {
    const storage = new FakeStorage();
    const store = openProgress(storage);
    const solveAt = (now: number, outcome: "correct" | "wrong") =>
      store.update(
        a,
        (before) =>
          answer(before, { seed: now / 1e12, answer: "1", outcome }, {
            now,
            lesson: "the-roofline",
          }),
      );
    solveAt(2_000_000_000_000, "correct");
    solveAt(1_000_000_000_000, "wrong");
    expect(storage.stored["roofline/a@1"]).toMatchObject({
      attempts: 2,
      best: "correct",
      at: 2_000_000_000_000,
      state: { seed: 1, outcome: "wrong" },
    });
  });
});
