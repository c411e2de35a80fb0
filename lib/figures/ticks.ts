/**
 * Where an axis is marked, and what is written there.
 *
 * @module
 */
import { formatNumber } from "@/lib/compute/mod.ts";
import type { Axis } from "./model.ts";

/** A mark of an axis. */
export interface Tick {
  readonly value: number;
  /** Empty for a mark without a number. */
  readonly label: string;
}

const prefixes = ["", "k", "M", "G", "T", "P", "E", "Z"];
const smallPrefixes = ["", "m", "µ", "n", "p", "f"];

/**
 * The marks of an axis, in order.
 *
 * A logarithmic axis is marked at powers of its base; when there is no room for
 * every number, at every second power, and so on. A linear axis is marked at
 * steps of 1, 2 or 5 times a power of ten.
 *
 * @param axis The axis.
 * @param most How many numbers have room, at least 2.
 * @returns The marks within the axis.
 *
 * @example
 * ```ts
 * import { axisTicks } from "@/lib/figures/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const rate = { label: "rate", unit: "FLOP/s", scale: "log", min: 1e10, max: 1e13 } as const;
 * const labels = axisTicks(rate, 8).map((tick) => tick.label);
 * expect(labels).toEqual(["10\u00a0G", "100\u00a0G", "1\u00a0T", "10\u00a0T"]);
 * ```
 */
export function axisTicks(axis: Axis, most: number): Tick[] {
  if (axis.marks) {
    return axis.marks.map((value, index) => (
      { value, label: axis.names?.[index] ?? tickLabel(value, axis) }
    ));
  }
  return axis.scale === "log" ? logTicks(axis, most) : linearTicks(axis, most);
}

function logTicks(axis: Axis, most: number): Tick[] {
  const base = axis.base ?? 10;
  const log = (value: number) => Math.log(value) / Math.log(base);
  const first = Math.ceil(log(axis.min) - 1e-9);
  const last = Math.floor(log(axis.max) + 1e-9);
  const every = [1, 2, 3, 4, 6, 8].find((step) => (last - first) / step + 1 <= most) ?? 12;
  const ticks: Tick[] = [];
  for (let exponent = first; exponent <= last; exponent++) {
    const value = base ** exponent;
    // Counted from 0, so that 1 is always among the numbers.
    const numbered = exponent % every === 0;
    // Powers of two lie close together: those without a number are not marked.
    if (numbered || base === 10) {
      ticks.push({ value, label: numbered ? tickLabel(value, axis) : "" });
    }
  }
  return ticks;
}

function linearTicks(axis: Axis, most: number): Tick[] {
  const rough = (axis.max - axis.min) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const fits = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const step = axis.calendar ? Math.max(fits, 1) : fits;
  const ticks: Tick[] = [];
  for (let i = Math.ceil(axis.min / step - 1e-9); i * step <= axis.max + step * 1e-9; i++) {
    const value = Number((i * step).toPrecision(12));
    ticks.push({ value, label: tickLabel(value, axis) });
  }
  return ticks;
}

/**
 * A number as it stands on an axis: `0.1`, `1`, `10 k`, `1 M`; parts of a
 * second `10 m`, `1 µ`; sizes in powers of two are written out, `4096`.
 *
 * @param value The number.
 * @param axis Its axis.
 * @returns The label; the unit stands in the axis's title.
 */
export function tickLabel(
  value: number,
  axis: Pick<Axis, "base" | "plain" | "calendar"> & Partial<Pick<Axis, "max" | "unit">>,
): string {
  if (hasPowers(axis)) return powerText(value);
  const size = Math.abs(value);
  if (axis.unit === "s" && size > 0 && size < 1) return smallText(value);
  if (axis.calendar) return String(Math.round(value));
  if (axis.base === 2 || axis.plain) return formatNumber(value, { digits: 9 });
  if (size < 1000) return formatNumber(value);
  const thousands = Math.min(Math.floor(Math.log10(size) / 3 + 1e-9), prefixes.length - 1);
  return `${formatNumber(value / 1000 ** thousands)}\u00a0${prefixes[thousands]}`;
}

/** A part of a second: `100 m`, `10 µ`. */
function smallText(value: number): string {
  const down = -Math.floor(Math.log10(Math.abs(value)) / 3 + 1e-9);
  const thousandths = Math.min(down, smallPrefixes.length - 1);
  const scaled = Number((value * 1000 ** thousandths).toPrecision(12));
  return `${formatNumber(scaled)}\u00a0${smallPrefixes[thousandths]}`;
}

/** Whether an axis reaches beyond the prefixes, so that its numbers are powers of ten. */
export function hasPowers({ max = 0 }: Partial<Pick<Axis, "max">>): boolean {
  return max >= 1e24;
}

/** `10²³`; what is no power of ten, as a number. */
function powerText(value: number): string {
  const power = Math.log10(value);
  const whole = Math.round(power);
  return Math.abs(power - whole) < 1e-9 ? `10${superscript(whole)}` : formatNumber(value);
}

function superscript(power: number): string {
  return Array.from(String(power), (digit) => digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])
    .join("");
}
