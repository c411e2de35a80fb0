/**
 * How fast `lib/compute` counts: one operator of each family, a sweep as a
 * figure draws it, a whole chart, and reading and writing quantities.
 *
 * ```sh
 * deno bench -A bench/compute_bench.ts
 * ```
 *
 * @module
 */
import {
  attainableRate,
  batchedGemm,
  defineMachine,
  dot,
  elementwise,
  formatQuantity,
  gemm,
  gemv,
  layerNorm,
  operatorTime,
  parseQuantity,
  roofs,
  softmax,
} from "@/lib/compute/mod.ts";

const machine = defineMachine({
  id: "a100-80",
  name: "NVIDIA A100 80GB SXM",
  year: 2020,
  peaks: { fp32: 19.5e12, fp16: 312e12, int8: 624e12 },
  levels: [
    { id: "memory", name: "HBM2e", capacity: 80e9, bandwidth: 2039e9 },
    { id: "l2", name: "L2 cache", bandwidth: 7219e9 },
  ],
  source: "content/data/machines.csv",
});
const fp16 = { precision: "fp16" } as const;
const mixed = { precision: { weights: "int4", activations: "fp16" } } as const;

Deno.bench("dot", { group: "operator" }, () => {
  dot(4096);
});
Deno.bench("gemv", { group: "operator" }, () => {
  gemv({ m: 4096, n: 4096 });
});
Deno.bench("gemm", { group: "operator", baseline: true }, () => {
  gemm({ m: 4096, n: 512, k: 4096 });
});
Deno.bench("gemm, precision by kind", { group: "operator" }, () => {
  gemm({ m: 4096, n: 512, k: 4096 }, mixed);
});
Deno.bench("batchedGemm", { group: "operator" }, () => {
  batchedGemm({ batch: 32, m: 512, n: 512, k: 128 });
});
Deno.bench("elementwise", { group: "operator" }, () => {
  elementwise({ n: 1 << 20 }, { inputs: 2 });
});
Deno.bench("softmax", { group: "operator" }, () => {
  softmax({ rows: 512, columns: 512 });
});
Deno.bench("layerNorm", { group: "operator" }, () => {
  layerNorm({ rows: 512, columns: 4096 });
});

const cost = gemm({ m: 4096, n: 512, k: 4096 });
Deno.bench("operatorTime", { group: "roofline" }, () => {
  operatorTime(machine, cost, fp16);
});
Deno.bench("attainableRate", { group: "roofline", baseline: true }, () => {
  attainableRate(machine, 100, fp16);
});
Deno.bench("roofs", { group: "roofline" }, () => {
  roofs(machine, fp16);
});

Deno.bench("1000 points of a roof", { group: "sweep" }, () => {
  let sum = 0;
  for (let point = 0; point < 1000; point++) {
    sum += attainableRate(machine, 2 ** (point / 100), fp16);
  }
  if (!(sum > 0)) throw new Error("The roof is flat at zero");
});
Deno.bench("1000 matrix products with their times", { group: "sweep", baseline: true }, () => {
  let seconds = 0;
  for (let n = 1; n <= 1000; n++) {
    seconds += operatorTime(machine, gemm({ m: 4096, n, k: 4096 }), fp16).seconds;
  }
  if (!(seconds > 0)) throw new Error("The products take no time");
});

Deno.bench("parseQuantity", { group: "text" }, () => {
  parseQuantity("2.039 TB/s");
});
Deno.bench("formatQuantity", { group: "text", baseline: true }, () => {
  formatQuantity({ value: 2.039e12, dimension: { byte: 1, second: -1 } });
});
