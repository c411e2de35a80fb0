import { formatNumber } from "@/lib/compute/mod.ts";
import { counted, dateText } from "../trend/text.ts";
import type { GrowthState } from "./state.ts";

const words: readonly (readonly [number, string])[] = [
  [1e12, "trillion"],
  [1e9, "billion"],
  [1e6, "million"],
];

/** A count of parameters in words: `175 billion`. */
export function countText(value: number): string {
  const rounded = Number(value.toPrecision(3));
  const [size, word] = words.find(([size]) => rounded >= size) ?? [1, ""];
  if (rounded >= 1e15 || word === "") return formatNumber(value);
  return `${formatNumber(value / size)}\u00a0${word}`;
}

/** A value of the measure with its unit: `175 billion parameters`, `3.14×10²³ FLOP`. */
export function measureText({ measure }: Pick<GrowthState, "measure">, value: number): string {
  return measure === "parameters" ? `${countText(value)} parameters` : workText(value);
}

/** FLOPs of a training: powers of ten, as the field writes them. */
export function workText(flops: number): string {
  return `${formatNumber(flops)}\u00a0FLOP`;
}

/** How many accelerators a ratio of bytes means: at least one. */
export function acceleratorsText(ratio: number): string {
  const count = Math.max(Math.ceil(ratio - 1e-9), 1);
  return count < 10_000
    ? counted(count, "accelerator")
    : `${formatNumber(count)}\u00a0accelerators`;
}

/** Accelerators of a state: `one accelerator`, `8 accelerators`. */
export function devicesText({ devices }: Pick<GrowthState, "devices">): string {
  return devices === 1 ? "one accelerator" : `${formatNumber(devices, { digits: 6 })} accelerators`;
}

/** A date in a sentence: `in Jul 2019`. */
export function inDate(years: number): string {
  const text = dateText(years);
  return /^(?:before|after)/.test(text) ? text : `in ${text}`;
}

/** Bytes a parameter takes: `2 bytes a parameter`. */
export function bytesText({ bytes }: Pick<GrowthState, "bytes">): string {
  return `${formatNumber(bytes)}\u00a0${bytes === 1 ? "byte" : "bytes"} a parameter`;
}

/** Seconds of work of one machine, from minutes to years. */
export function durationText(seconds: number): string {
  const [size, unit] = ([[31_557_600, "years"], [86_400, "days"], [3600, "hours"]] as const)
    .find(([size]) => seconds >= size) ?? [60, "minutes"];
  return `${formatNumber(seconds / size)}\u00a0${unit}`;
}
