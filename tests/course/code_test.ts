import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import {
  type CodeJob,
  type CodeMessage,
  type CodeResult,
  type CodeValue,
  compareValues,
  LIMITS,
  readMessage,
  showValue,
  simulators,
  toJavaScript,
} from "@/lib/course/code/mod.ts";
import { simulateCache } from "@/lib/compute/tiling/mod.ts";
import { encode } from "@/lib/course/code/encode.ts";
import { type JobReport, runInProcess } from "@/lib/course/code/run_in_process.ts";
import {
  callText,
  expectedText,
  gradeTests,
  judgeTest,
  prepareTests,
  validateExercise,
} from "@/lib/course/exercise/mod.ts";
import type { CodeExercise, CodeTest } from "@/lib/course/types.ts";
import { vocabulary } from "./fixtures.ts";

const EXACT = { kind: "absolute", value: 0 } as const;
const test = (change: Partial<CodeTest> = {}): CodeTest => ({
  name: "a test",
  arguments: ["n"],
  expected: "2 * n",
  simulators: {},
  measured: [],
  hidden: false,
  why: [],
  ...change,
});
const exercise = (change: Partial<CodeExercise> = {}): CodeExercise => ({
  kind: "code",
  id: "a/b",
  version: 1,
  lesson: "the-roofline",
  number: 1,
  params: { n: { kind: "pick", values: [3] } },
  constraints: [],
  prompt: ["Write."],
  hints: [["Look."]],
  solution: ["So."],
  source: "lesson.md:1",
  language: "typescript",
  entry: "twice",
  start: "function twice(x) {}",
  model: "function twice(x) { return 2 * x; }",
  tests: [test()],
  tolerance: EXACT,
  uses: [],
  milliseconds: 2000,
  ...change,
});
const value = (value: CodeValue, measured: Record<string, number> = {}): CodeResult => ({
  kind: "value",
  value,
  measured,
});

const plain: fc.Arbitrary<CodeValue> = fc.letrec<{ value: CodeValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    fc.double({ noNaN: true }),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value")),
    fc.dictionary(fc.string().filter((key) => key !== "__proto__"), tie("value")),
  ),
})).value;

describe("A value that code returns", () => {
  it("is copied as it is, and shown in a bounded text", () => {
    fc.assert(fc.property(plain, (given) => {
      const result = encode(given, {});
      expect(result).toEqual({ kind: "value", value: given, measured: {} });
      expect(compareValues(given, given, EXACT)).toBeUndefined();
      expect(showValue(given).length).toBeLessThanOrEqual(161);
      expect(readMessage({ kind: "result", call: 0, result })).toEqual({
        kind: "result",
        call: 0,
        result,
      });
    }));
  });

  it("is named where it cannot be compared, and bounded where it has no end", () => {
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    const cases: readonly (readonly [unknown, string])[] = [
      [undefined, "nothing (undefined)"],
      [() => 1, "a function"],
      [[1, () => 1], "a function"],
      [new Map(), "an object of class Map"],
      [Promise.resolve(1), "a promise: the function must return its result itself"],
      [10n, "a bigint: turn it into a number"],
      [circle, "lists or objects nested too deep, or in a circle"],
      [new Array(1e9), `more than ${LIMITS.values} values`],
      [
        Array.from({ length: 200 }, () => new Array(200).fill(1)),
        `more than ${LIMITS.values} values`,
      ],
      ["x".repeat(20_000), "a text of 20000 characters"],
      [
        new Proxy([], { get: (_, key) => key === "length" ? 1e12 : 1 }),
        `more than ${LIMITS.values} values`,
      ],
    ];
    for (const [given, what] of cases) {
      expect(encode(given, {})).toEqual({ kind: "odd", what, measured: {} });
    }
  });

  it("may be a typed array, and an object without a prototype", () => {
    expect(encode(new Float32Array([1, 2]), {})).toEqual(value([1, 2]));
    expect(encode(Object.assign(Object.create(null), { a: 1 }), {})).toEqual(value({ a: 1 }));
  });
});

