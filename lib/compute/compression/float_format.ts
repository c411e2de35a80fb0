/**
 * Floating-point formats of up to 32 bits: a sign, an exponent and a mantissa,
 * and what the codes at the top of the range mean.
 *
 * @module
 */
import { describe, nonEmptyText, record } from "../check.ts";
import { suggest } from "../nearest.ts";

/**
 * What the largest exponent is for: infinities and NaN as in IEEE 754; ordinary numbers but for one
 * code of NaN; or ordinary numbers only.
 */
export type SpecialCodes = "ieee" | "nan-only" | "none";

/**
 * What becomes of a number too large: the largest number, or infinity. Where there is no infinity
 * it is NaN.
 */
export type Overflow = "saturate" | "infinity";

/** A floating-point format. */
export interface FloatFormat {
  /** Lower-case letters and digits joined by hyphens: `fp8-e4m3`. */
  readonly id: string;
  /** Such as `FP8 E4M3`. */
  readonly name: string;
  /** Whether there is a sign bit. */
  readonly signed: boolean;
  /** Bits of the exponent, 1 to 8. */
  readonly exponentBits: number;
  /** Stored bits of the mantissa, 0 to 23. */
  readonly mantissaBits: number;
  /** What is subtracted from the stored exponent. */
  readonly bias: number;
  /** What the largest exponent is for. */
  readonly specials: SpecialCodes;
  /** Whether the exponent 0 holds zero and the subnormal numbers; otherwise it is one like the others. */
  readonly zero: boolean;
  /** What becomes of a number too large unless told otherwise. */
  readonly overflow: Overflow;
}

/** The name of a format of this library. */
export type FloatFormatName =
  | "fp32"
  | "tf32"
  | "bf16"
  | "fp16"
  | "fp8-e5m2"
  | "fp8-e4m3"
  | "fp6-e3m2"
  | "fp6-e2m3"
  | "fp4-e2m1"
  | "e8m0";

/**
 * The formats of machine learning. FP32 and FP16 are IEEE 754-2019's binary32 and binary16; TF32
 * and BF16 have FP32's exponent and 10 or 7 bits of mantissa; FP8 is that of the OCP 8-bit
 * Floating Point Specification 1.0 (2023) and of Micikevicius et al. 2022, table 1; FP6, FP4 and
 * the scale E8M0 are those of the OCP Microscaling Formats Specification 1.0 (2023), section 5.
 * Formats of 16 bits and more overflow to infinity, narrower ones saturate.
 *
 * @example
 * ```ts
 * import { floatFormats } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { exponentBits, mantissaBits } = floatFormats.bf16;
 * expect([exponentBits, mantissaBits]).toEqual([8, 7]);
 * ```
 */
export const floatFormats: Readonly<Record<FloatFormatName, FloatFormat>> = {
  fp32: {
    id: "fp32",
    name: "FP32",
    signed: true,
    exponentBits: 8,
    mantissaBits: 23,
    bias: 127,
    specials: "ieee",
    zero: true,
    overflow: "infinity",
  },
  tf32: {
    id: "tf32",
    name: "TF32",
    signed: true,
    exponentBits: 8,
    mantissaBits: 10,
    bias: 127,
    specials: "ieee",
    zero: true,
    overflow: "infinity",
  },
  bf16: {
    id: "bf16",
    name: "BF16",
    signed: true,
    exponentBits: 8,
    mantissaBits: 7,
    bias: 127,
    specials: "ieee",
    zero: true,
    overflow: "infinity",
  },
  fp16: {
    id: "fp16",
    name: "FP16",
    signed: true,
    exponentBits: 5,
    mantissaBits: 10,
    bias: 15,
    specials: "ieee",
    zero: true,
    overflow: "infinity",
  },
  "fp8-e5m2": {
    id: "fp8-e5m2",
    name: "FP8 E5M2",
    signed: true,
    exponentBits: 5,
    mantissaBits: 2,
    bias: 15,
    specials: "ieee",
    zero: true,
    overflow: "saturate",
  },
  "fp8-e4m3": {
    id: "fp8-e4m3",
    name: "FP8 E4M3",
    signed: true,
    exponentBits: 4,
    mantissaBits: 3,
    bias: 7,
    specials: "nan-only",
    zero: true,
    overflow: "saturate",
  },
  "fp6-e3m2": {
    id: "fp6-e3m2",
    name: "FP6 E3M2",
    signed: true,
    exponentBits: 3,
    mantissaBits: 2,
    bias: 3,
    specials: "none",
    zero: true,
    overflow: "saturate",
  },
  "fp6-e2m3": {
    id: "fp6-e2m3",
    name: "FP6 E2M3",
    signed: true,
    exponentBits: 2,
    mantissaBits: 3,
    bias: 1,
    specials: "none",
    zero: true,
    overflow: "saturate",
  },
  "fp4-e2m1": {
    id: "fp4-e2m1",
    name: "FP4 E2M1",
    signed: true,
    exponentBits: 2,
    mantissaBits: 1,
    bias: 1,
    specials: "none",
    zero: true,
    overflow: "saturate",
  },
  e8m0: {
    id: "e8m0",
    name: "E8M0",
    signed: false,
    exponentBits: 8,
    mantissaBits: 0,
    bias: 127,
    specials: "nan-only",
    zero: false,
    overflow: "saturate",
  },
};

