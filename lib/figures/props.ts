/**
 * Readers of a figure's properties. The same text comes from two places, an
 * author's Markdown and a shared link, so every reader validates.
 *
 * @module
 */
import { FigurePropError } from "./error.ts";

/** A figure's properties as text, by name. */
export type Attributes = Readonly<Record<string, string>>;

/** Refuses properties that the figure does not have. */
export function refuseUnknown(attributes: Attributes, known: readonly string[]): void {
  for (const [prop, value] of Object.entries(attributes)) {
    if (!known.includes(prop)) {
      throw new FigurePropError(prop, value, known, "this figure has no such property");
    }
  }
}

/** Reads one of a few values; an absent or empty property gives the fallback. */
export function readChoice<Value extends string>(
  attributes: Attributes,
  prop: string,
  allowed: readonly Value[],
  fallback: Value,
): Value {
  const text = attributes[prop]?.trim();
  if (!text) return fallback;
  const found = allowed.find((value) => value === text);
  if (found === undefined) throw new FigurePropError(prop, text, allowed);
  return found;
}

/** Reads a comma-separated list of distinct values, at most `most` of them. */
export function readList<Value extends string>(
  attributes: Attributes,
  prop: string,
  allowed: readonly Value[],
  fallback: readonly Value[],
  most: number = allowed.length,
): Value[] {
  const text = attributes[prop]?.trim();
  if (!text) return [...fallback];
  if (text === "none") return [];
  const values = text.split(",").map((part) =>
    readChoice({ [prop]: part }, prop, allowed, "" as Value)
  );
  const distinct = [...new Set(values)].filter((value) => value !== "");
  if (distinct.length > most) {
    throw new FigurePropError(
      prop,
      text,
      [`at most ${most} values`],
      `there are ${distinct.length}`,
    );
  }
  return distinct;
}

/** Reads a whole number within bounds. */
export function readInteger(
  attributes: Attributes,
  prop: string,
  { min, max }: { min: number; max: number },
  fallback: number,
): number {
  const text = attributes[prop]?.trim();
  if (!text) return fallback;
  const value = Number(text.replaceAll(/[\s_\u202f\u00a0]/g, ""));
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new FigurePropError(prop, text, [`a whole number from ${min} to ${max}`]);
  }
  return value;
}
