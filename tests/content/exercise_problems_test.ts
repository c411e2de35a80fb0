import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import {
  cleanUp,
  compileLesson,
  compileWith,
  elements,
  type Expected,
  expectProblem,
  expectProblemIn,
  LESSON,
  lessonText,
  text,
} from "./support.ts";

const NUMERIC = {
  id: "second/x",
  kind: "numeric",
  objective: "choose",
  params: "{ n: { range: [1, 4] } }",
  prompt: "What is 2 × {n}?",
  answer: "2 * n",
  hints: "[Double it.]",
  solution: "It is {answer}.",
};

const SINGLE = {
  id: "second/x",
  kind: "single",
  prompt: "Which?",
  choices: '[{ text: One, correct: true, why: Yes. }, { text: Two, why: "No." }]',
  hints: "[Look.]",
  solution: "One.",
};

/** An exercise block with some keys replaced; `undefined` removes one. */
function block(base: Record<string, string>, changes: Record<string, string | undefined>): string {
  const keys = { ...base, ...changes };
  const lines = Object.entries(keys).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${value}`]
  );
  return `\`\`\`exercise\n${lines.join("\n")}\n\`\`\``;
}

const numeric = (changes: Record<string, string | undefined>) => block(NUMERIC, changes);
const single = (changes: Record<string, string | undefined>) => block(SINGLE, changes);

