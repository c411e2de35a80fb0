/**
 * What a model takes of memory, by kind, and how many devices hold it.
 *
 * @module
 */
import type { Machine } from "@/lib/compute/mod.ts";
import { trainingMemory } from "@/lib/compute/training/mod.ts";
import { inferenceMemory, type ModelPrecision } from "@/lib/compute/transformers/mod.ts";
import type { FigureContext } from "../definition.ts";
import { storedActivations } from "./activations.ts";
import { modelOf, parametersOf } from "./models.ts";
import type { FitCheckState, FitPrecision } from "./state.ts";

/** Kinds of what is held. */
export type PartKind = "weights" | "gradients" | "state" | "key_values" | "activations";

/** One kind and its bytes on all devices together. */
export interface Part {
  readonly kind: PartKind;
  readonly bytes: number;
  /** Bytes of this and of all kinds before it. */
  readonly upTo: number;
}

/** Everything that a state holds, and on what. */
export interface Holding {
  readonly machine: Machine;
  /** Bytes of one device. */
  readonly capacity: number;
  /** Kinds that take any bytes, in the order in which they are stacked. */
  readonly parts: readonly Part[];
  readonly total: number;
  /** Everything but activations and cached keys and values: what does not depend on the batch. */
  readonly fixed: number;
  /** The fewest devices that hold it, everything being shared evenly. */
  readonly needed: number;
  /** Bytes on each of the state's devices. */
  readonly each: number;
  readonly fits: boolean;
}

/** What a state holds. */
export function holdingOf(state: FitCheckState, context: FigureContext): Holding {
  const machine = machineOf(state, context);
  const capacity = machine.levels[0]?.capacity ?? 1;
  const parts = stacked(state.use === "training" ? trainingParts(state) : inferenceParts(state));
  const total = parts.at(-1)?.upTo ?? 0;
  const fixed = parts.reduce(
    (sum, { kind, bytes }) => kind === "activations" || kind === "key_values" ? sum : sum + bytes,
    0,
  );
  const each = total / state.devices;
  return {
    machine,
    capacity,
    parts,
    total,
    fixed,
    needed: devicesFor(total, capacity),
    each,
    fits: each <= capacity,
  };
}

/** The fewest devices whose memories together hold so many bytes. */
export function devicesFor(bytes: number, capacity: number): number {
  return Math.max(1, Math.ceil(bytes / capacity));
}

/** The bytes of a kind; 0 if there are none. */
export function bytesOfKind({ parts }: Holding, kind: PartKind): number {
  return parts.find((part) => part.kind === kind)?.bytes ?? 0;
}

/** How values are stored in inference: weight-only formats leave the others at two bytes. */
export function inferencePrecision(precision: FitPrecision): ModelPrecision {
  if (precision === "mixed") return "fp16";
  const others = precision === "fp32" ? "fp32" : "fp16";
  return { weights: precision, activations: others, keyValues: others };
}

function machineOf({ machine }: FitCheckState, { machines }: FigureContext): Machine {
  const found = machines.find(({ id }) => id === machine);
  if (!found) throw new RangeError(`No machine ${machine}`);
  return found;
}

type Bytes = readonly (readonly [PartKind, number])[];

function trainingParts(state: FitCheckState): Bytes {
  const memory = trainingMemory({
    parameters: parametersOf(modelOf(state)),
    optimizer: state.optimizer,
    precision: state.precision === "fp32" ? "fp32" : "mixed",
  });
  return [
    ["weights", memory.weights],
    ["gradients", memory.gradients],
    [
      "state",
      memory.masterWeights + memory.firstMoment + memory.secondMoment + memory.otherState,
    ],
    ["activations", storedActivations(state).total],
  ];
}

function inferenceParts(state: FitCheckState): Bytes {
  const model = modelOf(state);
  const memory = inferenceMemory(model, {
    tokens: state.length,
    batch: state.batch,
    precision: inferencePrecision(state.precision),
    encoderTokens: model.architecture === "encoder-decoder" ? state.length : undefined,
  });
  return [
    ["weights", memory.weights],
    ["key_values", memory.keyValues],
    ["activations", memory.activations],
  ];
}

function stacked(bytes: Bytes): Part[] {
  let upTo = 0;
  return bytes.filter(([, each]) => each > 0).map(([kind, each]) => {
    upTo += each;
    return { kind, bytes: each, upTo };
  });
}
