import { parseUnit } from "@/lib/compute/mod.ts";
import type { Report } from "../schema/problem.ts";
import type { NumberStyle } from "../types.ts";
import type { Attribute } from "./directive.ts";

/** Attributes of `:calc`, and options of `{expression | …}`. */
export const STYLE_NAMES = ["unit", "digits", "as"] as const;

const NOTATIONS = ["words", "percent", "plain", "factor"] as const;

/**
 * Reads how a number is to be written.
 *
 * @param attributes Attributes; others than {@linkcode STYLE_NAMES} are not looked at
 * @param report Receives every problem
 * @returns The style; a wrong attribute is left out
 */
export function readNumberStyle(
  attributes: ReadonlyMap<string, Attribute>,
  report: Report,
): NumberStyle {
  const style: { unit?: string; digits?: number; as?: NonNullable<NumberStyle["as"]> } = {};
  const unit = attributes.get("unit");
  if (unit) {
    try {
      parseUnit(unit.value.value);
      style.unit = unit.value.value;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      report("number-style", unit.span, message);
    }
  }
  const digits = attributes.get("digits");
  if (digits) {
    const count = Number(digits.value.value);
    if (Number.isInteger(count) && count >= 1 && count <= 15) style.digits = count;
    else report("number-style", digits.span, "digits must be a whole number from 1 to 15");
  }
  const as = attributes.get("as");
  if (as) {
    const notation = NOTATIONS.find((name) => name === as.value.value);
    if (notation) style.as = notation;
    else {
      report("number-style", as.value.span(), `unknown notation "${as.value.value}"`, {
        known: NOTATIONS,
      });
    }
  }
  return style;
}

/** A style as attributes of a compiled element. */
export function styleProps(style: NumberStyle): Record<string, string | number> {
  return Object.fromEntries(
    STYLE_NAMES.flatMap((name) => style[name] === undefined ? [] : [[name, style[name]]]),
  );
}
