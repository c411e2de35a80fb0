import "@/assets/exercises/code.css";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { CodeField } from "@/components/exercise/code/code_field.tsx";
import { runTests, type TestRun } from "@/components/exercise/code/run_tests.ts";
import { describeRun } from "@/components/exercise/code/run_words.ts";
import { Sandbox } from "@/components/exercise/code/sandbox.ts";
import { TestList } from "@/components/exercise/code/test_list.tsx";
import { useCode } from "@/components/exercise/code/use_code.ts";
import { Feedback } from "@/components/exercise/feedback.tsx";
import { ExerciseFrame } from "@/components/exercise/frame.tsx";
import { Help } from "@/components/exercise/tools.tsx";
import { useExercise } from "@/components/exercise/use_exercise.ts";
import { exerciseAnchor } from "@/components/exercise/words.ts";
import { prepareTests } from "@/lib/course/exercise/mod.ts";
import type { CodeExercise } from "@/lib/course/types.ts";

/** Why a run is ended whose results would be those of other code or other numbers. */
const OUTDATED = "outdated";

/** A function to be written; its tests run in a sandbox. */
export function CodeView({ exercise }: { exercise: CodeExercise }): JSX.Element {
  const session = useExercise(exercise);
  const { round, showsSolution, variant: { parameters }, vocabulary } = session;
  const tests = useMemo(
    () => prepareTests(exercise, parameters, vocabulary),
    [exercise, parameters],
  );
  const { code, write, flush } = useCode(exercise, session);
  const [{ run, count }, setRun] = useState<{ run?: TestRun; count: number }>({ count: 0 });
  const [isRunning, setIsRunning] = useState(false);
  const sandbox = useRef<Sandbox>();
  const running = useRef<AbortController>();
  const anchor = exerciseAnchor(exercise);
  const words = run && describeRun(run, exercise);

  useEffect(() => () => {
    running.current?.abort();
    sandbox.current?.close();
  }, []);

  useEffect(() => {
    running.current?.abort(OUTDATED);
    setRun(({ count }) => ({ count }));
  }, [round]);

  async function start(): Promise<void> {
    if (running.current) return;
    flush();
    const control = running.current = new AbortController();
    setIsRunning(true);
    const found = await runTests(
      code,
      exercise,
      tests,
      sandbox.current ??= new Sandbox(),
      control.signal,
    );
    running.current = undefined;
    setIsRunning(false);
    if (control.signal.reason === OUTDATED) return;
    setRun(({ count }) => ({ run: found, count: count + 1 }));
    const { outcome } = describeRun(found, exercise);
    if (outcome) session.submit(code, outcome);
  }

  function change(next: string): void {
    // Results of what is no longer there would mislead
    running.current?.abort(OUTDATED);
    write(next);
    setRun(({ run, count }) => run ? { count } : { count });
  }

  return (
    <ExerciseFrame exercise={exercise} session={session} canStartAgain={session.hasVariants}>
      <CodeField
        id={anchor}
        language={exercise.language}
        code={code}
        onChange={change}
        onRun={start}
      />
      <div class="ex-tools">
        {/* One button, so that the focus stays */}
        <button
          type="button"
          class="button ex-button ex-run"
          onClick={() => isRunning ? running.current?.abort() : start()}
        >
          {isRunning ? "Stop" : "Run tests"}
        </button>
        <button
          type="button"
          class="button-quiet ex-button"
          aria-disabled={code === exercise.start}
          onClick={() => code !== exercise.start && change(exercise.start)}
        >
          Start code
        </button>
      </div>
      <Feedback id={`${anchor}-feedback`} tone={words?.tone} count={count} round={round}>
        {words?.message}
      </Feedback>
      <TestList entry={exercise.entry} tests={tests} verdicts={run?.verdicts ?? []} />
      {run && run.output.length > 0 && (
        <div class="ex-output">
          <p class="ex-solution-name" id={`${anchor}-output`}>Output</p>
          <pre tabIndex={0} role="region" aria-labelledby={`${anchor}-output`}>
            {run.output.join("\n")}
          </pre>
        </div>
      )}
      <Help exercise={exercise} session={session} />
      {showsSolution && (
        <div class="ex-model">
          <p class="ex-solution-name">Code that passes</p>
          <pre class="ex-code-text"><code>{exercise.model}</code></pre>
        </div>
      )}
    </ExerciseFrame>
  );
}
