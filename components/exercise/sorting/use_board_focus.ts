import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** What the focus of a board depends on. */
export interface BoardFocusOptions {
  /** The element that holds all things and places. */
  root: RefObject<HTMLElement>;
  /** The thing that is taken, if one is. */
  taken: string | undefined;
  /** Changes when a thing has been put somewhere. */
  value: unknown;
  /** Called when the taken thing is let go. */
  onLetGo: () => void;
}

/** Leads the focus of somebody who works with keys. */
export interface BoardFocus {
  /** A thing is about to be put: the focus goes with it. */
  follow(item: string): void;
  /** A thing is about to be taken by a key: the focus goes to the first free place. */
  seekPlace(): void;
  /** Escape lets the taken thing go, arrow keys lead from place to place. */
  onKey(event: KeyboardEvent): void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/**
 * Leads the focus between the things and the places of a board, so that Tab
 * need not pass all other things between a thing and its place.
 *
 * @param options The board and its state
 * @returns What the board tells it
 */
export function useBoardFocus(
  { root, taken, value, onLetGo }: BoardFocusOptions,
): BoardFocus {
  const moved = useRef<string>();
  const isSeeking = useRef(false);

  const focus = (element: HTMLElement | null | undefined) =>
    element?.focus({ preventScroll: true });
  const focusItem = (item: string) =>
    focus(root.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(item)}"] button`));
  const buttons = () => [...root.current?.querySelectorAll<HTMLElement>(".ex-put") ?? []];

  useLayoutEffect(() => {
    // In its new place a thing is a new element
    if (moved.current !== undefined) focusItem(moved.current);
    moved.current = undefined;
  }, [value]);

  useLayoutEffect(() => {
    if (!isSeeking.current || taken === undefined) return;
    isSeeking.current = false;
    const all = buttons();
    const free = all.find((button) => !button.parentElement?.querySelector("[data-item]"));
    (free ?? all[0])?.focus();
  }, [taken]);

  return {
    follow(item) {
      moved.current = item;
    },
    seekPlace() {
      isSeeking.current = true;
    },
    onKey(event) {
      if (event.key === "Escape" && taken !== undefined) {
        onLetGo();
        return focusItem(taken);
      }
      const all = buttons();
      const at = all.findIndex((button) => button === event.target);
      const step = STEPS[event.key];
      if (at < 0 || step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      all[(at + step + all.length) % all.length]?.focus();
    },
  };
}
