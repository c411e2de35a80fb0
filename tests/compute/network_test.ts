import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { Random } from "@/lib/compute/mod.ts";
import {
  bestAllReduce,
  busBandwidth,
  type Collective,
  type CollectiveAlgorithm,
  collectiveAlgorithms,
  collectiveBound,
  collectiveCost,
  crossoverBytes,
  dataParallelBreakEven,
  dataParallelTraffic,
  expertParallelTraffic,
  halfBandwidthBytes,
  hierarchicalAllReduce,
  hierarchicalAllToAll,
  messageSeconds,
  oneWayLink,
  overlappedStep,
  pipelineBubble,
  pipelineTraffic,
  simulateCollective,
  simulateHierarchical,
  tensorParallelBreakEven,
  tensorParallelTraffic,
} from "@/lib/compute/network/mod.ts";
import { magnitude } from "./arbitraries.ts";

const collectives = [
  "broadcast",
  "reduce",
  "all-gather",
  "reduce-scatter",
  "all-reduce",
  "all-to-all",
] as const;
const every: [Collective, CollectiveAlgorithm][] = collectives.flatMap((collective) =>
  collectiveAlgorithms(collective).map((
    algorithm,
  ): [Collective, CollectiveAlgorithm] => [collective, algorithm])
);
const links = fc.record({ latency: magnitude(-7, -4), bandwidth: magnitude(9, 12) });
/** Links whose times are easily told from one another. */
const link = { latency: 1, bandwidth: 1 };

/** Algorithms that need a power of two, and refuse other numbers of devices. */
function takes(collective: Collective, algorithm: CollectiveAlgorithm, devices: number): boolean {
  const paired = algorithm === "recursive-halving" ||
    (algorithm === "recursive-doubling" && collective === "all-gather");
  return !paired || Number.isInteger(Math.log2(devices));
}

/** Whole numbers, so that sums are exact in any order. */
function vectorsOf(devices: number, length: number, seed: number): number[][] {
  const random = new Random(seed);
  return Array.from(
    { length: devices },
    () => Array.from({ length }, () => random.below(1000) - 500),
  );
}

/** What each device must hold in the end, from the definition of the collective. */
function definition(collective: Collective, vectors: readonly (readonly number[])[]): number[][] {
  const p = vectors.length;
  const length = vectors[0]?.length ?? 0;
  const sum = Array.from(
    { length },
    (_, i) => vectors.reduce((total, vector) => total + (vector[i] ?? NaN), 0),
  );
  const part = (vector: readonly number[], i: number) =>
    vector.slice(i * length / p, (i + 1) * length / p);
  return vectors.map((_, device) => {
    switch (collective) {
      case "broadcast":
        return [...vectors[0] ?? []];
      case "reduce":
        return device === 0 ? sum : [];
      case "all-gather":
        return vectors.flat();
      case "reduce-scatter":
        return part(sum, device);
      case "all-reduce":
        return sum;
      case "all-to-all":
        return vectors.flatMap((vector) => part(vector, device));
    }
  });
}

describe("a collective's messages", () => {
  for (const [collective, algorithm] of every) {
    for (const devices of [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 16, 17]) {
      if (!takes(collective, algorithm, devices)) continue;
      it(`${collective} by ${algorithm} on ${devices} does what it is to, as it is counted`, () => {
        // Long enough to be cut by p and by every power of two up to p
        const length = collective === "all-gather" ? 3 : devices * 16;
        const vectors = vectorsOf(devices, length, devices);
        const run = simulateCollective(collective, algorithm, vectors);
        expect(run.results).toEqual(definition(collective, vectors));

        const bytes = collective === "all-gather" ? length * devices : length;
        const cost = collectiveCost(collective, { devices, bytes, link, algorithm });
        expect(run.steps).toBe(cost.steps);
        expect(Math.max(...run.valuesSent)).toBeCloseTo(cost.bytesSent, 9);
        expect(run.pathValues).toBeCloseTo(cost.pathBytes, 9);
        // One message out and one in at a time, but where start-ups are to overlap
        if (devices > 1) expect(run.ports).toBe(algorithm === "direct" ? devices - 1 : 1);
        const total = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0);
        expect(total(run.valuesSent)).toBe(total(run.valuesReceived));
      });
    }
  }

  it("are refused where the algorithm pairs devices off and one is left", () => {
    const vectors = vectorsOf(6, 48, 1);
    expect(() => simulateCollective("reduce-scatter", "recursive-halving", vectors)).toThrow(
      "devices is 6: recursive-halving pairs devices off and needs a power of two; use ring",
    );
    expect(() => simulateCollective("all-gather", "recursive-doubling", vectors)).toThrow(
      "use bruck",
    );
  });

  it("are refused for vectors that cannot be cut or differ in length", () => {
    expect(() => simulateCollective("all-reduce", "ring", [[1, 2, 3], [4, 5, 6]])).toThrow(
      "vectors have 3 values: they must be a multiple of 2 to be cut evenly",
    );
    expect(() => simulateCollective("all-reduce", "ring", [[1, 2], [3]])).toThrow(
      "vectors[1] has 1 values: it must have 2",
    );
    expect(() => simulateCollective("all-reduce", "ring", [])).toThrow("vectors has none");
    expect(() => simulateCollective("all-reduce", "pairwise", [[1]])).toThrow("Unknown algorithm");
  });
});

