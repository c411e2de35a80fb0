/**
 * Numbers as printed.
 *
 * @module
 */
import type { PrintedNumber } from "../data/types.ts";

/** What the last bits of a quotient may add to a difference; printed places are far coarser. */
const slack = 1e-9;

/** Whether a value, rounded to the place of a printed number, is that number. */
export function roundsTo(value: number, { value: printed, place }: PrintedNumber): boolean {
  return Math.abs(value - printed) <= place * (0.5 + slack);
}

/** Whether a value, its further digits cut off, is the printed number. */
export function cutsTo(value: number, { value: printed, place }: PrintedNumber): boolean {
  const left = (value - printed) / place;
  return left >= -slack && left < 1;
}

/** Whether a value rounded to one digit fewer than printed is the printed number. */
export function roundsCoarselyTo(value: number, { value: printed, place }: PrintedNumber): boolean {
  return roundsTo(value, { value: printed, place: 10 * place }) &&
    Math.abs(printed / (10 * place) - Math.round(printed / (10 * place))) < 1e-6;
}
