import { parseQuantity, power, quantity, valueIn } from "@/lib/compute/mod.ts";
import { type Arguments, define } from "./functions.ts";
import { compare, fromQuantity, toQuantity } from "./values.ts";
import type { BinaryOperator, Value, VocabularyFunction } from "./types.ts";

/**
 * Functions of numbers, and the way from numbers to quantities and back.
 *
 * @returns The functions, in the order in which they are documented
 */
export function mathFunctions(): VocabularyFunction[] {
  return [...units(), ...ofQuantities(), ...ofNumbers()];
}

function units(): VocabularyFunction[] {
  return [
    define(
      "unit(value, unit)",
      "a plain number with a unit",
      (args) => fromQuantity(quantity(args.number(0), args.text(1, "unit")), "unit"),
    ),
    define(
      "quantity(text)",
      "a number with its unit in one text",
      (args) => fromQuantity(parseQuantity(args.text(0, "quantity")), "quantity"),
    ),
    define(
      "value_in(value, unit)",
      "the plain number of a quantity in a unit",
      (args) => valueIn(toQuantity(args.value(0), "value_in"), args.text(1, "unit")),
    ),
  ];
}

function ofQuantities(): VocabularyFunction[] {
  return [
    define("min(values...)", "the smallest of the values", (args) => extreme(args, "<", "min")),
    define("max(values...)", "the largest of the values", (args) => extreme(args, ">", "max")),
    define("abs(value)", "the value without its sign", (args) => {
      const read = toQuantity(args.value(0), "abs");
      return fromQuantity({ value: Math.abs(read.value), dimension: read.dimension }, "abs");
    }),
    define("sqrt(value)", "the square root", (args) => {
      const read = toQuantity(args.value(0), "sqrt");
      if (read.value < 0) throw new RangeError(`Cannot take the square root of ${read.value}`);
      return fromQuantity(power(read, 0.5), "sqrt");
    }),
  ];
}

function ofNumbers(): VocabularyFunction[] {
  const logarithm = (name: string, log: (x: number) => number) =>
    define(`${name}(x)`, `the logarithm ${name}`, (args) => {
      const x = args.number(0);
      if (x <= 0) throw new RangeError(`${name} needs a number above 0, not ${x}`);
      return log(x);
    });
  return [
    logarithm("ln", Math.log),
    logarithm("log2", Math.log2),
    logarithm("log10", Math.log10),
    define("exp(x)", "e to the power x", (args) => Math.exp(args.number(0))),
    define("floor(x)", "the next whole number below", (args) => Math.floor(args.number(0))),
    define("ceil(x)", "the next whole number above", (args) => Math.ceil(args.number(0))),
    define("round(x, digits?)", "rounded, to a number of decimals if given", (args) => {
      const digits = args.has(1) ? args.number(1) : 0;
      if (!Number.isInteger(digits) || digits < 0 || digits > 15) {
        throw new RangeError(`round takes 0 to 15 decimals, not ${digits}`);
      }
      const x = args.number(0);
      const scale = 10 ** digits;
      // Very large numbers have no decimals, and scaling could overflow
      return Math.abs(x) * scale < Number.MAX_SAFE_INTEGER ? Math.round(x * scale) / scale : x;
    }),
  ];
}

function extreme(args: Arguments, better: BinaryOperator, name: string): Value {
  return args.all.reduce((best, value) => compare(better, value, best, name) ? value : best);
}
