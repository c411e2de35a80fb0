import { useEffect, useState } from "preact/hooks";

/**
 * The time, as far as a day matters: looked at again whenever the page comes
 * into view, for a page may stay open over night.
 *
 * @returns Milliseconds since 1970
 */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && setNow(Date.now());
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      removeEventListener("focus", look);
    };
  }, []);
  return now;
}
