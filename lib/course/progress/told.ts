/**
 * Questions whose answer was shown, or told by a verdict. They are known by
 * what they ask and not by a seed: the same question comes again under other
 * seeds, in another order, and in another place.
 *
 * @module
 */
import { own } from "../own.ts";

/** When which question was told, by what it asks. */
export type Told = Readonly<Record<string, number>>;

/** So many are remembered of an exercise, the latest ones. */
export const MAX_TOLD = 64;

/** The key of a question of which only the seed is known, as in records of earlier editions. */
export function seedKey(seed: number): string {
  return `#${seed}`;
}

/**
 * Joins two accounts of what was told: of each question the latest time, of
 * all the latest ones. In whatever order and grouping, the result is the same.
 *
 * @param a One
 * @param b The other
 * @returns Both, without the oldest where there are too many
 */
export function mergeTold(a: Told | undefined, b: Told | undefined): Told | undefined {
  if (!a && !b) return undefined;
  const latest = new Map(Object.entries(a ?? {}));
  for (const [key, at] of Object.entries(b ?? {})) {
    latest.set(key, Math.max(at, latest.get(key) ?? 0));
  }
  const entries = [...latest].sort(([keyA, a], [keyB, b]) => b - a || (keyA < keyB ? -1 : 1));
  return Object.fromEntries(entries.slice(0, MAX_TOLD));
}

/** Whether a question was told. */
export function isTold(told: Told | undefined, key: string | undefined): boolean {
  return told !== undefined && key !== undefined && own(told, key) !== undefined;
}