const CASES: Readonly<Record<string, readonly [body: string, expected: Expected]>> = {
  "an unknown key": [
    numeric({ "«hint»": "[x]" }),
    { rule: "unknown-key", message: 'unknown key "hint"', known: "hints" },
  ],
  "an example whose answer is another": [
    numeric({ examples: "[{ with: { n: 3 }, answer: «7» }]" }),
    { rule: "example", message: "the computed answer is 6", fix: /work it out again/ },
  ],
  "an example with a number that is never drawn": [
    numeric({ examples: "[{ «with»: { n: 9 }, answer: 18 }]" }),
    { rule: "example", message: '"n" is never 9' },
  ],
  "an example without a number": [
    numeric({ examples: "[{ «with»: {}, answer: 18 }]" }),
    { rule: "example", message: '"n" has no value' },
  ],
  "an example that cannot be read": [
    numeric({ examples: "[{ with: { n: 3 }, answer: «six» }]" }),
    { rule: "example", message: /cannot be read/ },
  ],
  "a missing key": [
    numeric({ solution: undefined }).replace("id: second/x", "«id: second/x»"),
    { rule: "schema", message: 'missing "solution"', fix: "add solution: " },
  ],
  "an exercise without hints": [
    numeric({ hints: "«[]»" }),
    { rule: "schema", message: '"hints" must have at least one hint' },
  ],
  "a hint that is no text": [
    numeric({ hints: "[«3»]" }),
    { rule: "schema", message: '"hints" must be a text, not 3' },
  ],
  "an exercise shown as code": [
    numeric({}).replace("```exercise", "«```yaml exercise»"),
    { rule: "exercise", message: /shown as code/, fix: "```exercise", severity: "warning" },
  ],
  "an exercise shown as code, by its keys": [
    numeric({}).replace("```exercise", "«```yaml»"),
    { rule: "exercise", message: /shown as code/, severity: "warning" },
  ],
  "a parameter with a function's name": [
    numeric({
      params: "{ «time»: { range: [1, 4] } }",
      prompt: "What is 2 × {time}?",
      answer: "2 * time",
    }),
    { rule: "parameter", message: '"time" is the name of a function', fix: "the_time" },
  ],
  "a parameter with the answer's name": [
    numeric({
      params: "{ «answer»: { range: [1, 4] } }",
      prompt: "What is 2 × {answer}?",
      answer: "2 * answer",
    }),
    { rule: "parameter", message: /"answer" is what the solution tells/ },
  ],
  "a machine that is none among machines": [
    numeric({
      params: "{ n: { range: [1, 4] }, machine: { pick: [v100, «v1000»] } }",
      prompt: "What is 2 × {n} on {name(machine)}?",
    }),
    { rule: "parameter", message: 'unknown machine "v1000"', known: "v100" },
  ],
  "a machine that is the only one": [
    numeric({
      params: "{ n: { range: [1, 4] }, machine: { pick: [«v1000»] } }",
      prompt: "What is 2 × {n} on {name(machine)}?",
    }),
    { rule: "parameter", message: 'unknown machine "v1000"', known: "v100" },
  ],
  "a machine that is the only one, with an example": [
    numeric({
      params: "{ n: { range: [1, 4] }, machine: { pick: [«v1000»] } }",
      prompt: "What is 2 × {n} on {name(machine)}?",
      answer: 'n * peak(machine, "fp16") / peak("v100", "fp16")',
      examples: "[{ with: { n: 3, machine: v1000 }, answer: 3 }]",
    }),
    { rule: "parameter", message: 'unknown machine "v1000"', known: "v100" },
  ],
  "a parameter that is not indented": [
    numeric({ params: "\n«machine»: { pick: [v100] }" }),
    {
      rule: "unknown-key",
      message: 'unknown key "machine"',
      fix: /indent it by two spaces, under params:/,
      also: [/"params" must be keys with values, not null/],
    },
  ],
  "parameters that are not indented": [
    numeric({ params: "«»" }),
    {
      rule: "schema",
      message: '"params" must be keys with values, not null',
      fix: /indent what belongs to params:/,
    },
  ],
  "a text that begins with a value": [
    numeric({ prompt: "{n} «and n»" }),
    { rule: "yaml", message: /unexpected scalar at node end/i, fix: /quote all of a text/ },
  ],
  "a tolerance in words": [
    numeric({ tolerance: "«2 percent»" }),
    { rule: "tolerance", message: /write "2 %"/ },
  ],
  "a bracket that is not closed": [
    numeric({ answer: "2 * max«(»n, 1" }),
    { rule: "expression", message: "this bracket is not closed", fix: "add )" },
  ],
  "yes for true": [
    single({ choices: "[{ text: One, correct: «yes», why: a }, { text: Two, why: b }]" }),
    { rule: "schema", message: '"yes" is neither true nor false', fix: "write true" },
  ],
  "a bin that is none": [
    "```exercise\nid: second/x\nkind: classification\nprompt: Which?\n" +
    "bins: [{ id: compute, name: C }, { id: memory, name: M }]\n" +
    "items: [{ text: A, bin: «computes», why: a }, { text: B, bin: memory, why: b }, " +
    "{ text: D, bin: compute, why: d }]\nhints: [Look.]\nsolution: So.\n```",
    { rule: "schema", message: 'unknown bin "computes"', known: "compute" },
  ],
  "an unknown kind": [
    numeric({ kind: "«numerical»" }),
    { rule: "schema", message: 'unknown kind "numerical"', known: "numeric" },
  ],
  "a prediction in YAML": [
    numeric({ kind: "«prediction»" }),
    { rule: "schema", message: 'unknown kind "prediction"', fix: ":::predict" },
  ],
  "an id in capitals": [
    numeric({ id: "«Second/X»" }),
    { rule: "schema", message: /^"id" must be lower-case/ },
  ],
  "an id that is taken": [
    numeric({ id: "«first/attainable»" }),
    { rule: "duplicate-id", message: 'the exercise id "first/attainable" is taken' },
  ],
  "an unknown objective": [
    numeric({ objective: "«chose»" }),
    { rule: "unknown-objective", message: 'unknown objective "chose"', known: "choose" },
  ],
  "a wrong name in the answer": [
    numeric({ answer: "2 * «m»" }),
    { rule: "expression", message: 'unknown parameter "m"', known: "n" },
  ],
  "a wrong name in a folded text": [
    numeric({ prompt: '>\n  What is\n  2 × {n} for\n  {name(«"v10"»)}?' }),
    { rule: "expression", message: 'unknown machine "v10"', known: "v100" },
  ],
  "a wrong name in a quoted text": [
    numeric({ prompt: '"What \\"is\\" 2 × {«m»}?"' }),
    { rule: "expression", message: 'unknown parameter "m"' },
  ],
  "a brace that is not closed": [
    numeric({ prompt: "What is 2 × «{»n?" }),
    { rule: "placeholder", message: "this brace opens a computed value and is not closed" },
  ],
  "empty braces": [
    numeric({ prompt: "What is 2 × «{}»?" }),
    { rule: "placeholder", message: "there is no expression in the braces" },
  ],
  "an unknown option": [
    numeric({ prompt: "What is 2 × {n | «digit»=2}?" }),
    { message: 'unknown attribute "digit" of a computed value', known: "digits" },
  ],
  "the answer told too early": [
    numeric({ hints: '["It is {«answer»}."]' }),
    { rule: "expression", message: 'unknown parameter "answer"' },
  ],
  "a parameter that cannot be read": [
    numeric({ params: "{ n: { «rang»: [1, 4] } }" }),
    {
      rule: "unknown-key",
      message: 'unknown key "rang"',
      known: "range",
      also: [/unknown parameter "n"/],
    },
  ],
  "a range the wrong way round": [
    numeric({ params: "{ n: { range: «[4, 1]» } }" }),
    { rule: "parameter", message: /range must be/, also: [/unknown parameter "n"/] },
  ],
  "a derived parameter of a later one": [
    numeric({ params: "{ a: { derived: 2 * «n» }, n: { range: [1, 4] } }" }),
    { rule: "expression", message: 'unknown parameter "n"' },
  ],
  "a constraint that cannot be read": [
    numeric({ constraints: "[n <«]»" }),
    { rule: "expression", message: /./ },
  ],
  "a wrong tolerance": [
    numeric({ tolerance: "«about right»" }),
    { rule: "tolerance", message: /cannot read the tolerance "about right"/ },
  ],
  "a wrong unit": [
    numeric({ unit: "«FLOOP»" }),
    { rule: "unit", message: /FLOOP/ },
  ],
  "a slip that is the answer": [
    numeric({ slips: "[{ answer: «n + n», say: Not so. }]" }),
    { rule: "exercise", message: /as good as the answer.*\(slips\[0\]\.answer\)/ },
  ],
  "a unit that does not fit the answer": [
    numeric({ answer: "«2 * n»", unit: "TFLOP/s" }),
    { rule: "exercise", message: /unit/ },
  ],
  "a wrong term in a hint": [
    numeric({ hints: '["See :term[«rigde point»]."]' }),
    { rule: "unknown-term", message: 'unknown term "rigde point"' },
  ],
  "HTML in a hint": [
    numeric({ hints: '["See «<script>»alert(1)</script>."]' }),
    { rule: "html", message: "HTML is not allowed: <script>", also: [/<\/script>/] },
  ],
  "a figure in a prompt": [
    numeric({ prompt: '>\n  «::figure{name="roofline" id="z" caption="c"}»' }),
    { rule: "directive", message: "figure cannot stand in this text" },
  ],
  "a text with a colon": [
    numeric({ prompt: "«Count»: what is 2: n?" }),
    { rule: "yaml", message: /YAML/, fix: /colon/ },
  ],
  "a key given twice": [
    numeric({ "id ": "again" }).replace("id : again", "«id»: again"),
    { rule: "yaml", message: /unique/ },
  ],
  "a question to which nothing is right": [
    single({
      "«choices»": "[{ text: One, why: No. }, { text: Two, why: No. }]",
      choices: undefined,
    }),
    { rule: "choices", message: "no choice is correct" },
  ],
  "two right choices of one": [
    single({
      "«choices»": "[{ text: One, correct: true, why: a }, { text: Two, correct: true, why: b }]",
      choices: undefined,
    }),
    { rule: "choices", message: "2 choices are correct", fix: "multiple" },
  ],
  "choices that read the same": [
    single({ choices: "[{ text: One, correct: true, why: a }, { text: «one», why: b }]" }),
    { rule: "choices", message: "choice 2 reads the same as choice 1" },
  ],
  "a choice without a reason": [
    single({ choices: "[{ text: One, correct: true, why: a }, «{ text: Two }»]" }),
    { rule: "schema", message: 'missing "why"' },
  ],
  "none of the above": [
    single({
      choices: "[{ text: One, correct: true, why: a }, { text: «None of the above», why: b }]",
    }),
    { rule: "none-of-the-above", message: /"None of the above"/ },
  ],
  "a negated question": [
    single({ prompt: "Which is «NOT» larger?" }),
    { rule: "negation", message: /negated question/, severity: "warning" },
  ],
  "an exercise of exercises.yaml that is not there": [
    '::exercise{id="«second/y»"}',
    { rule: "exercise", message: 'there is no exercise "second/y" in exercises.yaml' },
  ],
};

