import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { defineMachine, type Machine } from "@/lib/compute/mod.ts";
import {
  decodeStep,
  decodeSteps,
  defineTransformer,
  findTransformer,
  generation,
  generationTime,
  machineRates,
  phaseEnergy,
  phaseTime,
  prefill,
  trainingStep,
} from "@/lib/compute/transformers/mod.ts";
import { machineOf, rates } from "./arbitraries.ts";
import { decoders, latentDecoders } from "./transformer_arbitraries.ts";
import { costOptions, works } from "./transformer_cost_arbitraries.ts";

const fp16 = { precision: "fp16" } as const;
const fused = { attention: "fused" } as const;
/** The fewest bytes that a program could move: nothing but matrix products, scores on the chip. */
const least = { attention: "fused", elementwise: "ignored", causal: "half" } as const;
const llama = findTransformer("llama-2-7b");

function machine(
  name: string,
  peak: number,
  bandwidth: number,
  capacity?: number,
): Machine {
  return defineMachine({
    id: "machine",
    name,
    year: 2020,
    peaks: { fp16: peak },
    levels: [{
      id: "memory",
      name: "memory",
      bandwidth,
      ...(capacity !== undefined && { capacity }),
    }],
    source: "course's table of machines",
  });
}

const a100x40 = machine("NVIDIA A100 40GB", 312e12, 1555e9, 40e9);
const a100x80 = machine("NVIDIA A100 80GB", 312e12, 2039e9, 80e9);
const rtx4090 = machine("NVIDIA RTX 4090", 165.2e12, 1008e9, 24e9);

function near(a: number, b: number, tolerance = 1e-9): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(a), Math.abs(b)));
}

describe("measured times", () => {
  // Measured with FasterTransformer on one A100 40GB, as others quote it
  const thirteen = defineTransformer({
    id: "thirteen",
    name: "13B",
    year: 2022,
    architecture: "decoder",
    decoderLayers: 40,
    width: 5120,
    heads: 40,
    headSize: 128,
    mlpWidth: 20480,
    vocabulary: 50272,
    positions: 2048,
    tiedHead: true,
    biases: "all",
    context: 2048,
    source: "40 layers of 5120",
  });

  it("of a prefill of 512 tokens by 13 billion parameters are 1.5 times the bound", () => {
    for (const options of [fused, least]) {
      const time = phaseTime(a100x40, prefill(thirteen, { promptTokens: 512 }, options), fp16);
      expect(time.seconds).toBeLessThan(63.17e-3);
      expect(time.lower).toBeLessThan(63.17e-3);
    }
    const all = prefill(thirteen, { promptTokens: 512 }, { ...fused, head: "all" });
    // Others' ideal time is 43.7 ms
    const { lower, bound } = phaseTime(a100x40, all, fp16);
    expect(lower).toBeCloseTo(42.85e-3, 5);
    expect(bound).toBe("compute");
    expect(63.17e-3 / lower).toBeCloseTo(1.47, 2);
  });

  it("of a decode step behind 512 tokens are 1.3 times the bound", () => {
    for (const options of [fused, least]) {
      const time = phaseTime(a100x40, decodeStep(thirteen, { contextTokens: 512 }, options), fp16);
      expect(time.seconds).toBeLessThan(22.0e-3);
      expect(time.bound).toBe("memory");
    }
    // Others' ideal time is 17.07 ms
    const { seconds } = phaseTime(
      a100x40,
      decodeStep(thirteen, { contextTokens: 512 }, fused),
      fp16,
    );
    expect(seconds).toBeCloseTo(16.8e-3, 5);
    expect(22.0e-3 / seconds).toBeCloseTo(1.3, 1);
  });

  it("of 20 tokens by Llama-2-7B on an RTX 4090 are 1.2 times the bound (Lin et al. 2024)", () => {
    for (const costs of [fused, least]) {
      const { decode, timePerOutputToken } = generationTime(rtx4090, llama, {
        promptTokens: 200,
        newTokens: 20,
        costs,
        ...fp16,
      });
      expect(decode.seconds).toBeLessThan(310e-3);
      expect(310e-3 / 20 / timePerOutputToken).toBeCloseTo(1.2, 1);
    }
  });

  it("of its prompt, 10 ms, are below what reading its weights once takes: not a bound's fault", () => {
    // Independent of how operators are counted: 32 layers at two bytes a value over the bandwidth
    const layers = 32 * (4 * 4096 ** 2 + 3 * 4096 * 11008) * 2;
    expect(layers / 1008e9).toBeGreaterThan(12.8e-3);
    const time = phaseTime(rtx4090, prefill(llama, { promptTokens: 200 }, least), fp16);
    expect(time.lower).toBeGreaterThan(12.8e-3);
    expect(time.lower).toBeCloseTo(15.75e-3, 5);
  });
});

