/**
 * Codes of a few bits each, packed into bytes without gaps.
 *
 * @module
 */
import { describe, finiteNumbers, nonNegativeInteger, positiveInteger } from "../check.ts";

/**
 * Packs codes into bytes: the first code takes the lowest bits of the first byte, and a code may
 * lie across bytes. Bits left over in the last byte are 0.
 *
 * @param codes Whole numbers from 0 to 2^bits − 1.
 * @param bits Bits a code takes, 1 to 32.
 * @returns ⌈codes · bits ÷ 8⌉ bytes.
 * @throws {RangeError} If a code does not fit into its bits.
 *
 * @example
 * ```ts
 * import { packCodes, unpackCodes } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const bytes = packCodes([1, 2, 15], 4);
 * expect([...bytes]).toEqual([0x21, 0x0f]);
 * expect([...unpackCodes(bytes, 4, 3)]).toEqual([1, 2, 15]);
 * ```
 */
export function packCodes(codes: ArrayLike<number>, bits: number): Uint8Array {
  const limit = 2 ** checkBits(bits);
  finiteNumbers("codes", codes);
  const bytes = new Uint8Array(packedBytes(codes.length, bits));
  let at = 0;
  let pending = 0;
  let held = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? NaN;
    if (!(code >= 0 && code < limit && Number.isInteger(code))) {
      throw new RangeError(
        `codes[${i}] is ${describe(code)}: it must be a whole number from 0 to ${limit - 1}`,
      );
    }
    // At most 7 + 32 bits, which a double holds exactly and a 32-bit shift would not
    pending += code * 2 ** held;
    held += bits;
    while (held >= 8) {
      bytes[at++] = pending % 256;
      pending = Math.floor(pending / 256);
      held -= 8;
    }
  }
  if (held > 0) bytes[at] = pending;
  return bytes;
}

/**
 * Takes packed codes out of bytes.
 *
 * @param bytes What `packCodes` gave.
 * @param bits Bits a code takes, 1 to 32.
 * @param count How many codes there are.
 * @returns The codes.
 * @throws {RangeError} If there are too few bytes.
 *
 * @example
 * ```ts
 * import { unpackCodes } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect([...unpackCodes(Uint8Array.of(0b11_100_101, 0b0), 3, 3)]).toEqual([5, 4, 3]);
 * ```
 */
export function unpackCodes(bytes: Uint8Array, bits: number, count: number): Uint32Array {
  const size = 2 ** checkBits(bits);
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`bytes is ${describe(bytes)}: it must be a Uint8Array`);
  }
  nonNegativeInteger("count", count);
  if (bytes.length < packedBytes(count, bits)) {
    throw new RangeError(
      `bytes has the length ${bytes.length}: ${count} codes of ${bits} bits take ` +
        `${packedBytes(count, bits)}`,
    );
  }
  const codes = new Uint32Array(count);
  let at = 0;
  let pending = 0;
  let held = 0;
  for (let i = 0; i < count; i++) {
    while (held < bits) {
      pending += (bytes[at++] ?? 0) * 2 ** held;
      held += 8;
    }
    const rest = Math.floor(pending / size);
    codes[i] = pending - rest * size;
    pending = rest;
    held -= bits;
  }
  return codes;
}

/** Bytes that codes take when packed. */
export function packedBytes(count: number, bits: number): number {
  return Math.ceil(count * bits / 8);
}

function checkBits(bits: number): number {
  if (positiveInteger("bits", bits) <= 32) return bits;
  throw new RangeError(`bits is ${bits}: it must be at most 32`);
}
