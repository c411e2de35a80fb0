import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { cleanUp, compileLesson, type Expected, expectProblem } from "./support.ts";

/** A code exercise with some lines replaced. */
function code(changes: Readonly<Record<string, string>> = {}): string {
  const keys: Record<string, string> = {
    id: "second/x",
    kind: "code",
    objective: "choose",
    params: "{ n: { pick: [2, 3] } }",
    prompt: "Double {n}.",
    entry: "twice",
    start: "|\n  function twice(x: number): number {\n    return x;\n  }",
    model: "|\n  function twice(x: number): number {\n    return 2 * x;\n  }",
    tests: "\n  - name: A number\n    arguments: [n]\n    expected: 2 * n",
    hints: "[Add it to itself.]",
    solution: "It is {2 * n}.",
    ...changes,
  };
  const lines = Object.entries(keys).map(([key, value]) => `${key}: ${value}`);
  return `\`\`\`exercise\n${lines.join("\n")}\n\`\`\``;
}

const CACHE =
  `|\n  function twice(n: number): void {\n    for (let i = 0; i < n; i++) cache.read("a", i);\n  }`;
const cached = (test: string) =>
  code({
    uses: "[cache]",
    params: "{ n: { pick: [16, 32] } }",
    start: "|\n  function twice(n: number): void {}",
    model: CACHE,
    tests: `\n  - name: A walk\n    arguments: [n]\n    ${test}`,
  });

const CASES: Readonly<Record<string, readonly [body: string, expected: Expected]>> = {
  "a model that fails a test": [
    code({ tests: "\n  - name: A number\n    arguments: [n]\n    expected: «2 * n + 1»" }),
    {
      rule: "code",
      message: 'the model fails "A number", with n = 2: it gives 4, expected is 5',
    },
  ],
  "a model that fails with one variant only": [
    code({ tests: "\n  - name: A number\n    arguments: [n]\n    expected: '«n == 2 ? 4 : 7»'" }),
    {
      rule: "code",
      message: 'the model fails "A number", with n = 3: it gives 6, expected is 7',
    },
  ],
  "a model that throws": [
    code({
      model: "|\n  function twice(x: number): number {\n    throw new Error('no');\n  }",
      tests: "\n  - name: A number\n    arguments: [n]\n    expected: «2 * n»",
    }),
    { rule: "code", message: /it gives an error.*Error: no/ },
  ],
  "a model that cannot be read": [
    code({ model: "|\n  function twice(x: number): number {\n    «return 2 *;»\n  }" }),
    { rule: "code", message: /^"model" cannot be read: Unexpected token/ },
  ],
  "a start code that cannot be read": [
    code({ start: "|\n  «function twice( {»" }),
    { rule: "code", message: /^"start" cannot be read/ },
  ],
  "a model that imports": [
    code({ model: '|\n  «import "npm:left-pad";»\n  const twice = (x: number) => 2 * x;' }),
    { rule: "code", message: /^"model" cannot be read: there are no modules to import from/ },
  ],
  "a model that imports when it runs": [
    code({ model: '|\n  «const twice = (x: number) => import("npm:left-pad");»' }),
    { rule: "code", message: '"model" imports: it must stand alone' },
  ],
  "a model without an end": [
    code({
      milliseconds: "100",
      model: "|\n  function twice(x: number) { for (;;); }",
    }).replace("\nmodel:", "\n«model»:"),
    { rule: "code", message: "the model runs longer than 400 ms, with n = 2" },
  ],
  "a start code that passes": [
    code({ start: "|\n  const twice = (x: number) => 2 * x;" }).replace("\nstart:", "\n«start»:"),
    { rule: "code", message: "the start code passes every test" },
  ],
  "a model without the function": [
    code({ model: '"«const other = (x: number) => 2 * x;»"' }),
    { rule: "exercise", message: /^there is no function twice/ },
  ],
  "an unknown name in an argument": [
    code({ tests: "\n  - name: A number\n    arguments: [[n, «m»]]\n    expected: 2 * n" }),
    { rule: "expression", message: 'unknown parameter "m"', known: "n" },
  ],
  "an unknown name deep in what is expected": [
    code({ tests: "\n  - name: A number\n    arguments: [n]\n    expected: { a: [1, 2 * «m»] }" }),
    { rule: "expression", message: 'unknown parameter "m"' },
  ],
  "an unknown key of a test": [
    code({
      tests: "\n  - name: A number\n    argument«s»: [n]\n    expected: 2 * n".replace("«s»", "s") +
        "\n    «expects»: 1",
    }),
    { rule: "unknown-key", message: 'unknown key "expects"', known: "expected" },
  ],
  "an unknown language": [
    code({ language: "«python»" }),
    { rule: "schema", message: '"language" must be "typescript" or "javascript", not "python"' },
  ],
  "an unknown simulator": [
    code({ uses: "[«cash»]" }),
    { rule: "schema", message: '"uses" must be a simulator: cache' },
  ],
  "settings of a simulator that is not used": [
    code({
      tests:
        "\n  - name: A number\n    arguments: [n]\n    expected: 2 * n\n    «cache»: { bytes: 64 }",
    }),
    { rule: "schema", message: 'the exercise does not use "cache"', fix: "uses: [cache]" },
  ],
  "an unknown setting": [
    cached("cache: { bytes: 1024, «lines»: 64 }\n    measured: { reads: n }"),
    { rule: "unknown-key", message: 'unknown key "lines"', known: "line" },
  ],
  "a cache without a size": [
    cached("«cache»: { line: 64 }\n    measured: { reads: n }"),
    { rule: "schema", message: 'missing "bytes" of cache' },
  ],
  "a limit of an array that the model does not keep": [
    cached("cache: { bytes: 1024 }\n    measured: { touched: { a: n, b: 1 } }")
      .replace("A walk", "«A walk»"),
    {
      rule: "code",
      message: /^the model fails "A walk".*\(different elements of b are 0, and must be 1\)$/,
    },
  ],
  "an unknown name in a limit of an array": [
    cached("cache: { bytes: 1024 }\n    measured: { reads: { a: { at-most: «m» } } }"),
    { rule: "expression", message: 'unknown parameter "m"', known: "n" },
  ],
  "a limit by array of what is not counted so": [
    cached("cache: { bytes: 1024 }\n    measured: { «traffic»: { a: 4 * n } }"),
    {
      rule: "exercise",
      message: 'nothing counts "traffic" for each array (tests[0].measured.traffic)',
    },
  ],
  "at-most beside names of arrays": [
    cached("cache: { bytes: 1024 }\n    measured: { reads: { a: n, at-most: «n» } }"),
    { rule: "schema", message: '"at-most" must stand alone' },
  ],
  "a limit that the model does not keep": [
    cached("cache: { bytes: 1024 }\n    measured: { traffic: { at-most: 2 * n } }")
      .replace("A walk", "«A walk»"),
    {
      rule: "code",
      message: 'the model fails "A walk", with n = 16: it gives traffic = 64 bytes, expected is ' +
        "traffic ≤ 32 bytes (traffic is 64 bytes, and must be at most 32 bytes)",
    },
  ],
};

