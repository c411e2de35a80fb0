/**
 * Months as text, `2020-06`, and as numbers that can be counted on.
 *
 * @module
 */
import { dateFromYears, dateInYears } from "@/lib/compute/trends/dates.ts";
import { FigurePropError } from "../error.ts";
import type { Attributes } from "../props.ts";

/** Months since the year 0. */
export function monthIndex(month: string): number {
  const [year, of] = month.split("-");
  return Number(year) * 12 + Number(of) - 1;
}

/** The month of an index. */
export function monthOf(index: number): string {
  const month = index % 12;
  return `${Math.floor(index / 12)}-${String(month + 1).padStart(2, "0")}`;
}

/** The first day of a month, in years. */
export function monthInYears(month: string): number {
  return dateInYears(month);
}

/** The month whose first day is nearest to a date in years. */
export function nearestMonth(years: number): string {
  const [year, month, day] = dateFromYears(years).split("-").map(Number);
  return monthOf((year ?? 0) * 12 + (month ?? 1) - 1 + ((day ?? 1) > 15 ? 1 : 0));
}

/** A month held between two others. */
export function holdMonth(month: string, [min, max]: readonly [string, string]): string {
  return monthOf(Math.min(Math.max(monthIndex(month), monthIndex(min)), monthIndex(max)));
}

/** Reads a month, or a year for its January, between two months. */
export function readMonth(
  attributes: Attributes,
  prop: string,
  [min, max]: readonly [string, string],
  fallback: string,
): string {
  const text = attributes[prop]?.trim();
  if (!text) return fallback;
  const month = /^\d{4}$/.test(text) ? `${text}-01` : text;
  const known = /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month);
  if (!known || month < min || month > max) {
    throw new FigurePropError(prop, text, [`a month from ${min} to ${max}, such as 2020-06`]);
  }
  return month;
}
