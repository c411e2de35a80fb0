/**
 * How fast the costs of a Transformer are counted: in detail with every formula, compiled for
 * sweeps, and what compiling takes.
 *
 * ```sh
 * deno bench -A bench/transformer_bench.ts
 * deno run -A --v8-flags=--expose-gc,--min-semi-space-size=64 bench/transformer_bench.ts
 * ```
 *
 * @module
 */
import { defineMachine } from "@/lib/compute/mod.ts";
import {
  CompiledCosts,
  decodeStep,
  emptyTotals,
  findTransformer,
  generationTime,
  machineRates,
  phaseTime,
  prefill,
  trainingStep,
} from "@/lib/compute/transformers/mod.ts";

const machine = defineMachine({
  id: "a100-80",
  name: "NVIDIA A100 80GB SXM",
  year: 2020,
  peaks: { fp16: 312e12 },
  levels: [{ id: "memory", name: "HBM2e", capacity: 80e9, bandwidth: 2039e9 }],
  source: "content/data/machines.csv",
});
const fp16 = { precision: "fp16" } as const;
const fused = { attention: "fused" } as const;
const llama = findTransformer("llama-2-7b");
const deepseek = findTransformer("deepseek-v3");
const rates = machineRates(machine, fp16);
const compiled = new CompiledCosts(llama, fused);
const compiledExperts = new CompiledCosts(deepseek, fused);
const totals = emptyTotals();
const prompt = { batch: 1, promptTokens: 512 };
const step = { batch: 1, contextTokens: 512 };
const steps = { batch: 1, contextTokens: 512, steps: 127 };

/** Prompt and decode step with their times. */
function profile(costs: CompiledCosts): number {
  const first = costs.prefill(prompt, rates, totals).seconds;
  return first + costs.decodeStep(step, rates, totals).seconds;
}

/** 100,000 configurations: batch, prompt and context differ, each with both phases. */
function sweep(costs: CompiledCosts): number {
  let seconds = 0;
  for (let index = 0; index < 100_000; index++) {
    prompt.batch = step.batch = 1 + index % 64;
    prompt.promptTokens = step.contextTokens = 1 + index % 4096;
    seconds += profile(costs);
  }
  prompt.batch = step.batch = 1;
  prompt.promptTokens = step.contextTokens = 512;
  return seconds;
}

Deno.bench("Llama-2-7B, prefill and decode, with times", { group: "profile" }, () => {
  profile(compiled);
});
Deno.bench("DeepSeek-V3, prefill and decode, with times", { group: "profile" }, () => {
  profile(compiledExperts);
});
Deno.bench("Llama-2-7B, totals only", { group: "profile" }, () => {
  compiled.prefill(prompt, undefined, totals);
  compiled.decodeStep(step, undefined, totals);
});
Deno.bench("Llama-2-7B, 127 decode steps in closed form", { group: "profile" }, () => {
  compiled.decodeSteps(steps, rates, totals);
});
Deno.bench("Llama-2-7B, compiled and profiled once", { group: "profile", baseline: true }, () => {
  profile(new CompiledCosts(llama, fused));
});

Deno.bench("100,000 configurations of Llama-2-7B, both phases", { group: "sweep" }, () => {
  if (!(sweep(compiled) > 0)) throw new Error("The sweep takes no time");
});

Deno.bench("prefill", { group: "detail" }, () => {
  prefill(llama, prompt, fused);
});
Deno.bench("decodeStep", { group: "detail", baseline: true }, () => {
  decodeStep(llama, step, fused);
});
Deno.bench("trainingStep", { group: "detail" }, () => {
  trainingStep(llama, { tokens: 2048 });
});
const cost = decodeStep(llama, step, fused);
Deno.bench("phaseTime", { group: "detail" }, () => {
  phaseTime(machine, cost, fp16);
});
Deno.bench("generationTime", { group: "detail" }, () => {
  generationTime(machine, llama, { promptTokens: 512, newTokens: 128, ...fp16, costs: fused });
});

const { gc } = globalThis as { gc?: () => void };
if (import.meta.main && gc !== undefined) {
  sweep(compiled);
  gc();
  const before = Deno.memoryUsage().heapUsed;
  sweep(compiled);
  const grown = Deno.memoryUsage().heapUsed - before;
  console.log(`The heap grew by ${grown / 100_000} bytes a configuration`);
}
