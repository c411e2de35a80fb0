/**
 * Values as TypeScript literals.
 *
 * @module
 */

/** A value that can be written as a literal; `undefined` in an object is left out. */
export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [key: string]: Value | undefined };

/** How often a long text must occur to be written once, as a constant. */
const REPEATS = 3;
const LONG = 20;

/** Rows as literals, and the constants that they share. */
export interface Literals {
  /** Declarations of the shared texts. */
  readonly constants: string;
  /** The literal of each value. */
  readonly values: readonly string[];
}

/**
 * Writes values as literals; long texts that repeat become constants.
 *
 * @param values The values
 * @returns Their literals and the constants
 */
export function literals(values: readonly Value[]): Literals {
  const counts = new Map<string, number>();
  for (const value of values) count(value, counts);
  const repeated = [...counts].filter(([, times]) => times >= REPEATS).map(([text]) => text);
  const names = new Map(repeated.map((text, i) => [text, `text${i + 1}`]));
  return {
    constants: [...names].map(([text, name]) => `const ${name} = ${JSON.stringify(text)};`)
      .join("\n"),
    values: values.map((value) => literal(value, names)),
  };
}

function count(value: Value | undefined, counts: Map<string, number>): void {
  if (typeof value === "string") {
    if (value.length >= LONG) counts.set(value, (counts.get(value) ?? 0) + 1);
  } else if (typeof value === "object") {
    for (const part of Object.values(value)) count(part, counts);
  }
}

function literal(value: Value, names: ReadonlyMap<string, string>): string {
  if (typeof value === "string") return names.get(value) ?? JSON.stringify(value);
  if (typeof value === "number") return numberLiteral(value);
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map((part) => literal(part, names)).join(", ")}]`;
  const parts = Object.entries(value).flatMap(([key, part]) =>
    part === undefined ? [] : [`${propertyName(key)}: ${literal(part, names)}`]
  );
  return `{ ${parts.join(", ")} }`;
}

/** The shorter of 312000000000000 and 3.12e14. */
function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`No literal for ${value}`);
  const exponential = value.toExponential().replace("e+", "e");
  return exponential.length < String(value).length ? exponential : String(value);
}

function propertyName(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
