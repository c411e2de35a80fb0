import {
  basicSentence,
  batchedGemm,
  bytesPerValue,
  dot,
  elementwise,
  formatNumber,
  gemm,
  gemv,
  layerNorm,
  type OperatorCost,
  type OperatorOptions,
  type Precision,
  softmax,
} from "@/lib/compute/mod.ts";
import type { OperatorKind, OperatorSpec } from "./operator_kinds.ts";
import { intensityText } from "./text.ts";

type Counter = (sizes: readonly number[], options: OperatorOptions) => OperatorCost;

const counters: Readonly<Record<SizedKind, Counter>> = {
  gemv: ([m = 1, n = 1], o) => gemv({ m, n }, o),
  gemm: ([m = 1, n = 1, k = 1], o) => gemm({ m, n, k }, o),
  batched_gemm: ([batch = 1, m = 1, n = 1, k = 1], o) => batchedGemm({ batch, m, n, k }, o),
  dot: ([n = 1], o) => dot(n, o),
  elementwise: ([n = 1], o) => elementwise({ n }, o),
  softmax: ([rows = 1, columns = 1], o) => softmax({ rows, columns }, o),
  layer_norm: ([rows = 1, columns = 1], o) => layerNorm({ rows, columns }, o),
};

/** Operators whose FLOPs and bytes follow from their sizes. */
export type SizedKind = Exclude<OperatorKind, "intensity" | "kernel">;

/** FLOPs and bytes; the rest of a cost where they were counted and not given. */
export type PlacedCost = Pick<OperatorCost, "flops" | "bytes"> & Partial<OperatorCost>;

/** Counts an operator of given sizes. */
export function countSized(
  kind: SizedKind,
  sizes: readonly number[],
  options: OperatorOptions,
): OperatorCost {
  return counters[kind](sizes, options);
}

/** Counts an operator; `undefined` for a point given by its intensity alone. */
export function countOperator(
  { kind, sizes }: Pick<OperatorSpec, "kind" | "sizes">,
  options: OperatorOptions,
): PlacedCost | undefined {
  if (kind === "intensity") return undefined;
  if (kind === "kernel") return { flops: sizes[0] ?? 1, bytes: sizes[1] ?? 1 };
  return countSized(kind, sizes, options);
}

/** The conventions of a count that matter here: packing does where values share a byte. */
export function conventionsOf(
  cost: Partial<OperatorCost> | undefined,
  precisions: readonly Precision[],
): string[] {
  const packed = precisions.some((precision) => bytesPerValue(precision) < 1);
  const packing = basicSentence("packing");
  return (cost?.conventions ?? []).filter((sentence) => packed || sentence !== packing);
}

/** An operator's arithmetic intensity, FLOP/byte. */
export function intensityOf(spec: OperatorSpec, options: OperatorOptions): number {
  const cost = countOperator(spec, options);
  return cost ? cost.flops / cost.bytes : spec.sizes[0] ?? 1;
}

/** An operator in words: its name, or its kind with its sizes. */
export function operatorText({ name, kind, sizes }: OperatorSpec): string {
  if (name !== "") return name;
  const [a = 0, b = 0, c = 0, d = 0] = sizes;
  const by = (...numbers: number[]) =>
    numbers.map((n) => formatNumber(n, { digits: 9 })).join("\u00a0×\u00a0");
  switch (kind) {
    case "intensity":
      return intensityText(a);
    case "gemv":
      return `matrix-vector product ${by(a, b)}`;
    case "gemm":
      return `matrix product ${by(a, b, c)}`;
    case "batched_gemm":
      return `${formatNumber(a)} matrix products ${by(b, c, d)}`;
    case "dot":
      return `dot product of ${by(a)} values`;
    case "elementwise":
      return `elementwise on ${by(a)} values`;
    case "softmax":
      return `softmax ${by(a, b)}`;
    case "layer_norm":
      return `layer norm ${by(a, b)}`;
    case "kernel":
      return "your kernel";
  }
}
