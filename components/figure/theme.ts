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
 * Calls back when the colours change, by the reader's choice on the page or by
 * the system's.
 *
 * @returns Stops it.
 */
export function onThemeChange(change: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  document.addEventListener("themechange", change);
  system.addEventListener("change", change);
  return () => {
    document.removeEventListener("themechange", change);
    system.removeEventListener("change", change);
  };
}
