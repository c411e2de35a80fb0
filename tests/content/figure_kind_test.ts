import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { cleanUp, compileLesson, type Expected, expectProblem } from "./support.ts";

const KEYS = {
  id: "second/x",
  kind: "figure",
  objective: "choose",
  figure: '{ name: roofline, machine: a100-80, intensity: "2" }',
  condition: "bound == 'compute'",
  solved: "{ intensity: 500 }",
  prompt: "Make it compute-bound.",
  hints: "[Right.]",
  solution: "Beyond the ridge.",
};

function figure(changes: Record<string, string | undefined> = {}): string {
  const keys = Object.entries({ ...KEYS, ...changes });
  const lines = keys.flatMap(([key, value]) => value === undefined ? [] : [`${key}: ${value}`]);
  return `\`\`\`exercise\n${lines.join("\n")}\n\`\`\``;
}

const CURVE = {
  x: "{ label: batch, from: 1, to: 4096, scale: log, base: 2 }",
  y: "{ label: rate, unit: TFLOP/s, from: 0.1, to: 1000, scale: log }",
  at: "[1, 8, 64, 512, 4096]",
  answer: 'attainable(intensity(gemm(4096, x, 4096)), "a100-80", "fp16")',
};

function drawn(changes: Record<string, string | undefined> = {}, more = ""): string {
  const keys = Object.entries({ ...CURVE, ...changes });
  const lines = keys.flatMap(([key, value]) => value === undefined ? [] : [`${key}: ${value}`]);
  return `:::predict{id="line"}\nHow fast?\n\n\`\`\`curve\n${
    lines.join("\n")
  }\n\`\`\`\n${more}\n:::`;
}

const CASES: Readonly<Record<string, readonly [body: string, expected: Expected]>> = {
  "a name that the figure does not show": [
    figure({ condition: '«bund» == "compute"' }),
    {
      rule: "expression",
      message: 'unknown parameter "bund"',
      known: "bound",
      fix: /the figure shows machine, machines, precision/,
    },
  ],
  "a property the figure has not": [
    figure({ figure: '{ name: roofline, intensity: "2", colour: «red» }' }),
    {
      rule: "exercise",
      message: /the figure "roofline" has no property "colour"/,
    },
  ],
  "a machine that is unknown": [
    figure({ figure: '{ name: roofline, machine: «a100-8», intensity: "2" }' }),
    { rule: "exercise", message: /machine="a100-8"/ },
  ],
  "an unknown figure": [
    figure({ figure: "{ name: «rooftop» }" }),
    { rule: "exercise", message: /there is no figure "rooftop"/, known: "roofline" },
  ],
  "a figure without a name": [
    figure({ figure: "«{ machine: a100-80 }»" }),
    { rule: "schema", message: '"figure" needs a name, such as roofline' },
  ],
  "an unknown name in a property": [
    figure({ figure: '{ name: roofline, operator: "gemm({«d»}, 1, 64)" }' }),
    { rule: "expression", message: 'unknown parameter "d"' },
  ],
  "a condition that holds at the start": [
    figure({ condition: "«bound == 'memory' || bound == 'compute'»" }),
    { rule: "exercise", message: /the condition already holds at the start/ },
  ],
  "a state that solves nothing": [
    figure({ solved: "{ intensity: 3 }" }).replace("solved", "«solved»"),
    { rule: "exercise", message: /the condition does not hold in the solved state \(3/ },
  ],
  "a slip on the right answer": [
    figure({ slips: '[{ when: «intensity > quantity("100 FLOP/byte")», say: No. }]' }),
    { rule: "exercise", message: /the slip holds in the solved state/ },
  ],
  "a curve beside choices": [
    drawn({}, "\n- [ ] One :why[No.]\n- [x] Two :why[Yes.]\n").replace(
      ':::predict{id="line"}',
      '«:::predict{id="line"}»',
    ),
    { rule: "choices", message: /choices, an answer or a curve/ },
  ],
  "text behind a curve": [
    drawn({}, "\n«And more.»\n"),
    { rule: "directive", message: "this text stands behind the curve", fix: /reveal/ },
  ],
  "an unknown key of an axis": [
    drawn({ x: "{ label: batch, from: 1, to: 4096, scale: log, «bas»: 2 }" }),
    { rule: "unknown-key", message: 'unknown key "bas"', known: "base" },
  ],
  "an axis that is neither linear nor logarithmic": [
    drawn({ x: "{ label: batch, from: 1, to: 4096, scale: «root» }" }),
    { rule: "schema", message: /"scale" must be/ },
  ],
  "a unit of an axis that is none": [
    drawn({ y: "{ label: rate, unit: «TFLOPS/h/», from: 0.1, to: 1000, scale: log }" }),
    { rule: "unit", message: /./ },
  ],
  "an answer with an unknown name": [
    drawn({ answer: 'attainable(«n», "a100-80", "fp16")' }),
    { rule: "expression", message: 'unknown parameter "n"', known: "x" },
  ],
  "places out of order": [
    drawn({ at: "[1, 64, «8», 512, 4096]" }),
    { rule: "exercise", message: /8 stands after 64/ },
  ],
  "an answer that leaves the axis": [
    drawn({ answer: '«peak("a100-80", "fp16") * 4 * x»' }),
    { rule: "exercise", message: /off the axis from 0.1 to 1000/ },
  ],
};

cleanUp();

describe("A question by figure, and a drawn prediction", () => {
  it("compile to plain JSON with the start as written", async () => {
    const { lesson, errors } = await compileLesson(`${figure()}\n\n${drawn()}`);
    expect(errors).toEqual([]);
    expect(lesson.exercises).toMatchObject([
      { kind: "figure", figure: "roofline", start: { machine: "a100-80", intensity: "2" } },
      { kind: "prediction", choices: [], curve: { at: [1, 8, 64, 512, 4096], within: 2 } },
    ]);
    expect(JSON.parse(JSON.stringify(lesson.exercises))).toEqual(lesson.exercises);
  });

  for (const [name, [body, expected]] of Object.entries(CASES)) {
    it(`are refused with ${name}`, () => expectProblem(body, expected));
  }
});
