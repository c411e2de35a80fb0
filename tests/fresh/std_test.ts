import { expect } from "@std/expect";
import { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from "@std/testing/bdd";

const calls: string[] = [];

describe("the test functions", () => {
  beforeAll(() => {
    calls.push("beforeAll");
  });
  beforeEach(() => {
    calls.push("beforeEach");
  });
  afterEach(() => {
    calls.push("afterEach");
  });
  afterAll(() => {
    calls.push("afterAll");
  });

  it("run hooks around each test", () => {
    calls.push("first");
  });

  describe("in a group", () => {
    beforeEach(async () => {
      await Promise.resolve();
      calls.push("inner");
    });

    it("run the outer hooks first, and wait for them", () => {
      calls.push("second");
    });
  });

  it.skip("leave out what is skipped", () => {
    calls.push("skipped");
  });

  describe.skip("leave out groups that are skipped", () => {
    it("with their tests", () => {
      calls.push("skipped");
    });
  });
});

test("the hooks ran in their order", () => {
  expect(calls).toEqual([
    ...["beforeAll", "beforeEach", "first", "afterEach"],
    ...["beforeEach", "inner", "second", "afterEach", "afterAll"],
  ]);
});

describe("expect()", () => {
  it("fails when it should", () => {
    expect(() => expect(1).toBe(2)).toThrow();
    expect(() => expect({ a: [1] }).toEqual({ a: [2] })).toThrow();
    expect(() => expect([]).not.toEqual([])).toThrow();
  });

  it("compares, matches and waits", async () => {
    expect({ a: 1, b: { c: 2 } }).toMatchObject({ b: { c: expect.any(Number) } });
    expect(0.1 + 0.2).toBeCloseTo(0.3);
    await expect(Promise.reject(new TypeError("no"))).rejects.toThrow(TypeError);
  });
});