describe("a phase's time", () => {
  it("by hand: operators one after another, each the larger of the two", () => {
    const cost = decodeStep(llama, { contextTokens: 100, batch: 200 });
    const options = { ...fp16, checkCapacity: false };
    const time = phaseTime(a100x80, cost, options);
    let [seconds, waiting] = [0, 0];
    for (const { flops, bytes } of cost.operators) {
      const [compute, memory] = [flops / 312e12, bytes / 2039e9];
      seconds += Math.max(compute, memory);
      if (memory > compute) waiting += memory;
    }
    near(time.seconds, seconds);
    near(time.memoryBoundShare, waiting / seconds);
    near(time.computeSeconds, cost.flops / 312e12);
    near(time.memorySeconds, cost.bytes / 2039e9);
    near(time.serial, time.computeSeconds + time.memorySeconds);
    near(time.tokensPerSecond, 200 / seconds);
    near(time.rate, cost.flops / seconds);
    // Projections are compute-bound at this batch, attention is not
    const bounds = new Map(time.operators.map(({ name, bound }) => [name, bound]));
    expect(bounds.get("MLP up")).toBe("compute");
    expect(bounds.get("attention scores")).toBe("memory");
  });

  it("takes layers with and without a window apart", () => {
    const gemma = findTransformer("gemma-2-9b");
    const cost = decodeStep(gemma, { contextTokens: 8000, batch: 32 });
    const options = { ...fp16, checkCapacity: false };
    let seconds = 0;
    for (const { count, operators } of cost.parts) {
      for (const { flops, bytes } of operators) {
        seconds += count * Math.max(flops / 312e12, bytes / 2039e9);
      }
    }
    const time = phaseTime(a100x80, cost, options);
    near(time.seconds, seconds);
    near(time.operators.reduce((sum, operator) => sum + operator.seconds, 0), seconds);
    expect(time.operators.map(({ name }) => name)).toEqual(cost.operators.map(({ name }) => name));
    expect(time.operators.find(({ name }) => name === "attention scores")?.count).toBe(42);
  });

  it("grows by what efficiency leaves unused, and shrinks by the devices", () => {
    const cost = prefill(llama, { promptTokens: 100 });
    const whole = phaseTime(a100x80, cost, fp16);
    near(phaseTime(a100x80, cost, { ...fp16, efficiency: 0.5 }).seconds, 2 * whole.seconds);
    near(phaseTime(a100x80, cost, { ...fp16, devices: 4 }).seconds, whole.seconds / 4);
    const slowMemory = phaseTime(a100x80, cost, { ...fp16, efficiency: { memory: 0.1 } });
    near(slowMemory.memorySeconds, 10 * whole.memorySeconds);
    near(slowMemory.computeSeconds, whole.computeSeconds);
  });

  it("adds communication, which only the lower bound hides", () => {
    const cost = prefill(llama, { promptTokens: 100 });
    const alone = phaseTime(a100x80, cost, fp16);
    const time = phaseTime(a100x80, cost, { ...fp16, communicationSeconds: 0.001 });
    near(time.seconds, alone.seconds + 0.001);
    near(time.serial, alone.serial + 0.001);
    near(time.lower, alone.lower);
    expect(phaseTime(a100x80, cost, { ...fp16, communicationSeconds: 5 }).lower).toBe(5);
  });

  it("is refused for what does not fit, with what is missing", () => {
    const step = decodeStep(llama, { contextTokens: 4095, batch: 8 });
    const weights = 2 * 6_738_415_616;
    expect(step.footprint).toBeGreaterThan(weights + 8 * 4096 * 524_288);
    expect(() => phaseTime(rtx4090, step, fp16)).toThrow(RangeError);
    expect(() => phaseTime(rtx4090, step, fp16)).toThrow(
      `${step.footprint - 24e9} bytes are missing`,
    );
    expect(phaseTime(rtx4090, step, { ...fp16, devices: 2 }).seconds).toBeGreaterThan(0);
    expect(phaseTime(rtx4090, step, { ...fp16, checkCapacity: false }).seconds).toBeGreaterThan(0);
    expect(() => phaseTime(rtx4090, step, { ...fp16, devices: 2, footprint: 50e9 })).toThrow(
      "1000000000 bytes are missing",
    );
    // Nothing is claimed where the capacity is not known
    expect(phaseTime(machine("Unknown", 1e12, 1e11), step, fp16).seconds).toBeGreaterThan(0);
  });

  it("of training refuses weights and gradients that do not fit", () => {
    const step = trainingStep(llama, { tokens: 128 });
    expect(step.footprint).toBe(4 * 6_738_415_616);
    expect(() => phaseTime(rtx4090, step, fp16)).toThrow("bytes are missing");
  });

  it("is refused for the sum of several steps", () => {
    const steps = decodeSteps(llama, { contextTokens: 1, steps: 5 });
    expect(() => phaseTime(a100x80, steps, fp16)).toThrow("cost has 5 passes");
  });

  it("is refused for a precision the machine lacks and numbers out of range", () => {
    const cost = prefill(llama, { promptTokens: 1 });
    expect(() => phaseTime(a100x80, cost, { precision: "fp8" })).toThrow('no peak for "fp8"');
    expect(() => phaseTime(a100x80, cost, { ...fp16, devices: 0 })).toThrow("devices is 0");
    expect(() => phaseTime(a100x80, cost, { ...fp16, efficiency: 2 })).toThrow("efficiency is 2");
    expect(() => phaseTime(a100x80, cost, { ...fp16, communicationSeconds: -1 })).toThrow(
      "communicationSeconds is -1",
    );
  });
});