describe("Problems in an exercise", () => {
  cleanUp();
  for (const [name, [body, expected]] of Object.entries(CASES)) {
    it(`finds ${name}`, async () => await expectProblem(body, expected));
  }

  it("accepts the blocks the cases above are made from", async () => {
    for (const body of [numeric({}), single({})]) {
      expect((await compileLesson(body)).errors).toEqual([]);
    }
  });

  it("does not mind a negation where choices keep their order", async () => {
    const { problems } = await compileLesson(single({
      prompt: "Which is NOT larger?",
      shuffle: "false",
      objective: "choose",
    }));
    expect(problems).toEqual([]);
  });

  it("does not say that nothing tests an objective whose exercise is wrong", async () => {
    for (const wrong of [{ solution: undefined }, { kind: "numerical" }, { prompt: "a: b: c" }]) {
      const { problems } = await compileLesson(numeric(wrong));
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.map(({ rule }) => rule)).not.toContain("untested-objective");
    }
  });

  it("names every machine that is unknown where it is picked", async () => {
    const { problems } = await compileLesson(numeric({
      params: "{ n: { range: [1, 4] }, machine: { pick: [v1000, a100_80] } }",
      prompt: "What is 2 × {n} on {name(machine)}?",
    }));
    expect(problems.filter(({ severity }) => severity === "error")).toMatchObject(
      ["v1000", "a100_80"].map((text) => ({ rule: "parameter", text, knownIn: expect.anything() })),
    );
  });

  it("says nothing else of an exercises.yaml that cannot be read", async () => {
    const { problems } = await compileWith({
      "lessons/12-second/exercises.yaml": "- id: second/choose\n  prompt: a: b\n",
    });
    expect(problems.map(({ rule }) => rule)).toEqual(["yaml"]);
  });

  it("finds an exercise that is wrong where a quiz and a link name it", async () => {
    const course = Deno.readTextFileSync(new URL("./fixtures/course/course.yaml", import.meta.url));
    for (const wrong of [{ kind: "numerical" }, { solution: undefined }, { prompt: "a: b" }]) {
      const { problems } = await compileWith({
        [LESSON]: lessonText(`${numeric(wrong)}\n\nSee [it](#exercise-second-x).`),
        "lessons/12-second/exercises.yaml": null,
        "course.yaml": `${course}\nquizzes:\n  - id: q\n    title: Q\n    pools:\n` +
          "      - { draw: 1, from: [second/x] }\n",
      });
      expect(problems.filter(({ severity }) => severity === "error")).toHaveLength(1);
    }
  });

  it("points into a block in a list", async () => {
    const indented = numeric({ answer: "2 * «m»" }).replaceAll("\n", "\n  ");
    await expectProblem(`- ${indented}`, { message: 'unknown parameter "m"' });
  });

  it("finds what is wrong in exercises.yaml there", async () => {
    await expectProblemIn(
      "lessons/12-second/exercises.yaml",
      "- id: second/choose\n  kind: numeric\n  prompt: What?\n  answer: 1 + «m»\n" +
        "  hints: [Look.]\n  solution: One.\n",
      { rule: "expression", message: 'unknown parameter "m"' },
    );
  });

  it("warns of an exercise that is never placed", async () => {
    await expectProblemIn(
      "lessons/12-second/exercises.yaml",
      "- id: second/choose\n  kind: numeric\n  prompt: What?\n  answer: 1\n  hints: [Look.]\n" +
        "  solution: One.\n- id: «second/other»\n  kind: numeric\n",
      {
        rule: "unplaced-exercise",
        message: 'the exercise "second/other" is not placed',
        severity: "warning",
      },
    );
  });

  it("lets a new version keep the marks of earlier ones, and of those only", async () => {
    const raised = (changes: Record<string, string>) => compileLesson(block(NUMERIC, changes));
    const { course, problems } = await raised({ version: "3", keeps: "2" });
    expect(problems.filter(({ rule }) => rule === "schema")).toEqual([]);
    expect(course.units[0]?.lessons[1]?.exercises).toEqual([
      expect.objectContaining({ id: "second/x", version: 3, keeps: 2, objective: "choose" }),
    ]);
    for (const [version, keeps] of [["3", "3"], ["1", "1"], ["2", "7"]] as const) {
      const { problems } = await raised({ version, keeps });
      expect(problems.map(({ message }) => message)).toContain(`"keeps: ${keeps}" keeps nothing`);
    }
  });

  it("gives defaults, and ids to choices", async () => {
    const { lesson } = await compileLesson(single({}));
    expect(lesson.exercises).toMatchObject([{
      version: 1,
      kind: "single",
      shuffle: true,
      params: {},
      choices: [{ id: "a", correct: true, text: ["One"] }, { id: "b", correct: false }],
    }]);
    const { lesson: other } = await compileLesson(numeric({}));
    expect(other.exercises).toMatchObject([{
      unit: "",
      tolerance: { kind: "relative", value: 0.01 },
    }]);
  });

  it("keeps braces in code and maths, stars in expressions, and escaped braces", async () => {
    const { lesson, problems } = await compileLesson(numeric({
      prompt: ">\n  `{n}` $x^{2}$ \\{n\\} {n * 2 * n} {n > 1 || n < 0 ? 1 : 2 | digits=2}",
    }));
    expect(problems).toEqual([]);
    const [exercise] = lesson.exercises;
    expect(text(exercise?.prompt ?? [])).toBe("{n} x2 {n}  ");
    expect(elements(exercise?.prompt ?? [], "x-value").map(({ props }) => props)).toEqual([
      { expression: "n * 2 * n" },
      { expression: "n > 1 || n < 0 ? 1 : 2", digits: 2 },
    ]);
    expect(elements(exercise?.prompt ?? [], "em")).toEqual([]);
  });

  it("reads bars in a table", async () => {
    const { lesson, problems } = await compileLesson(numeric({
      prompt: "|\n  | a | b |\n  |---|---|\n  | {n > 1 \\|\\| n < 0 ? 1 : 2} | {n \\| digits=2} |",
    }));
    expect(problems).toEqual([]);
    expect(elements(lesson.exercises[0]?.prompt ?? [], "x-value").map(({ props }) => props))
      .toEqual([
        { expression: "n > 1 || n < 0 ? 1 : 2" },
        { expression: "n", digits: 2 },
      ]);
  });

  it("does not let YAML reach into objects", async () => {
    await expectProblem(numeric({ "«__proto__»": "{ isAdmin: true }" }), {
      rule: "yaml",
      message: '"__proto__" is not a key',
    });
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it("stops a YAML text that unfolds without end", async () => {
    const laughs = [
      "a: &a [x, x]",
      ...[..."bcdefghij"].map((name, i) => {
        const before = "abcdefghi"[i];
        return `${name}: &${name} [${Array(9).fill(`*${before}`).join(", ")}]`;
      }),
    ].join("\n");
    const { problems } = await compileWith({ "course.yaml": `${laughs}\n` });
    expect(problems.map(({ rule, message }) => [rule, message]))
      .toContainEqual(["yaml", "the alias *a is not read"]);
  });
});
