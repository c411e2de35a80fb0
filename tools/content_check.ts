/**
 * Lists every problem of a content folder: `deno task content:check`. Where the
 * folder is under Git, exercises whose answer has changed since the last commit
 * must have a higher version.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { compileCourse, countProblems, formatProblem, type Problem } from "@/lib/course/compile.ts";
import { checkVersions } from "@/lib/course/version_check.ts";
import { earlierContent, NoEarlierState } from "./earlier_content.ts";

const { values, positionals } = parseArgs({
  options: {
    format: { type: "string", default: "text" },
    edition: { type: "string", default: "student" },
    since: { type: "string" },
  },
  allowPositionals: true,
});
const { format, edition, since } = values;
if (!["text", "json"].includes(format) || !["student", "instructor"].includes(edition)) {
  console.error(
    "Usage: deno task content:check [--format text|json] [--edition student|instructor] " +
      "[--since revision] [folder]",
  );
  Deno.exit(2);
}
const folder = positionals[0] ?? (Deno.env.get("COURSE_CONTENT") || "content");
const started = performance.now();
const options = { edition: edition === "instructor" ? "instructor" as const : "student" as const };
const compiled = await compileCourse(folder, options);
const { course } = compiled;
const problems = [...compiled.problems, ...await changedAnswers()];
if (format === "json") console.log(JSON.stringify(problems, null, 2));
else {
  for (const problem of problems) console.log(`${formatProblem(problem)}\n`);
  const lessons = Object.values(course.lessons);
  const exercises = lessons.reduce((sum, lesson) => sum + lesson.exercises.length, 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${folder}: ${countProblems(problems)} in ${lessons.length} lessons with ${exercises} ` +
      `exercises and predictions (${seconds} s)`,
  );
}
if (problems.some(({ severity }) => severity === "error")) Deno.exit(1);

/** Exercises whose answer is not that of the last commit, or of the one asked for. */
async function changedAnswers(): Promise<Problem[]> {
  try {
    await using earlier = await earlierContent(folder, since ?? "HEAD");
    return checkVersions(await compileCourse(earlier.path, options), compiled);
  } catch (error) {
    if (!(error instanceof NoEarlierState)) throw error;
    // A folder that is not under Git has no last commit; a commit that was asked for must be there
    if (since === undefined) return [];
    console.error(`There is no ${since} to compare with: ${error.message}`);
    Deno.exit(2);
  }
}