describe("a generation's time", () => {
  it("is the sum of its prefill's and of each step's", () => {
    const models = fc.oneof(decoders, latentDecoders);
    const few = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(models, works, few, costOptions, rates, (model, work, newTokens, costs, rate) => {
        const some = machineOf(rate);
        const { batch, contextTokens: promptTokens } = work;
        const time = generationTime(some, model, {
          batch,
          promptTokens,
          newTokens,
          costs,
          ...fp16,
        });
        let decode = 0;
        const first = promptTokens > 0 ? 1 : 0;
        for (let step = 0; step < newTokens - first; step++) {
          const cost = decodeStep(model, { batch, contextTokens: promptTokens + step }, costs);
          decode += phaseTime(some, cost, fp16).seconds;
        }
        const read = promptTokens > 0
          ? phaseTime(some, prefill(model, { batch, promptTokens }, costs), fp16).seconds
          : 0;
        near(time.decode.seconds, decode);
        near(time.prefill.seconds, read);
        near(time.seconds, read + decode);
        near(time.tokensPerSecond, batch * newTokens / (read + decode));
      }),
      { numRuns: 150 },
    );
  });

  it("crosses from memory to arithmetic where an operator's intensity does", () => {
    // Attention over values turns compute-bound when the context outgrows what is read besides
    const model = defineTransformer({
      id: "crossing",
      name: "Crossing",
      year: 2024,
      architecture: "decoder",
      decoderLayers: 1,
      width: 8,
      heads: 64,
      keyValueHeads: 1,
      headSize: 64,
      mlpWidth: 8,
      vocabulary: 10,
      context: 10_000,
      source: "made up",
    });
    const some = machine("Even", 30e12, 1e12);
    const bound = (contextTokens: number) =>
      phaseTime(some, decodeStep(model, { contextTokens }, fused), fp16).operators
        .find(({ name }) => name === "attention")?.bound;
    expect([bound(1), bound(5000)]).toEqual(["memory", "compute"]);
    let sum = 0;
    for (let contextTokens = 1; contextTokens <= 999; contextTokens++) {
      sum += phaseTime(some, decodeStep(model, { contextTokens }, fused), fp16).seconds;
    }
    const work = { promptTokens: 1, newTokens: 1000, costs: fused, ...fp16 };
    near(generationTime(some, model, work).decode.seconds, sum, 1e-12);
  });

  it("reaches the first token by the prefill, and each further one by a step", () => {
    const work = { promptTokens: 512, newTokens: 2, costs: fused, ...fp16 };
    const time = generationTime(a100x80, llama, work);
    const read = phaseTime(a100x80, prefill(llama, { promptTokens: 512 }, fused), fp16);
    const step = phaseTime(a100x80, decodeStep(llama, { contextTokens: 512 }, fused), fp16);
    near(time.timeToFirstToken, read.seconds);
    near(time.timePerOutputToken, step.seconds);
    near(time.lower, read.lower + step.lower);
    expect(time.lower).toBeLessThanOrEqual(time.seconds);
    expect(time.bound).toBe("compute");
    expect(time.conventions.at(-1)).toContain("a bound, not a prediction");
  });

  it("without a prompt reaches the first token by a step", () => {
    const work = { promptTokens: 0, newTokens: 3, ...fp16 };
    const time = generationTime(a100x80, llama, work);
    const step = phaseTime(a100x80, decodeStep(llama, { contextTokens: 0 }), fp16);
    near(time.timeToFirstToken, step.seconds);
    const communicationSeconds = { prefill: 1, decodeStep: 2 };
    const slow = generationTime(a100x80, llama, { ...work, communicationSeconds });
    expect([slow.prefill.seconds, slow.communicationSeconds]).toEqual([0, 6]);
    near(slow.timeToFirstToken, step.seconds + 2);
    expect(time.prefill.seconds).toBe(0);
  });

  it("adds communication in the prefill and in each step", () => {
    const work = { promptTokens: 100, newTokens: 11, ...fp16 };
    const alone = generationTime(a100x80, llama, work);
    const time = generationTime(a100x80, llama, {
      ...work,
      communicationSeconds: { prefill: 1, decodeStep: 0.5 },
    });
    near(time.seconds, alone.seconds + 1 + 10 * 0.5);
    near(time.timeToFirstToken, alone.timeToFirstToken + 1);
    near(time.timePerOutputToken, alone.timePerOutputToken + 0.5);
    expect(time.communicationSeconds).toBe(6);
  });

  it("is refused if its end does not fit, though its beginning does", () => {
    const work = { batch: 8, promptTokens: 100, ...fp16 };
    expect(generationTime(rtx4090, llama, { ...work, newTokens: 2 }).seconds).toBeGreaterThan(0);
    const long = { ...work, newTokens: 4000 };
    expect(() => generationTime(rtx4090, llama, long)).toThrow("bytes are missing");
    expect(generationTime(rtx4090, llama, { ...long, checkCapacity: false }).seconds)
      .toBeGreaterThan(0);
    const one = { promptTokens: 1, newTokens: 1, ...fp16 };
    expect(() => generationTime(rtx4090, findTransformer("llama-2-13b"), one)).toThrow(
      "bytes are missing",
    );
  });
});

describe("a machine's rates", () => {
  it("are peak and bandwidth times efficiency and devices", () => {
    const options = { ...fp16, devices: 3, efficiency: { compute: 0.5, memory: 0.8 } };
    const { peak, bandwidth } = machineRates(a100x80, options);
    near(peak, 3 * 156e12);
    near(bandwidth, 3 * 0.8 * 2039e9);
  });
});

describe("energy", () => {
  it("is FLOPs and bytes times what each takes", () => {
    const cost = generation(llama, { promptTokens: 100, newTokens: 20 });
    const energy = phaseEnergy(cost, { perFlop: 2e-12, perByte: 30e-12 });
    near(energy.compute, cost.flops * 2e-12);
    near(energy.total, cost.flops * 2e-12 + cost.bytes * 30e-12);
    near(energy.perToken, energy.total / 20);
    expect(() => phaseEnergy(cost, { perFlop: -1, perByte: 0 })).toThrow("perFlop is -1");
    expect(() => phaseEnergy(cost, { perFlop: 0, perByte: NaN })).toThrow("perByte is NaN");
  });
});
