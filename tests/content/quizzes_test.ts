import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { compileCourse } from "@/lib/course/compile.ts";
import { quizzesAfter, quizzesOfUnit } from "@/lib/course/quiz_links.ts";
import { cleanUp, compileWith } from "./support.ts";

cleanUp();

const COURSE = await Deno.readTextFile(new URL("./fixtures/course/course.yaml", import.meta.url));

async function compileQuizzes(yaml: string) {
  const { course, problems } = await compileWith({ "course.yaml": `${COURSE}\n${yaml}` });
  const found = problems.filter(({ file }) => file.endsWith("course.yaml"));
  return { course, problems: found.map(({ line, message }) => ({ line, message })) };
}

const START = COURSE.split("\n").length + 1;

describe("Quizzes", () => {
  it("of the course: one for each lesson and each unit that has enough exercises", async () => {
    const { course } = await compileCourse(new URL("../../content/", import.meta.url).pathname);
    const { quizzes } = course;
    expect(Object.keys(quizzes)).toEqual(
      expect.arrayContaining(["counting-flops-and-bytes", "the-roofline", "unit-2"]),
    );
    const kinds = new Map(
      Object.values(course.lessons).flatMap(({ exercises }) =>
        exercises.map(({ id, kind }) => [id, kind])
      ),
    );
    for (const { pools, lessons } of Object.values(quizzes)) {
      expect(lessons.length).toBeGreaterThan(0);
      for (const { draw, from } of pools) {
        expect(from.length).toBeGreaterThanOrEqual(draw);
        for (const id of from) {
          expect(["prediction", "open", undefined]).not.toContain(kinds.get(id));
        }
      }
    }
  });

  it("can be reached: each but a lesson's own is linked after one lesson and from one unit", async () => {
    const { course } = await compileCourse(new URL("../../content/", import.meta.url).pathname);
    const others = Object.keys(course.quizzes).filter((id) => !Object.hasOwn(course.lessons, id));
    expect(others).toContain("unit-2");
    const ids = (quizzes: readonly { id: string }[]) => quizzes.map(({ id }) => id).sort();
    const lessons = course.units.flatMap(({ lessons }) => lessons);
    expect(ids(lessons.flatMap(({ slug }) => quizzesAfter(course, slug)))).toEqual(others.sort());
    expect(ids(course.units.flatMap(({ id }) => quizzesOfUnit(course, id)))).toEqual(others);
    const last = course.units[1]?.lessons.findLast(({ available }) => available)?.slug ?? "";
    expect(ids(quizzesAfter(course, last))).toContain("unit-2");
  });

  it("are read from course.yaml, with patterns", async () => {
    const { course, problems } = await compileQuizzes(
      "quizzes:\n  - id: warm-up\n    title: Warm-up\n    pass: 0.5\n" +
        "    pools: [{ draw: 1, from: [second/*] }]",
    );
    expect(problems).toEqual([]);
    expect(course.quizzes["warm-up"]).toMatchObject({
      pass: 0.5,
      pools: [{ draw: 1, from: ["second/choose"] }],
      lessons: ["second"],
    });
  });

  it("leave out what asks about the page around it, as reviews do", async () => {
    const path = "lessons/12-second/exercises.yaml";
    const shelf = await Deno.readTextFile(new URL(`./fixtures/course/${path}`, import.meta.url));
    const { course, problems } = await compileWith({
      [path]: shelf.replace("  kind:", "  alone: false\n  kind:"),
      "course.yaml": `${COURSE}\nquizzes:\n  - id: a\n    title: A\n` +
        "    pools: [{ draw: 1, from: [second/choose] }]",
    });
    expect(problems.map(({ message }) => message)).toEqual([
      '"second/choose" is asked in its lesson only: it says "alone: false"',
    ]);
    const entries = course.units.flatMap(({ lessons }) => lessons)
      .flatMap(({ exercises }) => exercises);
    expect(entries.find(({ id }) => id === "second/choose")?.recurs).toBe(false);
  });

  for (
    const [what, yaml, line, words] of [
      [
        "an exercise that is not there",
        "quizzes:\n  - id: a\n    title: A\n    pools: [{ draw: 1, from: [second/chose] }]",
        3,
        'unknown exercise "second/chose"',
      ],
      [
        "more to draw than there is",
        "quizzes:\n  - id: a\n    title: A\n    pools: [{ draw: 9, from: [second/*] }]",
        3,
        "9 are to be drawn",
      ],
      [
        "a pass beyond all points",
        "quizzes:\n  - id: a\n    title: A\n    pass: 80\n    pools: [{ draw: 1, from: [second/*] }]",
        3,
        "must be a share from 0 to 1",
      ],
      [
        "the same id twice",
        "quizzes:\n  - { id: a, title: A, pools: [{ draw: 1, from: [second/*] }] }\n" +
        "  - { id: a, title: B, pools: [{ draw: 1, from: [second/*] }] }",
        2,
        "listed twice",
      ],
      ["no list", "quizzes: many", 0, "must be a list"],
      ["an unknown key", "quizzes:\n  - { id: a, titel: A, pools: [] }", 1, '"titel"'],
    ] as const
  ) {
    it(`are refused with ${what}, at its line`, async () => {
      const { problems } = await compileQuizzes(yaml);
      const problem = problems.find(({ message }) => message.includes(words));
      expect(problem).toBeDefined();
      expect(problem?.line).toBe(START + line);
    });
  }
});
