import type { FigureContext } from "../definition.ts";
import { machinesById, precisionName } from "../machines.ts";
import { bytesOf, flopsOf, type Observed, observeRoof, perByteOf } from "../observed.ts";
import { operatorText } from "../cost.ts";
import { capitalised, intensityText, shortestName } from "../text.ts";
import { countState } from "./count.ts";
import { type IntensityState, ridgePrecision, sizesOf } from "./state.ts";

/** The names of what the intensity figure shows. */
export const intensityNames = [
  "operation",
  "m",
  "n",
  "k",
  "precision",
  "weights",
  "vary",
  "machine",
  "peak",
  "bandwidth",
  "ridge",
  "flops",
  "bytes",
  "bytes_read",
  "bytes_written",
  "intensity",
  "bound",
] as const;

/**
 * What the intensity figure shows; docs/figures.md says what each name is. A size that the
 * operation does not have is 0.
 */
export function observeIntensity(
  state: IntensityState,
  context: FigureContext,
): Observed<typeof intensityNames[number]> {
  const { flops, bytes, bytesRead, bytesWritten } = countState(state);
  const [machine] = machinesById([state.machine], context);
  const roof = observeRoof(machine, ridgePrecision(state, context));
  const has = (name: "m" | "n" | "k") => sizesOf[state.operation].includes(name) ? state[name] : 0;
  return {
    operation: state.operation,
    m: has("m"),
    n: has("n"),
    k: has("k"),
    precision: state.precision,
    weights: state.weights,
    vary: state.vary,
    machine: state.machine,
    ...roof,
    flops: flopsOf(flops),
    bytes: bytesOf(bytes),
    bytes_read: bytesOf(bytesRead),
    bytes_written: bytesOf(bytesWritten),
    intensity: perByteOf(flops / bytes),
    bound: flops / bytes < roof.ridge.value ? "memory" : "compute",
  };
}

/** The state in one sentence. */
export function tellIntensity(state: IntensityState, context: FigureContext): string {
  const { flops, bytes } = countState(state);
  const [machine] = machinesById([state.machine], context);
  const sizes = sizesOf[state.operation].map((name) => state[name]);
  const { ridge } = observeRoof(machine, ridgePrecision(state, context));
  const side = flops / bytes < ridge.value ? "memory-bound" : "compute-bound";
  return `${capitalised(operatorText({ name: "", kind: state.operation, sizes }))} in ${
    precisionName(state.precision)
  }: ${intensityText(flops / bytes)}; ridge point of the ${
    machine ? shortestName(machine) : "machine"
  } ${intensityText(ridge.value)}, so it is ${side} there.`;
}
