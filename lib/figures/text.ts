/**
 * Numbers as figures write them.
 *
 * @module
 */
import { formatNumber, formatQuantity, type Machine } from "@/lib/compute/mod.ts";

const flop = { flop: 1 };
const flopPerSecond = { flop: 1, second: -1 };
const byte = { byte: 1 };
const bytePerSecond = { byte: 1, second: -1 };
const second = { second: 1 };
const flopPerByte = { flop: 1, byte: -1 };

/** A count of FLOPs: `137 GFLOP`. */
export const flopText = (value: number): string => formatQuantity({ value, dimension: flop });

/** A rate: `312 TFLOP/s`. */
export const rateText = (value: number): string =>
  formatQuantity({ value, dimension: flopPerSecond });

/** An amount of memory or traffic: `33.6 MB`. */
export const byteText = (value: number): string => formatQuantity({ value, dimension: byte });

/** A bandwidth: `2.04 TB/s`. */
export const bandwidthText = (value: number): string =>
  formatQuantity({ value, dimension: bytePerSecond });

/** A time: `16.5 µs`. */
export const timeText = (value: number): string => formatQuantity({ value, dimension: second });

/** An intensity: `153 FLOP/byte`. */
export const intensityText = (value: number): string =>
  formatQuantity({ value, dimension: flopPerByte });

/** A share: `0.65 %`. */
export function percentText(share: number): string {
  return `${formatNumber(share * 100, { digits: share >= 0.1 ? 3 : 2 })}\u00a0%`;
}

/** A factor: `7.92 times`. */
export const timesText = (factor: number): string => `${formatNumber(factor)}\u00a0times`;

const vendors = /^(?:NVIDIA|AMD|Google|Intel|AWS|Apple)\s+(?=\S)/;

/** A machine's name without its maker, for labels: `A100 80GB SXM`. */
export function shortName(machine: Pick<Machine, "name">): string {
  return machine.name.replace(vendors, "");
}

/** The first words of a machine's name, as far as its first number: `A100`, `TPU v4`. */
export function shortestName(machine: Pick<Machine, "name">): string {
  const words = shortName(machine).split(" ");
  const number = words.findIndex((word) => /\d/.test(word));
  return words.slice(0, number + 1 || undefined).join(" ");
}

/** Starts a sentence with a capital letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