/**
 * A format by its name; a format itself is returned as it is.
 *
 * @param format A name such as `fp8-e4m3`, or a format.
 * @returns The format.
 * @throws {RangeError} If the name is not known.
 *
 * @example
 * ```ts
 * import { floatFormat } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(floatFormat("fp8-e4m3").bias).toBe(7);
 * expect(() => floatFormat("fp8-e4m4" as "fp8-e4m3")).toThrow('did you mean "fp8-e4m3"?');
 * ```
 */
export function floatFormat(format: FloatFormatName | FloatFormat): FloatFormat {
  // A description has passed `defineFloatFormat`; anything else has no number of bits
  if (typeof format === "object" && Number.isInteger(format?.mantissaBits)) return format;
  if (typeof format === "string" && Object.hasOwn(floatFormats, format)) {
    return floatFormats[format];
  }
  const names = Object.keys(floatFormats);
  const near = suggest(String(format), names, 1).map((name) => `did you mean "${name}"? `);
  throw new RangeError(
    `format is ${describe(format)}: ${near.join("")}known are ${names.join(", ")}`,
  );
}

/** A format to be defined: what is left out is as in IEEE 754. */
export type FloatFormatInput =
  & Pick<FloatFormat, "id" | "exponentBits" | "mantissaBits">
  & Partial<FloatFormat>;

/**
 * Checks the description of a format and fills in what is left out: a sign, the bias
 * 2^(exponentBits − 1) − 1, infinities and NaN, zero and subnormal numbers, overflow to infinity
 * (IEEE 754-2019, section 3.4).
 *
 * @param input The format.
 * @returns The format.
 * @throws {RangeError} If a number of bits is out of range, or there is no room for the specials.
 *
 * @example
 * ```ts
 * import { defineFloatFormat, roundFloat } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const e4m2 = defineFloatFormat({ id: "fp7-e4m2", exponentBits: 4, mantissaBits: 2 });
 * expect(e4m2.bias).toBe(7);
 * expect(roundFloat(e4m2, 1.1)).toBe(1);
 * ```
 */
export function defineFloatFormat(input: FloatFormatInput): FloatFormat {
  record("input", input);
  nonEmptyText("id", input.id);
  const exponentBits = whole("exponentBits", input.exponentBits, 1, 8);
  const mantissaBits = whole("mantissaBits", input.mantissaBits, 0, 23);
  const specials = input.specials ?? "ieee";
  if (!["ieee", "nan-only", "none"].includes(specials)) {
    throw new RangeError(`specials is ${describe(specials)}: known are ieee, nan-only, none`);
  }
  if (specials === "ieee" && (mantissaBits === 0 || exponentBits === 1)) {
    throw new RangeError(
      `mantissaBits is ${mantissaBits} and exponentBits ${exponentBits}: infinity and NaN need ` +
        "at least 1 bit of mantissa and 2 of exponent",
    );
  }
  const overflow = input.overflow ?? (specials === "none" ? "saturate" : "infinity");
  if (overflow !== "saturate" && overflow !== "infinity") {
    throw new RangeError(`overflow is ${describe(overflow)}: known are saturate, infinity`);
  }
  return {
    id: input.id,
    name: nonEmptyText("name", input.name ?? input.id.toUpperCase()),
    signed: input.signed ?? true,
    exponentBits,
    mantissaBits,
    bias: whole("bias", input.bias ?? 2 ** (exponentBits - 1) - 1, -512, 512),
    specials,
    zero: input.zero ?? true,
    overflow,
  };
}

function whole(field: string, value: number, from: number, to: number): number {
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw new RangeError(
    `${field} is ${describe(value)}: it must be a whole number from ${from} to ${to}`,
  );
}

/** The bits a value takes: sign, exponent and mantissa. */
export function formatBits(format: FloatFormat): number {
  return Number(format.signed) + format.exponentBits + format.mantissaBits;
}
