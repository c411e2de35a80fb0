import { useEffect, useState } from "preact/hooks";

/** What a prediction holds back, and how to see it all the same. */
export interface HeldBack {
  /** Whether something is held back now. */
  readonly isHeld: boolean;
}

/** What a prediction is, for what follows it. */
export interface Holding {
  /** Whether the reader has committed. */
  readonly isCommitted: boolean;
  /** Whether the reader has read on before, on this page or another day. */
  readonly hasReadOn: boolean;
  /** Remembers that the reader reads on. */
  readOn(): void;
}

/**
 * Keeps what follows a prediction unread until it is committed. The text keeps
 * its place, so nothing moves; without JavaScript nothing is held back.
 *
 * @param id The prediction
 * @param holding What decides whether something is held back
 * @returns Whether something is held back
 */
export function useHoldBack(
  id: string,
  { isCommitted, hasReadOn, readOn }: Holding,
): HeldBack {
  const [exists, setExists] = useState(false);
  const isHeld = exists && !isCommitted && !hasReadOn;

  useEffect(() => {
    const place = document.querySelector<HTMLElement>(`[data-after="${CSS.escape(id)}"]`);
    if (!place) return;
    // An address that leads into the text is an answer to "read on?"
    const target = location.hash.length > 1
      ? document.getElementById(location.hash.slice(1))
      : null;
    if (target && place.contains(target) && !isCommitted && !hasReadOn) readOn();
    setExists(true);
    return () => set(place, false);
  }, [id]);

  useEffect(() => {
    const place = document.querySelector<HTMLElement>(`[data-after="${CSS.escape(id)}"]`);
    if (place && exists) set(place, isHeld);
  }, [id, isHeld, exists]);

  return { isHeld };
}

function set(place: HTMLElement, isHeld: boolean): void {
  place.inert = isHeld;
  if (isHeld) place.dataset.held = "true";
  else delete place.dataset.held;
}
