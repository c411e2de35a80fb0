import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { cleanUp, compileLesson } from "./support.ts";

cleanUp();

/** Problems of a lesson that is beyond a limit, with the line each is in. */
async function limits(body: string): Promise<string[]> {
  const { problems } = await compileLesson(body);
  return problems.filter(({ rule }) => rule === "limit").map(({ line, message }) =>
    `${line}: ${message}`
  );
}

const START = 12;

describe("A file", () => {
  for (
    const [what, body, expected] of [
      ["quotations in quotations", `${"> ".repeat(2000)}deep`, "quotations or lists"],
      ["quotations without spaces", `${">".repeat(31)}deep`, "quotations or lists"],
      ["lists in lists", `${"- ".repeat(40)}deep`, "quotations or lists"],
      ["numbered lists in lists", `${"1. ".repeat(40)}deep`, "quotations or lists"],
      ["lists by indentation", `${" ".repeat(400)}- deep`, "quotations or lists"],
      ["a line without end", "*a ".repeat(4000), "longer than 10000"],
      [
        "a table without end",
        `| a | b |\n| - | - |\n${"| 1 | 2 |\n".repeat(3000)}`,
        "more than 5000 cells",
      ],
    ] as const
  ) {
    it(`is refused with ${what}, at its line`, async () => {
      const [problem = "", ...others] = await limits(`Before.\n\n${body}`);
      expect(others).toEqual([]);
      expect(problem).toContain(expected);
      const line = Number(problem.split(":")[0]);
      expect(line).toBeGreaterThanOrEqual(START + 2);
      if (!expected.includes("cells")) expect(line).toBe(START + 2);
    });
  }

  it("is refused when it is a book", async () => {
    const [problem = ""] = await limits("A sentence of some words.\n\n".repeat(12_000));
    expect(problem).toContain("of which at most 300000 are read");
  });

  it("may hold what lessons hold", async () => {
    const quotes = `${"> ".repeat(10)}deep`;
    const table = `| a | b | c |\n| - | - | - |\n${"| 1 | 2 | 3 |\n".repeat(200)}`;
    const code = `\`\`\`\n${" ".repeat(80)}x\n\`\`\``;
    expect(await limits([quotes, table, code, "word ".repeat(1500)].join("\n\n"))).toEqual([]);
  });
});

describe("An exercise", () => {
  const exercise = (keys: string) =>
    `\`\`\`exercise
id: second/x
kind: numeric
objective: choose
${keys}
prompt: "How much?"
hints: [Look.]
solution: "It is {answer}."
\`\`\``;

  for (
    const [what, keys, expected] of [
      [
        "more parameters than it can need",
        `params: { ${
          Array.from({ length: 21 }, (_, i) => `p${i}: { range: [1, 2] }`).join(", ")
        } }\nanswer: p0`,
        "more than 20 parameters",
      ],
      [
        "constraints that almost nothing satisfies",
        "params: { a: { range: [1, 1000] }, b: { range: [1, 300] } }\n" +
        "constraints: [a * b % 97 == 5]\nanswer: a * b",
        "refuse all but one of",
      ],
      [
        "an answer nobody would write",
        'answer: unit(3e9, "s")\nunit: ns',
        "without a power of ten",
      ],
    ] as const
  ) {
    it(`is refused with ${what}`, async () => {
      const { errors } = await compileLesson(exercise(keys));
      expect(errors.map(({ message }) => message).join("\n")).toContain(expected);
    });
  }
});

describe("A heading", () => {
  it("never takes the id of a figure, an exercise or a card", async () => {
    const { lesson } = await compileLesson(
      "## Figure one\n\nText.\n\n## Term used\n\nText.\n\n## Main\n\nText.\n\n## Figures\n\nText.",
    );
    const ids = lesson.headings.map(({ id }) => id);
    expect(ids).toEqual(["section-figure-one", "section-term-used", "main-1", "figures"]);
  });
});
