import type { JSX } from "preact";
import type { Progress, ResetScope } from "@/lib/course/progress/mod.ts";

/** What was reset last, and how to reset and take it back. */
export interface Resetting {
  readonly last: { readonly name: string; readonly removed: Progress } | undefined;
  reset(scope: ResetScope, name: string): void;
  undo(): void;
}

/** Props of {@linkcode ResetButton}. */
export interface ResetButtonProps {
  scope: ResetScope;
  /** What is reset, such as `lesson 2.2`; tells the buttons apart. */
  name: string;
  resetting: Resetting;
  /** Whether there is nothing to reset. */
  isEmpty: boolean;
}

/** Resets, and then offers to undo in the same place, so that the focus stays. */
export function ResetButton(
  { scope, name, resetting, isEmpty }: ResetButtonProps,
): JSX.Element {
  const canUndo = resetting.last?.name === name;
  return (
    <button
      type="button"
      class="ex-link"
      aria-disabled={!canUndo && isEmpty}
      onClick={() => canUndo ? resetting.undo() : !isEmpty && resetting.reset(scope, name)}
    >
      {canUndo ? "Undo reset" : scope === "everything" ? "Reset everything" : "Reset"}
      {scope !== "everything" && (
        <span class="visually-hidden">{`${canUndo ? " of" : ""} ${name}`}</span>
      )}
    </button>
  );
}
