/**
 * How fast `lib/compute/compression` rounds, quantizes and packs, and `lib/compute/serving`
 * simulates. One iteration of a tensor benchmark handles 65,536 values.
 *
 * ```sh
 * deno bench -A bench/compression_bench.ts
 * ```
 *
 * @module
 */
import {
  applyMask,
  breakEvenSparsity,
  decodeSparse,
  dequantize,
  encodeSparse,
  magnitudeMask,
  patternMask,
  quantizeFloats,
  quantizeIntegers,
  quantizeMicroscaling,
  quantizeNf4,
  representableValues,
  roundFloat,
} from "@/lib/compute/compression/mod.ts";
import {
  batchFrontier,
  bestDraftTokens,
  drawRequests,
  rooflineServingModel,
  simulateServing,
} from "@/lib/compute/serving/mod.ts";
import { Random } from "@/lib/compute/mod.ts";

const random = new Random(1);
const shape = [256, 256];
const values = Float32Array.from({ length: 65_536 }, () => random.normal());
const matrix = { rows: 256, columns: 256, values };
const group = { group: 128 };

Deno.bench("round one value to FP16", { group: "format" }, () => {
  roundFloat("fp16", 0.1);
});
Deno.bench("every value of FP8 E4M3", { group: "format" }, () => {
  representableValues("fp8-e4m3");
});

Deno.bench("INT8 by channel", { group: "quantize", baseline: true }, () => {
  quantizeIntegers(values, { bits: 8, shape, granularity: { axis: 0 } });
});
Deno.bench("INT4 in groups, zero points", { group: "quantize" }, () => {
  quantizeIntegers(values, { bits: 4, symmetric: false, shape, granularity: group });
});
Deno.bench("INT4 in groups, stochastic", { group: "quantize" }, () => {
  quantizeIntegers(values, { bits: 4, shape, granularity: group, rounding: "stochastic", random });
});
Deno.bench("INT4 in groups, least squares", { group: "quantize" }, () => {
  quantizeIntegers(values, { bits: 4, shape, granularity: group, clipping: "mse" });
});
Deno.bench("FP8 E4M3", { group: "quantize" }, () => {
  quantizeFloats(values, { format: "fp8-e4m3", shape });
});
Deno.bench("MXFP4", { group: "quantize" }, () => {
  quantizeMicroscaling(values, { element: "fp4-e2m1", shape });
});
Deno.bench("NF4", { group: "quantize" }, () => {
  quantizeNf4(values, { shape });
});
const int4 = quantizeIntegers(values, { bits: 4, shape, granularity: group });
Deno.bench("dequantize INT4", { group: "quantize" }, () => {
  dequantize(int4);
});

const half = { ...matrix, values: applyMask(values, patternMask(matrix, { kept: 2, group: 4 })) };
const pattern = { format: "n-of-m", kept: 2, group: 4 } as const;
const stored = encodeSparse(half, { format: "csr" });
Deno.bench("mask by magnitude", { group: "prune" }, () => {
  magnitudeMask(values, 0.5);
});
Deno.bench("mask 2:4", { group: "prune" }, () => {
  patternMask(matrix, { kept: 2, group: 4 });
});
Deno.bench("store 2:4", { group: "prune" }, () => {
  encodeSparse(half, pattern);
});
Deno.bench("store CSR", { group: "prune" }, () => {
  encodeSparse(half, { format: "csr" });
});
Deno.bench("read CSR", { group: "prune" }, () => {
  decodeSparse(stored);
});
Deno.bench("break-even sparsity", { group: "prune" }, () => {
  breakEvenSparsity({ format: "csr" }, { rows: 4096, columns: 4096, valueBits: 16 });
});

const model = rooflineServingModel({
  flopsPerToken: 2 * 6.74e9,
  flopsPerPair: 4 * 32 * 4096,
  weightBytes: 2 * 6.74e9,
  kvBytesPerToken: 524_288,
  memoryBytes: 80e9,
  peak: 312e12,
  bandwidth: 2039e9,
});
const requests = drawRequests({
  requests: 1000,
  arrivalsPerSecond: 4,
  promptTokens: { kind: "uniform", from: 100, to: 500 },
  outputTokens: { kind: "geometric", mean: 150 },
  seed: 1,
});
Deno.bench("batch frontier", { group: "serving" }, () => {
  batchFrontier(model, { promptTokens: 1024, outputTokens: 256 });
});
Deno.bench("1000 requests, static batches of 32", { group: "serving" }, () => {
  simulateServing(model, requests, { kind: "static", batch: 32, timeoutSeconds: 1 });
});
Deno.bench("1000 requests, continuous, up to 32", { group: "serving" }, () => {
  simulateServing(model, requests, { kind: "continuous", maximumBatch: 32 });
});
Deno.bench("1000 requests, continuous, in chunks", { group: "serving" }, () => {
  simulateServing(model, requests, { kind: "continuous", maximumBatch: 32, chunkTokens: 256 });
});
Deno.bench("best number of drafts", { group: "serving" }, () => {
  bestDraftTokens(0.8, 0.05);
});