describe("a collective's time", () => {
  it("is steps times latency and bytes over bandwidth", () => {
    fc.assert(fc.property(
      fc.constantFrom(...every),
      fc.integer({ min: 1, max: 300 }),
      magnitude(0, 10),
      links,
      ([collective, algorithm], devices, bytes, link) => {
        fc.pre(takes(collective, algorithm, devices));
        const cost = collectiveCost(collective, { devices, bytes, link, algorithm });
        expect(cost.latencySeconds).toBe(cost.steps * link.latency);
        expect(cost.bandwidthSeconds / (cost.pathBytes / link.bandwidth || 1)).toBeCloseTo(
          devices === 1 ? 0 : 1,
          12,
        );
        expect(cost.seconds).toBe(cost.latencySeconds + cost.bandwidthSeconds);
        expect(cost.bytesSent).toBeLessThanOrEqual(cost.pathBytes * (1 + 1e-12));
        expect(cost.conventions[0]).toMatch(/^A message takes the link's latency/);
      },
    ));
  });

  it("is never below the lower bound, which the best algorithms meet in one part", () => {
    fc.assert(fc.property(
      fc.constantFrom(...every.filter(([, algorithm]) => algorithm !== "direct")),
      fc.integer({ min: 1, max: 300 }),
      magnitude(0, 10),
      links,
      ([collective, algorithm], devices, bytes, link) => {
        fc.pre(takes(collective, algorithm, devices));
        const cost = collectiveCost(collective, { devices, bytes, link, algorithm });
        const bound = collectiveBound(collective, { devices, bytes, link });
        const slack = 1 + 1e-12;
        expect(bound.latencySeconds).toBeLessThanOrEqual(cost.latencySeconds * slack);
        expect(bound.bandwidthSeconds).toBeLessThanOrEqual(cost.bandwidthSeconds * slack);
        expect(bound.seconds).toBe(Math.max(bound.latencySeconds, bound.bandwidthSeconds));
      },
    ));
    for (const collective of collectives) {
      const size = { devices: 16, bytes: 1e6, link: { latency: 1e-6, bandwidth: 1e9 } };
      const bound = collectiveBound(collective, size);
      const costs = collectiveAlgorithms(collective).map((algorithm) =>
        collectiveCost(collective, { ...size, algorithm })
      );
      const least = (field: "bandwidthSeconds" | "latencySeconds") =>
        Math.min(...costs.filter((c) => c.algorithm !== "direct").map((cost) => cost[field]));
      // Broadcast and reduce would need pipelining to send each byte once
      const factor = collective === "broadcast" || collective === "reduce" ? 2 * 15 / 16 : 1;
      expect(least("bandwidthSeconds") / bound.bandwidthSeconds).toBeCloseTo(factor, 9);
      expect(least("latencySeconds") / bound.latencySeconds).toBeCloseTo(1, 9);
    }
  });

  it("has the published costs for eight devices", () => {
    // Thakur, Rabenseifner and Gropp 2005 with p = 8, α = 1, n·β = 800
    const seconds = (collective: Collective, algorithm: CollectiveAlgorithm) =>
      collectiveCost(collective, { devices: 8, bytes: 800, link, algorithm }).seconds;
    expect(seconds("broadcast", "binomial-tree")).toBe(3 + 3 * 800);
    expect(seconds("broadcast", "scatter-all-gather")).toBe(3 + 7 + 2 * 700);
    expect(seconds("all-gather", "ring")).toBe(7 + 700);
    expect(seconds("all-gather", "recursive-doubling")).toBe(3 + 700);
    expect(seconds("reduce-scatter", "recursive-halving")).toBe(3 + 700);
    expect(seconds("all-reduce", "recursive-doubling")).toBe(3 + 3 * 800);
    expect(seconds("all-reduce", "rabenseifner")).toBe(6 + 2 * 700);
    expect(seconds("all-reduce", "ring")).toBe(14 + 2 * 700);
    expect(seconds("reduce", "rabenseifner")).toBe(6 + 2 * 700);
    expect(seconds("all-to-all", "pairwise")).toBe(7 + 700);
    // n/2 a step, lg p steps
    expect(seconds("all-to-all", "bruck")).toBe(3 + 3 * 400);
  });

  it("is that of the fastest algorithm if none is named", () => {
    fc.assert(fc.property(
      fc.constantFrom(...collectives),
      fc.integer({ min: 1, max: 64 }),
      magnitude(0, 10),
      links,
      (collective, devices, bytes, link) => {
        const best = collectiveCost(collective, { devices, bytes, link });
        for (const algorithm of collectiveAlgorithms(collective)) {
          if (!takes(collective, algorithm, devices)) continue;
          const { seconds } = collectiveCost(collective, { devices, bytes, link, algorithm });
          expect(best.seconds).toBeLessThanOrEqual(seconds);
        }
      },
    ));
  });

  it("falls with bandwidth, grows with bytes and latency", () => {
    fc.assert(fc.property(
      fc.constantFrom(...every),
      fc.integer({ min: 2, max: 100 }),
      magnitude(0, 10),
      links,
      ([collective, algorithm], devices, bytes, link) => {
        fc.pre(takes(collective, algorithm, devices));
        const time = (changes: { bytes?: number; latency?: number; bandwidth?: number }) =>
          collectiveCost(collective, {
            devices,
            algorithm,
            bytes: changes.bytes ?? bytes,
            link: { ...link, ...changes },
          }).seconds;
        expect(time({ bytes: 2 * bytes })).toBeGreaterThan(time({}));
        expect(time({ latency: 2 * link.latency })).toBeGreaterThan(time({}));
        expect(time({ bandwidth: 2 * link.bandwidth })).toBeLessThan(time({}));
      },
    ));
  });

  it("has one crossover, on either side of which the named algorithm wins", () => {
    fc.assert(fc.property(
      fc.integer({ min: 4, max: 200 }),
      links,
      fc.constantFrom<CollectiveAlgorithm>("binomial-tree", "recursive-doubling", "rabenseifner"),
      (devices, link, small) => {
        const bytes = crossoverBytes("all-reduce", { devices, link, small, large: "ring" });
        const time = (algorithm: CollectiveAlgorithm, n: number) =>
          collectiveCost("all-reduce", { devices, bytes: n, link, algorithm }).seconds;
        if (Number.isFinite(bytes)) {
          expect(time("ring", bytes * 1.01)).toBeLessThan(time(small, bytes * 1.01));
          expect(time("ring", bytes * 0.99)).toBeGreaterThan(time(small, bytes * 0.99));
        } else {
          expect(time("ring", 1e15)).toBeGreaterThan(time(small, 1e15));
        }
      },
    ));
    const options = { devices: 8, link, small: "ring", large: "rabenseifner" } as const;
    expect(crossoverBytes("all-reduce", options)).toBe(0);
    expect(crossoverBytes("all-reduce", { ...options, small: "rabenseifner", large: "ring" }))
      .toBe(Infinity);
  });

  it("of an all-reduce is smallest by halving on powers of two, by the ring on others if large", () => {
    const best = (devices: number, bytes: number) =>
      bestAllReduce({ devices, bytes, link: { latency: 5e-6, bandwidth: 50e9 } }).algorithm;
    expect(best(64, 100)).toBe("recursive-doubling");
    expect(best(64, 1e9)).toBe("rabenseifner");
    expect(best(48, 1e10)).toBe("ring");
    expect(best(1, 1e9)).toBe("ring");
  });

  it("refuses what is out of range", () => {
    const size = { devices: 8, bytes: 1, link };
    expect(() => collectiveCost("all-reduce", { ...size, devices: 0 })).toThrow("devices is 0");
    expect(() => collectiveCost("all-reduce", { ...size, devices: 2.5 })).toThrow("devices is 2.5");
    expect(() => collectiveCost("all-reduce", { ...size, devices: 2 ** 31 })).toThrow(
      "at most 2³⁰",
    );
    expect(() => collectiveCost("all-reduce", { ...size, bytes: -1 })).toThrow("bytes is -1");
    expect(() => collectiveCost("all-reduce", { ...size, link: { latency: 0, bandwidth: 0 } }))
      .toThrow("link.bandwidth is 0");
    expect(() => collectiveCost("all-reduce", { ...size, link: { latency: -1, bandwidth: 1 } }))
      .toThrow("link.latency is -1");
    expect(() => collectiveCost("allreduce" as Collective, size)).toThrow(
      'Unknown collective "allreduce": known are all-reduce',
    );
    expect(() => collectiveCost("all-reduce", { ...size, algorithm: "rnig" as "ring" })).toThrow(
      'Unknown algorithm "rnig" for all-reduce: known are ring',
    );
    expect(() => collectiveBound("toString" as Collective, size)).toThrow("Unknown collective");
  });
});

describe("a measured all-reduce of 16 GiB among eight H200s", () => {
  // stas00/ml-engineering: 367.61 GB/s of bus bandwidth with the switch's help disabled, 482.26 with
  // it; the link is 450 GB/s one way
  const bytes = 16 * 2 ** 30;
  const linkOfH200 = { latency: 0, bandwidth: 450e9 };
  const ring = collectiveCost("all-reduce", {
    devices: 8,
    bytes,
    link: linkOfH200,
    algorithm: "ring",
  });

  it("takes longer than the ring's bound", () => {
    const seconds = bytes * 1.75 / 367.61e9;
    expect(ring.seconds / seconds).toBeCloseTo(0.817, 3);
    const measured = { devices: 8, bytes, seconds };
    expect(busBandwidth("all-reduce", measured) / 1e9).toBeCloseTo(367.61, 6);
  });

  it("takes less where the switch adds, which the model leaves out", () => {
    // 275.58 GB/s of payload, printed beside the bus bandwidth
    const measured = { devices: 8, bytes, seconds: bytes / 275.58e9 };
    expect(busBandwidth("all-reduce", measured) / 1e9).toBeCloseTo(482.26, 1);
    expect(measured.seconds).toBeLessThan(ring.seconds);
  });

  it("has a bus bandwidth of the link where the bound is met", () => {
    for (const collective of collectives) {
      const size = { devices: 8, bytes: 1e9, link: linkOfH200 };
      const seconds = collectiveBound(collective, size).bandwidthSeconds;
      expect(busBandwidth(collective, { devices: 8, bytes: 1e9, seconds })).toBeCloseTo(450e9, -2);
    }
    expect(() => busBandwidth("reduce", { devices: 8, bytes: 1, seconds: 0 })).toThrow(
      "seconds is 0",
    );
  });
});

describe("a link", () => {
  it("carries half of both directions' bandwidth one way", () => {
    // NVLink 4: 900 GB/s both ways
    expect(oneWayLink({ bandwidth: 900e9, description: "NVLink4" }, { latency: 0 }).bandwidth)
      .toBe(450e9);
    expect(() => oneWayLink({ bandwidth: 0, description: "" }, { latency: 0 })).toThrow(
      "link.bandwidth is 0",
    );
  });

  it("reaches half its bandwidth at its half-bandwidth size", () => {
    fc.assert(fc.property(links, (link) => {
      const bytes = halfBandwidthBytes(link);
      expect(bytes / messageSeconds(link, bytes) / link.bandwidth).toBeCloseTo(0.5, 12);
    }));
    expect(() => messageSeconds(link, NaN)).toThrow("bytes is NaN");
  });
});

describe("a collective in two levels", () => {
  for (const [nodes, perNode] of [[1, 4], [2, 2], [3, 4], [4, 3], [5, 1], [2, 8]] as const) {
    it(`on ${nodes} nodes of ${perNode} does what it is to, as it is counted`, () => {
      const p = nodes * perNode;
      const length = 2 * p;
      const vectors = vectorsOf(p, length, p);
      const cluster = {
        nodes,
        devicesPerNode: perNode,
        inside: { latency: 1, bandwidth: 10 },
        between: { latency: 100, bandwidth: 1 },
      };
      const runs = {
        "all-reduce": hierarchicalAllReduce(cluster, { bytes: length, algorithm: "ring" }),
        "all-to-all": hierarchicalAllToAll(cluster, { bytes: length, algorithm: "pairwise" }),
      };
      for (const collective of ["all-reduce", "all-to-all"] as const) {
        const run = simulateHierarchical(collective, perNode, vectors);
        expect(run.results).toEqual(definition(collective, vectors));
        const cost = runs[collective];
        expect(run.inside.steps + run.between.steps).toBe(cost.steps);
        expect(Math.max(...run.inside.valuesSent)).toBeCloseTo(cost.bytesInside, 9);
        expect(Math.max(...run.between.valuesSent)).toBeCloseTo(cost.bytesBetween, 9);
        const latency = run.inside.steps * 1 + run.between.steps * 100;
        expect(cost.latencySeconds).toBe(latency);
        const transfer = run.inside.pathValues / 10 + run.between.pathValues;
        expect(cost.bandwidthSeconds).toBeCloseTo(transfer, 9);
        expect(cost.seconds).toBeCloseTo(latency + transfer, 9);
      }
    });
  }

  it("takes less than one ring through the slow links, if large", () => {
    const cluster = {
      nodes: 16,
      devicesPerNode: 8,
      inside: { latency: 2e-6, bandwidth: 300e9 },
      between: { latency: 5e-6, bandwidth: 25e9 },
    };
    const levels = hierarchicalAllReduce(cluster, { bytes: 1e9 }).seconds;
    const flat = collectiveCost("all-reduce", {
      devices: 128,
      bytes: 1e9,
      link: cluster.between,
      algorithm: "ring",
    }).seconds;
    expect(flat / levels).toBeGreaterThan(4);
    expect(flat / levels).toBeLessThan(8);
  });

  it("refuses what is out of range", () => {
    const cluster = { nodes: 0, devicesPerNode: 8, inside: link, between: link };
    expect(() => hierarchicalAllReduce(cluster, { bytes: 1 })).toThrow("nodes is 0");
    expect(() => hierarchicalAllToAll({ ...cluster, nodes: 2 }, { bytes: -1 })).toThrow(
      "bytes is -1",
    );
    expect(() => simulateHierarchical("all-reduce", 2, vectorsOf(3, 6, 1))).toThrow(
      "vectors has 3: it must be a multiple of 2 a node",
    );
    expect(() => simulateHierarchical("reduce" as "all-reduce", 2, vectorsOf(4, 4, 1))).toThrow(
      'collective is "reduce": it must be "all-reduce" or "all-to-all"',
    );
  });
});

describe("data parallel training", () => {
  const options = { parameters: 7.5e9, devices: 64, link: { latency: 0, bandwidth: 100e9 } };

  it("sends two, two, two and three times the parameters by stage", () => {
    const volumes = ([0, 1, 2, 3] as const).map((stage) =>
      dataParallelTraffic({ ...options, stage, bytesPerValue: 1 }).bytesSent / (7.5e9 * 63 / 64)
    );
    [2, 2, 2, 3].forEach((volume, i) => expect(volumes[i]).toBeCloseTo(volume, 9));
  });

  it("sends gradients and parameters again for each microbatch where they are not kept", () => {
    const volume = (stage: 0 | 1 | 2 | 3) =>
      dataParallelTraffic({ ...options, stage, microbatches: 8, bytesPerValue: 1 }).bytesSent /
      (7.5e9 * 63 / 64);
    [2, 2, 9, 24].forEach((expected, stage) =>
      expect(volume(stage as 0 | 1 | 2 | 3)).toBeCloseTo(expected, 9)
    );
  });

  it("sends as many bytes in pieces, with more latency", () => {
    const slow = { ...options, link: { latency: 1e-5, bandwidth: 100e9 } };
    const whole = dataParallelTraffic(slow);
    const pieces = dataParallelTraffic({ ...slow, pieces: 32 });
    expect(pieces.bytesSent / whole.bytesSent).toBeCloseTo(1, 12);
    expect(pieces.bandwidthSeconds / whole.bandwidthSeconds).toBeCloseTo(1, 12);
    expect(pieces.latencySeconds / whole.latencySeconds).toBeCloseTo(32, 9);
    const fastest = dataParallelTraffic({ ...slow, pieces: 32, algorithm: "fastest" });
    expect(fastest.seconds).toBeLessThan(pieces.seconds);
  });

  it("breaks even at the batch that a search finds", () => {
    fc.assert(fc.property(
      fc.integer({ min: 2, max: 2000 }),
      fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
      links,
      magnitude(12, 16),
      (devices, stage, link, rate) => {
        const step = { parameters: 3e9, devices, link, stage };
        const tokens = dataParallelBreakEven({ ...step, rate });
        const { seconds } = dataParallelTraffic(step);
        let low = 0;
        let high = 1e15;
        for (let i = 0; i < 200; i++) {
          const middle = (low + high) / 2;
          if (6 * 3e9 * middle / rate < seconds) low = middle;
          else high = middle;
        }
        expect(tokens / high).toBeCloseTo(1, 9);
      },
    ));
  });

  it("breaks even at the ratio of FLOP/s to bandwidth with divided parameters", () => {
    // A TPU v5p: 4.59e14 FLOP/s and 1.8e11 byte/s give 2550 tokens (Austin et al., How to scale
    // your model), for many devices and bf16
    const link = { latency: 0, bandwidth: 1.8e11 };
    const step = { parameters: 13e9, devices: 2 ** 20, link, stage: 3 as const, rate: 4.59e14 };
    expect(dataParallelBreakEven(step)).toBeCloseTo(2550, 1);
    // So do gradients alone against the backward pass alone, as that book counts them
    expect(dataParallelBreakEven({ ...step, stage: 0, flopsPerToken: 4 * 13e9 }))
      .toBeCloseTo(2550, 1);
    // Without dividing parameters, over the whole step, two thirds of it; a larger model changes nothing
    expect(dataParallelBreakEven({ ...step, stage: 0 })).toBeCloseTo(1700, 1);
    expect(dataParallelBreakEven({ ...step, parameters: 400e9 })).toBeCloseTo(2550, 1);
    // Of experts only some compute, but all are sent
    expect(dataParallelBreakEven({ ...step, flopsPerToken: 6 * 13e9 / 4 })).toBeCloseTo(10_200, 0);
  });

  it("refuses what is out of range", () => {
    expect(() => dataParallelTraffic({ ...options, stage: 4 as 3 })).toThrow(
      "stage is 4: it must be 0, 1, 2 or 3",
    );
    expect(() => dataParallelTraffic({ ...options, parameters: 0 })).toThrow("parameters is 0");
    expect(() => dataParallelTraffic({ ...options, microbatches: 0 })).toThrow("microbatches is 0");
    expect(() => dataParallelTraffic({ ...options, algorithm: "tree" as "ring" })).toThrow(
      'algorithm is "tree": it must be "ring" or "fastest"',
    );
    expect(() => dataParallelBreakEven({ ...options, rate: 0 })).toThrow("rate is 0");
  });
});

describe("tensor parallel training", () => {
  const size = { batch: 4, tokens: 2048, width: 6144, link: { latency: 0, bandwidth: 300e9 } };

  it("sends 8·b·s·h·(t − 1)/t values a layer, with and without sequence parallelism", () => {
    for (const devices of [1, 2, 8]) {
      for (const sequenceParallel of [false, true]) {
        const traffic = tensorParallelTraffic({ ...size, layers: 3, devices, sequenceParallel });
        const values = 3 * 8 * 4 * 2048 * 6144 * (devices - 1) / devices;
        expect(traffic.bytesSent).toBeCloseTo(2 * values, 3);
      }
    }
  });

  it("sends half in a forward pass and half as much again with recomputation", () => {
    const sent = (pass: "forward" | "training" | "recomputation") =>
      tensorParallelTraffic({ ...size, layers: 1, devices: 4, pass }).bytesSent;
    expect(sent("forward") / sent("training")).toBe(0.5);
    expect(sent("recomputation") / sent("training")).toBe(1.5);
  });

  it("breaks even at the degree that a search finds", () => {
    fc.assert(fc.property(
      fc.integer({ min: 1, max: 32 }),
      fc.constantFrom(1024, 4096, 12_288),
      links,
      fc.boolean(),
      magnitude(12, 16),
      (batch, width, given, free, rate) => {
        const link = free ? { ...given, latency: 0 } : given;
        const shape = { batch, tokens: 1024, width, link };
        const flops = 72 * batch * 1024 * width ** 2;
        const degree = tensorParallelBreakEven({ ...shape, flops, rate });
        expect(degree).toBeGreaterThan(1);
        const waits = (devices: number) =>
          tensorParallelTraffic({ ...shape, layers: 1, devices }).seconds > flops / devices / rate;
        let low = 1;
        let high = 2;
        while (high < 1e12 && !waits(high)) high *= 2;
        while (high - low > 1) {
          const middle = Math.floor((low + high) / 2);
          if (waits(middle)) high = middle;
          else low = middle;
        }
        // The last degree that does not wait is the whole part of the break-even
        expect(low).toBeGreaterThanOrEqual(Math.floor(degree * (1 - 1e-9)));
        expect(low).toBeLessThanOrEqual(Math.floor(degree * (1 + 1e-9)));
      },
    ));
  });

  it("breaks even, for an MLP alone, at its width times bandwidth over FLOP/s", () => {
    // Austin et al.: F·W/C, for two matrices of D×F in a forward pass with one all-reduce
    const [width, hidden, rate, bandwidth] = [8192, 28_672, 4.59e14, 1.8e11];
    const degree = tensorParallelBreakEven({
      batch: 2,
      tokens: 1024,
      width,
      // Twice the MLP for the two all-reduces of a layer
      flops: 2 * 4 * 2 * 1024 * width * hidden,
      rate,
      link: { latency: 0, bandwidth },
      pass: "forward",
    });
    expect(degree - 1).toBeCloseTo(hidden * bandwidth / rate, 9);
  });

  it("refuses what is out of range", () => {
    const options = { ...size, layers: 1, devices: 2 };
    expect(() => tensorParallelTraffic({ ...options, pass: "train" as "training" })).toThrow(
      'pass is "train": it must be "forward", "training" or "recomputation"',
    );
    expect(() => tensorParallelTraffic({ ...options, width: 0.5 })).toThrow("width is 0.5");
    expect(() => tensorParallelBreakEven({ ...size, flops: 0, rate: 1 })).toThrow("flops is 0");
  });
});

/**
 * Waiting ÷ working of a forward pass, from running it: device i has chunks i, i + p, …; chunk by
 * chunk it takes the microbatches in groups of p.
 */
function simulatedBubble(p: number, m: number, v: number): number {
  const group = v === 1 ? m : p;
  const order: [number, number][] = [];
  for (let start = 0; start < m; start += group) {
    for (let chunk = 0; chunk < v; chunk++) {
      for (let i = start; i < Math.min(m, start + group); i++) order.push([chunk, i]);
    }
  }
  const finished = new Map<string, number>();
  const clock = Array.from({ length: p }, () => 0);
  const next = Array.from({ length: p }, () => 0);
  for (let progress = true; progress;) {
    progress = false;
    for (let device = 0; device < p; device++) {
      const item = order[next[device] ?? 0];
      if (!item) continue;
      const [chunk, micro] = item;
      const layer = chunk * p + device;
      const ready = layer === 0 ? 0 : finished.get(`${layer - 1} ${micro}`);
      if (ready === undefined) continue;
      clock[device] = Math.max(clock[device] ?? 0, ready) + 1;
      finished.set(`${layer} ${micro}`, clock[device] ?? NaN);
      next[device] = (next[device] ?? 0) + 1;
      progress = true;
    }
  }
  return Math.max(...clock) / (m * v) - 1;
}

describe("pipeline parallel training", () => {
  it("waits as long as a run of the pipeline does", () => {
    fc.assert(fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
      (stages, groups, chunks) => {
        const microbatches = stages * groups;
        const { fraction, share } = pipelineBubble({ stages, microbatches, chunks });
        expect(fraction).toBeCloseTo(simulatedBubble(stages, microbatches, chunks), 12);
        expect(share).toBeCloseTo(fraction / (1 + fraction), 12);
      },
    ));
    expect(pipelineBubble({ stages: 4, microbatches: 7 }).fraction)
      .toBeCloseTo(simulatedBubble(4, 7, 1), 12);
  });

  it("sends what the boundaries between groups of layers need", () => {
    for (
      const [stages, chunks] of [[1, 1], [1, 3], [2, 1], [2, 3], [3, 1], [4, 2], [5, 3]] as const
    ) {
      const microbatches = 2 * stages;
      const traffic = pipelineTraffic({
        stages,
        chunks,
        microbatches,
        batch: 2,
        tokens: 8,
        width: 16,
        link,
      });
      // Messages of each device, counted over the groups of layers in order
      const sent = Array.from({ length: stages }, () => 0);
      for (let layer = 0; layer + 1 < stages * chunks; layer++) {
        const [here, there] = [layer % stages, (layer + 1) % stages];
        if (here === there) continue;
        sent[here] = (sent[here] ?? 0) + microbatches;
        sent[there] = (sent[there] ?? 0) + microbatches;
      }
      const total = sent.reduce((sum, count) => sum + count, 0);
      expect(traffic.messageBytes).toBe(2 * 8 * 16 * 2);
      expect(traffic.messages).toBe(total);
      expect(traffic.totalBytes).toBe(total * traffic.messageBytes);
      expect(traffic.bytesSent).toBe(Math.max(...sent) * traffic.messageBytes);
      expect(traffic.seconds).toBeCloseTo(Math.max(...sent) * (1 + traffic.messageBytes), 9);
    }
  });

  it("refuses what cannot be run", () => {
    expect(() => pipelineBubble({ stages: 4, microbatches: 6, chunks: 2 })).toThrow(
      "microbatches is 6: interleaving needs a multiple of the 4 stages",
    );
    expect(() => pipelineBubble({ stages: 0, microbatches: 6 })).toThrow("stages is 0");
    expect(() => pipelineBubble({ stages: 4, microbatches: 1.5 })).toThrow("microbatches is 1.5");
  });
});

