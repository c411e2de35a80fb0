import {
  attainableRate,
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
import type { RooflineState } from "./state.ts";

/** An operator under the roof of one machine. */
export interface Placement {
  readonly machine: Machine;
  /** FLOP/s at best. */
  readonly rate: number;
  readonly bound: "compute" | "memory";
  /** The part of the peak that is reached at best. */
  readonly share: number;
  /** Seconds at best, where the operator has a size. */
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
  const rate = attainableRate(machine, intensity, { precision });
  return {
    machine,
    rate,
    bound: intensity < ridgePoint(machine, { precision }) ? "memory" : "compute",
    share: rate / peakRate(machine, precision),
    ...(cost && { seconds: operatorTime(machine, cost, { precision }).seconds }),
  };
}

/** What limits an operator, in a word for readers. */
export const limitText = { compute: "arithmetic", memory: "memory" } as const;
