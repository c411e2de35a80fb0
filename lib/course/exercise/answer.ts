import {
  describeDimension,
  type Dimension,
  parseQuantity,
  parseUnit,
  QuantitySyntaxError,
  sameDimension,
  type Unit,
} from "@/lib/compute/mod.ts";
import { workOut } from "./answer_arithmetic.ts";
import { type AnswerText, splitAnswer } from "./answer_text.ts";

/** An answer that could be read. */
export interface ReadAnswer {
  readonly kind: "read";
  /** In base units. */
  readonly value: number;
  /** Whether the reader left the unit out and the asked one was taken. */
  readonly unitAssumed: boolean;
  /** Whether it was a sum or a product and had to be worked out. */
  readonly isWorkedOut?: true;
  /** The value if a comma or point was meant the other way, where that cannot be told. */
  readonly otherwise?: number;
}

/** An answer that cannot be graded, and what to tell the reader. */
export type UnreadAnswer =
  | { readonly kind: "empty" | "unreadable"; readonly message: string }
  | {
    readonly kind: "dimension";
    readonly message: string;
    /** What was given, in base units. */
    readonly value: number;
    readonly dimension: Dimension;
  };

/** The longest answer that is read. */
const MAX_LENGTH = 100;

/**
 * Reads the text of a numeric answer: a number in any common spelling and a
 * unit in any spelling that the computation library knows. Without a unit the
 * asked one is taken.
 *
 * @param text What the reader wrote
 * @param unit The unit that is asked for; empty for a plain number
 * @returns The value in base units, or a message for the reader
 * @throws {SyntaxError} If `unit` is no unit
 *
 * @example
 * ```ts
 * import { parseAnswer } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(parseAnswer("2 039 GB/s", "TB/s")).toMatchObject({ kind: "read", value: 2.039e12 });
 * expect(parseAnswer("2,04", "TB/s")).toMatchObject({ kind: "read", value: 2.04e12 });
 * expect(parseAnswer("3 s", "TB/s").kind).toBe("dimension");
 * ```
 */
export function parseAnswer(text: string, unit: string): ReadAnswer | UnreadAnswer {
  const asked = parseUnit(unit);
  if (text.trim() === "") {
    return {
      kind: "empty",
      message: `Type a number${unit ? `, in ${unit} or any unit like it` : ""}.`,
    };
  }
  if (text.length > MAX_LENGTH) return unreadable("That is too long for a number with a unit.");
  // A factor may be written as the course writes it: 3×, 3x or 3 times.
  const bare = unit === "" ? text.replace(/(\d)\s*(?:×|x|times)\s*$/i, "$1") : text;
  const split = splitAnswer(bare);
  try {
    if (SUM.test(split?.unit ?? "") || /^[=≈~\s]*[+\-−]*\s*(?:[(√]|sqrt\b)/i.test(bare)) {
      return readSum(bare, unit, asked);
    }
    if (!split) return unreadable("Begin with a number, such as 2.04 or 1.5e12.");
    return read(split, unit, asked);
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable(sentence(error.message));
    if (error instanceof RangeError) {
      const hasNoValue = /large|finite|divide by 0/i.test(error.message);
      return unreadable(hasNoValue ? NO_VALUE : sentence(error.message));
    }
    throw error;
  }
}

const NO_VALUE =
  "That has no value to compute with: it is too large, or a root or a division cannot be done.";

/** A message as a sentence of its own. */
function sentence(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}

/** A single comma before exactly three digits: a group, or a decimal comma. */
const MAYBE_DECIMAL = /(?<![\d.,])([1-9]\d{0,2}),(\d{3})(?![\d.,])/g;

/** What stands behind the first number where more is to be worked out. */
const SUM =
  /^(?:[\^*×·⋅÷:+\-−–⁻⁰¹²³⁴⁵⁶⁷⁸⁹]|x\s*[\d.(]|\/\s*[\d.(√]|[%$\p{L}].*?(?:[+−÷×:*]|[/x\-–]\s*[\d.(√]))|^[\d.,\s]+\//u;

/** Works out sums, fractions and powers, where that gives what was asked. */
function readSum(text: string, unit: string, asked: Unit): ReadAnswer | UnreadAnswer {
  const plain = text.replace(/^[=≈~≃\s]+/, "").replace(/[\s.;=]+$/, "");
  const work = (written: string) => {
    const { quantity, hasUnit } = workOut(written, (name) => readUnit(name, unit, asked));
    return hasUnit
      ? { ...quantity, hasUnit }
      : { value: quantity.value * asked.factor, dimension: asked.dimension, hasUnit };
  };
  const { value, dimension, hasUnit } = work(plain);
  if (!Number.isFinite(value)) throw new RangeError("Value is not finite");
  if (!sameDimension(dimension, asked.dimension)) {
    return { kind: "dimension", message: otherDimension(dimension, unit, asked), value, dimension };
  }
  const decimal = plain.replace(MAYBE_DECIMAL, "$1.$2");
  return {
    kind: "read",
    value,
    unitAssumed: !hasUnit,
    isWorkedOut: true,
    ...(decimal === plain ? {} : { otherwise: work(decimal).value }),
  };
}

function read(split: AnswerText, unit: string, asked: Unit): ReadAnswer | UnreadAnswer {
  const number = parseQuantity(split.number).value;
  const { factor, dimension } = split.unit === "" ? asked : readUnit(split.unit, unit, asked);
  const value = number * factor;
  if (!Number.isFinite(value)) throw new RangeError("Value is not finite");
  if (!sameDimension(dimension, asked.dimension)) {
    return { kind: "dimension", message: otherDimension(dimension, unit, asked), value, dimension };
  }
  return {
    kind: "read",
    value,
    unitAssumed: split.unit === "",
    ...(split.otherwise === undefined
      ? {}
      : { otherwise: parseQuantity(split.otherwise).value * factor }),
  };
}

/** A space where a factor with an exponent follows: `TFLOP s^-1`. */
const JOINED = /\s+(?=\p{L}+(?:\^-?\d|[⁻¹²³]))/gu;

/** The unit as the library reads it, or the asked one where only its capitals are missing. */
function readUnit(text: string, unit: string, asked: Unit): Unit {
  try {
    return parseUnit(text.replace(JOINED, "·"));
  } catch (error) {
    const fold = (name: string) => name.toLowerCase().replace(/\s+/g, "");
    if (error instanceof QuantitySyntaxError && fold(text) === fold(unit)) return asked;
    throw error;
  }
}

function otherDimension(given: Dimension, unit: string, asked: Unit): string {
  if (sameDimension(asked.dimension, {})) {
    return `You gave ${describeDimension(given)}, but the answer is a number without a unit.`;
  }
  const isCount = sameDimension({ ...given, second: (given.second ?? 0) - 1 }, asked.dimension);
  const rate = isCount ? ` For a rate, write ${unit}.` : "";
  return sameDimension(given, {})
    ? `You gave a share or a plain number, but the answer is in ${unit}.`
    : `You gave ${describeDimension(given)}, but the answer is in ${unit}.${rate}`;
}

function unreadable(message: string): UnreadAnswer {
  return { kind: "unreadable", message };
}
