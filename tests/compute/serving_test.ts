import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  batchFrontier,
  bestBatch,
  drawRequests,
  kvCapacityTokens,
  kvOccupancy,
  littlesLaw,
  paretoPoints,
  percentile,
  rooflineServingModel,
  type ServingModel,
  type ServingPolicy,
  type ServingRequest,
  type ServingResult,
  simulateServing,
  summarizeServing,
} from "@/lib/compute/serving/mod.ts";

/** Numbers spread evenly over a range, where `fc.double` prefers the smallest magnitudes. */
function even(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 2 ** 30 }).map((part) => min + (max - min) * (part / 2 ** 30));
}

/** About Llama-2-7B in FP16 on an A100 with 80 GB. */
const llama = rooflineServingModel({
  flopsPerToken: 2 * 6.74e9,
  flopsPerPair: 4 * 32 * 4096,
  weightBytes: 2 * 6.74e9,
  kvBytesPerToken: 2 * 2 * 32 * 4096,
  memoryBytes: 80e9,
  peak: 312e12,
  bandwidth: 2039e9,
});

/** A machine whose steps take what one says. */
function machine(
  { prefill = 0, step = 1, memory = 1e9 }: { prefill?: number; step?: number; memory?: number },
): ServingModel {
  return {
    prefillSeconds: () => prefill,
    decodeStepSeconds: () => step,
    weightBytes: 0,
    kvBytesPerToken: 1,
    memoryBytes: memory,
  };
}

const workloads: fc.Arbitrary<ServingRequest[]> = fc.array(
  fc.record({
    arrival: fc.oneof(fc.constant(0), even(0, 20)),
    promptTokens: fc.integer({ min: 1, max: 30 }),
    outputTokens: fc.integer({ min: 1, max: 20 }),
  }),
  { minLength: 1, maxLength: 25 },
).map((requests) => requests.map((request, id) => ({ id, ...request })));

const policies: fc.Arbitrary<ServingPolicy> = fc.oneof(
  fc.record({
    kind: fc.constant("static" as const),
    batch: fc.integer({ min: 1, max: 6 }),
    timeoutSeconds: fc.constantFrom(0, 0.5, 3, Infinity),
  }),
  fc.record({
    kind: fc.constant("continuous" as const),
    maximumBatch: fc.integer({ min: 1, max: 6 }),
    chunkTokens: fc.constantFrom(undefined, 1, 7, 64),
  }),
);

/** A small machine: room for 50 to 200 tokens, time that grows with the work. */
const models: fc.Arbitrary<ServingModel> = fc.record({
  memory: fc.integer({ min: 50, max: 200 }),
  slow: even(0.01, 1),
  mixed: fc.boolean(),
}).map(({ memory, slow, mixed }) => {
  const { stepSeconds, ...model } = rooflineServingModel({
    flopsPerToken: slow,
    flopsPerPair: slow / 100,
    weightBytes: 1,
    kvBytesPerToken: 1,
    memoryBytes: memory + 1,
    peak: 10,
    bandwidth: 100,
  });
  return mixed ? { ...model, stepSeconds } : model;
});

function occupied({ timeline }: ServingResult): number {
  return timeline.reduce((sum, { start, end }) => sum + end - start, 0);
}

