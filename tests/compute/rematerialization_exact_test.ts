import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { Random } from "@/lib/compute/mod.ts";
import {
  type Chain,
  defineChain,
  minimumMemoryPlan,
  type OptimalOptions,
  optimalPlan,
  periodicPlan,
  simulateSchedule,
  storeAllPlan,
  uniformChain,
} from "@/lib/compute/rematerialization/mod.ts";

const UNIT = 10_000_000;

/**
 * The same chain with each size times `UNIT` and up to 99 bytes more. A schedule fits into m·UNIT and half
 * a unit more just where that of the small chain fits into m, as long as fewer than 5·10⁴ sizes are in
 * memory; no two sizes have a divisor in common that a table could use.
 */
function scaled(chain: Chain, seed: number): Chain {
  const random = new Random(seed);
  const size = (bytes: number) => bytes === 0 ? 0 : bytes * UNIT + random.below(100);
  const inputBytes = size(chain.inputBytes);
  return defineChain({
    inputBytes,
    inputGradientBytes: size(chain.inputGradientBytes),
    stages: chain.stages.map((stage) => {
      const outputBytes = size(stage.outputBytes);
      return {
        ...stage,
        outputBytes,
        savedBytes: Math.max(outputBytes, size(stage.savedBytes)),
        forwardOverheadBytes: size(stage.forwardOverheadBytes),
        backwardOverheadBytes: size(stage.backwardOverheadBytes),
      };
    }),
  });
}

/** Small whole sizes and costs; with `overheads`, and zeros among them. */
function smallChain(count: number, seed: number, overheads = true): Chain {
  const random = new Random(seed);
  const least = overheads ? 0 : 1;
  return defineChain({
    inputBytes: random.below(20),
    stages: Array.from({ length: count }, () => {
      const outputBytes = least + random.below(20);
      return {
        forwardCost: least + random.below(50),
        outputBytes,
        savedBytes: outputBytes + random.below(21),
        forwardOverheadBytes: overheads ? random.below(10) : 0,
        backwardOverheadBytes: overheads ? random.below(10) : 0,
      };
    }),
  });
}

/** Chains as they occur, and worse; sizes in bytes that all differ. */
const KINDS: Record<string, (random: Random, place: number) => [number, number, number]> = {
  "uniform up to a gigabyte": (random) => {
    const output = 1 + random.below(1e9);
    return [random.below(1e9), output, output + random.below(1e9)];
  },
  "falling by stage as in a residual network": (random, place) => {
    const output = Math.floor(2e8 / 2 ** Math.floor(4 * place) * (0.8 + 0.4 * random.uniform()));
    return [
      1e9 * (0.5 + random.uniform()),
      output,
      output + Math.floor(output * 3 * random.uniform()),
    ];
  },
  "four orders of magnitude apart": (random) => {
    const output = Math.floor(10 ** (5 + 4 * random.uniform()));
    return [
      10 ** (2 * random.uniform()),
      output,
      output + Math.floor(10 ** (5 + 4 * random.uniform())),
    ];
  },
  "nearly equal, of equal cost": (random) => {
    const output = Math.floor(1e8 * (0.95 + 0.1 * random.uniform()));
    return [1, output, 3 * output + random.below(1e7)];
  },
};

function chainOf(kind: string, count: number, seed: number): Chain {
  const random = new Random(seed);
  return defineChain({
    inputBytes: 1e6,
    stages: Array.from({ length: count }, (_, i) => {
      const draw = KINDS[kind];
      if (!draw) throw new Error(kind);
      const [forwardCost, outputBytes, savedBytes] = draw(random, i / count);
      return { forwardCost, outputBytes, savedBytes };
    }),
  });
}

/** So much of the way from the least memory to storing everything. */
function limitAt(chain: Chain, part: number): number {
  const least = minimumMemoryPlan(chain).peakBytes;
  return Math.floor(least + part * (storeAllPlan(chain).peakBytes - least));
}

function extraCost(chain: Chain, options: OptimalOptions): number {
  try {
    return optimalPlan(chain, options).extraCost;
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return Infinity;
  }
}