describe("Comparing", () => {
  it("finds the first difference and its place", () => {
    const differs = (a: CodeValue, b: CodeValue) => compareValues(a, b, EXACT)?.place;
    expect(differs([1, [2, 3]], [1, [2, 4]])).toBe("[1][1]");
    expect(differs({ a: { b: [1] } }, { a: { b: [2] } })).toBe("a.b[0]");
    expect(differs({ a: 1, b: 2 }, { a: 1 })).toBe("b");
    expect(differs({}, { toString: 1 })).toBe("toString");
    expect(differs([1], [1, 2])).toBe("");
    expect(differs("1", 1)).toBe("");
    expect(differs([], {})).toBe("");
    expect(differs(NaN, 1)).toBe("");
    expect(differs(NaN, NaN)).toBe("");
  });

  it("allows what the tolerance allows, everywhere in a value", () => {
    const tolerance = { kind: "relative", value: 0.01 } as const;
    expect(compareValues([100.9, { a: 1 }], [100, { a: 1 }], tolerance)).toBeUndefined();
    expect(compareValues([101.1, { a: 1 }], [100, { a: 1 }], tolerance)?.place).toBe("[0]");
  });

  it("never takes different lists of whole numbers for the same", () => {
    const list = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 });
    fc.assert(fc.property(list, list, (a, b) => {
      expect(compareValues(a, b, EXACT) === undefined).toBe(
        String(a) === String(b) && a.length === b.length,
      );
    }));
  });
});

describe("What comes out of the sandbox", () => {
  it("is refused unless it is a message", () => {
    for (
      const data of [
        null,
        "done",
        1,
        [],
        {},
        { kind: "passed" },
        { kind: "log" },
        { kind: "log", text: "x".repeat(5000) },
        { kind: "result", call: -1, result: value(1) },
        { kind: "result", call: 0, result: { kind: "value", value: 1 } },
        { kind: "result", call: 0, result: value(new Map() as never) },
        { kind: "result", call: 0, result: value(new Date() as never) },
        { kind: "result", call: 0, result: value((() => 1) as never) },
        { kind: "result", call: 0, result: value(new Array(30_000).fill(1)) },
        { kind: "result", call: 0, result: { kind: "passed" } },
      ]
    ) expect([data, readMessage(data)]).toEqual([data, undefined]);
    fc.assert(fc.property(fc.anything(), (data) => {
      expect(() => readMessage(data)).not.toThrow();
    }));
  });
});

