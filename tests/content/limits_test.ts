import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { DirectiveDepth } from "@/lib/course/markdown/directive_depth.ts";
import { parseMarkdown } from "@/lib/course/markdown/parser.ts";
import { SourceFile } from "@/lib/course/schema/mod.ts";
import { cleanUp, compileLesson, compileWith, LESSON, lessonText } from "./support.ts";

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
      ["a line without end", "*a ".repeat(4000), "the line has 12000 characters"],
      ["lists in quotations in lists", "> - ".repeat(16), "32 quotations or lists"],
      ["marks without end", "*a_ ".repeat(1000), "there are 2000 marks"],
      ["marks in many lines", "*a_ ".repeat(10).concat("\n").repeat(50), "there are 1000 marks"],
      ["pictures that are never closed", "![a](\n".repeat(500), "there are 1500 marks"],
      ["attributes that are never closed", ":a{b=\n".repeat(500), "there are 1000 marks"],
      ["notes that nobody wrote", "[^a]".repeat(500), "there are 1000 marks"],
      ["tags that are never closed", "<kbd>".repeat(1000), "there are 1000 marks"],
      ["lines struck through", "~a~~b".repeat(500), "there are 1500 marks"],
      ["a paragraph without end", "word word\n".repeat(1500), "there are 15000 characters"],
      [
        "a table without end",
        `| a | b |\n| - | - |\n${"| 1 | 2 |\n".repeat(1000)}`,
        "the table has 3006 cells",
      ],
    ] as const
  ) {
    it(`is refused with ${what}, at its line`, async () => {
      const [problem = "", ...others] = await limits(`Before.\n\n${body}`);
      expect(others).toEqual([]);
      expect(problem).toContain(expected);
      expect(problem.split(":")[0]).toBe(String(START + 2));
      expect(problem).toMatch(/of which at most \d+ are read$/);
    });
  }

  it("is refused when it is a book", async () => {
    const found = await limits(`${"A sentence of some words. ".repeat(40)}\n\n`.repeat(300));
    expect(found).toEqual([
      expect.stringMatching(/the file has 312\d\d\d characters, of which at most 120000 are read$/),
    ]);
  });

  it("is refused with more of everything than a lesson needs", async () => {
    expect(await limits("a\n\n".repeat(2600))).toEqual([
      expect.stringMatching(/^5001: the text has 52\d\d lines, of which at most 5000 are read$/),
    ]);
    expect(await limits("*a* *b* *c* *d* *e* *f*\n\n".repeat(1200))).toEqual([
      expect.stringContaining("marks such as * _ [ $ :, of which at most 12000 are read"),
    ]);
    expect(await limits("::figure{}\n\n".repeat(210))).toEqual([
      expect.stringContaining("the text has 210 blocks such as :::aside or ::figure"),
    ]);
  });

  it("is refused when blocks stand too deep, at the first that does", async () => {
    for (const name of [":::aside", "> :::aside", "- :::recap", ":::aside[a]"]) {
      expect(await limits(`Before.\n\n${`${name}\n`.repeat(400)}`)).toEqual([
        `${
          START + 10
        }: 400 blocks such as :::aside stand within one another, of which at most 8 are read`,
      ]);
    }
    const closed = ":::aside\nText.\n:::\n\n".repeat(100);
    const nested = `${":".repeat(8)}aside\n::::deepdive[A]\n:::aside\nText.\n:::\n::::\n${
      ":".repeat(8)
    }\n\n`;
    expect(await limits(closed + nested.repeat(20))).toEqual([]);
  });

  it("is refused wherever Markdown stands: in an exercise, in a definition, in a caption", async () => {
    const bomb = "*a_ ".repeat(1000);
    const { problems } = await compileWith({
      [LESSON]: lessonText(
        `\`\`\`exercise\nid: second/x\nkind: numeric\nobjective: choose\nanswer: "2"\n` +
          `prompt: "${bomb}"\nhints: [Look.]\nsolution: "It is {answer}."\n\`\`\``,
      ),
      "lessons/12-second/exercises.yaml": null,
    });
    expect(problems.filter(({ rule }) => rule === "limit").length).toBeGreaterThan(0);
    const glossary = `- term: FLOP\n  definition: "${bomb}"\n`;
    const other = await compileWith({ "glossary.yaml": glossary });
    expect(other.problems.find(({ rule }) => rule === "limit")).toMatchObject({
      line: 2,
      message:
        "without a blank line there are 2000 marks such as * _ [ $ :, of which at most 800 are read",
    });
  });

  it("reads a block of attributes over several lines, and the next without a blank line", async () => {
    const figure = (i: number) => `::figure{name="roofline"\n  id="f${i}"\n  caption="A figure."}`;
    const { lesson } = await compileLesson(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(figure).join("\n"),
    );
    expect(lesson.figures.length).toBe(12);
  });

  it("may hold what lessons hold", async () => {
    const quotes = `${"> ".repeat(10)}deep`;
    const table = `| a | b | c |\n| - | - | - |\n${"| 1 | 2 | 3 |\n".repeat(200)}`;
    const code = `\`\`\`\n${" ".repeat(80)}x\n\`\`\``;
    expect(await limits([quotes, table, code, "word ".repeat(1500)].join("\n\n"))).toEqual([]);
  });
});

