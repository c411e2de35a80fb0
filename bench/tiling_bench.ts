/**
 * How fast `lib/compute/tiling` counts and simulates, and attention and energy are counted. A
 * simulated product of 64³ makes about a million accesses.
 *
 * ```sh
 * deno bench -A bench/tiling_bench.ts
 * ```
 *
 * @module
 */
import {
  bestTile,
  blockedTraffic,
  type MemoryTrace,
  simulateCache,
  simulateMatrixProduct,
  simulateOptimal,
  trafficBounds,
} from "@/lib/compute/tiling/mod.ts";
import { energyModelOf, findEnergyTable, operatorEnergy } from "@/lib/compute/energy/mod.ts";
import {
  attention,
  elementwise,
  fuse,
  fusedAttentionTraffic,
} from "@/lib/compute/operators/mod.ts";

const large = { m: 4096, n: 4096, k: 4096 };
const tiles = { m: 64, n: 64, k: 64 };

Deno.bench("blockedTraffic", { group: "formula", baseline: true }, () => {
  blockedTraffic(large, { order: "mnk", tiles });
});
Deno.bench("trafficBounds", { group: "formula" }, () => {
  trafficBounds(large, 65_536);
});
Deno.bench("bestTile of 4096³ for 64 k words", { group: "formula" }, () => {
  bestTile(large, 65_536);
});

const shape = { m: 64, n: 64, k: 64 };
const small = { m: 16, n: 16, k: 16 };
Deno.bench("LRU, no blocks, a million accesses", { group: "cache", baseline: true }, () => {
  simulateMatrixProduct(shape, { order: "mnk", cache: { words: 1024 } });
});
Deno.bench("LRU, blocks of 16", { group: "cache" }, () => {
  simulateMatrixProduct(shape, { order: "mnk", tiles: small, cache: { words: 1024 } });
});
Deno.bench("LRU, 8 ways, lines of 8", { group: "cache" }, () => {
  simulateMatrixProduct(shape, { order: "mkn", cache: { words: 1024, lineWords: 8, ways: 8 } });
});
const arrays = {
  a: { rows: 64, columns: 64 },
  b: { rows: 64, columns: 64 },
  c: { rows: 64, columns: 64 },
};
const byName: MemoryTrace = (memory) => {
  for (let i = 0; i < 64; i++) {
    for (let j = 0; j < 64; j++) {
      for (let p = 0; p < 64; p++) {
        memory.read("a", i, p);
        memory.read("b", p, j);
        memory.read("c", i, j);
        memory.write("c", i, j);
      }
    }
  }
};
Deno.bench("LRU, a reader's loops, arrays by name", { group: "cache" }, () => {
  simulateCache(arrays, byName, { words: 1024 });
});
Deno.bench("optimal replacement, a million accesses", { group: "cache" }, () => {
  simulateOptimal(arrays, byName, { words: 1024, maxAccesses: 2_000_000 });
});

const heads = {
  batch: 1,
  queryTokens: 4096,
  keyTokens: 4096,
  heads: 32,
  keyValueHeads: 8,
  headSize: 128,
};
const model = energyModelOf(findEnergyTable("horowitz-45nm"));
const cost = attention(heads);
const chain = [elementwise({ n: 4096 }), elementwise({ n: 4096 })];
Deno.bench("attention", { group: "operator", baseline: true }, () => {
  attention(heads);
});
Deno.bench("attention, fused", { group: "operator" }, () => {
  attention(heads, { fused: true });
});
Deno.bench("fusedAttentionTraffic", { group: "operator" }, () => {
  fusedAttentionTraffic(heads, { onChipBytes: 200e3, keyBlock: 64 });
});
Deno.bench("fuse, two operators", { group: "operator" }, () => {
  fuse(chain, [{ from: 0, to: [{ operator: 1, read: "input" }] }]);
});
Deno.bench("operatorEnergy", { group: "operator" }, () => {
  operatorEnergy(cost, model, { precision: "fp16" });
});
