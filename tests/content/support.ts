import { afterAll } from "@std/testing/bdd";
import { expect } from "@std/expect";
import {
  compileCourse,
  type CompileOptions,
  type CompileResult,
  type Problem,
} from "@/lib/course/compile.ts";
import type { RichElement, RichNode } from "@/lib/course/types.ts";

const FIXTURE = new URL("./fixtures/course/", import.meta.url);
const folders: string[] = [];

/** Files to replace in the fixture course; `null` removes one. */
export type Overrides = Readonly<Record<string, string | Uint8Array | null>>;

/** Removes the folders that the tests of a file have made. */
export function cleanUp(): void {
  afterAll(async () => {
    for (const folder of folders.splice(0)) await Deno.remove(folder, { recursive: true });
  });
}

/** Copies the fixture course into a folder of its own. */
export async function courseFolder(overrides: Overrides = {}): Promise<string> {
  const root = await Deno.makeTempDir({ prefix: "course-" });
  folders.push(root);
  await copy(FIXTURE, root);
  for (const [path, content] of Object.entries(overrides)) {
    const target = `${root}/${path}`;
    if (content === null) await Deno.remove(target, { recursive: true });
    else {
      await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), { recursive: true });
      await Deno.writeFile(
        target,
        typeof content === "string" ? new TextEncoder().encode(content) : content,
      );
    }
  }
  return root;
}

async function copy(from: URL, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    if (entry.isDirectory) await copy(new URL(`${entry.name}/`, from), `${to}/${entry.name}`);
    else await Deno.copyFile(new URL(entry.name, from), `${to}/${entry.name}`);
  }
}

/** Compiles the fixture course with some files replaced. */
export async function compileWith(
  overrides: Overrides = {},
  options: CompileOptions = {},
): Promise<CompileResult> {
  return await compileCourse(await courseFolder(overrides), options);
}

/** The path of the lesson whose text the tests write. */
export const LESSON = "lessons/12-second/lesson.md";

const MATTER = `---
title: Second
summary: The second lesson.
minutes: 10
objectives:
  - id: choose
    text: Choose.
---

# Second

`;

/** A lesson with some text. */
export function lessonText(body: string): string {
  return `${MATTER}${body}\n`;
}

/** Without the exercises that the fixture's own text places. */
const NO_SHELF = { "lessons/12-second/exercises.yaml": null };

/** Compiles the second lesson with some text in place of its own. */
export async function compileLesson(body: string, options: CompileOptions = {}) {
  const result = await compileWith({ [LESSON]: lessonText(body), ...NO_SHELF }, options);
  const lesson = result.course.lessons.second;
  if (!lesson) throw new Error("The lesson was not compiled");
  return { ...result, lesson, errors: result.problems.filter(notUntested) };
}

/** The test lessons' objective has no exercise, which is of no interest. */
function notUntested({ rule }: Problem): boolean {
  return rule !== "untested-objective";
}

/** What a problem is expected to be. */
export interface Expected {
  readonly message: string | RegExp;
  readonly rule?: string;
  /** The nearest known value. */
  readonly known?: string;
  readonly fix?: string | RegExp;
  readonly severity?: "error" | "warning";
  /** Messages of other problems that come with it. */
  readonly also?: readonly RegExp[];
}

/**
 * Expects one problem in a file, at the text between « and ».
 *
 * @param path The file
 * @param marked Its content, with the offending text marked
 * @param expected The problem
 * @param overrides Other files
 */
export async function expectProblemIn(
  path: string,
  marked: string,
  expected: Expected,
  overrides: Overrides = {},
): Promise<void> {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»");
  if (start === -1 || end === -1) throw new Error("The source marks no offending text");
  const source = marked.replace("«", "").replace("»", "");
  const before = source.slice(0, start).split("\n");
  const { problems } = await compileWith({ [path]: source, ...overrides });
  const others = expected.also ?? [];
  const found = problems.filter((problem) =>
    notUntested(problem) && !others.some((other) => other.test(problem.message))
  );
  expect(found.map(({ message }) => message)).toEqual([
    typeof expected.message === "string"
      ? expected.message
      : expect.stringMatching(expected.message),
  ]);
  const [problem] = found;
  expect(problem).toMatchObject({
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    text: source.slice(start, end - 1),
    severity: expected.severity ?? "error",
    ...(expected.rule ? { rule: expected.rule } : {}),
  });
  expect(problem?.file.endsWith(`/${path}`)).toBe(true);
  if (expected.known) expect(problem?.known?.[0]).toBe(expected.known);
  if (expected.fix) expect(problem?.fix).toMatch(expected.fix);
  for (const other of others) {
    expect(problems.map(({ message }) => message)).toContainEqual(expect.stringMatching(other));
  }
}

/** Expects one problem in a lesson's text, at the text between « and ». */
export async function expectProblem(
  body: string,
  expected: Expected,
  overrides: Overrides = {},
): Promise<void> {
  await expectProblemIn(LESSON, lessonText(body), expected, { ...NO_SHELF, ...overrides });
}

/** All elements of a tree with a tag. */
export function elements(nodes: readonly RichNode[], tag?: string): RichElement[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [];
    const inner = elements(node.children ?? [], tag);
    return tag === undefined || node.tag === tag ? [node, ...inner] : inner;
  });
}

/** The text of a tree. */
export function text(nodes: readonly RichNode[]): string {
  return nodes.map((node) => typeof node === "string" ? node : text(node.children ?? [])).join("");
}