describe("expert parallel training", () => {
  const options = {
    layers: 2,
    devices: 4,
    tokensPerDevice: 12,
    activeExperts: 2,
    width: 8,
    link: { latency: 0, bandwidth: 1e9 },
  };

  it("sends what a count over tokens and experts finds", () => {
    // Eight experts on four devices; each token of each device visits every pair of experts alike
    let leaving = 0;
    let visits = 0;
    for (let a = 0; a < 8; a++) {
      for (let b = 0; b < 8; b++) {
        if (a === b) continue;
        for (const expert of [a, b]) {
          visits++;
          if (Math.floor(expert / 2) !== 0) leaving++;
        }
      }
    }
    const bytes = 12 * 2 * 8 * 2 * leaving / visits;
    expect(expertParallelTraffic({ ...options, pass: "forward" }).bytesSent)
      .toBeCloseTo(2 * 2 * bytes, 9);
    expect(expertParallelTraffic(options).bytesSent).toBeCloseTo(2 * 4 * bytes, 9);
    expect(expertParallelTraffic({ ...options, imbalance: 1.25 }).bytesSent)
      .toBeCloseTo(1.25 * 2 * 4 * bytes, 9);
  });

  it("sends nothing on one device", () => {
    expect(expertParallelTraffic({ ...options, devices: 1 }).seconds).toBe(0);
    expect(() => expertParallelTraffic({ ...options, activeExperts: 0 })).toThrow(
      "activeExperts is 0",
    );
    expect(() => expertParallelTraffic({ ...options, imbalance: 0 })).toThrow("imbalance is 0");
  });
});

