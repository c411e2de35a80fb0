import {
  attainableRate,
  checkCapacity,
  type Machine,
  operatorTime,
  peakRate,
  ridgePoint,
} from "@/lib/compute/mod.ts";
import { countOperator, operatorText, type PlacedCost } from "../cost.ts";
import type { FigureContext } from "../definition.ts";
import { machinesById } from "../machines.ts";
import type { Shape } from "../model.ts";
import type { OperatorSpec } from "../operator_kinds.ts";
import { byteText, rateText, shortName } from "../text.ts";
import type { RooflineState } from "./state.ts";

/** An operator under the roof of one machine. */
export interface Placement {
  readonly machine: Machine;
  /** FLOP/s of the roof above the operator's intensity: where its point is drawn. */
  readonly roof: number;
  /** What the machine allows; without one, the operator does not fit into its memory. */
  readonly best?: Best;
  /** Bytes of memory that are missing; 0 where the operator fits or nothing is known. */
  readonly missing: number;
}

/** What an operator reaches at best on a machine that holds it. */
export interface Best {
  /** FLOP/s. */
  readonly rate: number;
  readonly bound: "compute" | "memory";
  /** The part of the peak that is reached. */
  readonly share: number;
  /** Seconds, where the operator has a size. */
  readonly seconds?: number;
}

/** An operator with its numbers on every machine of the figure. */
export interface Placed {
  readonly id: string;
  readonly spec: OperatorSpec;
  readonly text: string;
  readonly shape: Shape;
  readonly selected: boolean;
  readonly cost?: PlacedCost;
  /** FLOP/byte. */
  readonly intensity: number;
  /** In the order of the figure's machines. */
  readonly on: readonly Placement[];
  /** What the reader measured, on a machine of their own choice. */
  readonly measured?: { readonly seconds: number; readonly rate: number };
}

/** The shapes of operators, in their order. */
export const shapes: readonly Shape[] = [
  "circle",
  "square",
  "triangle",
  "diamond",
  "plus",
  "cross",
];

/** Works out every operator on every machine of a state. */
export function placeOperators(state: RooflineState, context: FigureContext): Placed[] {
  const machines = machinesById(state.machine, context);
  return state.operators.map((spec, index) => {
    const cost = countOperator(spec, { precision: state.precision });
    const intensity = cost ? cost.flops / cost.bytes : spec.sizes[0] ?? 1;
    const seconds = spec.kind === "kernel" ? spec.sizes[2] : undefined;
    return {
      id: `operator-${index + 1}`,
      spec,
      text: operatorText(spec),
      shape: shapes[index] ?? "circle",
      selected: index + 1 === state.selected,
      intensity,
      on: machines.map((machine) => place(machine, state, intensity, cost)),
      ...(cost && { cost }),
      ...(cost && seconds && { measured: { seconds, rate: cost.flops / seconds } }),
    };
  });
}

function place(
  machine: Machine,
  { precision }: RooflineState,
  intensity: number,
  cost: PlacedCost | undefined,
): Placement {
  const roof = attainableRate(machine, intensity, { precision });
  // A kernel's bytes are traffic, and say nothing about what it holds.
  const { missing } = checkCapacity(machine, cost?.footprint ?? 0);
  if (missing > 0) return { machine, roof, missing };
  return {
    machine,
    roof,
    missing,
    best: {
      rate: roof,
      bound: intensity < ridgePoint(machine, { precision }) ? "memory" : "compute",
      share: roof / peakRate(machine, precision),
      ...(cost && { seconds: operatorTime(machine, cost, { precision }).seconds }),
    },
  };
}

/** What is said in place of a rate: `does not fit: 23.1 GB missing`. */
export function misfitText({ missing }: Pick<Placement, "missing">): string {
  return `does not fit: ${byteText(missing)} missing`;
}

/** The same, with the machine. */
export function misfitOn(here: Placement): string {
  return `${misfitText(here)} on the ${shortName(here.machine)}`;
}

/** What an operator reaches at best, or that it does not fit, for a description. */
export function bestText(here: Placement): string {
  return here.best
    ? `at most ${rateText(here.best.rate)}, limited by ${limitText[here.best.bound]}`
    : misfitText(here);
}

/** What limits an operator, in a word for readers. */
export const limitText = { compute: "arithmetic", memory: "memory" } as const;
