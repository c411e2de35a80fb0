import type { ComponentChildren, ComponentType, JSX } from "preact";
import { useEffect, useErrorBoundary, useLayoutEffect, useRef, useState } from "preact/hooks";
import { loadView, type ViewProps } from "@/components/exercise/views/mod.ts";
import { whenNear } from "@/components/when_near.ts";
import type { Exercise } from "@/lib/course/types.ts";

/** Props of {@linkcode LiveExercise}. */
export interface LiveExerciseProps {
  exercise: Exercise;
  /** The exercise as the server rendered it. */
  children: ComponentChildren;
}

/**
 * Shows the static exercise until it comes near the view or is touched, then
 * puts the live one in its place. Where the code does not arrive, as offline,
 * the static one stays.
 */
export function LiveExercise({ exercise, children }: LiveExerciseProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  // Whatever fails in a view, the static exercise is there to be read
  const [error] = useErrorBoundary();
  const [live, setLive] = useState<{ readonly View: ComponentType<ViewProps> }>();

  useEffect(() => {
    const element = root.current;
    if (!element || live) return;
    return whenNear(element, async () => {
      const View = await loadView(exercise);
      // The place stays as large as it was, so that nothing below it moves
      element.style.minBlockSize = `${element.offsetHeight}px`;
      hadFocus.current = element.contains(document.activeElement);
      setLive({ View });
    }, true);
  }, [exercise, live]);

  useLayoutEffect(() => {
    if (!live || !hadFocus.current) return;
    hadFocus.current = false;
    const field = root.current?.querySelector("input") ?? root.current?.querySelector("button");
    field?.focus({ preventScroll: true });
  }, [live]);

  return (
    <div ref={root} class="ex-live" data-ready={live && !error ? "true" : undefined}>
      {live && !error ? <live.View exercise={exercise} /> : children}
    </div>
  );
}
