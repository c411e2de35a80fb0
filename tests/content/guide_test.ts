import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { parse, stringify } from "yaml";
import { compileCourse } from "@/lib/course/compile.ts";
import * as limits from "@/lib/course/expression/mod.ts";
import { fullVocabulary } from "@/lib/course/expression/full_vocabulary.ts";
import { runInProcess } from "@/lib/course/code/run_in_process.ts";
import { judgeTest, prepareTests } from "@/lib/course/exercise/mod.ts";
import { languageNames } from "@/lib/course/markdown/highlight.ts";
import { yamlKinds } from "@/lib/course/markdown/kinds/mod.ts";
import { reportPlaces } from "@/lib/course/report.ts";
import { commonFields } from "@/lib/course/schema/exercise_schema.ts";
import { cleanUp, compileWith, LESSON, lessonText } from "./support.ts";

const ROOT = new URL("../../", import.meta.url);
const guide = await Deno.readTextFile(new URL("docs/authoring.md", ROOT));
const machines = await Deno.readTextFile(new URL("content/data/machines.csv", ROOT));

const exercises = await Deno.readTextFile(new URL("docs/authoring-exercises.md", ROOT));

/** Blocks of the guide, fences of four signs first: they hold blocks of three. */
function blocks(language: string): string[] {
  return [...guide.matchAll(/^(`{3,})(\w*)\n([\s\S]*?)^\1$/gm)]
    .filter(([, , name]) => name === language).map(([, , , text = ""]) => text);
}

async function problemsWith(body: string): Promise<string[]> {
  const { problems } = await compileWith({
    [LESSON]: lessonText(body).replace("id: choose", "id: place"),
    "lessons/12-second/exercises.yaml": null,
    "data/machines.csv": machines,
  });
  return problems.filter(({ rule }) => rule !== "untested-objective").map(({ message }) => message);
}

describe("The author's guide", () => {
  cleanUp();

  it("has examples of blocks and of an exercise that compile as they stand", async () => {
    const examples = blocks("markdown").filter((text) => !text.startsWith("---"));
    expect(examples.length).toBeGreaterThanOrEqual(4);
    for (const example of examples) expect(await problemsWith(example)).toEqual([]);
  });

  it("has examples in a sentence that compile as they stand", async () => {
    const inline = [...guide.matchAll(/`(:(?:calc|term|given)\[[^`]*\](?:\{[^`]*\})?)`/g)]
      .map(([, text = ""]) => text).filter((text) => !/expression|…/.test(text));
    expect(inline.length).toBeGreaterThanOrEqual(4);
    expect(await problemsWith(inline.join("\n\n"))).toEqual([]);
  });

  it("has quizzes and an address for reports that compile as they stand", async () => {
    const fixture = await Deno.readTextFile(
      new URL("./fixtures/course/course.yaml", import.meta.url),
    );
    const quizzes = blocks("yaml").find((text) => text.startsWith("quizzes:")) ?? "";
    const [report = ""] = /^ {2}report: "[^"]*"/m.exec(guide) ?? [];
    expect([quizzes, report]).not.toContain("");
    const text = fixture.replace(/^site:\n/m, `site:\n${report}\n`);
    const { course, problems } = await compileWith({ "course.yaml": `${text}\n${quizzes}` });
    expect(problems.map(({ message }) => message)).toEqual([]);
    expect(course.site.report).toContain("mailto:");
    expect(course.quizzes.midterm).toMatchObject({ pass: 0.5, lessons: ["first", "second"] });
    for (const place of reportPlaces) expect(guide).toContain(`\`{${place}}\``);
  });

  it("names every function of the expression language, and no other", () => {
    const section = guide.slice(guide.indexOf("## Expressions"), guide.indexOf("## Glossary"));
    const rows = section.split("\n").filter((line) => line.startsWith("| `"));
    const named = rows.flatMap((row) => {
      const cell = row.split(" | ")[0] ?? "";
      return [...cell.replaceAll(/\([^)]*\)/g, "").matchAll(/[a-z_0-9]+/g)].map(([name]) => name);
    });
    expect(named.sort()).toEqual([...fullVocabulary([]).functions.keys()].sort());
  });

  it("names every language that is highlighted", () => {
    for (const name of languageNames) expect(guide).toContain(`\`${name}\``);
  });
});

