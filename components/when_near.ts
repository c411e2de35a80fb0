/** How far beyond the window's edge an element counts as near: about half a phone's screen. */
const NEAR = "400px 0px";

/** Signs that somebody is reading. Until the first of them, only what is in view is loaded. */
const SIGNS = ["scroll", "pointermove", "pointerdown", "keydown"] as const;

let awake: Promise<void> | undefined;

/** Settles at the reader's first scroll, touch, pointer movement or key. */
function readerAwake(): Promise<void> {
  return awake ??= new Promise((resolve) => {
    const first = new AbortController();
    for (const sign of SIGNS) {
      addEventListener(sign, () => {
        first.abort();
        resolve();
      }, { signal: first.signal, passive: true, capture: true });
    }
  });
}

/**
 * Takes a step once, when an element is in view, comes near the view of somebody who reads, or is
 * touched or focused. If the step fails, as without a network, the next of these tries again.
 *
 * @param element The element.
 * @param step What to do.
 * @param isPrinted Whether the page on paper is to have taken it everywhere: then printing is a
 * sign too, and an address with the seed of a class, whose numbers are those of the whole page.
 * @returns Stops waiting.
 */
export function whenNear(
  element: Element,
  step: () => Promise<void>,
  isPrinted = false,
): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running = false;
  const run = async () => {
    if (running || signal.aborted) return;
    running = true;
    try {
      await step();
      stopping.abort();
    } catch {
      // The static view stays, and works.
      running = false;
    }
  };
  const watch = (rootMargin: string) => {
    if (signal.aborted) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void run();
    }, { rootMargin });
    observer.observe(element);
    signal.addEventListener("abort", () => observer.disconnect());
  };
  watch("0px");
  void readerAwake().then(() => watch(NEAR));
  for (const event of ["pointerdown", "focusin"] as const) {
    element.addEventListener(event, run, { signal });
  }
  if (isPrinted) {
    addEventListener("beforeprint", run, { signal });
    if (location.search.includes("seed=")) void run();
  }
  return () => stopping.abort();
}
