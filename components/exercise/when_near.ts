/** How far from the view a place counts as near: about half a phone's screen. */
const MARGIN = "400px 0px";

/**
 * Runs a step once, when an element comes near the view or is touched or
 * focused. If the step fails it is tried again at the next touch.
 *
 * @param element The element
 * @param step What to do
 * @returns How to stop waiting
 */
export function whenNear(element: Element, step: () => Promise<void>): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  let isRunning = false;
  const run = async () => {
    if (isRunning || signal.aborted) return;
    isRunning = true;
    try {
      await step();
      stop();
    } catch (error) {
      console.warn("An exercise could not be loaded:", error);
    }
    isRunning = false;
  };
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    run();
  }, { rootMargin: MARGIN });
  const stop = () => {
    observer.disconnect();
    stopping.abort();
  };
  observer.observe(element);
  element.addEventListener("pointerdown", run, { signal });
  element.addEventListener("focusin", run, { signal });
  return stop;
}
