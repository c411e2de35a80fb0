import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { formatProblem } from "@/lib/course/compile.ts";
import {
  cleanUp,
  compileLesson,
  compileWith,
  type Expected,
  expectProblem,
  LESSON,
  lessonText,
} from "./support.ts";

const PREDICT = "- [ ] One :why[Because.]\n- [x] Two :why[Because.]\n:::";

/** Text of a lesson with the offending part marked, and the one problem it has. */
const CASES: Readonly<Record<string, readonly [body: string, expected: Expected]>> = {
  "an unknown term": [
    "A :term[«rigde point»] here.",
    { rule: "unknown-term", message: 'unknown term "rigde point"', known: "ridge point" },
  ],
  "an unknown term behind other words": [
    "A :term[corner]{of=«ridge-pint»} here.",
    { rule: "unknown-term", message: 'unknown term "ridge-pint"', known: "ridge point" },
  ],
  "a term of a later lesson": [
    "A :term[«tile»] here.",
    { rule: "term-order", message: 'the term "tile" is introduced later, in third' },
  ],
  "an unknown citation among known ones": [
    "As said :cite[ada-1843; «ada-1842»].",
    { rule: "unknown-citation", message: 'unknown citation "ada-1842"', known: "ada-1843" },
  ],
  "an unknown directive in a sentence": [
    "A :«trem»[ridge point] here.",
    { rule: "unknown-directive", message: 'unknown directive ":trem"', known: "term" },
  ],
  "an unknown container": [
    ":::«asid»[Title]\nText.\n:::",
    { rule: "unknown-directive", message: 'unknown directive "asid"', known: "aside" },
  ],
  "an unknown block": [
    '::«figur»{name="roofline" id="x" caption="y"}',
    { rule: "unknown-directive", message: 'unknown directive "figur"', known: "figure" },
  ],
  "a directive without its words": [
    'A «:calc{unit="TB/s"}» here.',
    { rule: "directive", message: ":calc needs its words in brackets" },
  ],
  "attributes that cannot be read": [
    "A :calc[2]«{unit=TB s/}» here.",
    { rule: "directive", message: "attributes cannot be read" },
  ],
  "an unknown attribute": [
    "A :calc[2]{«digit»=2} here.",
    { message: 'unknown attribute "digit" of calc', known: "digits" },
  ],
  "an attribute given twice": [
    "A :calc[2]{digits=2 «digits=3»} here.",
    { message: 'attribute "digits" is given twice' },
  ],
  "a class among attributes": [
    "A :calc[2]{«.big»} here.",
    { message: 'classes such as ".big" are not used' },
  ],
  "a wrong number of digits": [
    "A :calc[2]{«digits=0»} here.",
    { rule: "number-style", message: "digits must be a whole number from 1 to 15" },
  ],
  "an unknown notation": [
    "A :calc[2]{as=«word»} here.",
    { rule: "number-style", message: 'unknown notation "word"', known: "words" },
  ],
  "an unknown unit": [
    'A :calc[bandwidth("v100")]{«unit="TB/fortnight"»} here.',
    { rule: "number-style", message: /fortnight/ },
  ],
  "a unit of another dimension": [
    'A :calc[«bandwidth("v100")»]{unit="FLOP"} here.',
    { rule: "expression", message: /FLOP/ },
  ],
  "an unknown function": [
    'A :calc[2 * «peek»("v100", "fp16")] here.',
    { rule: "expression", message: 'unknown function "peek"', known: "peak" },
  ],
  "an unknown machine": [
    'A :calc[peak(«"a100-8"», "fp16")] here.',
    { rule: "expression", message: 'unknown machine "a100-8"', known: "a100-80" },
  ],
  "an unknown precision": [
    'A :calc[peak("v100", «"fp61"»)] here.',
    { rule: "expression", message: 'unknown precision "fp61"', known: "fp64" },
  ],
  "a machine without quotes": [
    'A :calc[peak(«v100», "fp16")] here.',
    { rule: "expression", message: 'unknown parameter "v100"', fix: /quotes: "v100"/ },
  ],
  "a missing argument": [
    "A :calc[1 + «gemv(2)»] here.",
    { rule: "expression", message: /^gemv has 1 arguments?: write gemv\(m, n/ },
  ],
  "an expression that is none": [
    "A :calc[2 «^» 3] here.",
    { rule: "expression", message: /write "\*\*"/ },
  ],
  "a reach into JavaScript": [
    "A :calc[«peak.constructor»] here.",
    { rule: "expression", message: /member access/ },
  ],
  "an expression that fails": [
    'A :calc[«peak("v100", "fp32") + bandwidth("v100")»] here.',
    { rule: "expression", message: /FLOP\/s.*byte|byte.*FLOP\/s/ },
  ],
  "a figure nobody draws": [
    '::figure{name="«rooflin»" id="x" caption="Words."}',
    { rule: "figure", message: 'unknown figure "rooflin"', known: "roofline" },
  ],
  "an unknown property of a figure": [
    '::figure{name="roofline" id="x" «machin»="v100" caption="Words."}',
    { rule: "figure", message: 'the figure "roofline" has no property "machin"', known: "machine" },
  ],
  "a wrong value of a figure's property": [
    '::figure{name="roofline" id="x" caption="Words." levels="«most»"}',
    { rule: "figure", message: /most/ },
  ],
  "a figure without a caption": [
    '«::figure{name="roofline" id="x"}»',
    { rule: "missing-caption", message: "the figure has no caption" },
  ],
  "a figure container without a caption": [
    '«:::figure{name="roofline" id="x"}»\n:::',
    { rule: "missing-caption", message: "the figure has no caption" },
  ],
  "a problem inside a caption": [
    '::figure{name="roofline" id="x"\n   caption="It is\n   :term[«rooflin»] here."}',
    { rule: "unknown-term", message: 'unknown term "rooflin"' },
  ],
  "a figure id that is taken": [
    '::figure{name="roofline" id="«one»" caption="Words."}',
    {
      rule: "duplicate-id",
      message: 'the figure id "one" is taken',
      fix: /11-first\/lesson\.md:\d+/,
    },
  ],
  "a figure without an id": [
    '«::figure{name="roofline" caption="Words."}»',
    { rule: "figure", message: 'the figure needs id="…"' },
  ],
  "an image without words": [
    "«![](square.png)»",
    { rule: "image", message: "an image needs an alternative text" },
  ],
  "an image that is not there": [
    "«![Words](squar.png)»",
    { rule: "image", message: 'no image "squar.png" beside the text', known: "square.png" },
  ],
  "an image from elsewhere": [
    "«![Words](https://example.org/x.png)»",
    { rule: "image", message: /no image/, known: "square.png" },
  ],
  "a heading that jumps": [
    "## Two\n\n«#### Four»",
    { rule: "heading", message: "the heading jumps from level 2 to 4", fix: "###" },
  ],
  "a second title": [
    "«# Another»",
    { rule: "heading", message: "there is a second first-level heading" },
  ],
  "a dead anchor": [
    "See [this](«#nowhere»).",
    { rule: "link", message: 'dead link: /lessons/second has no anchor "#nowhere"' },
  ],
  "a dead anchor elsewhere": [
    "See [this](«/lessons/first#one-numbr»).",
    { rule: "link", message: /no anchor "#one-numbr"/, known: "#one-number" },
  ],
  "a page that is not there": [
    "See [this](«/lessons/fist»).",
    { rule: "link", message: "dead link: there is no page /lessons/fist", known: "/lessons/first" },
  ],
  "a lesson that is not written": [
    "See [this](«/lessons/third»).",
    { rule: "link", message: "dead link: the lesson at /lessons/third is not written yet" },
  ],
  "a file that is not there": [
    "See [this](«../11-fist/lesson.md»).",
    { rule: "link", message: /dead link/ },
  ],
  "a dead link by definition": [
    "See [this].\n\n[this]: «/nowhere»",
    { rule: "link", message: "dead link: there is no page /nowhere" },
  ],
  "a link of another scheme": [
    "See [this](«javascript:alert(1)»).",
    { rule: "link", message: 'links to "javascript:alert(1)" are not allowed', known: "mailto:" },
  ],
  "HTML": [
    "Some «<b>»bold</b> text.",
    { rule: "html", message: "HTML is not allowed: <b>", known: "<br>", also: [/<\/b>/] },
  ],
  "HTML that is not closed": [
    "Press «<kbd>»Tab.",
    { rule: "html", message: "<kbd> is not closed in the same paragraph" },
  ],
  "a container that is not closed": [
    "«:::aside[Title]»\nText.",
    { rule: "directive", message: ":::aside is not closed" },
  ],
  "a fence that closes nothing": [
    "Text.\n\n«:::»",
    { rule: "directive", message: "this fence closes nothing", fix: /more colons/ },
  ],
  "a block that cannot be read": [
    '«::figure{name="roofline" id="x»',
    { rule: "directive", message: /cannot be read/ },
  ],
  "a deep dive without a title": [
    "«:::deepdive»\nText.\n:::",
    { rule: "directive", message: ":::deepdive needs a title in brackets" },
  ],
  "a reveal by itself": [
    "«:::reveal»\nText.\n:::",
    { rule: "directive", message: ":::reveal belongs inside :::predict" },
  ],
  "a note that is missing": [
    "Text«[^one]».",
    { rule: "note", message: "there is no note [^one]" },
  ],
  "a note nothing refers to": [
    "Text.\n\n«[^one]»: A note.",
    { rule: "note", message: "nothing refers to the note [^one]", severity: "warning" },
  ],
  "a note in a table": [
    "| a | b |\n|---|---|\n| 1«[^one]» | 2 |\n\n[^one]: A note.",
    { rule: "note", message: "a note cannot stand in a table" },
  ],
  "a note referred to twice": [
    "Text[^one] and«[^one]».\n\n[^one]: A note.",
    { rule: "note", message: 'the note "one" is referred to twice' },
  ],
  "wrong maths": [
    "A $a + «\\foo»{b}$ here.",
    { rule: "math", message: /Undefined control sequence/ },
  ],
  "an unknown language": [
    "```«cobol»\nMOVE 1 TO X.\n```",
    { rule: "language", message: 'unknown language "cobol"' },
  ],
  "a typed number": [
    "It does «312 TFLOP/s» at best.",
    { rule: "typed-number", message: 'typed number "312 TFLOP/s"', severity: "warning" },
  ],
  "a choice without a reason": [
    ':::predict{id="p"}\nQ?\n\n«- [ ] One»\n- [x] Two :why[Because.]\n:::',
    { rule: "choices", message: "the choice does not say why it is right or wrong" },
  ],
  "a prediction in which nothing is right": [
    ':::predict{id="p"}\nQ?\n\n«- [ ] One :why[Because.]»\n- [ ] Two :why[Because.]\n:::',
    { rule: "choices", message: "no choice is correct" },
  ],
  "a prediction without an id": [
    `«:::predict»\nQ?\n\n${PREDICT}`,
    { rule: "missing-attribute", message: 'predict needs id="…"' },
  ],
  "a prediction without choices": [
    '«:::predict{id="p"}»\nQ?\n:::',
    { rule: "choices", message: "a prediction needs choices" },
  ],
  "a prediction's unknown objective": [
    `:::predict{id="p" objective="«chose»"}\nQ?\n\n${PREDICT}`,
    { rule: "unknown-objective", message: 'unknown objective "chose"', known: "choose" },
  ],
  "text behind the choices": [
    `:::predict{id="p"}\nQ?\n\n${PREDICT.slice(0, -4)}\n\n«More text.»\n:::`,
    { rule: "directive", message: "this text stands behind the choices", fix: /reveal/ },
  ],
  "a figure in a prediction": [
    `::::predict{id="p"}\nQ?\n\n«::figure{name="roofline" id="x" caption="y"}»\n\n${
      PREDICT.slice(0, -4)
    }\n::::`,
    { rule: "directive", message: "figure cannot stand in a prediction" },
  ],
  "a prediction with a wrong answer": [
    ':::predict{id="p" answer="«rigde»(1)" unit="FLOP/byte"}\nQ?\n:::',
    { rule: "expression", message: 'unknown function "rigde"', known: "ridge" },
  ],
};

describe("Problems in a lesson's text", () => {
  cleanUp();
  for (const [name, [body, expected]] of Object.entries(CASES)) {
    it(`finds ${name}`, async () =>
      await expectProblem(body, expected, {
        "lessons/12-second/square.png": await Deno.readFile(
          new URL("./fixtures/course/lessons/11-first/square.png", import.meta.url),
        ),
      }));
  }

  it("collects all of them, in the order of the file", async () => {
    const { errors } = await compileLesson(
      'A :term[x].\n\nA :cite[y].\n\n<div>\n\n[z](#w)\n\n::figure{name="q" id="a" u="v"}',
    );
    expect(errors.map(({ rule, line }) => [rule, line])).toEqual([
      ["unknown-term", 12],
      ["unknown-citation", 14],
      ["html", 16],
      ["link", 18],
      ["missing-caption", 20],
      ["figure", 20],
    ]);
  });

  it("does not lint numbers in code, quotations, maths and what is given", async () => {
    const { errors } = await compileLesson(
      "`312 TFLOP/s`, $312$ and :given[312 TFLOP/s] with two FLOPs, 2 FLOPs, on an A100 80 GB.\n\n" +
        "> It does 312 TFLOP/s.\n\n```text\n312 TFLOP/s\n```",
    );
    expect(errors).toEqual([]);
  });

  it("writes a problem with its line, a mark below it, what is known and what to do", async () => {
    const { errors } = await compileLesson('   A :calc[peak(v100, "fp61")] here.');
    expect(errors.map((problem) => formatProblem({ ...problem, file: "lesson.md" }))).toEqual([
      [
        'lesson.md:12:17  unknown parameter "v100"',
        '   A :calc[peak(v100, "fp61")] here.',
        "                ^^^^",
        '   fix: machines and precisions stand in quotes: "v100"',
      ].join("\n"),
      [
        'lesson.md:12:23  unknown precision "fp61"',
        '   A :calc[peak(v100, "fp61")] here.',
        "                      ^^^^^^",
        "   known: fp64, fp32, fp16, fp8, fp4, bf16, tf32, int8",
      ].join("\n"),
    ]);
  });

  it("marks a term that is introduced and never used", async () => {
    const { problems } = await compileWith({
      [LESSON]: lessonText("Text.").replace("---\n\n#", "introduces: [tile]\n---\n\n#"),
      "glossary.yaml": "- term: tile\n  definition: A block.\n- term: FLOP\n  definition: One.\n" +
        "- term: ridge point\n  definition: A corner.\n",
      "lessons/12-second/exercises.yaml": null,
    });
    expect(problems.map(({ rule, severity }) => [rule, severity])).toEqual([
      ["untested-objective", "warning"],
      ["unused-term", "warning"],
    ]);
  });
});
