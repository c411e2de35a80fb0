import { useEffect, useRef, useState } from "preact/hooks";
import type { ExerciseSession } from "@/components/exercise/use_exercise.ts";
import type { CodeExercise } from "@/lib/course/types.ts";

/** So long after the last key, in milliseconds, what is written is kept. */
const PAUSE = 600;

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
  const pending = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef({ code, session });
  latest.current = { code, session };

  const flush = () => {
    if (pending.current === undefined) return;
    clearTimeout(pending.current);
    pending.current = undefined;
    latest.current.session.keep(latest.current.code);
  };

  useEffect(() => {
    if (round === 0) return;
    if (!record) setCode(exercise.start);
    else if (typeof kept === "string" && kept !== "") setCode(kept);
    else if (code !== exercise.start) session.keep(code);
  }, [round]);

  useEffect(() => {
    // The last words must not be lost with the page
    addEventListener("pagehide", flush);
    return () => {
      removeEventListener("pagehide", flush);
      flush();
    };
  }, []);

  return {
    code,
    flush,
    write(next) {
      setCode(next);
      latest.current = { code: next, session };
      clearTimeout(pending.current);
      pending.current = setTimeout(flush, PAUSE);
    },
  };
}