cleanUp();

describe("A code exercise", () => {
  it("compiles when all is well, with a simulator too", async () => {
    expect((await compileLesson(code())).errors).toEqual([]);
    const body = cached(
      "cache: { bytes: 1024 }\n    measured: { traffic: { at-most: 4 * n }, reads: n }",
    );
    const { lesson, errors } = await compileLesson(body);
    expect(errors).toEqual([]);
    expect(lesson.exercises[0]).toMatchObject({
      start: "function twice(n: number): void {}",
      tests: [{
        simulators: { cache: { bytes: "1024" } },
        measured: [
          { name: "traffic", relation: "at most", value: "4 * n" },
          { name: "reads", relation: "exactly", value: "n" },
        ],
      }],
    });
  });

  it("compiles limits of each array, an exact one and one at most", async () => {
    const { lesson, errors } = await compileLesson(
      cached(
        "cache: { bytes: 1024 }\n    measured: { touched: { a: n }, reads: { a: { at-most: n } } }",
      ),
    );
    expect(errors).toEqual([]);
    expect(lesson.exercises[0]).toMatchObject({
      tests: [{
        measured: [
          { name: "touched", array: "a", relation: "exactly", value: "n" },
          { name: "reads", array: "a", relation: "at most", value: "n" },
        ],
      }],
    });
  });

  for (const [name, [body, expected]] of Object.entries(CASES)) {
    it(`reports ${name}`, () => expectProblem(body, expected));
  }
});
