import type { Precision } from "@/lib/compute/mod.ts";
import type { FigureContext, FigureSchema } from "../definition.ts";
import {
  commonPrecisions,
  drawableMachines,
  machinesById,
  precisions,
  usualMachine,
} from "../machines.ts";
import type { OperatorKind } from "../operator_kinds.ts";
import { type Attributes, readChoice, readInteger, readList, refuseUnknown } from "../props.ts";

/** Operations whose FLOPs and bytes can be counted here. */
export type CountedOperation = Exclude<OperatorKind, "intensity" | "kernel" | "batched_gemm">;

/** The state of the intensity figure. */
export interface IntensityState {
  readonly operation: CountedOperation;
  /** Sizes by their place: rows, columns, inner size. Those an operation lacks are kept. */
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** Bytes a value takes. */
  readonly precision: Precision;
  /** Bytes a weight takes, where that differs: the matrix of a product. */
  readonly weights: Precision;
  /** Which size the curve and its handle move; `all` keeps every size equal. */
  readonly vary: Vary;
  /** The machine whose ridge point is drawn. */
  readonly machine: string;
  readonly controls: readonly IntensityControl[];
}

/** Which sizes move together. */
export type Vary = "m" | "n" | "k" | "all";

/** Groups of controls that an author can leave out. */
export type IntensityControl = "operation" | "sizes" | "precision" | "weights" | "machine";

const allControls: readonly IntensityControl[] = [
  "operation",
  "sizes",
  "precision",
  "weights",
  "machine",
];

/** The operations in the order in which they are offered. */
export const countedOperations: readonly CountedOperation[] = [
  "gemm",
  "gemv",
  "dot",
  "elementwise",
  "softmax",
  "layer_norm",
];

/** The largest size on a slider. */
export const largestSize = 2 ** 16;

/** The sizes each operation has, by the names of the state. */
export const sizesOf: Readonly<Record<CountedOperation, readonly ("m" | "n" | "k")[]>> = {
  gemm: ["m", "n", "k"],
  gemv: ["m", "n"],
  dot: ["n"],
  elementwise: ["n"],
  softmax: ["m", "n"],
  layer_norm: ["m", "n"],
};

/** What may vary for an operation: its sizes, or all of them together. */
export function varies(operation: CountedOperation): readonly Vary[] {
  const sizes = sizesOf[operation];
  return sizes.length > 1 ? [...sizes, "all"] : sizes;
}

/** The names of its properties; docs/figures.md says what each is. */
const intensityPropNames = [
  "operation",
  "m",
  "n",
  "k",
  "precision",
  "weights",
  "vary",
  "machine",
  "controls",
];

/** Reads the properties of the intensity figure. */
export function parseIntensity(attributes: Attributes, context: FigureContext): IntensityState {
  refuseUnknown(attributes, intensityPropNames);
  const operation = readChoice(attributes, "operation", countedOperations, "gemm");
  const size = (prop: string) => readInteger(attributes, prop, { min: 1, max: largestSize }, 4096);
  const [m, n, k] = [size("m"), size("n"), size("k")];
  const allowed = varies(operation);
  const equal = sizesOf[operation].every((name) => ({ m, n, k })[name] === n);
  const precision = readChoice(attributes, "precision", precisions, "fp16");
  return {
    operation,
    m,
    n,
    k,
    precision,
    weights: readChoice(attributes, "weights", precisions, precision),
    vary: readChoice(attributes, "vary", allowed, equal && allowed.includes("all") ? "all" : "n"),
    machine: readChoice(
      attributes,
      "machine",
      drawableMachines(context).map(({ id }) => id),
      usualMachine(context),
    ),
    controls: readList(attributes, "controls", allControls, allControls),
  };
}

/** Writes the state of the intensity figure as properties. */
export function formatIntensity(state: IntensityState): Record<string, string> {
  return {
    operation: state.operation,
    m: String(state.m),
    n: String(state.n),
    k: String(state.k),
    precision: state.precision,
    weights: state.weights,
    vary: state.vary,
    machine: state.machine,
    controls: state.controls.join(",") || "none",
  };
}

/** The precision whose peak gives the ridge: the values' own, or the nearest the machine has. */
export function ridgePrecision(state: IntensityState, context: FigureContext): Precision {
  const allowed = commonPrecisions(machinesById([state.machine], context));
  if (allowed.includes(state.precision)) return state.precision;
  const wider = allowed.filter((name) =>
    precisions.indexOf(name) < precisions.indexOf(state.precision)
  );
  return wider.at(-1) ?? allowed[0] ?? state.precision;
}

/** What the intensity figure accepts. */
export const intensitySchema: FigureSchema<IntensityState> = {
  name: "intensity",
  props: intensityPropNames.map((name) => ({ name })),
  parseProps: parseIntensity,
  formatProps: formatIntensity,
};
