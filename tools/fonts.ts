/**
 * Subsets the course's fonts from their npm packages into `assets/fonts`.
 *
 * The results are committed, so this runs only when a font or the set of
 * characters changes: `deno run -A tools/fonts.ts`.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import subsetFont from "subset-font";

/** What lesson text, interface and charts use; anything else falls back to a system font. */
const CHARACTERS = [
  range(0x20, 0x7e),
  range(0xa0, 0xff),
  "ıŁłŒœŠšŽžĀāćčěęńőřśşťūůžι",
  "–—‘’‚“”„†‡•…‰′″‹›⁄€™",
  "×÷±−·∙≈≠≤≥∞√∑∂∆πµμΩσλαβθ",
  "←↑→↓↔⇒⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉",
  "\u2009\u202f\u2011\u00a0",
].join("");

const FONTS = [
  { from: "source-serif-4/files/source-serif-4-latin-wght-normal.woff2", to: "serif.woff2" },
  {
    from: "source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
    to: "serif-italic.woff2",
    // Emphasis is never bold: one weight is enough.
    axes: { wght: 400 },
  },
  { from: "source-sans-3/files/source-sans-3-latin-wght-normal.woff2", to: "sans.woff2" },
];

const root = new URL("../", import.meta.url);

for (const font of FONTS) {
  const source = await Deno.readFile(
    new URL(`node_modules/@fontsource-variable/${font.from}`, root),
  );
  const subset = await subsetFont(Buffer.from(source), CHARACTERS, {
    targetFormat: "woff2",
    keepFeatures: ["kern", "liga", "mark", "ccmp", "tnum", "lnum", "sups", "subs"],
    variationAxes: font.axes ?? { wght: { min: 400, max: 700 } },
  });
  await Deno.writeFile(new URL(`assets/fonts/${font.to}`, root), subset);
  console.log(`${font.to}: ${subset.length} bytes`);
}

function range(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
}
