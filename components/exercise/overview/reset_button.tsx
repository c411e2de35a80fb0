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

/**
 * Resets, and then offers to undo in the same place, so that the focus stays.
 * Once there is something new, both can be done.
 */
export function ResetButton(
  { scope, name, resetting, isEmpty }: ResetButtonProps,
): JSX.Element | null {
  const canUndo = resetting.canUndo(scope);
  if (isEmpty && !canUndo) return null;
  const button = (verb: string, act: () => void) => (
    <button type="button" class="ex-link" onClick={act}>
      {scope === "everything" && verb === "Reset" ? "Reset everything" : verb}
      {scope !== "everything" && (
        <span class="visually-hidden">{`${verb === "Reset" ? "" : " of"} ${name}`}</span>
      )}
    </button>
  );
  return (
    <>
      {canUndo
        ? button("Undo reset", () => resetting.undo(scope))
        : button("Reset", () => resetting.reset(scope))}
      {canUndo && !isEmpty && <>{button("Reset", () => resetting.reset(scope))}</>}
    </>
  );
}
