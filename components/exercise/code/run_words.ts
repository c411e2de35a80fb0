import { type Tone, toneOf } from "@/components/exercise/feedback.tsx";
import { type CodeGrade, gradeTests } from "@/lib/course/exercise/mod.ts";
import type { CodeExercise } from "@/lib/course/types.ts";
import type { TestRun } from "./run_tests.ts";

/** What is said of a run, and what it counts as; without an outcome it is no attempt. */
export interface RunWords {
  readonly tone: Tone;
  readonly message: string;
  readonly outcome?: CodeGrade["outcome"];
}

/**
 * Says what came of a run.
 *
 * @param run The run
 * @param exercise Its limits
 * @returns Tone, words and outcome
 */
export function describeRun(
  { end, problem = "", line, verdicts }: TestRun,
  { milliseconds }: Pick<CodeExercise, "milliseconds">,
): RunWords {
  const passed = verdicts.filter((verdict) => verdict?.passed).length;
  const { outcome, message } = gradeTests(passed, verdicts.length);
  const marked = (text: string): RunWords => ({ tone: toneOf(outcome), message: text, outcome });
  switch (end) {
    case "done":
      return marked(message);
    case "time":
      return marked(
        `Stopped after ${milliseconds / 1000} s: is there a loop without an end? ${message}`,
      );
    case "failed":
      return marked(`The run broke down, most likely for want of memory. ${message}`);
    case "unread":
    case "broken": {
      const place = line === undefined ? "" : ` in line ${line}`;
      const what = end === "unread" ? "The code cannot be read" : "The code does not load";
      return { tone: "unread", message: `${what}${place}: ${problem}` };
    }
    case "stopped":
      return { tone: "unread", message: "Stopped." };
    case "absent":
      return {
        tone: "unread",
        message: "The place where code runs could not be loaded. Are you offline? Try again.",
      };
  }
}
