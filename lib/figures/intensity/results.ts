import {
  arithmeticIntensity,
  formatNumber,
  type OperatorCost,
  ridgePoint,
} from "@/lib/compute/mod.ts";
import { operatorText } from "../cost.ts";
import type { FigureContext } from "../definition.ts";
import { machinesById } from "../machines.ts";
import type { Readout, TableModel, Working } from "../model.ts";
import { byteText, capitalised, flopText, intensityText, shortName } from "../text.ts";
import { doubling, intensityAt, sizeName } from "./count.ts";
import { type IntensityState, largestSize, ridgePrecision, sizesOf } from "./state.ts";

/** What there is to see, in one sentence. */
export function intensityFinding(state: IntensityState, cost: OperatorCost): string {
  const growth = doubling(state);
  const what = state.vary === "all" ? "every size" : articled(sizeName(state, state.vary));
  const times = (factor: number) => {
    const text = formatNumber(factor, { digits: 3 });
    return text === "1" ? "hardly more" : `${text} times the`;
  };
  return `${capitalised(stateText(state))} does ${
    intensityText(arithmeticIntensity(cost))
  }; doubling ${what} means ${times(growth.flops)} FLOPs and ${times(growth.bytes)} bytes`;
}

function articled(name: string): string {
  return name.length === 1 ? name : `the ${name}`;
}

/** The operation of a state, in words. */
export function stateText(state: IntensityState): string {
  const sizes = sizesOf[state.operation].map((name) => state[name]);
  return operatorText({ name: "", kind: state.operation, sizes });
}

/** Totals, and on which side of the machine's ridge point they lie. */
export function intensityReadout(
  state: IntensityState,
  cost: OperatorCost,
  context: FigureContext,
): Readout {
  const [machine] = machinesById([state.machine], context);
  const intensity = arithmeticIntensity(cost);
  const ridge = machine && ridgePoint(machine, { precision: ridgePrecision(state, context) });
  const bound = ridge === undefined || intensity < ridge ? "memory" : "compute";
  return {
    columns: ["FLOPs", "bytes", "intensity", ...(machine ? [`on the ${shortName(machine)}`] : [])],
    rows: [{
      label: capitalised(stateText(state)),
      cells: [
        { text: flopText(cost.flops), role: "compute" },
        { text: byteText(cost.bytes), role: "memory" },
        { text: intensityText(intensity) },
        ...(machine ? [{ text: `${bound}-bound`, role: bound } as const] : []),
      ],
    }],
  };
}

/** Every term of the count with the numbers put in, and their quotient. */
export function intensityWorkings(cost: OperatorCost): Working[] {
  const terms = cost.terms.map(({ kind, label, formula, value }): Working => ({
    label: kind === "flops" ? label : `${label}, ${kind}`,
    formula,
    numbers: /[a-z]/.test(formula) ? putIn(formula, cost.variables) : "",
    result: kind === "flops" ? flopText(value) : byteText(value),
    role: kind === "flops" ? "compute" : "memory",
  }));
  return [...terms, {
    label: "intensity",
    formula: "FLOPs ÷ bytes",
    numbers: `${flopText(cost.flops)} ÷ ${byteText(cost.bytes)}`,
    result: intensityText(arithmeticIntensity(cost)),
  }];
}

function putIn(formula: string, variables: Readonly<Record<string, number>>): string {
  return formula.replace(/[a-z]+/g, (name) => {
    const value = variables[name];
    return value === undefined ? name : formatNumber(value, { digits: 9 });
  });
}

/** The curve, at every power of two. */
export function intensityTable(state: IntensityState): TableModel {
  const what = state.vary === "all" ? "every size" : sizeName(state, state.vary);
  const powers = Array.from({ length: Math.log2(largestSize) + 1 }, (_, power) => 2 ** power);
  return {
    caption: `Intensity of ${state.operation} against ${what}`,
    columns: [{ label: what, unit: "" }, { label: "intensity", unit: "FLOP/byte" }],
    rows: powers.map((value) => [value, intensityAt(state, value)]),
  };
}
