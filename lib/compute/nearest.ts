/**
 * Nearest spellings, for messages that suggest what was meant.
 *
 * @module
 */

/** The edit distance at which a spelling still counts as a slip of the given text. */
function limit(text: string): number {
  return Math.floor(text.length / 2);
}

/**
 * Sorts known spellings by their distance to a text: an edit counts 1, a
 * change of case alone a quarter, so that "gb" suggests "Gb" and "GB" before
 * "kB".
 *
 * @param text What was written.
 * @param known What could have been meant.
 * @returns All known spellings, nearest first; ties keep their order.
 */
export function byDistance(text: string, known: readonly string[]): string[] {
  return known.map((word) => ({ word, distance: distance(text, word) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ word }) => word);
}

/**
 * The few known spellings close enough to be suggested.
 *
 * @param text What was written.
 * @param known What could have been meant.
 * @param count How many at most.
 * @returns The nearest, none if nothing is near. If some differ in case only, just those.
 */
export function suggest(text: string, known: readonly string[], count = 3): string[] {
  const nearest = [...new Set(byDistance(text, known))].slice(0, count);
  const caseOnly = nearest.filter((word) => word.toLowerCase() === text.toLowerCase());
  if (caseOnly.length > 0) return caseOnly;
  return nearest.filter((word) => distance(text, word) <= limit(text));
}

function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      current.push(Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + substitution(a.charAt(row - 1), b.charAt(column - 1)),
      ));
    }
    previous = current;
  }
  return at(previous, b.length);
}

function substitution(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? 0.25 : 1;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
