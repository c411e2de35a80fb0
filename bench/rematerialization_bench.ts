/**
 * How fast optimal checkpointing is at 50, 200 and 1000 stages: equal stages, a network of equal
 * blocks, and stages that all differ.
 *
 * ```sh
 * deno bench -A bench/rematerialization_bench.ts
 * ```
 *
 * @module
 */
import { Random } from "@/lib/compute/mod.ts";
import {
  type Chain,
  defineChain,
  memoryFrontier,
  minimumMemoryPlan,
  optimalPlan,
  storeAllPlan,
} from "@/lib/compute/rematerialization/mod.ts";

const MB = 1e6;

/** Stages that all differ in every byte, drawn evenly up to a gigabyte. */
function byteChain(count: number, seed: number): Chain {
  const random = new Random(seed);
  return defineChain({
    inputBytes: 8 * MB,
    stages: Array.from({ length: count }, () => {
      const outputBytes = 1 + random.below(1e9);
      return {
        forwardCost: random.uniform(),
        outputBytes,
        savedBytes: outputBytes + random.below(1e9),
      };
    }),
  });
}

function chainOf(count: number, kinds: number): Chain {
  const random = new Random(count);
  const stages = Array.from({ length: kinds }, () => {
    const outputBytes = (8 + random.below(25)) * MB;
    return {
      forwardCost: 1 + random.below(100),
      outputBytes,
      savedBytes: outputBytes * (1 + random.below(4)),
    };
  });
  return defineChain({
    inputBytes: 8 * MB,
    stages: Array.from(
      { length: count },
      (_, i) => stages[i % kinds] ?? { forwardCost: 1, outputBytes: 1 },
    ),
  });
}

for (const count of [50, 200, 1000]) {
  for (
    const [name, kinds] of [["equal", 1], ["blocks of 4", 4], ["all different", count]] as const
  ) {
    const chain = chainOf(count, kinds);
    const all = storeAllPlan(chain).peakBytes;
    const group = `${count} stages`;
    Deno.bench(
      `${name}, a fifth of the memory`,
      { group, n: count > 200 ? 1 : 10, warmup: 1 },
      () => {
        optimalPlan(chain, { memoryBytes: Math.floor(all / 5) });
      },
    );
    if (count > 200 && kinds === count) continue;
    Deno.bench(`${name}, whole frontier`, { group, n: count > 200 ? 1 : 10, warmup: 1 }, () => {
      memoryFrontier(chain);
    });
    Deno.bench(`${name}, least memory`, { group, n: count > 200 ? 1 : 10, warmup: 1 }, () => {
      minimumMemoryPlan(chain);
    });
  }
}

for (const count of [50, 200]) {
  const chain = byteChain(count, 1);
  const least = minimumMemoryPlan(chain).peakBytes;
  const all = storeAllPlan(chain).peakBytes;
  for (const percent of [10, 25, 50, 75]) {
    const memoryBytes = Math.floor(least + (percent / 100) * (all - least));
    Deno.bench(
      `sizes in bytes, ${percent} % of the way from the least memory to storing everything`,
      { group: `${count} stages`, n: 5, warmup: 1 },
      () => {
        optimalPlan(chain, { memoryBytes });
      },
    );
  }
}