/** A node as far as its depth is concerned. */
interface Nested {
  readonly type: string;
  readonly children?: readonly Nested[];
}

describe("The depth of blocks", () => {
  const line = fc.constantFrom(
    ...":::a|::::b|:::::c|:::|::::|:::::||x|> :::a|> :::|> ::::|> x|>|- :::a|- x|  :::|  :::a|   :::"
      .split("|"),
    ..."    :::|    :::a|      :::|      :::a|```|~~~|  ```|> ```|$$|<div>|1. :::a|1. x|-|\t:::|\t:::a"
      .split("|"),
    ..."::: |  ::::|> > :::a|> > :::|- - :::a|<!--|-->|:::a[b]|::f{x=1}|[^1]: :::a|* :::a|12) :::a"
      .split("|"),
    "| a |",
    ':::a{b="c\nd"}',
  );
  const deepest = ({ type, children = [] }: Nested, around = 0): number => {
    const here = around + (type === "containerDirective" ? 1 : 0);
    return Math.max(here, ...children.map((child) => deepest(child, here)));
  };

  it("is never less than what the parser finds", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 25 }), (lines) => {
        const text = lines.join("\n");
        const found = deepest(parseMarkdown(new SourceFile("a.md", text).whole(), "fragment"));
        const depth = new DirectiveDepth();
        let most = 0;
        for (const each of text.split("\n")) {
          depth.add(each);
          most = Math.max(most, depth.depth);
        }
        expect(found).toBeLessThanOrEqual(most);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("A formula", () => {
  for (
    const tex of [
      `\\def\\a{${"x".repeat(900)}}${"\\a".repeat(190)}`,
      "\\gdef\\a{x}\\a",
      "\\edef\\b{x}\\b",
      "\\xdef\\b{x}",
      "\\let\\a=x",
      "\\futurelet\\a\\b x",
      "\\global\\def\\a{x}",
      "\\newcommand{\\a}{x}",
      "\\renewcommand\\a{x}",
      "\\providecommand\\a{x}",
      "x \\\\ \\\\\\def\\a{x}",
    ]
  ) {
    it(`is refused when it makes commands: ${tex.slice(0, 20)}`, async () => {
      const { errors } = await compileLesson(`$$\n${tex}\n$$`);
      expect(errors).toHaveLength(1);
      expect(errors[0]?.message).toMatch(
        /^maths: the command \\\w+ is not allowed: write the formula/,
      );
      expect(errors[0]).toMatchObject({
        line: START + 1,
        column: tex.indexOf(errors[0]?.text ?? "?") + 1,
      });
    });
  }

  it("is refused when it is longer than any", async () => {
    const { errors } = await compileLesson(`$$\n${"x+".repeat(1500)}y\n$$`);
    expect(errors.map(({ message }) => message)).toEqual([
      "maths: the formula has 3001 characters, of which at most 2000 are read",
    ]);
  });

  it("may hold what looks like such a command and is none", async () => {
    const { errors } = await compileLesson(
      "$$\n\\begin{matrix} a \\longrightarrow b \\\\let \\left( c \\right) \\end{matrix}\n$$",
    );
    expect(errors).toEqual([]);
  });
});

describe("YAML", () => {
  for (
    const [what, yaml] of [
      ["brackets without end", `id: ${"[".repeat(9000)}`],
      ["braces without end", `id: ${"{a: ".repeat(2000)}`],
      ["brackets between texts that close them", `id: ${'["]", '.repeat(60)}a${"]".repeat(60)}`],
      ["items of lists in lists", `id:\n  ${"- ".repeat(4800)}a`],
      ["keys below keys", Array.from({ length: 60 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
    ] as const
  ) {
    it(`is refused with ${what}, once`, async () => {
      const { problems } = await compileWith({
        [LESSON]: lessonText("Text."),
        "lessons/12-second/exercises.yaml": yaml,
      });
      expect(
        problems.filter(({ file }) => file.endsWith("exercises.yaml"))
          .map(({ message, fix }) => [message, fix]),
      ).toEqual([[
        "more than 30 lists or keys stand within one another",
        "close the brackets, or take some of them out",
      ]]);
    });
  }

  it("that a fence holds is refused in its line, and the rest of the lesson is read", async () => {
    const body = `\`\`\`exercise\nkind: numeric\nid: ${
      "[".repeat(300)
    }\n\`\`\`\n\n## After\n\nText.`;
    const { lesson, errors } = await compileLesson(body);
    expect(errors.map(({ line, column, message }) => [line, column, message])).toEqual([
      [START + 2, 205, "more than 30 lists or keys stand within one another"],
    ]);
    expect(lesson.headings.length).toBe(1);
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
