/** How far beyond the window's edge an element counts as near. */
const margin = "400px";

/**
 * Calls `load` once when an element comes near the view, is touched or gets
 * focus. If loading fails, as without a network, the next of these tries again.
 *
 * @returns Stops waiting.
 */
export function whenNear(element: Element, load: () => Promise<void>): () => void {
  let busy = false;
  const observer = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) void start();
  }, { rootMargin: margin });
  const start = async () => {
    if (busy) return;
    busy = true;
    try {
      await load();
      stop();
    } catch {
      busy = false;
    }
  };
  const listen = () => void start();
  const stop = () => {
    observer.disconnect();
    element.removeEventListener("pointerdown", listen);
    element.removeEventListener("focusin", listen);
  };
  observer.observe(element);
  element.addEventListener("pointerdown", listen);
  element.addEventListener("focusin", listen);
  return stop;
}
