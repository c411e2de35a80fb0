/**
 * Moving an operator along the intensity axis: a free point changes its
 * intensity, a product the number of its columns, and others stay where they
 * are, because no size of theirs changes their intensity.
 *
 * @module
 */
import type { Precision } from "@/lib/compute/mod.ts";
import { intensityOf } from "../cost.ts";
import type { HandleStep } from "../definition.ts";
import { operatorKinds, type OperatorSpec } from "../operator_kinds.ts";

/** The intensities an operator can reach by dragging. */
export interface Reach {
  readonly min: number;
  readonly max: number;
}

/** The most columns a product gets by dragging. */
const mostColumns = 2 ** 17;

/** Where an operator can go; `undefined` when it cannot move. */
export function reachOf(
  spec: OperatorSpec,
  precision: Precision,
  axis: Reach,
): Reach | undefined {
  if (spec.kind === "intensity") return { min: axis.min, max: axis.max };
  if (columnsOf(spec) === undefined) return undefined;
  return {
    min: intensityOf(withColumns(spec, 1), { precision }),
    max: intensityOf(withColumns(spec, mostColumns), { precision }),
  };
}

/** The operator that comes nearest to an intensity. */
export function moveTo(
  spec: OperatorSpec,
  intensity: number,
  precision: Precision,
  axis: Reach,
): OperatorSpec {
  if (spec.kind === "intensity") {
    const at = Math.min(Math.max(intensity, axis.min), axis.max);
    return { ...spec, sizes: [Number(at.toPrecision(3))] };
  }
  if (columnsOf(spec) === undefined) return spec;
  return renamed(spec, withColumns(spec, nearestColumns(spec, intensity, precision)));
}

/** The operator after a key: to the next power of two, four further, or an end. */
export function stepBy(
  spec: OperatorSpec,
  by: HandleStep,
  axis: Reach,
): OperatorSpec {
  if (spec.kind === "intensity") {
    const at = spec.sizes[0] ?? 1;
    const factor = { less: 2 ** -0.25, more: 2 ** 0.25, "much-less": 0.1, "much-more": 10 };
    const next = by === "least" ? axis.min : by === "most" ? axis.max : at * factor[by];
    return { ...spec, sizes: [Number(clamp(next, axis.min, axis.max).toPrecision(3))] };
  }
  const columns = columnsOf(spec);
  if (columns === undefined) return spec;
  const power = Math.log2(columns);
  const powers = {
    less: Math.ceil(power) - 1,
    more: Math.floor(power) + 1,
    "much-less": Math.ceil(power) - 4,
    "much-more": Math.floor(power) + 4,
    least: 0,
    most: Math.log2(mostColumns),
  };
  const next = clamp(2 ** powers[by], 1, mostColumns);
  return renamed(spec, withColumns(spec, next));
}

/** The name stays unless it says a number, which would no longer be true. */
export function renamed(before: OperatorSpec, after: OperatorSpec): OperatorSpec {
  const changed = before.kind !== after.kind || before.sizes.join() !== after.sizes.join();
  return changed && /\d/.test(before.name) ? { ...after, name: "" } : after;
}

/** How many columns a product has: vectors multiplied by the same matrix. */
function columnsOf({ kind, sizes }: OperatorSpec): number | undefined {
  if (kind === "gemv") return 1;
  if (kind === "gemm") return sizes[1];
  if (kind === "batched_gemm") return sizes[2];
  return undefined;
}

/** A matrix times one vector is a product with one column, and the other way round. */
function withColumns(spec: OperatorSpec, columns: number): OperatorSpec {
  const [a = 1, b = 1, c = 1, d = 1] = spec.sizes;
  if (spec.kind === "batched_gemm") return { ...spec, sizes: [a, b, columns, d] };
  const [m, k] = spec.kind === "gemv" ? [a, b] : [a, c];
  return columns === 1
    ? { ...spec, kind: "gemv", sizes: [m, k] }
    : { ...spec, kind: "gemm", sizes: [m, columns, k] };
}

function nearestColumns(spec: OperatorSpec, intensity: number, precision: Precision): number {
  const at = (columns: number) => intensityOf(withColumns(spec, columns), { precision });
  // Intensity grows with the columns, so the nearest is found by halving.
  let [low, high] = [1, mostColumns];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle) <= intensity) low = middle;
    else high = middle;
  }
  return intensity / at(low) < at(high) / intensity ? low : high;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}

/** Why an operator does not move, or what moving it changes, in words. */
export function leverText({ kind }: OperatorSpec): string {
  if (kind === "intensity") return "moves freely";
  if (kind === "gemv" || kind === "gemm" || kind === "batched_gemm") {
    return "moving it changes n, the number of columns";
  }
  return `does not move: the intensity of ${
    kind === "kernel" ? "your kernel is what you entered" : operatorKinds[kind].label.toLowerCase()
  }${kind === "kernel" ? "" : " hardly depends on its size"}`;
}