describe("Taking types away", () => {
  it("keeps every line where it is", async () => {
    const code =
      "interface A {\n  a: number;\n}\ntype B = A | undefined;\nfunction f(a: A, b?: B): number {\n  return (a as any)!.a satisfies number;\n}\n";
    const read = await toJavaScript(code, "typescript");
    if (!("code" in read)) throw new Error(read.problem);
    expect(read.code.split("\n").length).toBe(code.split("\n").length);
    expect(read.code.split("\n")[4]).toMatch(/^function f\(a, b\)\s+\{$/);
    expect(Function(`${read.code}; return f({ a: 3 })`)()).toBe(3);
  });

  it("says in which line code cannot be read, and reads no types in JavaScript", async () => {
    expect(await toJavaScript("const a = 1;\nconst b = ;", "typescript")).toMatchObject({
      line: 2,
    });
    expect(await toJavaScript("let a: number = 1;", "javascript")).toMatchObject({ line: 1 });
    expect(await toJavaScript("let a = 1 < 2;", "javascript")).toEqual({ code: "let a = 1 < 2;" });
  });
});

describe("Taking exports away", () => {
  /** What the function `f` is, once it is read. */
  const called = async (code: string, language: "javascript" | "typescript" = "typescript") => {
    const read = await toJavaScript(code, language);
    if (!("code" in read)) throw new Error(read.problem);
    expect(read.code.split("\n").length).toBe(code.split("\n").length);
    return Function(`"use strict"; ${read.code}\n; return typeof f === "function" && f(3)`)();
  };

  it("leaves functions what they are, however they are exported", async () => {
    for (
      const code of [
        "export function f(x: number): number { return 2 * x; }",
        "export default function f(x: number) { return 2 * x; }",
        "export /* here */ const f = (x: number) => 2 * x;",
        "export let f: (x: number) => number = (x) => 2 * x, g;",
        "function f(x) { return 2 * x; }\nexport default f;",
        "const g = (x) => 2 * x, f = g;\nexport {\n  f,\n  g as twice,\n};",
        "export interface A { a: number }\nexport type B = A;\nexport const f = (x) => 2 * x;",
        "export type { A };\nexport const f = (x) => 2 * x;\ninterface A {}",
        "export abstract class C {}\nexport enum E { a }\nexport const f = (x) => 2 * x;",
      ]
    ) expect([code, await called(code)]).toEqual([code, 6]);
    expect(await called("export const f = (x) => 2 * x", "javascript")).toBe(6);
    expect(await called("export async function f(x) { return 2 * x; }", "javascript")).toBe(6);
  });

  it("leaves a default without a name a value", async () => {
    for (const value of ["(x) => x", "function (x) { return x; }", "class {}", "{ a: 1 }"]) {
      expect(await called(`export default ${value};`, "javascript")).toBe(false);
    }
  });

  it("leaves the word alone where it is none", async () => {
    const code = 'const f = () => [{ export: "export const" }.export, /export import/.source];';
    expect(await called(code, "javascript")).toEqual(["export const", "export import"]);
  });

  it("says in which line something is imported", async () => {
    for (
      const statement of [
        'import "x";',
        "import y from 'x'",
        "import { y } from 'x'",
        "import type { Y } from 'x'",
        "export * from 'x'",
        "export { y } from 'x'",
      ]
    ) {
      expect(await toJavaScript(`// first\n${statement}\nlet f;`, "typescript")).toEqual({
        problem: expect.stringContaining("no modules to import from"),
        line: 2,
      });
    }
  });

  it("keeps the places of mistakes", async () => {
    expect(await toJavaScript("export function f( {\n", "typescript")).toHaveProperty("problem");
    expect(await toJavaScript("export const a = 1;\nexport const b = ;", "typescript"))
      .toMatchObject({ line: 2 });
  });
});

describe("Judging a test", () => {
  const prepared = (change: Partial<CodeTest> = {}) => {
    const [first] = prepareTests(
      { tests: [test(change)] },
      { n: 3, machine: "a100-80" },
      vocabulary,
    );
    if (!first) throw new Error("No test");
    return first;
  };
  const judge = (change: Partial<CodeTest>, result: CodeResult) =>
    judgeTest(prepared(change), result, { tolerance: EXACT });

  it("evaluates arguments and expectations, lists and objects among them", () => {
    const one = prepared({
      arguments: [["n", "n + 1"], { peak: 'peak(machine, "fp16")', deep: { name: '"x"' } }],
      expected: ["n > 1", "n ** 2"],
    });
    expect(one.call.arguments).toEqual([[3, 4], { peak: 312e12, deep: { name: "x" } }]);
    expect(one.expected).toEqual([true, 9]);
    expect(callText("f", one)).toBe('f([3, 4], { peak: 3.12e14, deep: { name: "x" } })');
    expect(() => prepared({ arguments: ["gemv(n, n)"] })).toThrow("which code cannot be given");
  });

  it("passes what is right and explains what is not", () => {
    expect(judge({}, value(6))).toEqual({ passed: true, returned: "6" });
    expect(judge({}, value(7))).toEqual({ passed: false, returned: "7" });
    expect(judge({ expected: ["n", "n"] }, value([3, 4]))).toEqual({
      passed: false,
      returned: "[3, 4]",
      problem: "[1] is 4 instead of 3",
    });
    expect(judge({}, { kind: "odd", what: "a function", measured: {} }).passed).toBe(false);
    expect(judge({}, { kind: "threw", text: "Error: no", line: 4 })).toEqual({
      passed: false,
      returned: "an error in line 4",
      problem: "Error: no",
    });
    expect(judge({}, { kind: "threw", text: "RangeError: Invalid array length" }).problem)
      .toContain("memory");
  });

  it("holds what simulators counted against the limits", () => {
    const limits: Partial<CodeTest> = {
      measured: [
        { name: "traffic", relation: "at most", value: "100 * n" },
        { name: "reads", relation: "exactly", value: "n" },
      ],
    };
    const nothing = { ...limits };
    const { expected: _, ...counted } = { ...test(), ...nothing };
    const [only] = prepareTests({ tests: [counted] }, { n: 3 }, vocabulary);
    if (!only) throw new Error("No test");
    const judged = (measured: Record<string, number>) =>
      judgeTest(only, { kind: "odd", what: "nothing", measured }, { tolerance: EXACT });
    expect(expectedText(only)).toBe("traffic ≤ 300 bytes, reads = 3");
    expect(judged({ traffic: 300, reads: 3 })).toEqual({
      passed: true,
      returned: "traffic = 300 bytes, reads = 3",
    });
    expect(judged({ traffic: 301, reads: 3 }).problem).toBe(
      "traffic is 301 bytes, and must be at most 300 bytes",
    );
    expect(judged({ traffic: 1, reads: 2 }).passed).toBe(false);
    expect(judged({}).passed).toBe(false);
  });

  it("holds what was counted of each array against its limit", () => {
    const { expected: _, ...counted } = test({
      measured: [
        { name: "touched", array: "a", relation: "exactly", value: "n" },
        { name: "reads", array: "b", relation: "at most", value: "2 * n" },
      ],
    });
    const [only] = prepareTests({ tests: [counted] }, { n: 3 }, vocabulary);
    if (!only) throw new Error("No test");
    const judged = (measured: Record<string, number>) =>
      judgeTest(only, { kind: "odd", what: "nothing", measured }, { tolerance: EXACT });
    expect(expectedText(only)).toBe("different elements of a = 3, reads of b ≤ 6");
    expect(judged({ touched: 4, reads: 9, "touched.a": 3, "reads.b": 6 })).toEqual({
      passed: true,
      returned: "different elements of a = 3, reads of b = 6",
    });
    // An array that was never named was not touched
    expect(judged({ touched: 3, reads: 3, "touched.a": 3 }).passed).toBe(true);
    expect(judged({ touched: 1, reads: 27, "touched.a": 1, "reads.b": 6 }).problem).toBe(
      "different elements of a are 1, and must be 3",
    );
    expect(judged({ touched: 0, reads: 0 }).problem).toBe(
      "different elements of a are 0, and must be 3",
    );
    expect(judged({ touched: 3, reads: 7, "touched.a": 3, "reads.b": 7 }).problem).toBe(
      "reads of b are 7, and must be at most 6",
    );
    expect(judged({}).passed).toBe(false);
  });

  it("counts passes", () => {
    expect(gradeTests(2, 2)).toEqual({ outcome: "correct", message: "All 2 tests pass." });
    expect(gradeTests(1, 3)).toEqual({ outcome: "partly", message: "1 of 3 tests passes." });
    expect(gradeTests(0, 3).outcome).toBe("wrong");
  });
});

describe("The check of a code exercise", () => {
  const messages = (change: Partial<CodeExercise>) =>
    validateExercise(exercise(change), vocabulary).map(({ path, message }) =>
      `${path}: ${message}`
    );

  it("finds nothing wrong with a sound one", () => expect(messages({})).toEqual([]));

  it("finds what no reader could solve", () => {
    expect(messages({ start: "let a;" })[0]).toMatch(/^start: There is no function twice/);
    expect(messages({ tests: [test({ hidden: true })] })[0]).toMatch(
      /^tests: All tests are hidden/,
    );
    expect(messages({ tests: [test(), test()] })[0]).toMatch(
      /^tests\[1\].name: "a test" is the name/,
    );
    expect(messages({ tests: [test({ expected: "2 * m" })] })[0]).toMatch(
      /^tests\[0\].expected: unknown parameter/,
    );
    expect(messages({ tests: [test({ arguments: [["n", "1 / (n - 3)"]] })] })[0]).toContain(
      "divide by zero",
    );
    const measured = [{ name: "misses", relation: "exactly", value: "1" }] as const;
    expect(messages({ tests: [test({ measured })] })[0]).toContain('Nothing counts "misses"');
    const each = [{ name: "traffic", array: "a", relation: "exactly", value: "1" }] as const;
    expect(messages({ uses: ["cache"], tests: [test({ measured: each })] })[0]).toMatch(
      /^tests\[0\].measured.traffic: Nothing counts "traffic" for each array/,
    );
    const tiny = { cache: { bytes: "1" } };
    expect(messages({ uses: ["cache"], tests: [test({ simulators: tiny })] })[0]).toMatch(
      /^tests\[0\].cache: A cache cannot hold 0 lines/,
    );
  });
});

/** A cache as one would write it down: a list of lines, the oldest first. */
function plainCache(size: number) {
  const lines: string[] = [];
  const dirty = new Set<string>();
  const counts = { misses: 0, stored: 0 };
  return {
    counts,
    dirty,
    touch(line: string, writes: boolean) {
      const at = lines.indexOf(line);
      if (at >= 0) lines.splice(at, 1);
      else {
        counts.misses++;
        if (lines.length === size) {
          const oldest = lines.shift() ?? "";
          if (dirty.delete(oldest)) counts.stored++;
        }
      }
      lines.push(line);
      if (writes) dirty.add(line);
    },
  };
}

describe("The cache simulator", () => {
  type Given = Record<"read" | "write", (array: string, index: number) => void>;
  const start = (settings: Record<string, number>) => {
    const { given, measure } = simulators.cache.start(settings);
    return { given: given as Given, measure };
  };

  it("counts as a plain list of lines does", () => {
    const access = fc.record({
      array: fc.constantFrom("a", "b", "constructor", "__proto__"),
      index: fc.integer({ min: 0, max: 60 }),
      writes: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(access, { maxLength: 300 }),
        fc.integer({ min: 1, max: 9 }),
        (accesses, size) => {
          const { given, measure } = start({ bytes: size * 16, line: 16, value: 4 });
          const other = plainCache(size);
          for (const { array, index, writes } of accesses) {
            given[writes ? "write" : "read"](array, index);
            other.touch(`${array} ${Math.floor(index / 4)}`, writes);
          }
          const stored = 16 * (other.counts.stored + other.dirty.size);
          expect(measure()).toMatchObject({
            misses: other.counts.misses,
            loaded: 16 * other.counts.misses,
            stored,
            traffic: 16 * other.counts.misses + stored,
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("counts as the library's cache does, which figures and expressions use", () => {
    const indexes = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 400 });
    fc.assert(fc.property(indexes, fc.integer({ min: 1, max: 12 }), (accesses, lines) => {
      const { given, measure } = start({ bytes: 32 * lines, line: 32, value: 4 });
      const arrays = { a: { rows: 1, columns: 256 }, c: { rows: 1, columns: 256 } };
      const library = simulateCache(arrays, (memory) => {
        for (const index of accesses) {
          given.read("a", index);
          memory.read("a", 0, index);
          given.write("c", 255 - index);
          memory.write("c", 0, 255 - index);
        }
      }, { words: 8 * lines, lineWords: 8 });
      expect(measure()).toMatchObject({
        reads: library.reads,
        writes: library.writes,
        misses: library.misses,
        loaded: 4 * library.loads,
        stored: 4 * library.stores,
        traffic: 4 * library.words,
      });
    }));
  });

  it("counts different elements, reads and writes of each array as sets do", () => {
    const access = fc.record({
      array: fc.constantFrom("a", "b.c", "constructor", "__proto__"),
      // Near one another, at the edges of pages and words, and as far apart as can be
      index: fc.oneof(
        fc.integer({ min: 0, max: 70 }),
        fc.integer({ min: 2 ** 15 - 3, max: 2 ** 15 + 3 }),
        fc.integer({ min: 2 ** 32 - 40, max: 2 ** 32 - 1 }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      ),
      writes: fc.boolean(),
    });
    fc.assert(fc.property(fc.array(access, { maxLength: 300 }), (accesses) => {
      const { given, measure } = start({ bytes: 1024 });
      for (const { array, index, writes } of accesses) {
        given[writes ? "write" : "read"](array, index);
      }
      const counts = measure();
      let touched = 0;
      for (const name of new Set(accesses.map(({ array }) => array))) {
        const of = accesses.filter(({ array }) => array === name);
        const different = new Set(of.map(({ index }) => index)).size;
        touched += different;
        expect(counts[`touched.${name}`]).toBe(different);
        expect(counts[`reads.${name}`]).toBe(of.filter(({ writes }) => !writes).length);
        expect(counts[`writes.${name}`]).toBe(of.filter(({ writes }) => writes).length);
      }
      expect(counts.touched).toBe(touched);
      expect(counts.reads).toBe(accesses.filter(({ writes }) => !writes).length);
    }));
  });

  it("counts so many arrays and no more, and elements that are not strewn too far", () => {
    const { given, measure } = start({ bytes: 1024 });
    for (let i = 0; i < 12; i++) given.read(`a${i}`, i);
    expect(() => given.read("one more", 0)).toThrow("at most 12 arrays");
    given.read("a0", 0);
    expect(measure()).toMatchObject({ reads: 13, touched: 12, "reads.a0": 2 });
    const strewn = start({ bytes: 1024 });
    expect(() => {
      for (let i = 0; i < 2 ** 17; i++) strewn.given.read("a", i * 2 ** 15);
    }).toThrow("too far apart");
  });

  it("refuses settings and accesses that make no sense", () => {
    expect(() => start({ bytes: 0 })).toThrow("cannot hold 0 lines");
    expect(() => start({ bytes: 1024, line: 6, value: 4 })).toThrow("whole number of values");
    const { given } = start({ bytes: 1024 });
    expect(() => given.read("a", -1)).toThrow("whole number from 0");
    expect(() => given.read("a", 0.5)).toThrow("whole number from 0");
    expect(() => given.read(1 as never, 0)).toThrow("name");
  });

  it("holds millions of accesses in one test", async () => {
    const code = `function walk(n) {
      for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) cache.read("a", i * n + j); }`;
    const [report] = await run([{
      code,
      entry: "walk",
      calls: [{ arguments: [2048], simulators: { cache: { bytes: 32768, line: 64, value: 4 } } }],
    }], 20_000);
    expect(results(report)).toMatchObject([{ measured: { reads: 2048 ** 2, misses: 2048 ** 2 } }]);
  });
});

function run(jobs: readonly CodeJob[], milliseconds = 5000): Promise<JobReport[]> {
  return runInProcess(jobs, milliseconds);
}

function results(report: JobReport | undefined): CodeResult[] {
  return (report?.messages ?? []).flatMap((message: CodeMessage) =>
    message.kind === "result" ? [message.result] : []
  );
}

describe("The process of the content check", () => {
  const job = (code: string, given: readonly CodeValue[][] = [[]]): CodeJob => ({
    code,
    entry: "f",
    calls: given.map((values) => ({ arguments: values, simulators: {} })),
  });

  it("runs jobs one after the other", async () => {
    const [a, b, c] = await run([
      job("const f = (x) => 2 * x;", [[1], [2]]),
      job("function f() { throw new TypeError('no'); }"),
      job("let g;"),
    ]);
    expect(results(a)).toEqual([value(2), value(4)]);
    expect(results(b)).toMatchObject([{ kind: "threw", text: "TypeError: no" }]);
    expect(c?.end).toBe("broken");
  });

  it("stops a loop without an end and keeps what came before", async () => {
    const [a, b, c] = await run([
      job("const f = () => 1;"),
      job("function f() { for (;;); }"),
      job("const f = () => 1;"),
    ], 500);
    expect([a?.end, b?.end, c?.end]).toEqual(["done", "time", "none"]);
  });

  it("ends a run that takes memory without bounds", async () => {
    const [report] = await run([
      job("function f() { const a = []; for (;;) a.push(new Array(1e5).fill(1.5)); }"),
    ], 20_000);
    expect(report?.end).not.toBe("done");
    expect(report?.trouble ?? "").toMatch(/memory/i);
  });

  it("ends without a complaint where the code does", async () => {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-config",
        "--no-lock",
        "--cached-only",
        new URL("../../lib/course/code/check_process.ts", import.meta.url).pathname,
      ],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(JSON.stringify([job("const f = () => 1;")])));
    await writer.close();
    const { code, stderr } = await child.output();
    expect([code, new TextDecoder().decode(stderr)]).toEqual([0, ""]);
  });

  it("counts the memory of typed arrays whatever the code replaces", async () => {
    const attempts = [
      "Array.prototype[Symbol.iterator] = function* () { yield undefined; }; make = () => new ArrayBuffer(1e8)",
      'make = () => new ArrayBuffer("100000000")',
      "make = () => new ArrayBuffer({ valueOf: () => 1e8 })",
      "make = () => new ArrayBuffer(8, { maxByteLength: 1e9 }).resize?.(1e8) ?? new ArrayBuffer(1e8)",
      "make = () => new ArrayBuffer(8).transfer?.(1e8) ?? new ArrayBuffer(1e8)",
      "Object.defineProperty(Object.getPrototypeOf(Uint8Array.prototype), 'buffer', { get: () => new ArrayBuffer(1) });" +
      " const one = new Uint8Array(1e8); make = () => new Uint8Array(one)",
      "const one = new Uint8Array(1e8); make = () => one.toReversed()",
      "const one = new Uint8Array(1e8); make = () => one.with(0, 1)",
      "const one = new Uint8Array(1e8); one.constructor = undefined; make = () => one.slice()",
      "const one = new ArrayBuffer(1e8); one.constructor = undefined; make = () => one.slice(0)",
    ];
    const reports = await Promise.all(attempts.map((text) =>
      run([
        job(`let make; ${text};
          function f() { const all = []; for (let i = 0; i < 100; i++) all.push(make()); return all.length; }`),
      ], 20_000)
    ));
    for (const [i, [report]] of reports.entries()) {
      expect([attempts[i], results(report)]).toEqual([attempts[i], [
        expect.objectContaining({ kind: "threw", text: expect.stringContaining("512 MB") }),
      ]]);
    }
  });

  it("leaves typed arrays what they are", async () => {
    const [report] = await run([job(`function f() {
      const a = new Float32Array([3, 1, 2]);
      const all = [a.slice(1), a.map((x) => 2 * x), a.filter((x) => x > 1), a.toReversed(), a.toSorted(), a.with(0, 9)];
      return [all.every((one) => one instanceof Float32Array), all.map((one) => Array.from(one)),
        new Uint8Array(new ArrayBuffer(8).slice(2)).length];
    }`)]);
    expect(results(report)).toEqual([
      value([true, [[1, 2], [6, 2, 4], [3, 2], [2, 1, 3], [1, 2, 3], [9, 1, 2]], 6]),
    ]);
  });

  it("gives code no way to files, network, processes or the check itself", async () => {
    const attempts = [
      "Deno.readTextFileSync('/etc/hosts')",
      "Deno.env.toObject()",
      "new Deno.Command('ls').outputSync()",
      "process.env",
      "require('fs')",
      "fetch('http://127.0.0.1/')",
      "new Worker('data:,')",
      "localStorage.x",
    ];
    const [report] = await run([
      job(
        `function f() { return [${
          attempts.map((text) =>
            `(() => { try { ${text}; return "REACHED"; } catch { return "refused"; } })()`
          ).join()
        }]; }`,
      ),
    ]);
    expect(results(report)).toEqual([value(attempts.map(() => "refused"))]);
  });

  it("imports nothing that could do more, also later", async () => {
    const attempts = {
      "Promise.resolve()": true,
      'import("npm:preact")': false,
      'import("npm:left-pad")': false,
      'import("http://127.0.0.1/x.js")': false,
      'import("file:///etc/hosts")': false,
      'import("node:fs").then((fs) => fs.readFileSync("/etc/hosts"))': false,
      'import("node:child_process").then((all) => all.execSync("ls"))': false,
      'import("node:net").then((net) => new Promise((yes, no) => net.connect(80, "127.0.0.1", yes).on("error", no)))':
        false,
    };
    for (const [attempt, isReached] of Object.entries(attempts)) {
      const code = `${attempt}.then(() => console.log("REACHED"), () => console.log("refused"));
        function f() { return 1; }`;
      const [report] = await run([job(code)]);
      const said = JSON.stringify(report?.messages);
      expect([attempt, said.includes("REACHED")]).toEqual([attempt, isReached]);
    }
  });
});
