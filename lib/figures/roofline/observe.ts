import { ridgePoint } from "@/lib/compute/mod.ts";
import type { FigureContext } from "../definition.ts";
import { machinesById } from "../machines.ts";
import {
  bytesOf,
  flopRateOf,
  flopsOf,
  type Observed,
  observeRoof,
  perByteOf,
  secondsOf,
} from "../observed.ts";
import { operatorKinds, type OperatorSpec } from "../operator_kinds.ts";
import { capitalised, intensityText, shortestName } from "../text.ts";
import { misfitOn, placeOperators } from "./place.ts";
import type { RooflineState } from "./state.ts";

/** The names of what a roofline shows. */
export const rooflineNames = [
  "machine",
  "machines",
  "precision",
  "levels",
  "ceilings",
  "operators",
  "operator",
  "m",
  "n",
  "k",
  "batch",
  "rows",
  "columns",
  "vectors",
  "peak",
  "bandwidth",
  "ridge",
  "flops",
  "bytes",
  "intensity",
  "rate",
  "share",
  "time",
  "bound",
  "fits",
  "missing",
] as const;

/**
 * What a roofline shows of its chosen operator on its main machine; docs/figures.md says what
 * each name is. What the operator does not have is 0.
 */
export function observeRoofline(
  state: RooflineState,
  context: FigureContext,
): Observed<typeof rooflineNames[number]> {
  const [machine] = machinesById(state.machine, context);
  const chosen = placeOperators(state, context).find(({ selected }) => selected);
  const [here] = chosen?.on ?? [];
  const best = here?.best;
  return {
    machine: machine?.id ?? "",
    machines: state.machine.length,
    precision: state.precision,
    levels: state.levels,
    ceilings: state.ceilings,
    operators: state.operators.length,
    operator: chosen?.spec.kind ?? "none",
    ...sizes(chosen?.spec),
    ...observeRoof(machine, state.precision),
    flops: flopsOf(chosen?.cost?.flops ?? 0),
    bytes: bytesOf(chosen?.cost?.bytes ?? 0),
    intensity: perByteOf(chosen?.intensity ?? 0),
    rate: flopRateOf(best?.rate ?? 0),
    share: best?.share ?? 0,
    time: secondsOf(best?.seconds ?? 0),
    bound: best?.bound ?? "none",
    fits: best !== undefined,
    missing: bytesOf(here?.missing ?? 0),
  };
}

function sizes(spec: OperatorSpec | undefined) {
  const named = (name: string) => {
    const at = spec ? operatorKinds[spec.kind].sizes.findIndex((size) => size.name === name) : -1;
    return spec?.sizes[at] ?? 0;
  };
  const isProduct = spec?.kind === "gemm" || spec?.kind === "batched_gemm";
  return {
    m: named("m"),
    n: named("n"),
    k: named("k"),
    batch: named("batch"),
    rows: named("rows"),
    columns: named("columns"),
    vectors: spec?.kind === "gemv" ? 1 : isProduct ? named("n") : 0,
  };
}

/** The state in one sentence, with what decides which side of the ridge it is on. */
export function tellRoofline(state: RooflineState, context: FigureContext): string {
  const chosen = placeOperators(state, context).find(({ selected }) => selected);
  const [here] = chosen?.on ?? [];
  if (!chosen || !here) return "There is no operator in the figure.";
  if (!here.best) return `${capitalised(chosen.text)} ${misfitOn(here)}.`;
  const ridge = intensityText(ridgePoint(here.machine, { precision: state.precision }));
  const subject = chosen.spec.kind === "intensity" && chosen.spec.name === ""
    ? ""
    : `${capitalised(chosen.text)}: `;
  return `${subject}${intensityText(chosen.intensity)} on the ${
    shortestName(here.machine)
  }, ridge point ${ridge}: ${here.best.bound}-bound.`;
}
