import { formatNumber, formatQuantity, valueIn } from "@/lib/compute/mod.ts";
import type { NumberStyle } from "../types.ts";
import { isQuantity, toNumber, toQuantity } from "./values.ts";
import type { Value } from "./types.ts";

/**
 * Writes a value as text. Whole plain numbers are written in full unless
 * `digits` is given; texts stand as they are.
 *
 * @param value The value
 * @param style How to write it
 * @returns The text
 * @throws {RangeError} If the style's unit does not fit the value's dimension
 * @throws {TypeError} If a style for numbers is given for something else
 *
 * @example
 * ```ts
 * import { formatValue } from "@/lib/course/expression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(formatValue(4096)).toBe("4096");
 * expect(formatValue(0.25, { as: "percent" })).toBe("25\u00a0%");
 * ```
 */
export function formatValue(value: Value, style: NumberStyle = {}): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object" && !isQuantity(value)) return value.name;
  const { unit, as } = style;
  const digits = style.digits === undefined ? {} : { digits: style.digits };
  switch (as) {
    case "percent":
      return `${plain(100 * toNumber(value, "A percentage"), digits)}\u00a0%`;
    case "factor":
      return `${plain(toNumber(value, "A factor"), digits)}×`;
    case "plain":
      return plain(inUnit(value, unit), digits);
    case "words":
      return formatQuantity(toQuantity(value, "words"), {
        words: true,
        ...(unit === undefined ? {} : { unit }),
        ...digits,
      });
    default:
      return typeof value === "number" && !unit
        ? plain(value, digits)
        : formatQuantity(toQuantity(value, "unit"), {
          ...(unit === undefined ? {} : { unit }),
          ...digits,
        });
  }
}

function plain(value: number, digits: { digits?: number }): string {
  // A parameter such as 65536 is exact: three significant digits would falsify it
  const exact = digits.digits === undefined && Number.isInteger(value) && Math.abs(value) < 1e15;
  return formatNumber(value, exact ? { digits: 15 } : digits);
}

function inUnit(value: Value, unit: string | undefined): number {
  const read = toQuantity(value, "A plain number");
  return unit === undefined ? read.value : valueIn(read, unit);
}
