import type { Optimizer, Recomputation } from "@/lib/compute/training/mod.ts";
import type { Precision } from "@/lib/compute/mod.ts";
import type { FigureContext, FigureSchema } from "../definition.ts";
import { type Attributes, readChoice, readInteger, readList, refuseUnknown } from "../props.ts";
import { lengthSpan, modelIds, usualLength } from "./models.ts";

/** The state of the fit check. */
export interface FitCheckState {
  /** A model of the library, by its id. */
  readonly model: string;
  readonly machine: string;
  readonly use: Use;
  /** Of training `mixed` or `fp32`; of inference the number format of the weights. */
  readonly precision: FitPrecision;
  readonly optimizer: FitOptimizer;
  /** Sequences at a time, on all devices together. */
  readonly batch: number;
  /** Tokens of a sequence. */
  readonly length: number;
  /** What is computed again in the backward pass instead of stored. */
  readonly recompute: Recomputation;
  /** Devices over which everything is spread evenly. */
  readonly devices: number;
  readonly controls: readonly FitControl[];
}

/** What the model is held for. */
export type Use = "training" | "inference";

/** How numbers are stored: `mixed` in training only. */
export type FitPrecision = "mixed" | Exclude<Precision, "fp64" | "tf32">;

/** Optimizers whose state follows from the number of parameters alone. */
export type FitOptimizer = Exclude<Optimizer, "adafactor" | "shampoo">;

/** Groups of controls that an author can leave out. */
export type FitControl =
  | "presets"
  | "model"
  | "use"
  | "machine"
  | "precision"
  | "optimizer"
  | "recompute"
  | "batch"
  | "length"
  | "devices";

const allControls: readonly FitControl[] = [
  "presets",
  "model",
  "use",
  "machine",
  "precision",
  "optimizer",
  "recompute",
  "batch",
  "length",
  "devices",
];

/** The optimizers as they are offered. */
export const fitOptimizers: readonly FitOptimizer[] = [
  "adam",
  "adam-8bit",
  "momentum",
  "sgd",
  "adahessian",
];

/** What may be computed again. */
export const recomputations: readonly Recomputation[] = ["none", "selective", "full"];

/** The precisions of each use, the usual one first. */
export const precisionsFor: Readonly<Record<Use, readonly FitPrecision[]>> = {
  training: ["mixed", "fp32"],
  inference: ["fp16", "bf16", "fp32", "fp8", "int8", "fp4", "int4"],
};

/** What `batch` and `devices` may be. */
export const batchSpan = { min: 1, max: 1024 } as const;
/** More devices than any machine has: 2²⁰. */
export const deviceSpan = { min: 1, max: 2 ** 20 } as const;

/** The names of its properties; docs/figures.md says what each is. */
const fitCheckPropNames = [
  "model",
  "machine",
  "use",
  "precision",
  "optimizer",
  "batch",
  "length",
  "recompute",
  "devices",
  "controls",
];

/** The machines whose memory has a known size. */
export function machinesWithMemory({ machines }: FigureContext) {
  return machines.filter(({ levels }) => levels[0]?.capacity !== undefined);
}

/** Reads the properties of the fit check. */
export function parseFitCheck(attributes: Attributes, context: FigureContext): FitCheckState {
  refuseUnknown(attributes, fitCheckPropNames);
  const model = readChoice(attributes, "model", modelIds(), "gpt-3-175b");
  const use = readChoice(attributes, "use", ["training", "inference"], "training");
  const ids = machinesWithMemory(context).map(({ id }) => id);
  const usual = ids.includes("a100-80") ? "a100-80" : ids[0] ?? "";
  return {
    model,
    machine: readChoice(attributes, "machine", ids, usual),
    use,
    precision: readChoice(
      attributes,
      "precision",
      precisionsFor[use],
      precisionsFor[use][0] ?? "fp16",
    ),
    optimizer: readChoice(attributes, "optimizer", fitOptimizers, "adam"),
    batch: readInteger(attributes, "batch", batchSpan, 1),
    length: readInteger(attributes, "length", lengthSpan(model), usualLength(model)),
    recompute: readChoice(attributes, "recompute", recomputations, "none"),
    devices: readInteger(attributes, "devices", deviceSpan, 8),
    controls: readList(attributes, "controls", allControls, allControls),
  };
}

/** Writes the state of the fit check as properties. */
export function formatFitCheck(state: FitCheckState): Record<string, string> {
  return {
    model: state.model,
    machine: state.machine,
    use: state.use,
    precision: state.precision,
    optimizer: state.optimizer,
    batch: String(state.batch),
    length: String(state.length),
    recompute: state.recompute,
    devices: String(state.devices),
    controls: state.controls.join(",") || "none",
  };
}

/** What the fit check accepts. */
export const fitCheckSchema: FigureSchema<FitCheckState> = {
  name: "fit-check",
  props: fitCheckPropNames.map((name) => ({ name })),
  parseProps: parseFitCheck,
  formatProps: formatFitCheck,
};
