import type { Dimension, Quantity } from "@/lib/compute/mod.ts";
import { bytesPerValue } from "@/lib/compute/precision.ts";
import type { Arguments } from "../functions.ts";
import { toNumberOf } from "../values.ts";

/**
 * @param value Base units
 * @param dimension Their dimension
 * @returns The quantity
 */
export function measured(value: number, dimension: Dimension): Quantity {
  return { value, dimension };
}

/**
 * Reads one of some names.
 *
 * @param args The arguments
 * @param place The place of the name, from 0
 * @param what What it names, for the message
 * @param names The names
 * @returns The name
 * @throws {RangeError} If it is none of them; the message lists them
 */
export function oneOf<Name extends string>(
  args: Arguments,
  place: number,
  what: string,
  names: readonly Name[],
): Name {
  const text = args.text(place, what);
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  throw new RangeError(`Unknown ${what} "${text}": it must be one of ${names.join(", ")}`);
}

/**
 * Reads a number of bytes.
 *
 * @param args The arguments
 * @param place Its place, from 0
 * @param what What it is, for the message
 * @returns Bytes
 */
export function byteCount(args: Arguments, place: number, what: string): number {
  return toNumberOf(args.value(place), { byte: 1 }, what);
}

/**
 * Reads an optional precision.
 *
 * @param args The arguments
 * @param place Its place, from 0
 * @returns The bytes of a value; two where it is left out, as everywhere in the course
 */
export function valueBytes(args: Arguments, place: number): number {
  return bytesPerValue(args.has(place) ? args.precision(place) : "fp16");
}
