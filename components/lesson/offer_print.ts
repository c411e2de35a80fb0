/**
 * Makes the line about printing at a lesson's end work: the handout has the numbers of the class
 * whose seed the address names, and the button prints the page once it is whole. What that takes
 * is loaded when it is pressed.
 */
export function offerPrint(): void {
  const seed = new URLSearchParams(location.search).get("seed");
  const handout = document.querySelector<HTMLAnchorElement>("[data-handout]");
  if (seed && handout) handout.search = `?${new URLSearchParams({ seed })}`;
  document.querySelector("[data-print]")
    ?.addEventListener("click", async () => (await import("./print_whole.ts")).printWhole());
}
