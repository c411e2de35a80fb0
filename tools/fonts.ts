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
  "łŒœŠšŽžāčćěřśş",
  "–—‘’“”†•…′″€™",
  "×÷±−·≈≠≤≥∞√∑∂πµμΩσλαβ",
  "←↑→↓↔⇒⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉",
  "\u2009\u202f\u2011\u00a0",
].join("");

/**
 * Delimiters that stretch, operators, and the Greek letters of formulas; Latin letters of formulas
 * come from the text's own italic. The font's MATH table stays, which browsers need for MathML.
 */
const FORMULAS = "()[]{}|/=<>≤≥≈≪≫+−·×÷±√→…,.𝛼𝛽𝛾𝜆𝜇𝜋𝜎";

const FONTS = [
  { from: "source-serif-4/files/source-serif-4-latin-wght-normal.woff2", to: "serif.woff2" },
  {
    from: "source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
    to: "serif-italic.woff2",
    // Emphasis is never bold: one weight is enough.
    axes: { wght: 400 },
  },
  { from: "source-sans-3/files/source-sans-3-latin-wght-normal.woff2", to: "sans.woff2" },
  {
    from: "../@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2",
    to: "math.woff2",
    characters: FORMULAS,
    features: [],
  },
];

/** What texts and tables need: kerning, ligatures, tabular and lining figures. */
const FEATURES = ["kern", "liga", "tnum", "lnum"];

const root = new URL("../", import.meta.url);

for (const font of FONTS) {
  const source = await Deno.readFile(
    new URL(`node_modules/@fontsource-variable/${font.from}`, root),
  );
  const subset = await subsetFont(Buffer.from(source), font.characters ?? CHARACTERS, {
    targetFormat: "woff2",
    keepFeatures: font.features ?? FEATURES,
    ...(font.characters ? {} : { variationAxes: font.axes ?? { wght: { min: 400, max: 700 } } }),
  });
  await Deno.writeFile(new URL(`assets/fonts/${font.to}`, root), subset);
  console.log(`${font.to}: ${subset.length} bytes`);
}

function range(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
}