/** The recurrence of the documentation, as it stands there, for a short chain. */
function recursedExtraCost(chain: Chain, memoryBytes: number): number {
  const known = new Map<string, number>();
  const stage = (i: number) => {
    const found = chain.stages[i - 1];
    if (!found) throw new Error("no such stage");
    return found;
  };
  const gradient = (i: number) => i === 0 ? chain.inputGradientBytes : stage(i).outputBytes;
  const solve = (first: number, last: number, memory: number): number => {
    const key = `${first} ${last} ${memory}`;
    const old = known.get(key);
    if (old !== undefined) return old;
    let best = Infinity;
    const { savedBytes, forwardOverheadBytes, backwardOverheadBytes } = stage(first);
    if (
      memory >= gradient(last) + savedBytes + forwardOverheadBytes &&
      memory >= gradient(first) + savedBytes + gradient(first - 1) + backwardOverheadBytes
    ) best = first === last ? 0 : solve(first + 1, last, memory - savedBytes);
    let cost = 0;
    for (let i = first; i < last; i++) {
      const before = i > first ? stage(i - 1).outputBytes : 0;
      const { forwardCost, outputBytes, forwardOverheadBytes: overhead } = stage(i);
      if (memory < gradient(last) + before + outputBytes + overhead) break;
      cost += forwardCost;
      best = Math.min(
        best,
        cost + solve(i + 1, last, memory - outputBytes) + solve(first, i, memory),
      );
    }
    known.set(key, best);
    return best;
  };
  return solve(1, chain.stages.length, memoryBytes - chain.inputBytes);
}

