/**
 * What a walk needs of the browser.
 *
 * @module
 */
import { useEffect, useRef, useState } from "preact/hooks";

const query = "(prefers-reduced-motion: reduce)";

/** Whether the reader wants no motion; `false` on the server. */
export function useReducedMotion(): boolean {
  const [still, setStill] = useState(() =>
    typeof matchMedia === "function" && matchMedia(query).matches
  );
  useEffect(() => {
    const list = matchMedia(query);
    const follow = () => setStill(list.matches);
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, []);
  return still;
}

/** How long a walk must be at rest before its step is read aloud, in milliseconds. */
const rest = 1200;

/** A step in words, once the walk has come to rest there; empty before the first move. */
export function useAnnouncement(at: number, describe: (at: number) => string): string {
  const [said, say] = useState("");
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => say(describe(at)), rest);
    return () => clearTimeout(timer);
  }, [at]);
  return said;
}