describe("a serving model by the roofline", () => {
  it("has the time of weights and cache when decoding, and of arithmetic in a long prefill", () => {
    const bytes = 2 * 6.74e9 + 16 * 1025 * 524_288;
    expect(llama.decodeStepSeconds(16, 1024)).toBeCloseTo(bytes / 2039e9, 12);
    expect(llama.decodeBound(16, 1024)).toBe("memory");
    const flops = 2048 * 2 * 6.74e9 + 2048 * 2048 * 4 * 32 * 4096;
    expect(llama.prefillSeconds(2048, 1)).toBeCloseTo(flops / 312e12, 12);
  });

  it("splits no work for free: two steps take at least as long as one of both", () => {
    const work = fc.record({
      newTokens: fc.integer({ min: 1, max: 5000 }),
      cachedTokens: fc.integer({ min: 0, max: 100_000 }),
      pairs: fc.integer({ min: 0, max: 10_000_000 }),
    });
    fc.assert(fc.property(work, work, (a, b) => {
      const both = {
        newTokens: a.newTokens + b.newTokens,
        cachedTokens: a.cachedTokens + b.cachedTokens,
        pairs: a.pairs + b.pairs,
      };
      const together = llama.stepSeconds(both);
      const apart = llama.stepSeconds(a) + llama.stepSeconds(b);
      expect(together).toBeLessThanOrEqual(apart * (1 + 1e-12));
      expect(together * (1 + 1e-12)).toBeGreaterThanOrEqual(llama.stepSeconds(a));
    }));
  });

  it("stays below measured times: 13 billion parameters on an A100 with 40 GB", () => {
    // FasterTransformer, 512 tokens: prefill 63.17 ms, decode 22.0 ms a token (quoted by others)
    const model = rooflineServingModel({
      flopsPerToken: 2 * 12.6e9,
      flopsPerPair: 4 * 40 * 5120,
      weightBytes: 2 * 12.85e9,
      kvBytesPerToken: 2 * 2 * 40 * 5120,
      memoryBytes: 40e9,
      peak: 312e12,
      bandwidth: 1555e9,
    });
    const decode = model.decodeStepSeconds(1, 512);
    expect(decode).toBeLessThan(22.0e-3);
    expect(decode).toBeGreaterThan(22.0e-3 * 0.7);
    const prefill = model.prefillSeconds(512, 1);
    expect(prefill).toBeLessThan(63.17e-3);
    expect(prefill).toBeGreaterThan(63.17e-3 * 0.6);
  });

  it("refuses what does not fit, and says how much is missing", () => {
    expect(() => kvCapacityTokens({ weightBytes: 26e9, kvBytesPerToken: 1, memoryBytes: 24e9 }))
      .toThrow("2000000000 bytes more than the memory's 24000000000");
    expect(() => rooflineServingModel({ ...sizes, bandwidth: 0 })).toThrow("bandwidth is 0");
    expect(() => rooflineServingModel({ ...sizes, efficiency: 2 })).toThrow(
      "efficiency.compute is 2",
    );
    expect(() => batchFrontier(machine({ memory: 10 }), { promptTokens: 8, outputTokens: 4 }))
      .toThrow("room for 10 tokens, 2 bytes too few");
  });

  const sizes = {
    flopsPerToken: 1,
    weightBytes: 1,
    kvBytesPerToken: 1,
    memoryBytes: 10,
    peak: 1,
    bandwidth: 1,
  };
});

