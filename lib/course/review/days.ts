/**
 * When an exercise is due. Small and free of other modules: the island that
 * marks the course map is made of it.
 *
 * @module
 */
import type { ReviewState } from "../progress/types.ts";

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** A day of study ends at four in the morning, by the reader's own clock. */
const NIGHT = 4 * 3_600_000;

/** No exercise stays away longer than this, in days. */
export const MAX_INTERVAL = 365;

/**
 * The number of a day of study, in the reader's own calendar.
 *
 * @param time Milliseconds since 1970
 * @returns Counts on by one from day to day, whatever the length of a day
 *
 * @example
 * ```ts
 * import { dayOf } from "@/lib/course/review/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const late = new Date(2026, 10, 24, 1, 30).getTime();
 * const evening = new Date(2026, 10, 23, 20, 0).getTime();
 * const morning = new Date(2026, 10, 24, 8, 0).getTime();
 * expect(dayOf(late)).toBe(dayOf(evening));
 * expect(dayOf(morning)).toBe(dayOf(evening) + 1);
 * ```
 */
export function dayOf(time: number): number {
  const date = new Date(time - NIGHT);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY;
}

/**
 * The day on which an exercise is due.
 *
 * A time in the future shows that the clock was ahead when it was stored, and
 * nobody knows how long ago that was: the exercise is due today. It is stored
 * anew when it is answered, so this happens once.
 *
 * @param review Its schedule
 * @param now Milliseconds since 1970
 * @returns The number of the day; today or earlier if it is due
 */
export function dueDay(
  { due, last }: Pick<ReviewState, "due" | "last">,
  now: number,
): number {
  if (last > now + DAY) return dayOf(now);
  return Math.min(dayOf(due), dayOf(last) + MAX_INTERVAL);
}