describe("the exact search", () => {
  it("finds what the recurrence gives for short chains in bytes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: -0.02, max: 1, noNaN: true }),
        (count, seed, part) => {
          const chain = scaled(smallChain(count, seed), seed);
          const memoryBytes = limitAt(chain, part);
          expect(extraCost(chain, { memoryBytes })).toBe(recursedExtraCost(chain, memoryBytes));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("equals a table without rounding at every limit of small chains", () => {
    for (let seed = 0; seed < 24; seed++) {
      const small = smallChain(1 + seed % 8, seed);
      const large = scaled(small, seed);
      for (let m = 0; m <= storeAllPlan(small).peakBytes; m++) {
        expect([seed, m, extraCost(large, { memoryBytes: (m + 0.5) * UNIT })]).toEqual([
          seed,
          m,
          extraCost(small, { memoryBytes: m, resolutionBytes: 1 }),
        ]);
      }
    }
  });

  for (const [count, parts] of [[50, [0, 0.1, 0.25, 0.5, 0.75]], [120, [0.05, 0.3]]] as const) {
    it(`equals a table without rounding for ${count} stages`, () => {
      for (let seed = 0; seed < 3; seed++) {
        const small = smallChain(count, 100 + seed, seed > 0);
        const large = scaled(small, seed);
        for (const part of parts) {
          const m = limitAt(small, part);
          const plan = optimalPlan(large, { memoryBytes: (m + 0.5) * UNIT });
          const table = optimalPlan(small, { memoryBytes: m, resolutionBytes: 1 });
          expect(table.resolution.exact).toBe(true);
          expect(plan.resolution.exact).toBe(true);
          expect(plan.extraCost).toBe(table.extraCost);
        }
      }
    });
  }

  it("equals a table without rounding for 200 stages", () => {
    const small = smallChain(200, 7, false);
    const m = limitAt(small, 0.2);
    const table = optimalPlan(small, { memoryBytes: m, resolutionBytes: 1 });
    expect(table.resolution.exact).toBe(true);
    for (const seed of [1, 2]) {
      const plan = optimalPlan(scaled(small, seed), { memoryBytes: (m + 0.5) * UNIT });
      expect(plan.extraCost).toBe(table.extraCost);
    }
  });

  for (const kind of Object.keys(KINDS)) {
    it(`is exact for 200 stages ${kind}`, () => {
      for (const part of [0.1, 0.25, 0.5, 0.75]) {
        const chain = chainOf(kind, 200, Math.round(100 * part));
        const memoryBytes = limitAt(chain, part);
        const plan = optimalPlan(chain, { memoryBytes });
        expect(plan.resolution.exact).toBe(true);
        expect(plan.extraCostBound).toBe(plan.extraCost);
        const use = simulateSchedule(chain, plan.steps, { memoryBytes });
        expect(use.extraCost).toBe(plan.extraCost);
        if (part !== 0.25) continue;
        const rough = optimalPlan(chain, { memoryBytes, tableCells: 2 ** 21, bound: true });
        expect(rough.resolution.exact).toBe(false);
        expect(plan.extraCost).toBeLessThanOrEqual(rough.extraCost);
        expect(plan.extraCost).toBeGreaterThanOrEqual(rough.extraCostBound ?? Infinity);
      }
    });
  }

  it("never costs more with more memory, byte by byte where it matters", () => {
    for (const kind of Object.keys(KINDS)) {
      const chain = chainOf(kind, 60, 3);
      let before = Infinity;
      for (let part = 0; part <= 10; part++) {
        const memoryBytes = limitAt(chain, part / 10);
        const plan = optimalPlan(chain, { memoryBytes });
        expect(plan.extraCost).toBeLessThanOrEqual(before * (1 + 1e-12));
        before = plan.extraCost;
        if (part === 0) continue;
        // What the plan takes is enough for its cost; a byte less is not always.
        const enough = optimalPlan(chain, { memoryBytes: plan.peakBytes });
        const less = optimalPlan(chain, { memoryBytes: plan.peakBytes - 1 });
        expect(enough.extraCost / plan.extraCost || 1).toBeCloseTo(1, 11);
        expect(less.extraCost).toBeGreaterThanOrEqual(plan.extraCost * (1 - 1e-12));
      }
    }
  });

  it("handles stages without cost or size, and few limits", () => {
    const free = uniformChain(30, { forwardCost: 0, outputBytes: 3 * UNIT + 1 });
    expect(optimalPlan(free, { memoryBytes: limitAt(free, 0.3) }).extraCost).toBe(0);
    const empty = uniformChain(30, { forwardCost: 1, outputBytes: 0 });
    expect(optimalPlan(empty, { memoryBytes: 0 }).extraCost).toBe(0);
    const one = scaled(smallChain(1, 1), 1);
    const { peakBytes } = storeAllPlan(one);
    expect(() => optimalPlan(one, { memoryBytes: peakBytes - 1 })).toThrow("needs at least");
  });

  it("gives way to rounding where it may not look at enough states, and says so", () => {
    const chain = chainOf("uniform up to a gigabyte", 60, 1);
    const memoryBytes = limitAt(chain, 0.2);
    const exact = optimalPlan(chain, { memoryBytes });
    const rounded = optimalPlan(chain, { memoryBytes, maxStates: 1000, bound: true });
    expect(exact.resolution.exact).toBe(true);
    expect(rounded.resolution.exact).toBe(false);
    expect(rounded.extraCost).toBeGreaterThanOrEqual(exact.extraCost);
    expect(rounded.extraCostBound).toBeLessThanOrEqual(exact.extraCost);
    expect(() => optimalPlan(chain, { memoryBytes, maxStates: 0 })).toThrow("maxStates is 0");
  });
});

describe("a chain of too many stages that differ", () => {
  const chain = chainOf("uniform up to a gigabyte", 450, 5);

  it("is solved in blocks, within the limit and its bound", () => {
    let before = Infinity;
    for (const part of [0, 0.1, 0.3, 0.8]) {
      const memoryBytes = limitAt(chain, part);
      const plan = optimalPlan(chain, { memoryBytes, bound: part === 0.8 });
      expect(plan.resolution.exact).toBe(false);
      expect(plan.peakBytes).toBeLessThanOrEqual(memoryBytes);
      expect(simulateSchedule(chain, plan.steps, { memoryBytes }).cost).toBe(plan.cost);
      expect(plan.extraCost).toBeLessThanOrEqual(before);
      before = plan.extraCost;
      if (part !== 0.8) continue;
      expect(plan.extraCostBound).toBeLessThanOrEqual(plan.extraCost);
      expect(plan.extraCostBound).toBeGreaterThan(0);
    }
  });

  it("costs less than equal segments in the same memory", () => {
    for (const period of [10, 21, 60]) {
      const { peakBytes, extraCost } = periodicPlan(chain, period);
      expect(optimalPlan(chain, { memoryBytes: peakBytes }).extraCost).toBeLessThan(extraCost);
    }
  });
});