describe("the batch frontier", () => {
  const options = { promptTokens: 1024, outputTokens: 256 };
  const { capacity, limitedBy, points } = batchFrontier(llama, options);

  it("ends where one more sequence would not fit", () => {
    expect(limitedBy).toBe("memory");
    expect(points.length).toBe(capacity);
    const sequence = 1280 * 524_288;
    expect(points.at(-1)?.memoryBytes).toBeLessThanOrEqual(80e9);
    expect((points.at(-1)?.memoryBytes ?? 0) + sequence).toBeGreaterThan(80e9);
    const capped = batchFrontier(llama, { ...options, maximumBatch: 10 });
    expect([capped.points.length, capped.limitedBy, capped.capacity]).toEqual(
      [10, "maximumBatch", capacity],
    );
  });

  it("gains throughput and loses latency with every sequence while memory is the bound", () => {
    points.forEach((point, i) => {
      const before = points[i - 1];
      if (before === undefined) return;
      expect(point.stepSeconds).toBeGreaterThan(before.stepSeconds);
      expect(point.decodeTokensPerSecond).toBeGreaterThan(before.decodeTokensPerSecond);
      expect(point.bound).toBe("memory");
    });
  });

  it("says how room is counted", () => {
    expect(batchFrontier(llama, options).conventions.join(" ")).toContain("its whole answer");
  });

  it("has the best batch that a search over all finds", () => {
    fc.assert(fc.property(even(0.005, 0.05), (stepSeconds) => {
      const found = bestBatch(points, { stepSeconds });
      const allowed = points.filter((point) => point.stepSeconds <= stepSeconds);
      expect(found?.tokensPerSecond ?? 0).toBe(
        Math.max(0, ...allowed.map(({ tokensPerSecond }) => tokensPerSecond)),
      );
    }));
    expect(bestBatch(points, { requestSeconds: 1e-3 })).toBeUndefined();
    expect(bestBatch(points)?.batch).toBe(capacity);
    expect(() => bestBatch(points, { stepSeconds: -1 })).toThrow(RangeError);
  });

  it("has a Pareto set that nothing beats and that beats the rest", () => {
    const point = fc.record({
      stepSeconds: fc.integer({ min: 1, max: 9 }),
      tokensPerSecond: fc.integer({ min: 1, max: 9 }),
    }).map((values) => ({ ...points[0]!, ...values })); // the frontier is not empty
    fc.assert(fc.property(fc.array(point), (points) => {
      const best = paretoPoints(points);
      type Point = typeof points[number];
      const beats = (a: Point, b: Point) =>
        a.stepSeconds <= b.stepSeconds && a.tokensPerSecond >= b.tokensPerSecond &&
        (a.stepSeconds < b.stepSeconds || a.tokensPerSecond > b.tokensPerSecond);
      const equal = (a: Point, b: Point) =>
        a.stepSeconds === b.stepSeconds && a.tokensPerSecond === b.tokensPerSecond;
      for (const point of points) {
        const beaten = points.some((other) => beats(other, point));
        expect(best.some((one) => equal(one, point))).toBe(!beaten);
      }
    }));
  });

  it("gives the throughput that the simulation reaches with as many equal requests", () => {
    const requests = drawRequests({
      requests: 80,
      arrivalsPerSecond: Infinity,
      promptTokens: 1024,
      outputTokens: 256,
      seed: 0,
    });
    for (const maximumBatch of [1, 8, 40]) {
      const result = simulateServing(llama, requests, { kind: "continuous", maximumBatch });
      const point = points[maximumBatch - 1];
      expect(result.tokensPerSecond / (point?.tokensPerSecond ?? NaN)).toBeCloseTo(1, 9);
      // Every request of a batch is in progress for the whole of its cycle
      const last = result.requests.at(-1);
      const first = result.requests.at(-maximumBatch);
      expect((last?.end ?? NaN) - (first?.start ?? NaN)).toBeCloseTo(
        point?.requestSeconds ?? NaN,
        6,
      );
    }
  });
});

describe("drawn requests", () => {
  it("have the rate and the lengths asked for, and repeat", () => {
    const options = {
      requests: 20_000,
      arrivalsPerSecond: 4,
      promptTokens: { kind: "uniform", from: 10, to: 20 },
      outputTokens: { kind: "geometric", mean: 50 },
      seed: 3,
    } as const;
    const requests = drawRequests(options);
    const mean = (of: (request: ServingRequest) => number) =>
      requests.reduce((sum, request) => sum + of(request), 0) / requests.length;
    expect(requests.at(-1)!.arrival / 20_000 / 0.25).toBeCloseTo(1, 1);
    expect(mean(({ promptTokens }) => promptTokens)).toBeCloseTo(15, 0);
    expect(mean(({ outputTokens }) => outputTokens) / 50).toBeCloseTo(1, 1);
    // Squared coefficient of variation of a geometric length: 1 − 1/mean
    const variance = mean(({ outputTokens }) => (outputTokens - 50) ** 2);
    expect(variance / 2500).toBeCloseTo(0.98, 1);
    expect(drawRequests(options)).toEqual(requests);
    const other = drawRequests({ ...options, promptTokens: 7 });
    expect(other.map(({ arrival, outputTokens }) => [arrival, outputTokens])).toEqual(
      requests.map(({ arrival, outputTokens }) => [arrival, outputTokens]),
    );
    expect(drawRequests({ ...options, seed: 4 })).not.toEqual(requests);
  });

  it("can have one length, lengths of a trace, or a long tail", () => {
    const draw = (outputTokens: Parameters<typeof drawRequests>[0]["outputTokens"]) =>
      drawRequests({ requests: 4000, arrivalsPerSecond: 1, promptTokens: 1, outputTokens, seed: 1 })
        .map(({ outputTokens }) => outputTokens);
    expect(new Set(draw({ kind: "choice", lengths: [3, 5] }))).toEqual(new Set([3, 5]));
    expect(new Set(draw({ kind: "geometric", mean: 1 }))).toEqual(new Set([1]));
    const tail = draw({ kind: "lognormal", median: 100, sigma: 1, maximum: 1000 });
    expect(percentile(tail, 0.5) / 100).toBeCloseTo(1, 1);
    expect(Math.max(...tail)).toBe(1000);
    expect(() => draw({ kind: "geometric", mean: 0.5 })).toThrow("outputTokens.mean is 0.5");
    expect(() => draw({ kind: "uniform", from: 3, to: 2 })).toThrow("outputTokens.to is 2");
    expect(() => draw({ kind: "choice", lengths: [] })).toThrow(RangeError);
    expect(() => draw({ kind: "normal" } as never)).toThrow("a kind among uniform");
    expect(() => draw(1.5)).toThrow("outputTokens is 1.5");
  });
});

