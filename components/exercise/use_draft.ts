import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ExerciseSession } from "./use_exercise.ts";

/** So long after the last key, in milliseconds, what is written is kept. */
const PAUSE = 600;

/** An answer as progress keeps it. */
type Answer = Parameters<ExerciseSession["keep"]>[0];
type Timer = ReturnType<typeof setTimeout>;

/** What is being written and not kept yet. */
export interface Draft {
  /** Tells what stands there now. */
  write(answer: Answer): void;
  /** Keeps it at once. */
  flush(): void;
  /** Forgets it: it is kept otherwise. */
  drop(): void;
}

/**
 * Keeps an answer on the device as it is written: after a pause, and before the
 * page goes.
 *
 * @param session The session of its exercise
 * @returns The draft, always the same one
 */
export function useDraft(session: ExerciseSession): Draft {
  const latest = useRef(session);
  latest.current = session;

  const draft = useMemo((): Draft => {
    let pending: { readonly answer: Answer; readonly timer: Timer } | undefined;
    const drop = () => {
      clearTimeout(pending?.timer);
      pending = undefined;
    };
    const flush = () => {
      if (!pending) return;
      const { answer } = pending;
      drop();
      latest.current.keep(answer);
    };
    return {
      write(answer) {
        drop();
        pending = { answer, timer: setTimeout(flush, PAUSE) };
      },
      flush,
      drop,
    };
  }, []);

  useEffect(() => {
    // The last words must not be lost with the page
    addEventListener("pagehide", draft.flush);
    return () => {
      removeEventListener("pagehide", draft.flush);
      draft.flush();
    };
  }, []);

  // A new beginning has another answer, or none
  useEffect(() => draft.drop(), [session.round]);

  return draft;
}
