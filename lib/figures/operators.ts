/**
 * Operators as authors and readers write them: `gemv(4096, 4096)`, or
 * `Decode: gemv(4096, 4096)` with a name.
 *
 * @module
 */
import { FigurePropError } from "./error.ts";

/** The most operators one chart shows. */
export const mostOperators = 6;

/** An operator placed on a chart. */
export interface OperatorSpec {
  /** The reader's or author's name for it; empty for a generated one. */
  readonly name: string;
  readonly kind: OperatorKind;
  /** Sizes in the order of {@linkcode operatorKinds}. */
  readonly sizes: readonly number[];
}

/** A size of an operator. */
export interface OperatorSize {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Whole numbers only. */
  readonly whole: boolean;
  readonly initial: number;
  readonly optional?: boolean;
}

/** Every way to place an operator. */
export type OperatorKind =
  | "intensity"
  | "gemv"
  | "gemm"
  | "batched_gemm"
  | "dot"
  | "elementwise"
  | "softmax"
  | "layer_norm"
  | "kernel";

const size = (name: string, label: string, initial = 4096, max = 2 ** 17): OperatorSize => (
  { name, label, unit: "", min: 1, max, whole: true, initial }
);
const matrix = [size("m", "rows m"), size("n", "columns n"), size("k", "inner size k")];
const table = [size("rows", "rows"), size("columns", "columns")];

/** What each kind is called, and its sizes. */
export const operatorKinds: Readonly<
  Record<OperatorKind, { readonly label: string; readonly sizes: readonly OperatorSize[] }>
> = {
  intensity: {
    label: "Any intensity",
    sizes: [{
      name: "intensity",
      label: "intensity",
      unit: "FLOP/byte",
      min: 1e-3,
      max: 1e6,
      whole: false,
      initial: 1,
    }],
  },
  gemv: { label: "Matrix × vector", sizes: [size("m", "rows m"), size("n", "columns n")] },
  gemm: { label: "Matrix × matrix", sizes: matrix },
  batched_gemm: { label: "Batch of products", sizes: [size("batch", "batch", 16), ...matrix] },
  dot: { label: "Dot product", sizes: [size("n", "length n", 2 ** 20, 2 ** 30)] },
  elementwise: { label: "Elementwise", sizes: [size("n", "values n", 2 ** 20, 2 ** 30)] },
  softmax: { label: "Softmax", sizes: table },
  layer_norm: { label: "Layer norm", sizes: table },
  kernel: {
    label: "Your own kernel",
    sizes: [
      {
        name: "flops",
        label: "FLOPs",
        unit: "FLOP",
        min: 1,
        max: 1e24,
        whole: false,
        initial: 1e9,
      },
      {
        name: "bytes",
        label: "bytes moved",
        unit: "B",
        min: 1,
        max: 1e24,
        whole: false,
        initial: 1e9,
      },
      {
        name: "seconds",
        label: "measured time",
        unit: "s",
        min: 1e-12,
        max: 1e9,
        whole: false,
        initial: 0,
        optional: true,
      },
    ],
  },
};

/** The forms that {@linkcode parseOperators} accepts. */
export const operatorForms: readonly string[] = Object.entries(operatorKinds).map((
  [kind, { sizes }],
) => `${kind}(${sizes.map(({ name, optional }) => optional ? `${name}?` : name).join(", ")})`);

/**
 * Reads a semicolon-separated list of operators.
 *
 * @param prop The property the text belongs to, for errors.
 * @param text Such as `Decode: gemv(4096, 4096); softmax(4096, 4096)`.
 * @returns The operators in order.
 * @throws {FigurePropError} An operator is unknown, or its sizes do not fit.
 *
 * @example
 * ```ts
 * import { parseOperators } from "@/lib/figures/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(parseOperators("operator", "Decode: gemv(4096, 4096)")).toEqual([
 *   { name: "Decode", kind: "gemv", sizes: [4096, 4096] },
 * ]);
 * ```
 */
