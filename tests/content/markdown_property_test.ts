import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { courseVocabulary } from "@/lib/course/expression/mod.ts";
import { isAllowedAttribute, isAllowedTag } from "@/lib/course/markdown/allow_list.ts";
import { compileField, compileFile } from "@/lib/course/markdown/compile_text.ts";
import { type CourseContext, LessonDraft } from "@/lib/course/markdown/context.ts";
import { Highlighter } from "@/lib/course/markdown/highlight.ts";
import { TermIndex } from "@/lib/course/markdown/terms.ts";
import { ProblemList, SourceFile } from "@/lib/course/schema/mod.ts";
import { elements } from "./support.ts";

const highlighter = await Highlighter.forTexts(["```ts"]);
const vocabulary = courseVocabulary([]);

function compile(source: string) {
  const list = new ProblemList();
  const course: CourseContext = {
    report: list.report,
    edition: "instructor",
    machines: [],
    vocabulary,
    terms: new TermIndex([{ slug: "flop", term: "FLOP", aliases: [] }]),
    references: new Map([["a-1", "A 1"]]),
    addresses: new Map([["lesson.md", "/lessons/x"]]),
    images: new Map(),
    highlighter,
    ids: new Map(),
    answers: new Map(),
    links: [],
    later: [],
  };
  const draft = new LessonDraft({ slug: "x", order: 0, objectives: [], source: "x.md" });
  const file = new SourceFile("lesson.md", source);
  const context = {
    course,
    path: "lesson.md",
    place: "lesson" as const,
    draft,
    outline: draft.outline,
    lintNumbers: true,
  };
  const body = compileFile(file.whole(), "Title", context);
  const field = compileField(file.whole(), { ...context, parameters: ["n"] });
  return {
    nodes: [...body, ...field, ...draft.notes.flatMap(({ content }) => content)],
    file,
    list,
  };
}

/** Pieces that mean something to one of the parsers, in any order. */
const piece = fc.oneof(
  fc.constantFrom(
    ..."# |## |- [ ] |- |> |1. |```|```ts\n|```exercise\n|~~~|$|$$|\\|`|*|_|**|~~|[|]|(|)|![|](|<|>|</|/>"
      .split("|"),
    "|",
    "\n",
    "\n\n",
    "  ",
    "\t",
    "{",
    "}",
    "{n}",
    "{n | digits=2}",
    ":",
    "::",
    ":::",
    "::::",
    "---\n",
    ":term[FLOP]",
    ":calc[",
    ":cite[a-1]",
    ":why[",
    ":::aside[",
    ":::predict{",
    "::figure{",
    ":::reveal\n",
    'id="x"',
    'caption="',
    "'",
    '"',
    "[^1]",
    "[^1]: ",
    "<script>",
    "<img onerror=x>",
    "<kbd>",
    "</kbd>",
    "<br>",
    "<!--",
    "-->",
    "javascript:",
    "https://a.b",
    "data:",
    "www.a.b",
    "&lt;",
    "&#0;",
    "\u0000",
    "\\frac{",
    "\\href{",
    "}",
    "answer: n\n",
    "id: a/b\n",
    "kind: numeric\n",
    "| a | b |\n|---|---|\n",
    "[x]: javascript:y\n",
    "\r\n",
    "\ufeff",
    "é",
    "𝟙",
    "\u202e",
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const markdown = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));

describe("Any Markdown", () => {
  it("compiles to allowed tags and attributes, and problems at places that exist", () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const { nodes, file, list } = compile(source);
        for (const { tag, props = {} } of elements(nodes)) {
          expect(isAllowedTag(tag)).toBe(true);
          for (const [name, value] of Object.entries(props)) {
            expect(isAllowedAttribute(tag, name, String(value))).toBe(true);
          }
        }
        const lines = file.text.split("\n");
        for (const { line, column, text } of list.sorted()) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
          expect(lines.slice(line - 1).join("\n").slice(column - 1).startsWith(text)).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it("compiles to the same tree each time", () => {
    fc.assert(
      fc.property(markdown, (source) => {
        expect(JSON.stringify(compile(source).nodes)).toBe(JSON.stringify(compile(source).nodes));
      }),
      { numRuns: 100 },
    );
  });
});
