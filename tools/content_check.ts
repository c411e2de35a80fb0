/**
 * Lists every problem of a content folder: `deno task content:check`.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { compileCourse, countProblems, formatProblem } from "@/lib/course/compile.ts";

const { values, positionals } = parseArgs({
  options: {
    format: { type: "string", default: "text" },
    edition: { type: "string", default: "student" },
  },
  allowPositionals: true,
});
const { format, edition } = values;
if (!["text", "json"].includes(format) || !["student", "instructor"].includes(edition)) {
  console.error(
    "Usage: deno task content:check [--format text|json] [--edition student|instructor] [folder]",
  );
  Deno.exit(2);
}
const folder = positionals[0] ?? (Deno.env.get("COURSE_CONTENT") || "content");
const started = performance.now();
const { course, problems } = await compileCourse(folder, {
  edition: edition === "instructor" ? "instructor" : "student",
});
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