export function parseOperators(prop: string, text: string): OperatorSpec[] {
  const parts = text.split(";").map((part) => part.trim()).filter((part) => part !== "");
  if (parts.length > mostOperators) {
    throw new FigurePropError(prop, text, [`at most ${mostOperators} operators`]);
  }
  return parts.map((part) => parseOperator(prop, part));
}

function parseOperator(prop: string, text: string): OperatorSpec {
  const match = /^(?:(.{1,60}?)\s*:\s*)?([a-z_]+)\s*\(([^()]*)\)$/.exec(text);
  const kind = match?.[2] as OperatorKind | undefined;
  if (!match || !kind || !Object.hasOwn(operatorKinds, kind)) {
    throw new FigurePropError(prop, text, operatorForms);
  }
  const { sizes } = operatorKinds[kind];
  const args = (match[3] ?? "").split(",").map((arg) => arg.trim()).filter((arg) => arg !== "");
  const needed = sizes.filter(({ optional }) => !optional).length;
  if (args.length < needed || args.length > sizes.length) {
    const form = operatorForms.filter((form) => form.startsWith(`${kind}(`));
    throw new FigurePropError(prop, text, form, `${kind} has ${args.length} sizes here`);
  }
  return {
    name: match[1]?.trim() ?? "",
    kind,
    sizes: args.map((arg, index) => {
      const size = sizes[index];
      const value = size && readSize(arg, size);
      if (value === undefined) {
        throw new FigurePropError(prop, text, [describeSize(size)], `"${arg}" does not fit`);
      }
      return value;
    }),
  };
}

/**
 * Reads one size as typed.
 *
 * @param text Such as `4096`, `3e9`, or `2 GFLOP` where the size has a unit.
 * @param size The size it is to be.
 * @returns The number, or `undefined` if it does not fit.
 */
export function readSize(text: string, size: OperatorSize): number | undefined {
  const value = readNumber(text, size.unit);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  if (value < size.min || value > size.max) return undefined;
  return size.whole && !Number.isInteger(value) ? undefined : value;
}

/** How many of a unit each prefix makes, and the ways to write the units of kernels. */
const factors: Readonly<Record<string, number>> = {
  p: 1e-12,
  n: 1e-9,
  µ: 1e-6,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};
const spellings: Readonly<Record<string, RegExp>> = {
  FLOP: /^(|[kMGTPE])FLOPs?$/,
  B: /^(|[kMGTPE]|[KMGT]i)(?:B|bytes?)$/,
  s: /^(|[pnµum])s$/,
  "FLOP/byte": /^()FLOPs?\/(?:B|byte)$/,
};

function readNumber(text: string, unit: string): number | undefined {
  const tidy = text.replaceAll(/[\s_\u202f\u00a0]/g, "");
  const [, number = "", rest = ""] = /^([+-]?[\d.]+(?:e[+-]?\d+)?)(.*)$/i.exec(tidy) ?? [];
  const factor = rest === "" ? 1 : factors[spellings[unit]?.exec(rest)?.[1] ?? "none"];
  const value = Number(number || NaN) * (factor ?? NaN);
  return Number.isNaN(value) ? undefined : value;
}

/** Says what a size accepts. */
export function describeSize(size: OperatorSize | undefined): string {
  if (!size) return "fewer sizes";
  const kind = size.whole ? "a whole number" : "a number";
  return `${kind} from ${size.min} to ${size.max}${size.unit ? ` (${size.unit})` : ""}`;
}

/** Writes operators so that {@linkcode parseOperators} reads them back. */
export function formatOperators(operators: readonly OperatorSpec[]): string {
  return operators.map(({ name, kind, sizes }) =>
    `${name === "" ? "" : `${name}: `}${kind}(${sizes.join(", ")})`
  ).join("; ");
}

/** Makes a typed name safe to write: no separators, not too long. */
export function cleanName(name: string): string {
  return name.replaceAll(/[;\p{Cc}]+/gu, " ").replaceAll(/\s+/g, " ").trim().slice(0, 40).trim();
}
