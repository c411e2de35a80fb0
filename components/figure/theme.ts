import type { Palette } from "./paint.ts";

/** The colours in force at an element, for canvas and for pictures to keep. */
export function readPalette(element: Element): Palette & { readonly font: string } {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    compute: color("compute"),
    memory: color("memory"),
    network: color("network"),
    accent: color("accent"),
    ink: color("ink"),
    soft: color("ink-soft"),
    rule: color("rule"),
    paper: color("paper"),
    font: style.getPropertyValue("--font-sans").trim() || "sans-serif",
  };
}

/**
 * Calls back when the colours change: by the reader's choice on the page, by
 * the system's, or because the page goes to a printer.
 *
 * @returns Stops it.
 */
export function onThemeChange(change: () => void): () => void {
  const queries = ["(prefers-color-scheme: dark)", "print"].map((query) => matchMedia(query));
  document.addEventListener("themechange", change);
  for (const query of queries) query.addEventListener("change", change);
  return () => {
    document.removeEventListener("themechange", change);
    for (const query of queries) query.removeEventListener("change", change);
  };
}
