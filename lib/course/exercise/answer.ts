import { type Dimension, type Quantity, sameDimension } from "@/lib/compute/mod.ts";
import { workOut } from "./answer_arithmetic.ts";
import { type Doubt, Reading } from "./answer_doubt.ts";
import { plainText } from "./answer_text.ts";
import { tokenize } from "./answer_tokens.ts";
import { type AskedUnit, askedUnit } from "./answer_unit.ts";
import { otherDimension } from "./answer_words.ts";

/** An answer that could be read. */
export interface ReadAnswer {
  readonly kind: "read";
  /** In base units. */
  readonly value: number;
  /** Whether the reader left the unit out and the asked one was taken. */
  readonly unitAssumed: boolean;
  /** The values if something in it was meant another way than the likelier. */
  readonly otherwise?: readonly OtherReading[];
}

/** What an answer is if it was meant otherwise. */
export interface OtherReading {
  /** In base units. */
  readonly value: number;
  /** What was meant otherwise. */
  readonly doubt: Doubt;
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

/** Two numbers with nothing but a dash, `to` or `±` between them. */
const RANGE = /^([\d.,]+)(?: ?(-) ?|[^\d(]*?(?:\bto\b|±) ?)([\d.,]+)[^\d(]*$/;

/**
 * Reads the text of a numeric answer: a number in any common spelling and a
 * unit in any spelling, or a calculation with such. Without a unit the asked
 * one is taken.
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
 * expect(parseAnswer("2.04 trillion bytes a second", "TB/s")).toMatchObject({ value: 2.04e12 });
 * expect(parseAnswer("3 s", "TB/s").kind).toBe("dimension");
 * ```
 */
export function parseAnswer(text: string, unit: string): ReadAnswer | UnreadAnswer {
  const asked = askedUnit(unit);
  if (text.trim() === "") {
    return {
      kind: "empty",
      message: `Type a number${unit ? `, in ${unit} or any unit like it` : ""}.`,
    };
  }
  if (text.length > MAX_LENGTH) return unreadable("That is too long for a number with a unit");
  try {
    return read(plainText(text, unit === ""), asked);
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable(error.message);
    if (error instanceof RangeError) {
      const isTooLarge = /large|finite/i.test(error.message);
      return unreadable(isTooLarge ? "That is too large to compute with" : error.message);
    }
    throw error;
  }
}

function read(plain: string, asked: AskedUnit): ReadAnswer | UnreadAnswer {
  if (!/^[+\- ]*(?:[\d.,(√]|sqrt ?\()/i.test(plain) || !/\d/.test(plain)) {
    return unreadable("Begin with a number, such as 2.04 or 1.5e12");
  }
  if (/[=≈]/.test(plain)) {
    return unreadable("Write either the calculation or its result, without an equals sign");
  }
  const [range, from, dash, to] = RANGE.exec(plain) ?? [];
  if (range && (!dash || Number(from) < Number(to))) {
    return unreadable("Write one number: a range cannot be marked");
  }
  const reading = new Reading();
  const { quantity: { value, dimension }, isBare } = work(plain, asked, reading);
  if (!sameDimension(dimension, asked.dimension)) {
    return {
      kind: "dimension",
      message: otherDimension(dimension, asked, plain),
      value,
      dimension,
    };
  }
  const otherwise = [...reading.met].flatMap((doubt) => {
    const other = otherValue(plain, asked, doubt);
    return other === undefined || other === value ? [] : [{ value: other, doubt }];
  });
  return {
    kind: "read",
    value,
    unitAssumed: isBare,
    ...(otherwise.length > 0 ? { otherwise } : {}),
  };
}

/** The value with one doubt settled the other way; nothing if it then has none. */
function otherValue(plain: string, asked: AskedUnit, doubt: Doubt): number | undefined {
  try {
    return work(plain, asked, new Reading(doubt)).quantity.value;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function work(
  plain: string,
  asked: AskedUnit,
  reading: Reading,
): { readonly quantity: Quantity; readonly isBare: boolean } {
  const tokens = tokenize(plain, asked, reading);
  const has = (kind: string) => tokens.some((token) => token.kind === kind);
  const quantity = workOut(tokens);
  if (has("unit")) return { quantity: finite(quantity), isBare: false };
  // "34 G" and "34 billion" count what the asked unit counts, without its own prefix
  const base = asked.factor / (asked.prefix?.factor ?? 1);
  const isScaled = has("scale");
  const factor = isScaled && !(asked.prefix && reading.doubt("scale")) ? base : asked.factor;
  const value = quantity.value * factor;
  return { quantity: finite({ value, dimension: asked.dimension }), isBare: !isScaled };
}

function finite(quantity: Quantity): Quantity {
  if (Number.isFinite(quantity.value)) return quantity;
  throw new RangeError("The value is not finite");
}

/** A message, as a sentence of its own. */
function unreadable(message: string): UnreadAnswer {
  return { kind: "unreadable", message: /[.?!]$/.test(message) ? message : `${message}.` };
}
