import { formatNumber } from "@/lib/compute/mod.ts";
import type { Reached } from "./access.ts";

/** `99.8 %`. */
export function hitRateText(share: number): string {
  return `${formatNumber(Number((share * 100).toPrecision(10)), { digits: 10 })}\u00a0%`;
}

/** `1 cycle`, `98.8 cycles`. */
export function cyclesText(cycles: number): string {
  const text = formatNumber(cycles);
  return `${text}\u00a0${text === "1" ? "cycle" : "cycles"}`;
}

/** The year in which a moment lies; exact years are not pushed into the one before. */
export function yearText(year: number): string {
  return String(Math.floor(year + 1e-6));
}

/** When the wall is reached, in a word or two. */
export function reachedText(reached: Reached, start: number): string {
  switch (reached.when) {
    case "already":
      return `already in ${start}`;
    case "later":
      return `from ${yearText(reached.year)} on`;
    case "never":
      return "never";
  }
}
