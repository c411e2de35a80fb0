import { useEffect, useState } from "preact/hooks";
import { useDraft } from "@/components/exercise/use_draft.ts";
import type { ExerciseSession } from "@/components/exercise/use_exercise.ts";
import type { CodeExercise } from "@/lib/course/types.ts";

/**
 * The reader's code, kept on the device as it is written. New numbers leave it
 * as it is; a reset of the exercise brings the start code back.
 *
 * @param exercise The exercise
 * @param session The session
 * @returns The code, and how it is changed
 */
export function useCode(
  exercise: CodeExercise,
  session: ExerciseSession,
): { readonly code: string; write(code: string): void; flush(): void } {
  const { record, round } = session;
  const kept = record?.state?.answer;
  const [code, setCode] = useState(() => typeof kept === "string" && kept || exercise.start);
  const draft = useDraft(session);

  useEffect(() => {
    if (round === 0) return;
    if (!record) setCode(exercise.start);
    else if (typeof kept === "string" && kept !== "") setCode(kept);
    else if (code !== exercise.start) session.keep(code);
  }, [round]);

  return {
    code,
    flush: draft.flush,
    write(next) {
      setCode(next);
      draft.write(next);
    },
  };
}
