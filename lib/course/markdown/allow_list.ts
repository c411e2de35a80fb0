/**
 * Every tag and attribute that may reach a page. It is the last of several
 * gates: whatever the steps before it let through, nothing outside this list
 * is in a compiled course.
 *
 * @module
 */

/** Accepts an attribute's value, or does not. */
type Rule = (value: string) => boolean;

const anything: Rule = () => true;
const text: Rule = anything;
const id: Rule = (value) => /^[\p{L}\p{M}\p{N}_-]+$/u.test(value);
const number: Rule = (value) => /^-?\d+(\.\d+)?$/.test(value);
const token = (values: string): Rule => {
  const known = new Set(values.split(" "));
  return (value) => known.has(value);
};
const length: Rule = (value) => /^[+-]?[\d.]+(em|ex|px|pt|%)?$|^[a-z]+$/.test(value);
const lengths: Rule = (value) => value.split(" ").every(length);
const words: Rule = (value) => /^[a-z -]*$/.test(value);
const classes: Rule = (value) =>
  value.split(" ").every((name) => /^(tok|code)-[a-z-]+$|^unbroken$/.test(name));

/**
 * Whether an address may be linked to: `https`, `http`, `mailto`, a path of
 * this site or an anchor. Browsers drop control characters and read `\` as
 * `/`, so neither may occur.
 */
export const safeAddress: Rule = (value) =>
  /^(?:https?:\/\/[^/\\]|mailto:|#|\/(?![/\\]))/i.test(value) &&
  !/[\p{Cc}\s\\]/u.test(value);

const localImage: Rule = (value) =>
  /^\/assets\/[A-Za-z0-9][\w.-]*\.(png|jpe?g|webp|avif|gif)$/.test(value);

const PLAIN =
  "p h2 h3 h4 h5 h6 ul li blockquote pre em strong del code br hr sub sup kbd table thead tbody tr span section";

const HTML: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  ...Object.fromEntries(PLAIN.split(" ").map((tag) => [tag, {}])),
  h2: { id },
  h3: { id },
  h4: { id },
  h5: { id },
  h6: { id },
  a: { href: safeAddress, title: text },
  abbr: { title: text },
  img: {
    src: localImage,
    alt: text,
    title: text,
    width: number,
    height: number,
    loading: token("lazy"),
  },
  ol: { start: number },
  th: { align: token("left center right") },
  td: { align: token("left center right") },
  pre: { class: classes, tabindex: token("0") },
  span: { class: classes },
};

const slug = id;
const style: Readonly<Record<string, Rule>> = {
  expression: text,
  unit: text,
  digits: number,
  as: token("words percent plain factor"),
};

const COURSE: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  "x-term": { slug },
  "x-cite": { keys: text },
  "x-calc": { ...style, text, exact: text },
  "x-value": style,
  "x-figure": { id },
  "x-exercise": { id: (value) => value.split("/").every(id) },
  "x-predict": { id: (value) => value.split("/").every(id) },
  "x-aside": { title: text },
  "x-deepdive": { title: text },
  "x-recap": { title: text },
  "x-instructor": { title: text },
  "x-note-ref": { id, number },
  "x-table": {},
};

const MATHML_TAGS =
  "math mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle merror mpadded mphantom menclose msub msup " +
  "msubsup munder mover munderover mmultiscripts mtable mtr mtd";
const MATHML_ATTRIBUTES: Readonly<Record<string, Rule>> = {
  class: token("letter"),
  accent: token("true false"),
  accentunder: token("true false"),
  alttext: text,
  columnalign: words,
  columnlines: words,
  columnspacing: lengths,
  depth: length,
  display: token("block inline"),
  displaystyle: token("true false"),
  fence: token("true false"),
  form: token("prefix infix postfix"),
  height: length,
  largeop: token("true false"),
  linethickness: length,
  lspace: length,
  mathsize: length,
  mathvariant: words,
  maxsize: length,
  minsize: length,
  movablelimits: token("true false"),
  notation: words,
  rowalign: words,
  rowlines: words,
  rowspacing: lengths,
  rspace: length,
  scriptlevel: (value) => /^[+-]?\d+$/.test(value),
  separator: token("true false"),
  side: words,
  stretchy: token("true false"),
  symmetric: token("true false"),
  voffset: length,
  width: length,
  xmlns: token("http://www.w3.org/1998/Math/MathML"),
};

const TAGS: ReadonlyMap<string, Readonly<Record<string, Rule>>> = new Map([
  ...Object.entries(HTML),
  ...Object.entries(COURSE),
  ...MATHML_TAGS.split(" ").map((tag) => [tag, MATHML_ATTRIBUTES] as const),
]);

/** Whether a tag may be in a compiled tree. */
export function isAllowedTag(tag: string): boolean {
  return TAGS.has(tag);
}

/** Whether a tag may have an attribute with a value. */
export function isAllowedAttribute(tag: string, name: string, value: string): boolean {
  const rules = TAGS.get(tag);
  return rules !== undefined && Object.hasOwn(rules, name) && (rules[name]?.(value) ?? false);
}
