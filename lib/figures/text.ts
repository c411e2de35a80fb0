/**
 * Numbers as figures write them: as `formatQuantity` of `lib/compute` does, for
 * the few units of a chart, and without the table of all units, which would
 * weigh more than the rest of a figure's text. A test holds the two together.
 *
 * @module
 */
import { formatNumber, type Machine } from "@/lib/compute/mod.ts";
import { dateFromYears } from "@/lib/compute/trends/dates.ts";

const large = ["", "k", "M", "G", "T", "P", "E", "Z", "Y"];
const small = ["", "m", "µ", "n", "p", "f"];

/** Units that nobody puts a prefix to. */
const plainUnits = ["FLOP/byte", "cycles"];

/** A number with its unit: large counts and rates, small times, plain ratios. */
export function unitText(value: number, unit: string, digits?: number): string {
  const style = digits === undefined ? {} : { digits };
  if (unit === "") return formatNumber(value, style);
  const symbols = unit === "s" ? small : plainUnits.includes(unit) ? [""] : large;
  const step = unit === "s" ? 1 / 1000 : 1000;
  // Rounded first: 999.96 GB is written 1 TB, not 1000 GB.
  const fits = (power: number) => Number((value / step ** power).toPrecision(digits ?? 3)) >= 1;
  const powers = symbols.map((_, power) => power);
  const power = (unit === "s" ? powers.find(fits) : powers.findLast(fits)) ??
    (unit === "s" && value > 0 ? symbols.length - 1 : 0);
  // Multiplied where the prefix is small: dividing by 1e-6 would lose a digit.
  const scaled = unit === "s" ? value * 1000 ** power : value / 1000 ** power;
  return `${formatNumber(scaled, style)}\u00a0${symbols[power]}${unit}`;
}

/** A count of FLOPs: `137 GFLOP`. */
export const flopText = (value: number): string => unitText(value, "FLOP");

/** A rate: `312 TFLOP/s`. */
export const rateText = (value: number): string => unitText(value, "FLOP/s");

/** An amount of memory or traffic: `33.6 MB`. */
export const byteText = (value: number): string => unitText(value, "B");

/** A bandwidth: `2.04 TB/s`. */
export const bandwidthText = (value: number): string => unitText(value, "B/s");

/** A time: `16.5 µs`. */
export const timeText = (value: number): string => unitText(value, "s");

/** An intensity: `153 FLOP/byte`. */
export const intensityText = (value: number): string => unitText(value, "FLOP/byte");

/** A share: `0.65 %`. */
export function percentText(share: number): string {
  return `${formatNumber(share * 100, { digits: share >= 0.1 ? 3 : 2 })}\u00a0%`;
}

/** A factor: `7.92 times`. */
export const timesText = (factor: number): string => `${formatNumber(factor)}\u00a0times`;

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A number of years as a year, at its beginning, or as a month: `2020`, `Jun\u00a02020`. */
export function calendarText(years: number): string {
  const year = Math.floor(years);
  // 1 January lies up to a day above the whole number: years are counted as 365.25 days.
  if (years - year < 0.0025) return `${year}`;
  const [of, month] = dateFromYears(years).split("-");
  return `${months[Number(month) - 1]}\u00a0${of}`;
}

const vendors = /^(?:NVIDIA|AMD|Google|Intel|AWS|Apple)\s+(?=\S)/;

/** A machine's name without its maker, for labels: `A100 80GB SXM`. */
export function shortName(machine: Pick<Machine, "name">): string {
  return machine.name.replace(vendors, "");
}

/** The first words of a machine's name, as far as its first number: `A100`, `TPU v4`. */
export function shortestName(machine: Pick<Machine, "name">): string {
  const words = shortName(machine).split(" ");
  const number = words.findIndex((word) => /\d/.test(word));
  return words.slice(0, number + 1 || undefined).join(" ");
}

/** Starts a sentence with a capital letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
