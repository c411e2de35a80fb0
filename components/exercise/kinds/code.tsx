import { TestList } from "@/components/exercise/code/test_list.tsx";
import { prepareTests } from "@/lib/course/exercise/mod.ts";
import type { CodeExercise } from "@/lib/course/types.ts";
import type { StaticKind } from "./kind.ts";

/** A function to be written: what there is to begin with, and what it must return. */
export const code: StaticKind<CodeExercise> = {
  Question: ({ exercise, variant: { parameters }, vocabulary }) => (
    <div class="ex-static-code">
      <p class="ex-label">Code to begin with</p>
      <pre class="ex-code-text"><code>{exercise.start}</code></pre>
      <TestList
        entry={exercise.entry}
        tests={prepareTests(exercise, parameters, vocabulary)}
        verdicts={[]}
      />
    </div>
  ),
  Answer: ({ exercise: { model } }) => <pre class="ex-code-text"><code>{model}</code></pre>,
};
