/**
 * How wide a text is, without asking a browser: the server must place labels
 * too. Widths are those of the course's sans, in hundredths of its size, rounded
 * up to a few classes.
 *
 * @module
 */
const classes: readonly (readonly [number, string])[] = [
  [12, "\u202f\u2009"],
  [21, " \u00a0"],
  [30, "!'(),-.:;I[]ijl{|}·"],
  [37, "/\\frt¹²³"],
  [47, "?*csvxyz⁰⁴⁵⁶⁷⁸⁹⁻"],
  [51, '0123456789#$"+<=>FJL_aegk~×÷−–'],
  [60, "&ABCEKPRSTVXYZ^`bdhnopquµ"],
  [68, "DGHNOQU"],
];

const widths = new Map(
  classes.flatMap(([width, letters]) => Array.from(letters, (letter) => [letter, width] as const)),
);

/** The width of a text at a font size, in the unit of the size. */
export function textWidth(text: string, size: number, strong = false): number {
  let sum = 0;
  for (const letter of text) sum += widths.get(letter) ?? 85;
  return sum * size * (strong ? 0.0104 : 0.01);
}

/** The text, or its beginning with an ellipsis, no wider than `most`. */
export function fitText(text: string, size: number, most: number): string {
  if (textWidth(text, size) <= most) return text;
  let end = text.length;
  while (end > 1 && textWidth(text.slice(0, end), size) + size > most) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}
