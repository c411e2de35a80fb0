/**
 * The addresses of the course, read from its content: a new lesson or page is tested and measured
 * without an edit.
 *
 * @module
 */
const CONTENT = new URL("../../content/", import.meta.url);

/** Folders of lessons by address, in the order of their numbers. */
const folders = new Map(
  namesIn("lessons/").map((name) => [`/lessons/${name.replace(/^\d+-/, "")}`, name]),
);

/** Every written lesson. */
export const LESSONS: readonly string[] = [...folders.keys()];

/** Every lesson's handout. */
export const HANDOUTS: readonly string[] = LESSONS.map((path) =>
  path.replace("/lessons/", "/handouts/")
);

/** Every page but those of quizzes, and but handouts, which are lessons once more. */
export const PAGES: readonly string[] = [
  "/",
  ...LESSONS,
  "/glossary",
  "/references",
  "/progress",
  "/review",
  ...namesIn("pages/").map((name) => `/${name.replace(/\.md$/, "")}`),
];

/**
 * Reads what the author of a lesson wrote.
 *
 * @param path The address of the lesson
 * @returns Its text
 */
export function lessonSource(path: string): Promise<string> {
  return Deno.readTextFile(new URL(`lessons/${folders.get(path)}/lesson.md`, CONTENT));
}

function namesIn(folder: string): string[] {
  const names = [...Deno.readDirSync(new URL(folder, CONTENT))].map(({ name }) => name)
    .filter((name) => !name.startsWith(".")).sort();
  if (names.length === 0) throw new Error(`content/${folder} is empty`);
  return names;
}