describe("a simulation", () => {
  it("makes every token, in order, within the memory and one step at a time", () => {
    fc.assert(
      fc.property(models, workloads, policies, (model, requests, policy) => {
        const result = simulateServing(model, requests, policy);
        const capacity = kvCapacityTokens(model);
        expect(result.requests.length).toBe(requests.length);
        for (const served of result.requests) {
          const { arrival, start, firstToken, lastToken, end } = served;
          expect(start).toBeGreaterThanOrEqual(arrival);
          expect(firstToken).toBeGreaterThan(start);
          expect(lastToken).toBeGreaterThanOrEqual(firstToken);
          expect(end).toBeGreaterThanOrEqual(lastToken);
          expect(lastToken === firstToken).toBe(served.outputTokens === 1);
          const { start: _1, firstToken: _2, lastToken: _3, end: _4, slot: _5, ...asked } = served;
          expect(requests).toContainEqual(asked);
        }
        // The machine decoded each request once for every token after the first
        const decoded = new Map<number, number>();
        let time = 0;
        for (const segment of result.timeline) {
          expect(segment.start).toBeGreaterThanOrEqual(time);
          expect(segment.end).toBeGreaterThan(segment.start);
          time = segment.end;
          expect(segment.kvTokensAfter).toBeLessThanOrEqual(capacity);
          expect(segment.kvTokensBefore).toBeLessThanOrEqual(segment.kvTokensAfter);
          if (segment.kind !== "decode") continue;
          for (const id of segment.requests) {
            decoded.set(id, (decoded.get(id) ?? 0) + segment.steps);
          }
        }
        if (policy.kind === "static" || policy.chunkTokens === undefined) {
          for (const { id, outputTokens } of requests) {
            expect(decoded.get(id) ?? 0).toBe(outputTokens - 1);
          }
        }
        expect(result.outputTokens).toBe(requests.reduce((sum, r) => sum + r.outputTokens, 0));
        expect(occupied(result)).toBeCloseTo(result.busySeconds, 9);
        expect(result.peakKvTokens).toBe(
          Math.max(...kvOccupancy(result).map(({ kvTokens }) => kvTokens)),
        );
        expect(result.utilization).toBeLessThanOrEqual(1 + 1e-12);
      }),
      { numRuns: 150 },
    );
  });

  it("keeps no more requests than its policy allows, each in a slot of its own", () => {
    fc.assert(
      fc.property(models, workloads, policies, (model, requests, policy) => {
        const limit = policy.kind === "static" ? policy.batch : policy.maximumBatch;
        const { requests: served } = simulateServing(model, requests, policy);
        for (const { start, end, slot, id } of served) {
          expect(slot).toBeLessThan(limit);
          const others = served.filter((other) => other.id !== id && other.slot === slot);
          for (const other of others) {
            expect(other.start >= end || other.end <= start).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("of continuous batching never idles while a request waits", () => {
    fc.assert(
      fc.property(
        models,
        workloads,
        fc.constantFrom(undefined, 5),
        (model, requests, chunkTokens) => {
          const policy = { kind: "continuous", maximumBatch: 4, chunkTokens } as const;
          const { timeline, requests: served } = simulateServing(model, requests, policy);
          timeline.forEach(({ start }, i) => {
            const idleFrom = timeline[i - 1]?.end ?? 0;
            if (idleFrom === start) return;
            // Whatever had arrived when the machine fell idle had been answered
            for (const { arrival, end } of served) {
              expect(arrival >= start || end <= idleFrom).toBe(true);
            }
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  it("serves in order of arrival", () => {
    fc.assert(fc.property(models, workloads, policies, (model, requests, policy) => {
      const { requests: served } = simulateServing(model, requests, policy);
      served.forEach(({ start, firstToken }, i) => {
        const before = served[i - 1];
        expect(start).toBeGreaterThanOrEqual(before?.start ?? 0);
        expect(firstToken).toBeGreaterThanOrEqual(before?.firstToken ?? 0);
      });
    }));
  });

  it("gives the same result again, whatever order the requests are given in", () => {
    fc.assert(fc.property(models, workloads, policies, (model, requests, policy) => {
      const distinct = requests.map((request) => ({
        ...request,
        arrival: request.arrival + request.id,
      }));
      const result = simulateServing(model, distinct, policy);
      expect(simulateServing(model, [...distinct].reverse(), policy)).toEqual(result);
    }));
  });

  it("obeys Little's law", () => {
    fc.assert(fc.property(models, workloads, policies, (model, requests, policy) => {
      const law = littlesLaw(simulateServing(model, requests, policy));
      const product = law.arrivalsPerSecond * law.meanSeconds;
      expect(law.meanInSystem / product).toBeCloseTo(1, 9);
    }));
  });

  it("refuses requests that cannot be served", () => {
    const request = { id: 1, arrival: 0, promptTokens: 5, outputTokens: 6 };
    const serve = (requests: ServingRequest[], policy: unknown = { kind: "static", batch: 1 }) =>
      simulateServing(machine({ memory: 10 }), requests, policy as ServingPolicy);
    expect(() => serve([request])).toThrow(
      "Request 1 takes 11 tokens in the cache: it has room for 10",
    );
    expect(() => serve([])).toThrow("requests is empty");
    const small = { ...request, outputTokens: 1 };
    expect(() => serve([small, small])).toThrow("requests[1].id is 1: it must occur once");
    expect(() => serve([{ ...small, arrival: -1 }])).toThrow("requests[0].arrival is -1");
    expect(() => serve([{ ...small, promptTokens: 0 }])).toThrow("requests[0].promptTokens is 0");
    expect(() => serve([small], { kind: "dynamic" })).toThrow('kind is "dynamic"');
    expect(() => serve([small], { kind: "static", batch: 0 })).toThrow("batch is 0");
    expect(() => serve([small], { kind: "continuous", maximumBatch: 1, chunkTokens: 0 })).toThrow(
      "chunkTokens is 0",
    );
    expect(() => serve([small], { kind: "static", batch: 1, timeoutSeconds: -1 })).toThrow(
      RangeError,
    );
  });
});

describe("static batching", () => {
  const four = [3, 1, 2, 5].map((outputTokens, id) => ({
    id,
    arrival: id,
    promptTokens: 4,
    outputTokens,
  }));

  it("waits for a full batch or its timeout, and returns all answers at the end of the longest", () => {
    const model = machine({ prefill: 1, step: 1 });
    const full = simulateServing(model, four, { kind: "static", batch: 2 });
    // Two by two: full at 1, runs 1 + 2 steps to 4; the next is full and runs 1 + 4 steps to 9
    expect(full.requests.map(({ start, end }) => [start, end])).toEqual(
      [[1, 4], [1, 4], [4, 9], [4, 9]],
    );
    expect(full.requests.map(({ lastToken }) => lastToken)).toEqual([4, 2, 6, 9]);
    const hasty = simulateServing(model, four, { kind: "static", batch: 2, timeoutSeconds: 0.5 });
    // The first runs alone from 0.5 to 3.5; 1 and 2 have arrived then, 3 runs when they end
    expect(hasty.requests.map(({ start, end }) => [start, end])).toEqual(
      [[0.5, 3.5], [3.5, 5.5], [3.5, 5.5], [5.5, 10.5]],
    );
  });

  it("costs the full batch, padded to the longest prompt, to the end", () => {
    const asked: [number, number][] = [];
    const model = {
      ...machine({}),
      prefillSeconds: (tokens: number, batch: number) => tokens * batch,
      decodeStepSeconds: (batch: number, context: number) => {
        asked.push([batch, context]);
        return 1;
      },
    };
    const requests = [{ id: 0, arrival: 0, promptTokens: 4, outputTokens: 3 }, {
      id: 1,
      arrival: 0,
      promptTokens: 6,
      outputTokens: 1,
    }];
    const result = simulateServing(model, requests, { kind: "static", batch: 2 });
    // The first token needs no place in the cache until the step that follows it
    expect(asked).toEqual([[2, 6], [2, 7]]);
    expect(result.seconds).toBe(12 + 2);
    expect(result.peakKvTokens).toBe(2 * 8);
  });

  it("shows the finished requests that keep their place", () => {
    const model = machine({ prefill: 1, step: 1 });
    const { timeline } = simulateServing(model, four, { kind: "static", batch: 2 });
    expect(
      timeline.slice(0, 2).map(({ kind, requests, held, steps }) => [kind, requests, held, steps]),
    )
      .toEqual([["prefill", [0, 1], [], 1], ["decode", [0], [1], 2]]);
  });

  it("makes batches no larger than the memory holds, padded to the longest", () => {
    const model = machine({ memory: 20 });
    const requests = [1, 1, 9].map((outputTokens, id) => ({
      id,
      arrival: 0,
      promptTokens: 5,
      outputTokens,
    }));
    const { requests: served } = simulateServing(model, requests, { kind: "static", batch: 3 });
    // Two of 6 fit; a third of 14 would make all three 14
    expect(served.map(({ start }) => start)).toEqual([0, 0, 0]);
    const slow = machine({ memory: 20, prefill: 2 });
    const timed = simulateServing(slow, requests, { kind: "static", batch: 3 });
    expect(timed.requests.map(({ start }) => start)).toEqual([0, 0, 2]);
  });
});

describe("continuous batching", () => {
  it("finishes no later than static batching where a step always takes the same time", () => {
    // With constant steps a slot is free no later than the static batch that would fill it starts
    const lengths = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 40 });
    fc.assert(fc.property(lengths, fc.integer({ min: 1, max: 8 }), (lengths, batch) => {
      const requests = lengths.map((outputTokens, id) => ({
        id,
        arrival: 0,
        promptTokens: 1,
        outputTokens,
      }));
      const model = machine({ prefill: 0, step: 1 });
      const fixed = simulateServing(model, requests, { kind: "static", batch });
      const flowing = simulateServing(model, requests, { kind: "continuous", maximumBatch: batch });
      flowing.requests.forEach(({ end }, i) => {
        expect(end).toBeLessThanOrEqual(fixed.requests[i]?.end ?? NaN);
      });
    }));
  });

  it("serves a mixed load of chat requests at several times the rate of static batching", () => {
    const requests = drawRequests({
      requests: 400,
      arrivalsPerSecond: Infinity,
      promptTokens: { kind: "uniform", from: 100, to: 500 },
      outputTokens: { kind: "geometric", mean: 150 },
      seed: 8,
    });
    const fixed = simulateServing(llama, requests, { kind: "static", batch: 32 });
    const flowing = simulateServing(llama, requests, { kind: "continuous", maximumBatch: 32 });
    expect(flowing.tokensPerSecond / fixed.tokensPerSecond).toBeGreaterThan(2);
  });

  it("may lose to static batching where prompts read together are cheaper: no theorem there", () => {
    const requests = [0, 1, 2, 3].map((id) => ({
      id,
      arrival: 0,
      promptTokens: 1,
      outputTokens: 2,
    }));
    const model = machine({ prefill: 5, step: 1 });
    const fixed = simulateServing(model, requests, { kind: "static", batch: 4 });
    const flowing = simulateServing(model, requests, { kind: "continuous", maximumBatch: 4 });
    expect([fixed.seconds, flowing.seconds]).toEqual([6, 21]);
  });

  it("reads long prompts in chunks without stopping those that decode", () => {
    const requests = [
      { id: 0, arrival: 0, promptTokens: 100, outputTokens: 400 },
      { id: 1, arrival: 1, promptTokens: 8000, outputTokens: 10 },
    ];
    const gap = (chunkTokens: number | undefined) => {
      const policy = { kind: "continuous", maximumBatch: 4, chunkTokens } as const;
      const { timeline } = simulateServing(llama, requests, policy);
      const steps = timeline.filter(({ held }) => held.includes(0));
      return steps.reduce((sum, { start, end }) => sum + end - start, 0);
    };
    expect(gap(undefined)).toBeCloseTo(llama.prefillSeconds(8000, 1), 12);
    expect(gap(512)).toBe(0);
    const chunked = simulateServing(llama, requests, {
      kind: "continuous",
      maximumBatch: 4,
      chunkTokens: 512,
    });
    const mixed = chunked.timeline.filter(({ kind }) => kind === "mixed");
    expect(mixed.reduce((sum, { steps }) => sum + steps, 0)).toBe(Math.ceil(8000 / 512));
  });

  it("holds requests back while the memory is reserved", () => {
    const requests = [0, 1, 2].map((id) => ({ id, arrival: 0, promptTokens: 5, outputTokens: 5 }));
    const model = machine({ prefill: 1, step: 1, memory: 25 });
    const result = simulateServing(model, requests, { kind: "continuous", maximumBatch: 3 });
    // Two of 10 tokens fit; the third starts when both end: two prefills and four steps
    expect(result.requests.map(({ start, end }) => [start, end])).toEqual([[0, 6], [1, 6], [
      6,
      11,
    ]]);
    expect(result.peakKvTokens).toBe(2 * 9);
  });
});

describe("a queue with one place", () => {
  const load = 0.7;
  const count = 100_000;

  function meanWait(outputTokens: 1 | { kind: "geometric"; mean: number }, model: ServingModel) {
    const requests = drawRequests({
      requests: count,
      arrivalsPerSecond: load,
      promptTokens: 1,
      outputTokens,
      seed: 21,
    });
    const result = simulateServing(model, requests, { kind: "continuous", maximumBatch: 1 });
    return { wait: summarizeServing(result).wait.mean, utilization: result.utilization };
  }

  it("waits as M/D/1 does: ρ ÷ (2μ(1 − ρ))", () => {
    const { wait, utilization } = meanWait(1, machine({ prefill: 1 }));
    expect(wait / (load / (2 * (1 - load)))).toBeCloseTo(1, 1);
    expect(Math.abs(wait / (load / (2 * (1 - load))) - 1)).toBeLessThan(0.03);
    expect(utilization).toBeCloseTo(load, 1);
  });

  it("waits as Pollaczek and Khinchine say when lengths vary", () => {
    // Service: geometric tokens of 1/10 s with mean 10; E[S²] = (2·10² − 10)/100
    const model = machine({ prefill: 0.1, step: 0.1 });
    const { wait } = meanWait({ kind: "geometric", mean: 10 }, model);
    const expected = load * 1.9 / (2 * (1 - load));
    expect(Math.abs(wait / expected - 1)).toBeLessThan(0.05);
  });
});

describe("summaries", () => {
  it("have percentiles by nearest rank", () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0, 0.5, 0.95, 0.99, 1].map((part) => percentile(values, part))).toEqual([
      1,
      50,
      95,
      99,
      100,
    ]);
    expect(() => percentile([], 0.5)).toThrow("values is empty");
    expect(() => percentile([1], 2)).toThrow("part is 2");
  });

  it("leave the time per token out where there is one token", () => {
    const requests = [{ id: 0, arrival: 0, promptTokens: 1, outputTokens: 1 }];
    const result = simulateServing(machine({ prefill: 1 }), requests, { kind: "static", batch: 1 });
    expect(summarizeServing(result).timePerOutputToken).toBeUndefined();
  });

  it("trace the cache from idle to idle", () => {
    const requests = [0, 9].map((arrival, id) => ({
      id,
      arrival,
      promptTokens: 3,
      outputTokens: 2,
    }));
    const result = simulateServing(machine({ prefill: 1 }), requests, {
      kind: "continuous",
      maximumBatch: 2,
    });
    expect(kvOccupancy(result).map(({ seconds, kvTokens }) => [seconds, kvTokens])).toEqual([
      [0, 0],
      [1, 3],
      [1, 3],
      [2, 4],
      [2, 0],
      [9, 0],
      [9, 0],
      [10, 3],
      [10, 3],
      [11, 4],
      [11, 0],
    ]);
  });
});
