/**
 * Dates as numbers of years, so that a line can be drawn through them.
 *
 * @module
 */
import { describe } from "../check.ts";

const millisecondsPerDay = 86_400_000;
const daysPerYear = 365.25;
/** Days from 1970-01-01 to 2000-01-01, where the count of years is exactly 2000. */
const daysTo2000 = 10_957;

/**
 * A date as a number of years of 365.25 days, counted so that 2000-01-01 is exactly 2000. Other
 * first days of a year differ from whole numbers by less than a day.
 *
 * @param date `2020-05-14`, `2020-05` (its first day), `2020` (1 January), or a number of years,
 * which is returned as it is.
 * @returns Years.
 * @throws {RangeError} If it is not a date of the calendar or not a finite number.
 * @throws {TypeError} If it is neither a text nor a number.
 *
 * @example
 * ```ts
 * import { dateInYears } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(dateInYears("2000-01-01")).toBe(2000);
 * expect(dateInYears("2000-12-31")).toBe(2000 + 365 / 365.25);
 * expect(() => dateInYears("2021-02-29")).toThrow("a day of the calendar");
 * ```
 */
export function dateInYears(date: string | number): number {
  if (typeof date === "number") {
    if (Number.isFinite(date)) return date;
    throw new RangeError(`date is ${date}: it must be a finite number of years`);
  }
  if (typeof date !== "string") {
    throw new TypeError(`date is ${describe(date)}: it must be a text or a number of years`);
  }
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  const day = parts && `${parts[1]}-${parts[2] ?? "01"}-${parts[3] ?? "01"}`;
  const milliseconds = day ? Date.parse(`${day}T00:00:00Z`) : NaN;
  // A parser may take 30 February for 1 March
  const exists = Number.isFinite(milliseconds) &&
    new Date(milliseconds).toISOString().slice(0, 10) === day;
  if (!exists) {
    throw new RangeError(
      `date is ${describe(date)}: it must be a day of the calendar, such as 2020-05-14`,
    );
  }
  return 2000 + (milliseconds / millisecondsPerDay - daysTo2000) / daysPerYear;
}

/**
 * The day of the calendar nearest to a number of years.
 *
 * @param years As {@linkcode dateInYears} gives them, in the years 1 to 9999.
 * @returns The date, such as `2020-05-14`.
 * @throws {RangeError} If the number is not within those years.
 *
 * @example
 * ```ts
 * import { dateFromYears, dateInYears } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(dateFromYears(dateInYears("2022-09-20"))).toBe("2022-09-20");
 * ```
 */
export function dateFromYears(years: number): string {
  if (!(years >= 1 && years < 9999)) {
    throw new RangeError(`years is ${describe(years)}: it must be from 1 to 9999`);
  }
  const days = Math.round((years - 2000) * daysPerYear) + daysTo2000;
  return new Date(days * millisecondsPerDay).toISOString().slice(0, 10);
}
