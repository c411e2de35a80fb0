/** Who prints without a network, or with a view that fails, gets the page as it is after this. */
const LONGEST_WAIT = 4000;

/**
 * Prints the page once every exercise is alive in it, with the reader's own numbers and answers.
 * A browser that is told to print waits for nothing that must be loaded first.
 */
export async function printWhole(): Promise<void> {
  // The sign on which exercises come alive; `print` ends what it begins
  dispatchEvent(new Event("beforeprint"));
  await everythingAlive();
  print();
}

function everythingAlive(): Promise<void> {
  const isWhole = () => !document.querySelector(".ex-live:not([data-ready])");
  return new Promise((resolve) => {
    const done = () => {
      watching.disconnect();
      clearTimeout(timer);
      // Views fill in their last parts in effects of their own
      requestAnimationFrame(() => setTimeout(resolve));
    };
    const watching = new MutationObserver(() => isWhole() && done());
    const timer = setTimeout(done, LONGEST_WAIT);
    watching.observe(document.body, { subtree: true, childList: true, attributes: true });
    if (isWhole()) done();
  });
}
