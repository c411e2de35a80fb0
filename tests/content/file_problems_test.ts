import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import {
  cleanUp,
  compileWith,
  type Expected,
  expectProblemIn,
  LESSON,
  lessonText,
} from "./support.ts";

const read = (path: string) =>
  Deno.readTextFileSync(new URL(`./fixtures/course/${path}`, import.meta.url));

/** A file of the fixture with one part replaced. */
const edit = (path: string, from: string, to: string): readonly [string, string] => {
  const text = read(path);
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
  return [path, text.replace(from, () => to)];
};

/** What is said once of a file whose errors make others. */
const FOLLOW_ON = /^\d+ problems? elsewhere may only follow from the errors in this file/;

const CASES: Readonly<Record<string, readonly [readonly [path: string, text: string], Expected]>> =
  {
    "a lesson listed twice": [
      edit("course.yaml", "slug: third", "slug: «first»"),
      {
        rule: "duplicate-id",
        message: 'lesson "first" is listed twice',
        also: [/unknown lesson "third"/],
      },
    ],
    "an unknown key of the course": [
      edit("course.yaml", "  tagline:", "  «taglin»: x\n  tagline:"),
      { rule: "unknown-key", message: 'unknown key "taglin"', known: "tagline" },
    ],
    "a wrong address of the site": [
      edit("course.yaml", "https://course.example.org", "«https://course.example.org/»"),
      { rule: "schema", message: /^"url" must be an address/ },
    ],
    "a figure for the home page that is not there": [
      edit(
        "course.yaml",
        "language: en",
        "language: en\n  opening: { lesson: first, figure: «once» }",
      ),
      { rule: "opening", message: 'the lesson "first" has no figure "once"', known: "one" },
    ],
    "a planned lesson without a title": [
      edit("course.yaml", "slug: third\n        title: A third", "slug: «third»"),
      { rule: "schema", message: 'the planned lesson "third" needs title, summary and minutes' },
    ],
    "a title that the lesson itself contradicts": [
      edit("course.yaml", "slug: first", "slug: «first»\n        title: Frist"),
      { rule: "schema", message: 'the lesson\'s own title is "First"', severity: "warning" },
    ],
    "an unknown key of front matter": [
      edit(LESSON, "minutes: 10", "minutes: 10\n«minuets»: 3"),
      { rule: "unknown-key", message: 'unknown key "minuets"', known: "minutes" },
    ],
    "minutes that are no number": [
      edit(LESSON, "minutes: 10", "minutes: «ten»"),
      {
        rule: "schema",
        message: '"minutes" must be a number, not "ten"',
      },
    ],
    "a missing summary": [
      edit(LESSON, "title: Second\nsummary: The second lesson.", "«title: Second»"),
      { rule: "schema", message: 'missing "summary"' },
    ],
    "an unknown lesson required": [
      edit(LESSON, "[first]", "[«frist»]"),
      { rule: "schema", message: 'unknown lesson "frist"', known: "first" },
    ],
    "a later lesson required": [
      edit(LESSON, "[first]", "[«third»]"),
      { rule: "schema", message: 'the lesson "third" does not come before this one' },
    ],
    "a slug that is not the folder's": [
      edit(LESSON, "title: Second\n", "title: Second\nslug: «secnd»\n"),
      { rule: "schema", message: 'the slug is not that of the folder, "second"' },
    ],
    "an introduced term that the glossary lacks": [
      edit(LESSON, "requires:", "introduces: [«tyle»]\nrequires:"),
      { rule: "unknown-term", message: 'unknown term "tyle"', known: "tile" },
    ],
    "a term introduced twice": [
      edit(LESSON, "requires:", "introduces: [«FLOP»]\nrequires:"),
      {
        rule: "term-order",
        message: '"FLOP" is introduced by first already',
        also: [/never marks/],
      },
    ],
    "a heading that is not the title": [
      edit(LESSON, "# Second\n", "«# Secondly»\n"),
      { rule: "heading", message: 'the heading is not the title "Second"' },
    ],
    "a lesson without a heading": [
      edit(LESSON, "# Second\n\nSee", "«»See"),
      { rule: "heading", message: "there is no first-level heading" },
    ],
    "front matter that is no YAML": [
      edit(LESSON, "minutes: 10\nrequires", "minutes: [10\n«requires»"),
      { rule: "yaml", message: /YAML/ },
    ],
    "an objective given twice": [
      edit(
        "lessons/11-first/lesson.md",
        "    text: Count.",
        "    text: Count.\n  - id: «count»\n    text: Again.",
      ),
      { rule: "duplicate-id", message: 'objective "count" is listed twice' },
    ],
    "an unknown key of the glossary": [
      edit("glossary.yaml", "  aliases: [FLOPs]", "  «alias»: [FLOPs]"),
      { rule: "unknown-key", message: 'unknown key "alias"', known: "aliases" },
    ],
    "a spelling of two terms": [
      edit("glossary.yaml", "term: tile", "term: «tile»\n  aliases: [machine balance]"),
      { rule: "duplicate-id", message: '"machine balance" is also a spelling of "ridge point"' },
    ],
    "an unknown lesson in the glossary": [
      edit("glossary.yaml", "lesson: third", "lesson: «thrid»"),
      { rule: "schema", message: 'unknown lesson "thrid"', known: "third" },
    ],
    "a glossary that contradicts a lesson": [
      edit("glossary.yaml", "slug: ridge-point", "slug: ridge-point\n  lesson: «second»"),
      { rule: "term-order", message: '"ridge point" is introduced by first' },
    ],
    "a wrong term in a definition": [
      edit("glossary.yaml", ":term[FLOP]", ":term[«FLOOP»]"),
      { rule: "unknown-term", message: 'unknown term "FLOOP"', known: "FLOP" },
    ],
    "BibTeX that cannot be read": [
      edit("references.bib", "year    = {1843},", "year    = «,»"),
      { rule: "bibtex", message: /^BibTeX: /, also: [FOLLOW_ON] },
    ],
    "a key of the bibliography given twice": [
      edit("references.bib", "@misc{eve-2021,", "@misc{«ada-1843»,"),
      {
        rule: "duplicate-id",
        message: 'the key "ada-1843" is there twice',
        also: [/unknown citation "eve-2021"/],
      },
    ],
    "a source without a year": [
      edit(
        "references.bib",
        "@misc{bob-2020,\n  author = {Bauer, Bob and Clark, Cleo and Diaz, Dan},\n" +
          "  title  = {A page <script>alert(1)</script>},\n  year   = {2020},",
        "@misc{«bob-2020»,\n" +
          "  author = {Bauer, Bob},\n  title  = {A page},",
      ),
      { rule: "bibliography", message: '"bob-2020" has no year' },
    ],
    "an unknown column": [
      edit("data/machines.csv", "power_w,", "«powr_w»,"),
      { rule: "csv", message: 'unknown column "powr_w"', known: "power_w" },
    ],
    "a cell that is no number": [
      edit("data/machines.csv", ",2039,", ",«2O39»,"),
      {
        rule: "csv",
        message: 'memory_gb_per_s must be a number, not "2O39"',
        also: [FOLLOW_ON],
      },
    ],
    "a machine out of range": [
      edit("data/machines.csv", "v100,NVIDIA V100,2017", "«v100»,NVIDIA V100,1017"),
      { rule: "machine", message: /year of machine "v100" is 1017/, also: [FOLLOW_ON] },
    ],
    "a machine given twice": [
      edit("data/machines.csv", "v100,NVIDIA", "«a100-80»,NVIDIA"),
      {
        rule: "duplicate-id",
        message: 'machine "a100-80" is in the table twice',
        also: [/unknown machine \"v100\"/],
      },
    ],
    "a level of an unknown machine": [
      edit("data/memory_levels.csv", "a100-80,l2", "«a100-8»,l2"),
      { rule: "csv", message: 'unknown machine "a100-8"', known: "a100-80" },
    ],
    "a page's unknown key": [
      edit("pages/about.md", "summary:", "«minutes»: 3\nsummary:"),
      { rule: "unknown-key", message: 'unknown key "minutes"' },
    ],
    "a figure on a page": [
      edit("pages/about.md", "## Who", '«::figure{name="roofline" id="x" caption="y"}»\n\n## Who'),
      { rule: "directive", message: "figure cannot stand in this text" },
    ],
    "a note on a page": [
      edit("pages/about.md", "A :term[FLOP] at a time", "A«[^a]»"),
      { rule: "note", message: "notes belong in a lesson's running text" },
    ],
  };

describe("Problems in the other files", () => {
  cleanUp();
  for (const [name, [[path, marked], expected]] of Object.entries(CASES)) {
    it(`finds ${name}`, async () => {
      const notes = name === "a note on a page" ? "\n[^a]: A note.\n" : "";
      await expectProblemIn(path, marked + notes, expected);
    });
  }

  for (
    const [path, from, to] of [
      ["glossary.yaml", "term: FLOP", "term: : FLOP"],
      ["glossary.yaml", "term: FLOP", "tem: FLOP"],
      ["references.bib", "year    = {1843},", "year    = ,"],
      ["data/machines.csv", "id,", "idd,"],
    ] as const
  ) {
    it(`tells errors of ${path} from what follows from "${to}"`, async () => {
      const { problems } = await compileWith({
        ...Object.fromEntries([edit(path, from, to)]),
        "pages/about.md": read("pages/about.md") + "\nSee [it](/nowhere).\n",
      });
      // What is wrong anyway is found as well
      const link = problems.filter(({ file }) => file.endsWith("about.md"));
      expect(link.map(({ message }) => message)).toEqual([expect.stringContaining("/nowhere")]);
      const others = problems.filter((problem) => !link.includes(problem));
      expect(others.filter(({ file }) => !file.endsWith(`/${path}`))).toEqual([]);
      const said = others.filter(({ rule }) => rule === "follow-on");
      expect(said).toEqual([
        expect.objectContaining({
          severity: "warning",
          message: expect.stringMatching(FOLLOW_ON),
          line: 1,
        }),
      ]);
      expect(others.length).toBeGreaterThan(1);
    });
  }

  it("does not look for objectives in front matter that has a slip", async () => {
    const { problems } = await compileWith({
      "lessons/11-first/lesson.md": read("lessons/11-first/lesson.md")
        .replace("objectives:", "objectivs:"),
    });
    expect(problems.map(({ message }) => message)).toEqual(['unknown key "objectivs"']);
  });

  it("tells a few errors of a list that is never closed", async () => {
    const { problems } = await compileWith({
      "course.yaml": read("course.yaml").replace("units:", "units: ["),
    });
    expect(problems.map(({ rule }) => rule)).toEqual(["follow-on", "yaml", "yaml", "yaml"]);
  });

  it("says which files are missing", async () => {
    const { problems } = await compileWith({ "course.yaml": null, "data/machines.csv": null });
    const missing = problems.filter(({ rule }) => rule === "missing-file");
    expect(missing.map(({ file }) => file.split("/").slice(-2).join("/"))).toEqual([
      expect.stringMatching(/\/course\.yaml$/),
      "data/machines.csv",
    ]);
  });

  it("warns of a lesson that course.yaml does not list, and does not show it", async () => {
    const { problems, course } = await compileWith({
      "lessons/99-extra/lesson.md": lessonText("Text."),
    });
    expect(problems.map(({ rule, severity }) => [rule, severity])).toEqual([
      ["unlisted-lesson", "warning"],
    ]);
    expect(Object.keys(course.lessons)).toEqual(["first", "second"]);
  });

  it("does not take the numbers of folders for the order", async () => {
    const { problems, course } = await compileWith({
      [LESSON]: null,
      "lessons/12-second/exercises.yaml": null,
      "lessons/77-second/lesson.md": lessonText("Text."),
    });
    expect(problems.map(({ rule }) => rule)).toEqual(["untested-objective"]);
    expect(course.lessons.second?.number).toBe("1.2");
  });

  it("sorts problems by file and line", async () => {
    const { problems } = await compileWith({
      [LESSON]: lessonText(":term[x]\n\n:term[y]"),
      "pages/about.md": read("pages/about.md").replace(":term[FLOP]", ":term[z]"),
      "glossary.yaml": read("glossary.yaml").replace(":term[FLOP]", ":term[w]"),
    });
    const places = problems.filter(({ rule }) => rule === "unknown-term")
      .map(({ file, text }) => `${file.split("/").at(-1)} ${text}`);
    expect(places).toEqual(["glossary.yaml w", "lesson.md x", "lesson.md y", "about.md z"]);
  });

  it("reads machines with their levels", async () => {
    const { machines } = await compileWith();
    expect(machines).toMatchObject([
      {
        id: "a100-80",
        peaks: { fp32: 19.5e12, fp16: 312e12 },
        levels: [
          { id: "memory", name: "HBM2e", capacity: 80e9, bandwidth: 2.039e12, uncertain: false },
          { id: "l2", bandwidth: 7.2192e12, uncertain: true, source: "Computed" },
        ],
        onChipBytes: 40e6,
        link: { bandwidth: 600e9, description: "NVLink3" },
        power: 400,
      },
      {
        id: "v100",
        source: 'A "white" paper,\nof two lines',
        notes: "note",
        unverified: ["power"],
      },
    ]);
    expect(machines[1]?.link).toBeUndefined();
  });
});
