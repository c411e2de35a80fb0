import type { Dimension } from "@/lib/compute/mod.ts";

/** Two values to compare. */
export interface Comparison {
  /** The reader's value, in base units. */
  readonly given: number;
  /** The exact value, in base units. */
  readonly exact: number;
  readonly dimension: Dimension;
  /** How many base units the asked unit is. */
  readonly factor: number;
}

/** Looks at given ÷ exact and says what would explain it. */
type Detector = (ratio: number, comparison: Comparison) => string | undefined;

/** How near a quotient must come: readers round their answers to three digits. */
const CLOSE = 0.006;

const DETECTORS: readonly Detector[] = [sign, powerOfTen, bits, factorTwo, binaryPrefix, inverse];

/**
 * Recognises slips that show in the quotient of the given and the exact value:
 * a power of ten, 1024 for 1000, bits for bytes, a factor of two, the inverse,
 * the sign. Says nothing where two of them would explain the number.
 *
 * @param comparison The two values
 * @returns A sentence for the reader, or `undefined`
 *
 * @example
 * ```ts
 * import { factorHint } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const rate = { dimension: { byte: 1, second: -1 }, factor: 1e12 };
 * expect(factorHint({ given: 16.3e12, exact: 2.039e12, ...rate })).toContain("bits");
 * expect(factorHint({ given: 5e12, exact: 2.039e12, ...rate })).toBeUndefined();
 * ```
 */
export function factorHint(comparison: Comparison): string | undefined {
  const { given, exact } = comparison;
  if (given === 0 || exact === 0) return undefined;
  const ratio = given / exact;
  const messages = DETECTORS.flatMap((detect) => detect(ratio, comparison) ?? []);
  return messages.length === 1 ? messages[0] : undefined;
}

function sign(ratio: number): string | undefined {
  return near(ratio, -1) ? "The size is right, but the sign is not." : undefined;
}

function powerOfTen(ratio: number): string | undefined {
  const power = Math.round(Math.log10(Math.abs(ratio)));
  if (power === 0 || !near(ratio, 10 ** power)) return undefined;
  const size = Math.abs(power);
  const times = size > 4 ? `10^${size}` : String(10 ** size);
  const advice = size % 3 === 0 ? "Check the prefix of the unit" : "Check the power of ten";
  return `The digits are right, but it is ${times} times too ${
    power > 0 ? "large" : "small"
  }. ${advice}.`;
}

function bits(ratio: number, { dimension }: Comparison): string | undefined {
  if (!dimension.byte) return undefined;
  if (near(ratio, 8)) return "That is 8 times the exact value. Did you take bits for bytes?";
  return near(ratio, 1 / 8)
    ? "That is an eighth of the exact value. Did you take bytes for bits?"
    : undefined;
}

function factorTwo(ratio: number): string | undefined {
  if (near(ratio, 2)) return "That is twice the exact value: there is a factor of 2 too many.";
  return near(ratio, 1 / 2) ? "That is half the exact value: a factor of 2 is missing." : undefined;
}

function binaryPrefix(ratio: number, { dimension, factor }: Comparison): string | undefined {
  if (!dimension.byte) return undefined;
  // The prefix of the asked unit, and giga, in which sizes of memory are given
  const steps = [Math.round(Math.log10(factor) / 3), 3].filter((step) => step > 0 && step <= 6);
  const matches = steps.some((step) => near(ratio, 1.024 ** step) || near(ratio, 1.024 ** -step));
  return matches
    ? "Nearly. It is off as 1024 is from 1000: a prefix such as G is 10⁹, and Gi is 1024³."
    : undefined;
}

function inverse(_ratio: number, { given, exact, factor }: Comparison): string | undefined {
  return near((given / factor) * (exact / factor), 1)
    ? "That is the inverse of the exact value: you divided the other way round."
    : undefined;
}

function near(value: number, target: number): boolean {
  return Math.abs(value / target - 1) <= CLOSE;
}
