/**
 * Growth, spans of time and lists in words.
 *
 * @module
 */
import { formatNumber } from "@/lib/compute/mod.ts";
import type { ConfidenceSet, Estimate } from "@/lib/compute/trends/mod.ts";
import { calendarText } from "../text.ts";

/** How growth is fitted: the sentence of the convention `growth`. */
export const growthConvention =
  "Growth is the ordinary least-squares slope of the decimal logarithm on the date, a year having " +
  "365.25 days.";

/** A factor as a number: beyond what a trend can tell, only how far it goes. */
export function factorText(factor: number): string {
  if (factor > 1e15) return `over ${formatNumber(1e15)}`;
  if (factor < 1e-15) return `under ${formatNumber(1e-15)}`;
  // Three digits, the last of them even where it is 0: 1.90 beside 1.59.
  return factor >= 1e-3 && factor < 999.5 ? factor.toPrecision(3) : formatNumber(factor);
}

/** A growth factor at a line: `3.03×`. */
export const crossText = (factor: number): string => `${factorText(factor)}×`;

/** A growth factor in a sentence: `3.03 times`. */
export const growthText = (factor: number): string => `${factorText(factor)}\u00a0times`;

/** The ends of an interval: `2.68 to 3.41`. */
export function intervalText({ lower, upper }: Pick<Estimate, "lower" | "upper">): string {
  return `${factorText(lower)} to ${factorText(upper)}`;
}

/** A span of time with two digits, in months below a year. */
export function spanText(years: number): string {
  const [span, unit] = years < 0.995 ? [years * 12, "months"] : [years, "years"];
  return `${span < 99.5 ? span.toPrecision(2) : formatNumber(span)}\u00a0${unit}`;
}

/** What growth of that many decades a year does in time: `doubles every 2.2 years`. */
export function doublingText(slope: number): string {
  const years = Math.log10(2) / Math.abs(slope);
  if (!(years < 1000)) return "hardly changes";
  return `${slope > 0 ? "doubles" : "halves"} every ${spanText(years)}`;
}

/** The same as a number of the readout: `2.2 years`, `falls`. */
export function doublingCell(slope: number): string {
  const years = Math.log10(2) / slope;
  if (!(Math.abs(years) < 1000)) return "never";
  return years > 0 ? spanText(years) : `halves in ${spanText(-years)}`;
}

/** The dates that data allow for a crossing. */
export function datesText({ shape, lower, upper }: ConfidenceSet): string {
  switch (shape) {
    case "between":
      return `${dateText(lower)} to ${dateText(upper)}`;
    case "outside":
      return `before ${dateText(lower)} or after ${dateText(upper)}`;
    case "everything":
      return "any date";
    case "nothing":
      return "no date";
  }
}

/** A date that a line gives; far away, only how far. */
export function dateText(years: number): string {
  if (years < 1950) return "before\u00a01950";
  return years > 2200 ? "after\u00a02200" : calendarText(years);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${last}` : last;
}

/** A count with its noun: `1 point`, `14 points`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
