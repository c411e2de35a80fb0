/**
 * Sizes as they are typed, with their units.
 *
 * @module
 */
import type { OperatorSize } from "./operator_kinds.ts";

/**
 * Reads one size as typed.
 *
 * @param text Such as `4096`, `3e9`, or `2 GFLOP` where the size has a unit.
 * @param size The size it is to be.
 * @returns The number, or `undefined` if it does not fit.
 */
export function readSize(text: string, size: OperatorSize): number | undefined {
  const value = readNumber(text, size.unit);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  if (value < size.min || value > size.max) return undefined;
  return size.whole && !Number.isInteger(value) ? undefined : value;
}

/** How many of a unit each prefix makes, and the ways to write the units of kernels. */
const factors: Readonly<Record<string, number>> = {
  p: 1e-12,
  n: 1e-9,
  µ: 1e-6,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};
const spellings: Readonly<Record<string, RegExp>> = {
  FLOP: /^(|[kMGTPE])FLOPs?$/,
  B: /^(|[kMGTPE]|[KMGT]i)(?:B|bytes?)$/,
  s: /^(|[pnµum])s$/,
  "FLOP/byte": /^()FLOPs?\/(?:B|byte)$/,
};

function readNumber(text: string, unit: string): number | undefined {
  const tidy = text.replaceAll(/[\s_\u202f\u00a0]/g, "");
  const [, number = "", rest = ""] = /^([+-]?[\d.]+(?:e[+-]?\d+)?)(.*)$/i.exec(tidy) ?? [];
  const factor = rest === "" ? 1 : factors[spellings[unit]?.exec(rest)?.[1] ?? "none"];
  const value = Number(number || NaN) * (factor ?? NaN);
  return Number.isNaN(value) ? undefined : value;
}

/** Says what a size accepts. */
export function describeSize(size: OperatorSize | undefined): string {
  if (!size) return "fewer sizes";
  const kind = size.whole ? "a whole number" : "a number";
  return `${kind} from ${size.min} to ${size.max}${size.unit ? ` (${size.unit})` : ""}`;
}
