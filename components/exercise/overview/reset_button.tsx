import type { JSX } from "preact";
import type { ResetScope } from "@/lib/course/progress/mod.ts";

/** What can be taken back, and how to reset. */
export interface Resetting {
  canUndo(scope: ResetScope): boolean;
  reset(scope: ResetScope): void;
  undo(scope: ResetScope): void;
}

/** Props of {@linkcode ResetButton}. */
export interface ResetButtonProps {
  scope: ResetScope;
  /** What is reset, such as `lesson 2.2`; tells the buttons apart. */
  name: string;
  resetting: Resetting;
  /** Whether there is nothing to reset; then there is no button, unless it offers to undo. */
  isEmpty: boolean;
}

/** Resets, and then offers to undo in the same place, so that the focus stays. */
export function ResetButton(
  { scope, name, resetting, isEmpty }: ResetButtonProps,
): JSX.Element | null {
  const canUndo = resetting.canUndo(scope);
  if (isEmpty && !canUndo) return null;
  return (
    <button
      type="button"
      class="ex-link"
      onClick={() => canUndo ? resetting.undo(scope) : resetting.reset(scope)}
    >
      {canUndo ? "Undo reset" : scope === "everything" ? "Reset everything" : "Reset"}
      {scope !== "everything" && (
        <span class="visually-hidden">{`${canUndo ? " of" : ""} ${name}`}</span>
      )}
    </button>
  );
}