describe("an overlapped step", () => {
  it("hides what may overlap, but no more than there is arithmetic", () => {
    const exposed = (computeSeconds: number, overlap: number) =>
      overlappedStep({ computeSeconds, communicationSeconds: 4, overlap }).exposedSeconds;
    expect(exposed(10, 0.5)).toBe(2);
    expect(exposed(1, 0.5)).toBe(3);
    expect(exposed(1, 1)).toBe(3);
  });

  it("lies between its bounds and reaches them", () => {
    fc.assert(fc.property(
      magnitude(-6, 2),
      magnitude(-6, 2),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (computeSeconds, communicationSeconds, overlap) => {
        const step = overlappedStep({ computeSeconds, communicationSeconds, overlap });
        const slack = 1 + 1e-12;
        expect(step.seconds * slack).toBeGreaterThanOrEqual(step.lower);
        expect(step.seconds).toBeLessThanOrEqual(step.upper * slack);
        const hidden = communicationSeconds - step.exposedSeconds;
        expect(hidden).toBeLessThanOrEqual(computeSeconds + 1e-12 * step.upper);
        const all = overlappedStep({ computeSeconds, communicationSeconds });
        expect(all.seconds / all.lower).toBeCloseTo(1, 12);
        const none = overlappedStep({ computeSeconds, communicationSeconds, overlap: 0 });
        expect(none.seconds).toBe(none.upper);
        expect(step.bound).toBe(communicationSeconds > computeSeconds ? "network" : "compute");
      },
    ));
  });

  it("refuses what is out of range", () => {
    const times = { computeSeconds: 1, communicationSeconds: 1 };
    expect(() => overlappedStep({ ...times, overlap: 1.1 })).toThrow(
      "overlap is 1.1: it must be from 0 to 1",
    );
    expect(() => overlappedStep({ ...times, computeSeconds: -1 })).toThrow("computeSeconds is -1");
  });
});
