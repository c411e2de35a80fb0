import { formatNumber, parseUnit } from "@/lib/compute/mod.ts";
import type { Tolerance } from "../types.ts";

/** Rounding of doubles must not decide an answer that lies on the edge. */
const SLACK = 1e-9;

/**
 * Says whether a value is near enough to the exact one.
 *
 * @param given The reader's value, in base units
 * @param exact The exact value, in base units
 * @param tolerance How far apart they may be
 * @param unit The unit the answer is asked in: significant digits are counted in it, and an
 *   absolute tolerance without a unit of its own is meant in it
 * @returns Whether it is
 *
 * @example
 * ```ts
 * import { withinTolerance } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(withinTolerance(102, 100, { kind: "relative", value: 0.02 }, "")).toBe(true);
 * expect(withinTolerance(102.1, 100, { kind: "relative", value: 0.02 }, "")).toBe(false);
 * ```
 */
export function withinTolerance(
  given: number,
  exact: number,
  tolerance: Tolerance,
  unit: string,
): boolean {
  const slack = SLACK * Math.abs(exact);
  return Math.abs(given - exact) <= allowedDifference(exact, tolerance, unit) + slack;
}

/**
 * How far from the exact value an answer may be.
 *
 * @param exact The exact value, in base units
 * @param tolerance The tolerance
 * @param unit The unit the answer is asked in
 * @returns The difference, in base units
 */
export function allowedDifference(exact: number, tolerance: Tolerance, unit: string): number {
  switch (tolerance.kind) {
    case "relative":
      return tolerance.value * Math.abs(exact);
    case "absolute":
      return tolerance.value * parseUnit(tolerance.unit ?? unit).factor;
    case "significant": {
      if (exact === 0) return 0;
      const { factor } = parseUnit(unit);
      const magnitude = Math.floor(Math.log10(Math.abs(exact) / factor));
      // Half a unit of the last digit: what correct rounding leaves
      return 0.5 * 10 ** (magnitude - tolerance.digits + 1) * factor;
    }
  }
}

/** More digits than this no reader gives. */
const MOST_DIGITS = 12;

/**
 * With how many digits an answer is near enough however it is rounded.
 *
 * @param exact The exact value, in base units
 * @param tolerance The tolerance
 * @param unit The unit the answer is asked in
 * @returns How many; `undefined` where only the exact value will do
 *
 * @example
 * ```ts
 * import { digitsNeeded } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * // 2.1 is 2.2 % off, 2.15 is not
 * expect(digitsNeeded(2.147, { kind: "relative", value: 0.01 }, "")).toBe(3);
 * ```
 */
export function digitsNeeded(
  exact: number,
  tolerance: Tolerance,
  unit: string,
): number | undefined {
  const allowed = allowedDifference(exact, tolerance, unit) * (1 + SLACK);
  const { factor } = parseUnit(unit);
  if (exact === 0 || !(allowed > 0)) return undefined;
  const magnitude = Math.floor(Math.log10(Math.abs(exact) / factor));
  for (let digits = 1; digits <= MOST_DIGITS; digits++) {
    if (0.5 * 10 ** (magnitude - digits + 1) * factor <= allowed) return digits;
  }
  return undefined;
}

/**
 * Writes a tolerance in plain words.
 *
 * @param tolerance The tolerance
 * @param unit The unit the answer is asked in
 * @returns Such as `within 2 % of the exact value`
 *
 * @example
 * ```ts
 * import { describeTolerance } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(describeTolerance({ kind: "significant", digits: 3 }, "")).toBe("to 3 significant figures");
 * ```
 */
export function describeTolerance(tolerance: Tolerance, unit: string): string {
  if (tolerance.kind === "significant") {
    return tolerance.digits === 1
      ? "to 1 significant figure"
      : `to ${tolerance.digits} significant figures`;
  }
  if (tolerance.value === 0) return "exactly";
  if (tolerance.kind === "relative") {
    return `within ${formatNumber(100 * tolerance.value)}\u00a0% of the exact value`;
  }
  const name = tolerance.unit ?? unit;
  return `within ${formatNumber(tolerance.value)}${name ? `\u00a0${name}` : ""} of the exact value`;
}
