import { callText, expectedText, prepareTests } from "@/lib/course/exercise/mod.ts";
import type { CodeExercise } from "@/lib/course/types.ts";
import type { StaticKind } from "./kind.ts";

/** A function to be written: what there is to begin with, and what it must return. */
export const code: StaticKind<CodeExercise> = {
  Question({ exercise, variant: { parameters }, vocabulary }) {
    const tests = prepareTests(exercise, parameters, vocabulary).filter(({ hidden }) => !hidden);
    return (
      <div class="ex-static-code">
        <pre class="ex-code-text"><code>{exercise.start}</code></pre>
        <ul class="ex-static-tests">
          {tests.map((test) => (
            <li>
              {test.name}: <code>{callText(exercise.entry, test)}</code> →{" "}
              <code>{expectedText(test)}</code>
            </li>
          ))}
        </ul>
      </div>
    );
  },
  Answer: ({ exercise: { model } }) => <pre class="ex-code-text"><code>{model}</code></pre>,
};
