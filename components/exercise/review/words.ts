/**
 * When something comes, from a number of days.
 *
 * @param days From today
 * @param now Milliseconds since 1970
 * @returns Such as `tomorrow`, or `on Thursday, 26 November`
 */
export function whenWords(days: number, now: number): string {
  if (days <= 0) return "today";
  if (days === 1) return "tomorrow";
  // At noon no change of the clocks leads into another day
  const date = new Date(now - 4 * 3_600_000);
  date.setHours(12, 0, 0, 0);
  date.setDate(date.getDate() + days);
  const form: Intl.DateTimeFormatOptions = days < 7
    ? { weekday: "long", day: "numeric", month: "long" }
    : { day: "numeric", month: "long", year: "numeric" };
  return `on ${date.toLocaleDateString("en-GB", form).replace(/^(\w+) (?=\d)/, "$1, ")}`;
}
