import { type CodeResult, toJavaScript } from "@/lib/course/code/mod.ts";
import { judgeTest, type PreparedTest, type TestVerdict } from "@/lib/course/exercise/mod.ts";
import type { CodeExercise } from "@/lib/course/types.ts";
import type { RunEnd, Sandbox } from "./sandbox.ts";

/** What a run of the tests brought. */
export interface TestRun {
  readonly end: RunEnd | "unread";
  /** Why the code cannot be read or does not load. */
  readonly problem?: string;
  readonly line?: number;
  /** By test; those that did not come to an end have none. */
  readonly verdicts: readonly (TestVerdict | undefined)[];
  /** What the code wrote, of the tests that are not hidden. */
  readonly output: readonly string[];
}

/**
 * Runs an exercise's tests: those that are shown, and if all of these pass the
 * hidden ones, in a worker of their own and with the time that is left.
 *
 * @param code What the reader wrote
 * @param exercise The exercise
 * @param tests Its tests
 * @param sandbox Where it runs
 * @param signal Stops it
 * @returns What came of it; what had passed before a stop is kept
 */
export async function runTests(
  code: string,
  exercise: CodeExercise,
  tests: readonly PreparedTest[],
  sandbox: Pick<Sandbox, "run">,
  signal: AbortSignal,
): Promise<TestRun> {
  const verdicts: (TestVerdict | undefined)[] = tests.map(() => undefined);
  const output: string[] = [];
  const read = await toJavaScript(code, exercise.language);
  if (!("code" in read)) {
    const { problem, line } = read;
    return { end: "unread", problem, ...(line === undefined ? {} : { line }), verdicts, output };
  }
  const found: { problem?: string; line?: number } = {};
  let left = exercise.milliseconds;
  const runSome = async (indexes: readonly number[], isHidden: boolean): Promise<RunEnd> => {
    let began = 0;
    const take = (call: number, result: CodeResult) => {
      const index = indexes[call];
      const test = index === undefined ? undefined : tests[index];
      if (index !== undefined && test) verdicts[index] ??= judgeTest(test, result, exercise);
    };
    const calls = indexes.flatMap((index) => tests[index]?.call ?? []);
    const end = await sandbox.run({ code: read.code, entry: exercise.entry, calls }, {
      milliseconds: left,
      signal,
      onMessage(message) {
        if (message.kind === "begin") began = performance.now();
        else if (message.kind === "result") take(message.call, message.result);
        else if (message.kind === "log" && !isHidden) output.push(message.text);
        else if (message.kind === "broken") {
          found.problem = message.text;
          if (message.line !== undefined) found.line = message.line;
        }
      },
    });
    left = Math.max(50, left - (performance.now() - began));
    return end;
  };
  const shown = indexesOf(tests, false);
  const hidden = indexesOf(tests, true);
  let end = await runSome(shown, false);
  if (end === "done" && hidden.length > 0 && shown.every((index) => verdicts[index]?.passed)) {
    end = await runSome(hidden, true);
  }
  return { end, ...found, verdicts, output };
}

function indexesOf(tests: readonly PreparedTest[], hidden: boolean): number[] {
  return tests.flatMap((test, index) => test.hidden === hidden ? [index] : []);
}
