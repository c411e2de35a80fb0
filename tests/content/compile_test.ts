import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { compileCourse } from "@/lib/course/compile.ts";
import { cleanUp, compileLesson, compileWith, courseFolder, elements, text } from "./support.ts";

describe("compileCourse", () => {
  cleanUp();
  it("compiles the fixture course without a problem", async () => {
    const { problems, course } = await compileWith();
    expect(problems).toEqual([]);
    expect(course.site.title).toBe("A small course");
    expect(course.site.authors).toEqual(["Ada Example", "Bob Example"]);
  });

  it("takes the order from course.yaml and the words from the lessons", async () => {
    const { course: { units } } = await compileWith();
    expect(units).toEqual([{
      id: "beginnings",
      number: 1,
      title: "Beginnings",
      summary: "The first unit.",
      lessons: [
        {
          slug: "first",
          number: "1.1",
          title: "First",
          summary: "The first lesson.",
          minutes: 15,
          available: true,
          objectives: expect.any(Array),
          exercises: [
            expect.objectContaining({
              id: "first/attainable",
              version: 2,
              title: "Under the roof",
              recurs: true,
            }),
          ],
        },
        {
          slug: "second",
          number: "1.2",
          title: "Second",
          summary: "The second lesson.",
          minutes: 10,
          available: true,
          objectives: expect.any(Array),
          exercises: [expect.objectContaining({ id: "second/choose", version: 1 })],
        },
        {
          slug: "third",
          number: "1.3",
          title: "A third",
          summary: "To be written.",
          minutes: 20,
          available: false,
          objectives: [],
          exercises: [],
        },
      ],
    }]);
  });

  it("drops the title from the text and lists the headings", async () => {
    const { course: { lessons } } = await compileWith();
    expect(elements(lessons.first?.body ?? [], "h1")).toEqual([]);
    expect(lessons.first?.headings).toEqual([
      { id: "one-number", level: 2, text: "One number" },
      { id: "a-smaller-heading", level: 3, text: "A smaller heading" },
    ]);
  });

  it("computes numbers, and keeps how", async () => {
    const { course: { lessons } } = await compileWith();
    const [peak] = elements(lessons.first?.body ?? [], "x-calc");
    expect(peak).toEqual({
      tag: "x-calc",
      props: {
        expression: 'peak("a100-80", "fp16")',
        text: "312\u00a0TFLOP/s",
        unit: "TFLOP/s",
        digits: 3,
      },
      children: ["312\u00a0TFLOP/s"],
    });
  });

  it("reads an expression in a label as it is written", async () => {
    const { lesson, errors } = await compileLesson(
      "A :calc[2 * 3 * 4] B :calc[bytes_per_value(\"fp16\") == bytes_per_value('bf16') ? 1 : 2] " +
        "C :calc[if_is]{} D",
    );
    expect(elements(lesson.body, "x-calc").map(({ props }) => props?.text)).toEqual(["24", "1"]);
    expect(errors.map(({ text }) => text)).toEqual(["if_is"]);
  });

  it("makes MathML with the TeX as alternative, and no copy of it in the text", async () => {
    const { course: { lessons } } = await compileWith();
    const [inline, block] = elements(lessons.first?.body ?? [], "math");
    expect(inline?.props?.alttext).toBe("\\frac{a}{b}");
    expect(block?.props).toMatchObject({ display: "block", alttext: "I = \\frac{F}{B}" });
    expect(text([block ?? ""])).toBe("I=FB");
  });

  it("highlights code by classes that have rules for both themes", async () => {
    const { course } = await compileWith();
    const [pre] = elements(course.lessons.first?.body ?? [], "pre");
    const classes = elements([pre ?? ""], "span").map(({ props }) => String(props?.class));
    expect(text([pre ?? ""])).toBe("const x: number = 1; // one");
    expect(classes).toContain("tok-keyword");
    expect(classes).toContain("tok-comment");
    const styles = await Deno.readTextFile("assets/code.css");
    for (const name of classes) expect(styles).toMatch(new RegExp(`\\.${name}\\b`));
  });

  it("gathers figures with a checked state and a caption", async () => {
    const { course: { lessons } } = await compileWith();
    const [one, two] = lessons.first?.figures ?? [];
    expect(one).toMatchObject({ id: "one", name: "roofline", number: 1 });
    expect(one?.state).toMatchObject({ machine: ["a100-80"], precision: "fp16" });
    expect(text(one?.caption ?? [])).toMatch(/^Far down the slope, at 1\sFLOP\/byte\.$/);
    expect(two).toMatchObject({ id: "two", name: "intensity", number: 2 });
    expect(text(two?.caption ?? [])).toBe('A caption with "quotes" and a link.');
    expect(elements(lessons.first?.body ?? [], "x-figure").map(({ props }) => props?.id))
      .toEqual(["one", "two"]);
  });

  it("reads an exercise with templates in place of numbers", async () => {
    const { course: { lessons } } = await compileWith();
    const exercise = lessons.first?.exercises.find(({ kind }) => kind === "numeric");
    expect(exercise).toMatchObject({
      id: "first/attainable",
      version: 2,
      title: "Under the roof",
      objective: "count",
      lesson: "first",
      number: 1,
      params: {
        machine: { kind: "pick", values: ["v100", "a100-80"] },
        intensity_of_it: { kind: "powers-of-two", from: 1, to: 16 },
        twice: { kind: "derived", expression: "2 * intensity_of_it" },
      },
      constraints: ["twice < 100"],
      answer: 'attainable(intensity_of_it, machine, "fp16")',
      unit: "TFLOP/s",
      tolerance: { kind: "relative", value: 0.02 },
    });
    expect(exercise?.source).toMatch(/^content\/lessons\/11-first\/lesson\.md:\d+$/);
    expect(exercise?.prompt).toEqual([{
      tag: "p",
      children: [
        "How fast at ",
        { tag: "x-value", props: { expression: "intensity_of_it" } },
        " on a ",
        { tag: "x-value", props: { expression: "name(machine)" } },
        ", with ",
        { tag: "code", children: ["{code}"] },
        " and {braces}?",
      ],
    }]);
    expect(elements(exercise?.solution ?? [], "x-value").map(({ props }) => props)).toEqual([
      { expression: "bandwidth(machine)", unit: "TB/s", digits: 3 },
      { expression: "intensity_of_it" },
      { expression: "answer" },
    ]);
  });

  it("reads predictions with choices and with a number", async () => {
    const { course: { lessons } } = await compileWith();
    const predictions = lessons.first?.exercises.filter(({ kind }) => kind === "prediction") ?? [];
    expect(predictions).toMatchObject([
      {
        id: "bound",
        objective: "count",
        number: 1,
        prompt: [{ tag: "p", children: ["Which limits it?"] }],
        choices: [
          { id: "a", text: ["Arithmetic"], correct: false },
          {
            id: "b",
            text: ["Memory"],
            correct: true,
            why: ["Each weight is used ", { tag: "em", children: ["once"] }, "."],
          },
        ],
        reveal: [],
      },
      {
        id: "ridge",
        number: 2,
        choices: [],
        numeric: {
          answer: 'ridge("a100-80", "fp16")',
          unit: "FLOP/byte",
          tolerance: { kind: "relative", value: 0.2 },
        },
      },
    ]);
  });

  it("numbers notes, cites in order, and gives labels", async () => {
    const { course: { lessons, references } } = await compileWith();
    expect(lessons.first?.citations).toEqual(["ada-1843", "bob-2020"]);
    expect(lessons.first?.notes).toMatchObject([{ id: "ridge", number: 1 }]);
    expect(text(lessons.first?.notes[0]?.content ?? [])).toMatch(/^A note with a number, 153\s/);
    const [cite] = elements(lessons.first?.body ?? [], "x-cite");
    expect(cite).toEqual({
      tag: "x-cite",
      props: { keys: "ada-1843 bob-2020" },
      children: ["(Lovelace 1843; Bauer et al. 2020)"],
    });
    expect(references.map(({ key, label, url, citedIn }) => ({ key, label, url, citedIn })))
      .toEqual([
        {
          key: "bob-2020",
          label: "Bauer et al. 2020",
          url: "https://doi.org/10.1000/182",
          citedIn: ["first"],
        },
        { key: "eve-2021", label: "Evans and Fox 2021", url: undefined, citedIn: [] },
        {
          key: "ada-1843",
          label: "Lovelace 1843",
          url: "https://example.org/notes",
          citedIn: ["first"],
        },
      ]);
  });

  it("keeps a title's markup as text and its italics as elements", async () => {
    const { course: { references } } = await compileWith();
    const entry = references.find(({ key }) => key === "bob-2020")?.entry ?? [];
    expect(text(entry)).toContain("A page <script>alert(1)</script>");
    expect(elements(entry).map(({ tag }) => tag)).toEqual(["em", "a"]);
  });

  it("shows instructors their notes, and students none", async () => {
    const student = await compileWith();
    expect(elements(student.course.lessons.first?.body ?? [], "x-instructor")).toEqual([]);
    const { course } = await compileWith({}, { edition: "instructor" });
    expect(elements(course.lessons.first?.body ?? [], "x-instructor")).toHaveLength(1);
    expect(course.lessons.first?.citations).toContain("eve-2021");
  });

  it("checks what students do not see", async () => {
    const { errors } = await compileLesson(":::instructor\nA :term[nonsense].\n:::");
    expect(errors.map(({ message }) => message)).toEqual(['unknown term "nonsense"']);
  });

  it("finds terms by alias, plural and slug, and the lesson that introduces them", async () => {
    const { lesson, errors, course } = await compileLesson(
      ":term[Machine balance], :term[ridge points] and :term[that corner]{of=ridge-point}",
    );
    expect(errors).toEqual([]);
    expect(elements(lesson.body, "x-term").map(({ props }) => props?.slug))
      .toEqual(["ridge-point", "ridge-point", "ridge-point"]);
    expect(course.glossary.map(({ slug, lesson }) => ({ slug, lesson }))).toEqual([
      { slug: "flop", lesson: "first" },
      { slug: "ridge-point", lesson: "first" },
      { slug: "tile", lesson: "third" },
    ]);
    expect(course.glossary[0]?.text).toBe("One operation, as in a 2n count (Lovelace 1843).");
  });

  it("turns paths of files into addresses", async () => {
    const { course } = await compileWith();
    const hrefs = (slug: string) =>
      elements(course.lessons[slug]?.body ?? [], "a").map(({ props }) => props?.href);
    expect(hrefs("second")).toEqual([
      "/lessons/first#one-number",
      "/lessons/first#figure-one",
      "/glossary#ridge-point",
    ]);
    expect(elements(course.pages.about?.body ?? [], "a").map(({ props }) => props?.href))
      .toEqual(["/lessons/first", "/lessons/first#figure-one"]);
  });

  it("gives images an address that changes with the file, and their size", async () => {
    const { course, images } = await compileWith();
    const [image] = elements(course.lessons.first?.body ?? [], "img");
    expect(image?.props).toMatchObject({ alt: "A grey square", width: 2, height: 3 });
    expect(image?.props?.src).toMatch(/^\/assets\/square-[0-9a-f]{10}\.png$/);
    expect(images).toMatchObject([{ path: "lessons/11-first/square.png", url: image?.props?.src }]);
  });

  it("leaves a colon that is no directive alone", async () => {
    const { lesson, errors } = await compileLesson(
      "At 10:30, a 3:1 ratio, note:this and \\:term[x].",
    );
    expect(errors).toEqual([]);
    expect(text(lesson.body)).toBe("At 10:30, a 3:1 ratio, note:this and :term[x].");
  });

  it("shows the state of a task list that is no prediction as text", async () => {
    const { lesson, errors } = await compileLesson("- [x] done\n- [ ] open");
    expect(errors).toEqual([]);
    expect(text(lesson.body)).toBe("☑ done☐ open");
    expect(elements(lesson.body, "input")).toEqual([]);
  });

  it("compiles the same folder to the same course", async () => {
    const folder = await courseFolder();
    const [one, two] = [await compileCourse(folder), await compileCourse(folder)];
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
    expect(one.course.hash).toMatch(/^[0-9a-f]{16}$/);
  });

  it("changes the hash when a number of the machine table changes", async () => {
    const { course } = await compileWith();
    const table = await Deno.readTextFile(
      new URL("./fixtures/course/data/machines.csv", import.meta.url),
    );
    const changed = await compileWith({ "data/machines.csv": table.replace(",400,", ",401,") });
    expect(changed.course.hash).not.toBe(course.hash);
  });

  it("reads files with Windows line ends", async () => {
    const lesson = await Deno.readTextFile(
      new URL("./fixtures/course/lessons/11-first/lesson.md", import.meta.url),
    );
    const { problems, course } = await compileWith({
      "lessons/11-first/lesson.md": `\uFEFF${lesson.replaceAll("\n", "\r\n")}`,
    });
    const { course: plain } = await compileWith();
    expect(problems).toEqual([]);
    expect(course.hash).toBe(plain.hash);
  });
});
