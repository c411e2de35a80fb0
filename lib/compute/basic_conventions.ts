/**
 * The conventions of operators and rooflines, apart from the others: a page that
 * counts a matrix product need not load what is said of training.
 *
 * @module
 */
import { describe } from "./check.ts";

/** One convention: its options with a sentence each, and which of them is the default. */
export interface Convention<Option extends string = string> {
  /** What is being settled, as a heading. */
  readonly title: string;
  /** The option used unless another is named. */
  readonly default: Option;
  /** What each option says, as a sentence for the reader. */
  readonly options: Readonly<Record<Option, string>>;
}

/** The conventions of operators and rooflines, by name. */
export interface BasicConventions {
  /** Multiply-accumulate. */
  readonly multiplyAccumulate: Convention<"two">;
  /** Elementary functions. */
  readonly elementaryFunctions: Convention<"one">;
  /** Traffic. */
  readonly traffic: Convention<"compulsory" | "three-pass" | "blocked">;
  /** Packing. */
  readonly packing: Convention<"packed" | "with-scales">;
  /** Peak rate. */
  readonly peak: Convention<"dense">;
  /** Prefixes. */
  readonly prefixes: Convention<"decimal">;
  /** Time. */
  readonly timeBound: Convention<"overlapped" | "serial">;
}

/** What operators and rooflines count by. */
export const basicConventions: BasicConventions = {
  multiplyAccumulate: {
    title: "Multiply-accumulate",
    default: "two",
    options: {
      two: "One multiply-accumulate is two FLOPs.",
    },
  },
  elementaryFunctions: {
    title: "Elementary functions",
    default: "one",
    options: {
      one:
        "An exponential, a division, a square root or a comparison is one FLOP, like an addition.",
    },
  },
  traffic: {
    title: "Traffic",
    default: "compulsory",
    options: {
      compulsory:
        "Bytes are loads plus stores between memory and the chip, each operand read once and each " +
        "result written once.",
      "three-pass":
        "Bytes are loads plus stores between memory and the chip; the input is read three times, " +
        "once for each pass, and the result written once.",
      blocked:
        "Bytes are loads plus stores between memory and the chip, which holds one block of each " +
        "operand; a block is read again each time the loops come back to it.",
    },
  },
  packing: {
    title: "Packing",
    default: "packed",
    options: {
      packed: "Values are packed: four-bit values take half a byte, scales are not counted.",
      "with-scales":
        "Values are packed: four-bit values take half a byte, scales and zero points are counted.",
    },
  },
  peak: {
    title: "Peak rate",
    default: "dense",
    options: {
      dense: "Peak rates are dense; structured sparsity is not counted.",
    },
  },
  prefixes: {
    title: "Prefixes",
    default: "decimal",
    options: {
      decimal: "A gigabyte is 10⁹ bytes and a gibibyte 1024³; bandwidths are always decimal.",
    },
  },
  timeBound: {
    title: "Time",
    default: "overlapped",
    options: {
      overlapped:
        "Time is a bound, not a prediction: arithmetic and memory traffic overlap perfectly, so the " +
        "slower of the two decides.",
      serial:
        "Time is a bound, not a prediction: arithmetic and memory traffic never overlap, so the two " +
        "add up.",
    },
  },
};

/**
 * The sentence of a convention of operators or rooflines; `conventionSentence` knows all of them.
 *
 * @param name The convention.
 * @param option One of its options. Default: its default.
 * @returns The sentence, with its full stop.
 * @throws {RangeError} If the convention or the option is not known.
 *
 * @example
 * ```ts
 * import { basicSentence } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(basicSentence("multiplyAccumulate")).toBe("One multiply-accumulate is two FLOPs.");
 * ```
 */
export function basicSentence(name: keyof BasicConventions, option?: string): string {
  return sentenceOf(basicConventions, name, option);
}

/** Looks a sentence up in a table of conventions. */
export function sentenceOf<Table extends object>(
  table: Table,
  name: keyof Table & string,
  option?: string,
): string {
  const found = Object.hasOwn(table, name) ? table[name] as Convention : undefined;
  if (!found) {
    throw new RangeError(
      `Unknown convention ${describe(name)}: known are ${Object.keys(table).join(", ")}`,
    );
  }
  const key = option ?? found.default;
  const sentence = Object.hasOwn(found.options, key) ? found.options[key] : undefined;
  if (sentence !== undefined) return sentence;
  throw new RangeError(
    `Convention "${name}" has no option ${describe(key)}: known are ${
      Object.keys(found.options).join(", ")
    }`,
  );
}
