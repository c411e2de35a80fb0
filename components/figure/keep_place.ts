/** Where the reader was in a drawing that is about to be replaced. */
export interface Place {
  /** Puts focus and open details back, by their ids. */
  restore(): void;
}

/** Notes focus and open details within an element, before it is drawn anew. */
export function keepPlace(root: Element): Place {
  const { activeElement } = document;
  const focused = activeElement && root.contains(activeElement) ? activeElement.id : "";
  const details = [...root.querySelectorAll("details")].map(({ id, open }) => ({ id, open }));
  return {
    restore() {
      for (const { id, open } of details) {
        const again = document.getElementById(id);
        if (again instanceof HTMLDetailsElement) again.open = open;
      }
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    },
  };
}
