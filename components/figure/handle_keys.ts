import type { HandleStep } from "@/lib/figures/definition.ts";

/** What the keys of a slider do to a handle. */
export const handleKeys: Readonly<Record<string, HandleStep>> = {
  ArrowLeft: "less",
  ArrowDown: "less",
  ArrowRight: "more",
  ArrowUp: "more",
  PageDown: "much-less",
  PageUp: "much-more",
  Home: "least",
  End: "most",
};