/** The sections of the guide to exercises, by heading. */
const sections = new Map(
  exercises.split(/^(?=## )/m).map((text) => [/^## (.*)/.exec(text)?.[1] ?? "", text]),
);

/** Where each kind is described. */
const SECTION_OF: Readonly<Record<string, string>> = {
  numeric: "A number",
  single: "One choice, or several",
  multiple: "One choice, or several",
  ordering: "Ordering",
  matching: "Matching",
  classification: "Classification",
  figure: "Point on a figure",
  code: "Code",
  open: "Open question",
};

/** An example of a section, and what happens if some of its keys are written otherwise. */
interface Mistake {
  readonly example: string;
  readonly change: string;
  readonly message: string;
}

function mistakes(): Mistake[] {
  let example = "";
  return [...exercises.matchAll(/^```yaml (exercise|mistake)\n([\s\S]*?)^```$/gm)]
    .flatMap(([, what, text = ""]) => {
      if (what === "exercise") {
        example = text;
        return [];
      }
      const [, message = ""] = /^# (.*)\n/.exec(text) ?? [];
      return [{ example, change: text, message }];
    });
}

/** Names of the keys of a schema, those of the things in it among them. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { entries, item, wrapped, options, pipe } = schema as Record<string, unknown>;
  const inner = [item, wrapped, ...list(options), ...list(pipe).filter((part) => part !== schema)];
  const own = typeof entries === "object" && entries !== null ? Object.entries(entries) : [];
  return [...own.flatMap(([key, part]) => [key, ...keysOf(part)]), ...inner.flatMap(keysOf)];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

describe("The guide to exercises", () => {
  cleanUp();

  it("compiles whole, and each of its examples is sound", async () => {
    const { problems, course } = await compileCourse(new URL("content", ROOT).pathname, {
      gallery: new URL("docs/authoring-exercises.md", ROOT).pathname,
    });
    expect(problems.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([]);
    const kinds = new Set(course.gallery?.exercises.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([...yamlKinds.keys(), "prediction"].sort());
  });

  it("has loops that cannot be got right by touching one element over and over", async () => {
    const { course } = await compileCourse(new URL("content", ROOT).pathname, {
      gallery: new URL("docs/authoring-exercises.md", ROOT).pathname,
    });
    const loops = course.gallery?.exercises.find(({ id }) => id === "gallery/write-loops");
    if (loops?.kind !== "code") throw new Error("The gallery has no such exercise");
    const tests = prepareTests(loops, { n: 64, tile: 16 }, fullVocabulary([]));
    const verdicts = async (loop: string) => {
      const [report] = await runInProcess([{
        code: `function product(n) { ${loop} }`,
        entry: loops.entry,
        calls: tests.map(({ call }) => call),
      }], 4 * loops.milliseconds);
      const results = (report?.messages ?? []).flatMap((message) =>
        message.kind === "result" ? [message.result] : []
      );
      return results.map((result, i) => {
        const test = tests[i];
        return test && judgeTest(test, result, loops).problem;
      });
    };
    const one = 'cache.read("a", 0); cache.read("b", 0); cache.write("c", 0);';
    expect(await verdicts(`for (let i = 0; i < n * n * n; i++) { ${one} }`)).toEqual([
      "different elements of a are 1, and must be 1024",
      "different elements of a are 1, and must be 4096",
    ]);
    // Everything once, and the rest of the reads from one array
    const all = 'cache.read("a", i); cache.read("b", i); cache.write("c", i);';
    expect(
      await verdicts(
        `for (let i = 0; i < n * n; i++) { ${all} } ` +
          'for (let i = 0; i < 2 * (n * n * n - n * n); i++) cache.read("a", 0);',
      ),
    ).toEqual([
      "reads of a are 64512, and must be 32768",
      "reads of a are 520192, and must be 262144",
    ]);
  });

  it("has a section for every kind", () => {
    expect(Object.keys(SECTION_OF).sort()).toEqual([...yamlKinds.keys()].sort());
    for (const name of Object.values(SECTION_OF)) expect([...sections.keys()]).toContain(name);
  });

  it("names every key that an exercise may have", () => {
    const common = sections.get("What every exercise has") ?? "";
    for (const key of Object.keys(commonFields)) expect(common).toContain(`\`${key}\``);
    for (const [kind, { schema }] of yamlKinds) {
      const own = keysOf(schema).filter((key) => !Object.hasOwn(commonFields, key));
      expect(own.length).toBeGreaterThan(0);
      const section = sections.get(SECTION_OF[kind] ?? "") ?? "";
      const missing = own.filter((key) => !new RegExp(`\`[^\`\\n]*\\b${key}\\b`).test(section));
      expect([kind, missing]).toEqual([kind, []]);
    }
  });

  it("shows mistakes that the check finds, and says what it says", async () => {
    const all = mistakes();
    expect(all.length).toBeGreaterThan(10);
    for (const { example, change, message } of all) {
      const wrong = stringify({ ...parse(example), ...parse(change) });
      const found = await problemsWith(`\`\`\`exercise\n${wrong}\`\`\``);
      expect(plain(found.join("\n"))).toContain(plain(message));
    }
  });

  it("has examples that are sound without the mistakes", async () => {
    for (const example of new Set(mistakes().map(({ example }) => example))) {
      const found = await problemsWith(`\`\`\`exercise\n${stringify(parse(example))}\`\`\``);
      expect(found).toEqual([]);
    }
  });

  it("says how large things may be", () => {
    const { MAX_LENGTH, MAX_DEPTH } = limits;
    expect(exercises).toContain(`${MAX_LENGTH} characters and ${MAX_DEPTH} levels`);
  });
});

/** Without what is only typography. */
function plain(text: string): string {
  return text.replaceAll("\u00a0", " ").toLowerCase();
}
