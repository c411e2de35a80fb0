/**
 * The conventions behind the numbers. Honest tools disagree because they count
 * differently; each choice made here has a name, a default and a sentence that
 * is printed beside results.
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

/** Every convention by its name, with the options it has. */
export interface Conventions {
  /** Multiply-accumulate. */
  readonly multiplyAccumulate: Convention<"two">;
  /** Elementary functions. */
  readonly elementaryFunctions: Convention<"one">;
  /** Traffic. */
  readonly traffic: Convention<"compulsory" | "three-pass">;
  /** Packing. */
  readonly packing: Convention<"packed" | "with-scales">;
  /** Active parameters. */
  readonly activeParameters: Convention<"with-embedding">;
  /** Cache of keys and values. */
  readonly keyValueCache: Convention<"once">;
  /** Memory of an inference. */
  readonly inferenceMemory: Convention<"least">;
  /** Room for a sequence. */
  readonly sequenceMemory: Convention<"full-length">;
  /** Peak rate. */
  readonly peak: Convention<"dense">;
  /** Prefixes. */
  readonly prefixes: Convention<"decimal">;
  /** Time. */
  readonly timeBound: Convention<"overlapped" | "serial">;
}

/**
 * Every convention that a result of this library can depend on.
 *
 * @example The sentence printed beside a result
 * ```ts
 * import { conventions } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { options, default: option } = conventions.multiplyAccumulate;
 * expect(options[option]).toBe("One multiply-accumulate is two FLOPs.");
 * ```
 */
export const conventions: Conventions = {
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
  activeParameters: {
    title: "Active parameters",
    default: "with-embedding",
    options: {
      "with-embedding":
        "Active parameters are all but those of the experts that a token does not use; the embedding " +
        "counts in full.",
    },
  },
  keyValueCache: {
    title: "Cache of keys and values",
    default: "once",
    options: {
      once:
        "A token's keys and values are cached once for each key and value head and layer, in a layer " +
        "with a window for the tokens in it only; a decode step reads the cache once and writes one " +
        "token.",
    },
  },
  inferenceMemory: {
    title: "Memory of an inference",
    default: "least",
    options: {
      least:
        "Memory is the least that holds weights, cached keys and values and the activations of one " +
        "layer at a time; several devices share it evenly.",
    },
  },
  sequenceMemory: {
    title: "Room for a sequence",
    default: "full-length",
    options: {
      "full-length":
        "A sequence takes room in the cache for its prompt and its whole answer from the beginning.",
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
      decimal: "A gigabyte is 10⁹ bytes and a gibibyte 2³⁰; bandwidths are always decimal.",
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

/** The name of a convention. */
export type ConventionName = keyof Conventions;

/**
 * The sentence of a convention.
 *
 * @param name The convention.
 * @param option One of its options. Default: its default.
 * @returns The sentence, with its full stop.
 * @throws {RangeError} If the convention or the option is not known.
 *
 * @example
 * ```ts
 * import { conventionSentence } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(conventionSentence("peak")).toBe(
 *   "Peak rates are dense; structured sparsity is not counted.",
 * );
 * ```
 */
export function conventionSentence(name: ConventionName, option?: string): string {
  const found: Convention | undefined = Object.hasOwn(conventions, name)
    ? conventions[name]
    : undefined;
  if (!found) {
    throw new RangeError(
      `Unknown convention ${describe(name)}: known are ${Object.keys(conventions).join(", ")}`,
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
