import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  attention,
  type AttentionOptions,
  attentionPairs,
  type AttentionShape,
  batchedGemm,
  type CausalCount,
  elementwise,
  fuse,
  fusedAttentionTraffic,
  gemm,
  layerNorm,
  type OperatorCost,
  softmax,
} from "@/lib/compute/operators/mod.ts";
import {
  bytesPerValue,
  conventionSentence,
  type Precision,
  precisions,
} from "@/lib/compute/mod.ts";

const small = fc.integer({ min: 1, max: 40 });
const precision = fc.constantFrom<Precision>(...precisions);
const causals = fc.constantFrom<CausalCount>("none", "full", "half");

/** Shapes with at least as many keys as queries, and a whole number of heads in a group. */
const shapes: fc.Arbitrary<AttentionShape> = fc.record({
  batch: fc.integer({ min: 1, max: 4 }),
  queryTokens: small,
  cached: fc.integer({ min: 0, max: 40 }),
  keyValueHeads: fc.integer({ min: 1, max: 4 }),
  group: fc.integer({ min: 1, max: 4 }),
  headSize: small,
  valueSize: small,
}).map(({ cached, group, ...shape }) => ({
  ...shape,
  keyTokens: shape.queryTokens + cached,
  heads: shape.keyValueHeads * group,
}));

const options: fc.Arbitrary<AttentionOptions> = fc.record({
  causal: causals,
  fused: fc.boolean(),
  precision: fc.oneof(
    precision,
    fc.record({
      activations: precision,
      keyValues: precision,
      scores: precision,
      output: precision,
      accumulator: precision,
    }, { requiredKeys: [] }),
  ),
});

const square: AttentionShape = {
  batch: 2,
  queryTokens: 512,
  keyTokens: 512,
  heads: 12,
  keyValueHeads: 12,
  headSize: 64,
};

/** Works a formula out: numbers and variables joined by the multiplication dot. */
function evaluate({ formula }: { formula: string }, variables: Readonly<Record<string, number>>) {
  return formula.split("·").reduce((product, factor) => {
    const value = variables[factor] ?? Number(factor);
    return product * value;
  }, 1);
}

function bytesOf(cost: OperatorCost, kind: "read" | "written", label: string): number {
  const terms = cost.terms.filter((term) => term.kind === kind && term.label === label);
  return terms.reduce((sum, { value }) => sum + value, 0);
}

/** Pairs, one by one. */
function countPairs(queryTokens: number, keyTokens: number): number {
  let count = 0;
  for (let query = 0; query < queryTokens; query++) {
    for (let key = 0; key < keyTokens; key++) {
      if (key <= keyTokens - queryTokens + query) count++;
    }
  }
  return count;
}

describe("attentionPairs", () => {
  it("counts each query with its own key and those before it", () => {
    fc.assert(fc.property(small, fc.integer({ min: 0, max: 40 }), (queryTokens, cached) => {
      const tokens = { queryTokens, keyTokens: queryTokens + cached };
      expect(attentionPairs(tokens, "half")).toBe(countPairs(queryTokens, tokens.keyTokens));
      expect(attentionPairs(tokens, "full")).toBe(queryTokens * tokens.keyTokens);
      expect(attentionPairs(tokens)).toBe(queryTokens * tokens.keyTokens);
    }));
  });

  it("is a triangle without a cache, and all keys for a single query", () => {
    expect(attentionPairs({ queryTokens: 1024, keyTokens: 1024 }, "half")).toBe(524_800);
    expect(attentionPairs({ queryTokens: 1, keyTokens: 1024 }, "half")).toBe(1024);
  });

  it("adds up: a prompt in two chunks is the prompt in one", () => {
    fc.assert(fc.property(small, small, (first, second) => {
      const whole = { queryTokens: first + second, keyTokens: first + second };
      const chunks = attentionPairs({ queryTokens: first, keyTokens: first }, "half") +
        attentionPairs({ queryTokens: second, keyTokens: first + second }, "half");
      expect(attentionPairs(whole, "half")).toBe(chunks);
    }));
  });

  it("refuses more queries than keys where half is counted", () => {
    expect(() => attentionPairs({ queryTokens: 5, keyTokens: 4 }, "half")).toThrow(
      "queryTokens is 5: causal attention counted in half has at most one query for each of the 4",
    );
    expect(attentionPairs({ queryTokens: 5, keyTokens: 4 }, "none")).toBe(20);
  });
});

describe("attention", () => {
  it("is two products and a softmax where every head has its own keys", () => {
    // m·k is read as weights: the queries, then the probabilities
    const { batch, queryTokens, keyTokens, heads, headSize } = square;
    const products = batch * heads;
    const parts = [
      batchedGemm({ batch: products, m: queryTokens, n: keyTokens, k: headSize }),
      softmax({ rows: products * queryTokens, columns: keyTokens }),
      batchedGemm({ batch: products, m: queryTokens, n: headSize, k: keyTokens }),
    ];
    const cost = attention(square);
    for (const total of ["flops", "bytes", "bytesRead", "bytesWritten"] as const) {
      expect(cost[total]).toBe(parts.reduce((sum, part) => sum + part[total], 0));
    }
  });

  it("moves scores and probabilities four times, with three passes six times", () => {
    const scores = 2 * 12 * 512 * 512 * 2;
    const moved = attention(square).bytes - attention(square, { fused: true }).bytes;
    expect(moved).toBe(4 * scores);
    const threePass = attention(square, { passes: "three-pass" });
    expect(threePass.bytes - attention(square).bytes).toBe(2 * scores);
    expect(threePass.flops - attention(square).flops).toBe(2 * scores / 2);
  });

  it("gives an output of tokens × heads × value size, never tokens × tokens", () => {
    fc.assert(fc.property(shapes, options, (shape, given) => {
      const cost = attention(shape, { ...given, fused: true, precision: "fp16" });
      const { batch, queryTokens, heads, headSize, valueSize = headSize } = shape;
      expect(cost.bytesWritten).toBe(2 * batch * queryTokens * heads * valueSize);
    }));
    const [short, long] = [512, 1024].map((tokens) =>
      attention({ ...square, queryTokens: tokens, keyTokens: tokens }, { fused: true })
    );
    expect(long?.bytesWritten).toBe(2 * (short?.bytesWritten ?? NaN));
  });

  it("is the sum of its terms, each the value of its formula", () => {
    fc.assert(fc.property(shapes, options, (shape, given) => {
      const cost = attention(shape, given);
      const sums = { flops: 0, read: 0, written: 0 };
      for (const term of cost.terms) {
        expect(evaluate(term, cost.variables)).toBe(term.value);
        sums[term.kind] += term.value;
      }
      expect(sums).toEqual({ flops: cost.flops, read: cost.bytesRead, written: cost.bytesWritten });
      expect(cost.bytes).toBe(cost.bytesRead + cost.bytesWritten);
      expect(JSON.parse(JSON.stringify(cost))).toEqual(cost);
    }));
  });

  it("does the same FLOPs fused, and never moves more", () => {
    fc.assert(fc.property(shapes, options, (shape, given) => {
      const fused = attention(shape, { ...given, fused: true });
      const unfused = attention(shape, { ...given, fused: false });
      expect(fused.flops).toBe(unfused.flops);
      expect(fused.bytes).toBeLessThan(unfused.bytes);
      expect(fused.bytes).toBe(fused.footprint);
      expect(unfused.bytes).toBeGreaterThan(unfused.footprint);
    }));
  });

  it("divides the bytes of keys and values by the heads that share them, and nothing else", () => {
    fc.assert(fc.property(shapes, options, (shape, given) => {
      const grouped = attention(shape, given);
      const full = attention({ ...shape, keyValueHeads: shape.heads }, given);
      const group = shape.heads / shape.keyValueHeads;
      for (const label of ["keys", "values"]) {
        expect(bytesOf(full, "read", label)).toBe(group * bytesOf(grouped, "read", label));
      }
      const rest = (cost: OperatorCost) =>
        cost.bytes - bytesOf(cost, "read", "keys") - bytesOf(cost, "read", "values");
      expect(rest(grouped)).toBeCloseTo(rest(full), 6);
      expect(grouped.flops).toBe(full.flops);
    }));
  });

  it("reads the keys of a decode step in full, also where half is counted", () => {
    const step = { ...square, queryTokens: 1, keyTokens: 2048 };
    expect(attention(step, { causal: "half" }).bytes).toBe(attention(step).bytes);
    expect(attention(step, { causal: "half" }).flops).toBe(attention(step).flops);
    expect(bytesOf(attention(step), "read", "keys")).toBe(2 * 2 * 2048 * 12 * 64);
  });

  it("adds a generation up to one causal pass", () => {
    const one = { ...square, batch: 1 };
    let flops = 0;
    for (let token = 1; token <= 512; token++) {
      flops += attention({ ...one, queryTokens: 1, keyTokens: token }).flops;
    }
    expect(attention(one, { causal: "half" }).flops).toBe(flops);
    expect(attention(one).flops).toBeGreaterThan(1.9 * flops);
  });

  it("takes one precision for each kind of tensor", () => {
    const kinds = {
      activations: "fp8",
      keyValues: "int4",
      scores: "fp32",
      output: "bf16",
    } as const;
    const cost = attention(square, { precision: kinds });
    const values = 2 * 512 * 12 * 64;
    expect(bytesOf(cost, "read", "queries")).toBe(values);
    expect(bytesOf(cost, "read", "keys")).toBe(values / 2);
    expect(bytesOf(cost, "written", "scores")).toBe(4 * 2 * 12 * 512 * 512);
    expect(bytesOf(cost, "written", "output")).toBe(2 * values);
    const some = attention(square, { precision: { activations: "fp32" } });
    expect(some.bytes).toBe(attention(square, { precision: "fp32" }).bytes);
  });

  it("lets values be of another size than keys", () => {
    const cost = attention({ ...square, headSize: 192, valueSize: 128 });
    expect(cost.flops).toBe(2 * 12 * 512 * 512 * (2 * 192 + 2 * 128 + 5));
    expect(bytesOf(cost, "read", "values") * 3).toBe(bytesOf(cost, "read", "keys") * 2);
  });

  it("says how it was counted", () => {
    expect(attention(square).conventions).toContain(conventionSentence("attention", "unfused"));
    expect(attention(square, { fused: true }).conventions).toContain(
      conventionSentence("attention", "fused"),
    );
    expect(attention(square).conventions).toContain(conventionSentence("causal", "full"));
    expect(attention(square, { causal: "none" }).conventions.join()).not.toContain("Causal");
  });

  it("refuses what makes no sense", () => {
    expect(() => attention({ ...square, keyValueHeads: 5 })).toThrow(
      "keyValueHeads is 5: it must divide the 12 heads",
    );
    expect(() => attention({ ...square, headSize: 0 })).toThrow(RangeError);
    expect(() => attention({ ...square, batch: 1.5 })).toThrow("batch is 1.5");
    expect(() => attention(square, { fused: true, passes: "three-pass" })).toThrow(
      "a fused attention never reads its scores",
    );
    // @ts-expect-error: not a count
    expect(() => attention(square, { causal: "third" })).toThrow('causal is "third"');
    // @ts-expect-error: not a precision
    expect(() => attention(square, { precision: { keyValues: "int5" } })).toThrow(
      "precision.keyValues",
    );
    // @ts-expect-error: not a precision
    expect(() => attention(square, { precision: 16 })).toThrow(TypeError);
  });
});

/** Runs a blocked attention loop by loop and counts the rows that move. */
function runBlocks(
  shape: AttentionShape,
  blocks: { outer: "queries" | "keys"; queryBlock: number; keyBlock: number; causal: CausalCount },
) {
  const { queryTokens, keyTokens, heads, keyValueHeads } = shape;
  const group = heads / keyValueHeads;
  const rows = Array.from({ length: queryTokens * group }, (_, row) => Math.floor(row / group));
  const cut = <T>(items: T[], size: number) =>
    Array.from(
      { length: Math.ceil(items.length / size) },
      (_, i) => items.slice(i * size, (i + 1) * size),
    );
  const queries = cut(rows, blocks.queryBlock);
  const keys = cut(Array.from({ length: keyTokens }, (_, key) => key), blocks.keyBlock);
  const attends = (query: number, key: number) =>
    blocks.causal !== "half" || key <= query + keyTokens - queryTokens;
  const meet = (query: number[], key: number[]) =>
    query.some((one) => key.some((other) => attends(one, other)));
  let [keyRows, queryRows, unfinished] = [0, 0, 0];
  const seen = new Set<number[]>();
  if (blocks.outer === "queries") {
    for (const query of queries) {
      queryRows += query.length;
      for (const key of keys) if (meet(query, key)) keyRows += key.length;
    }
  } else {
    for (const key of keys) {
      keyRows += key.length;
      for (const query of queries) {
        if (!meet(query, key)) continue;
        queryRows += query.length;
        if (seen.has(query)) unfinished += query.length;
        seen.add(query);
      }
    }
  }
  return { keyRows, queryRows, unfinished };
}

describe("fusedAttentionTraffic", () => {
  const blocked = fc.record({
    outer: fc.constantFrom("queries" as const, "keys" as const),
    queryBlock: small,
    keyBlock: small,
    causal: causals,
  });

  it("moves the rows that running the loops moves", () => {
    fc.assert(fc.property(shapes, blocked, precision, (shape, blocks, kv) => {
      const cost = fusedAttentionTraffic(shape, {
        ...blocks,
        onChipBytes: 1e9,
        precision: { keyValues: kv, activations: "fp16", accumulator: "fp32", output: "fp8" },
      });
      const { keyRows, queryRows, unfinished } = runBlocks(shape, blocks);
      const { batch, keyValueHeads, queryTokens, heads, headSize, valueSize = headSize } = shape;
      const own = batch * keyValueHeads;
      const unfinishedBytes = own * unfinished * 4 * (valueSize + 2);
      expect(cost.bytesRead).toBeCloseTo(
        own * queryRows * 2 * headSize +
          own * keyRows * (headSize + valueSize) * bytesPerValue(kv) + unfinishedBytes,
        6,
      );
      expect(cost.bytesWritten).toBe(batch * queryTokens * heads * valueSize + unfinishedBytes);
      for (const term of cost.terms) expect(evaluate(term, cost.variables)).toBe(term.value);
    }));
  });

  it("is compulsory on a chip that holds all queries, and never less", () => {
    fc.assert(
      fc.property(
        shapes,
        causals,
        fc.integer({ min: 700, max: 100_000 }),
        (shape, causal, bytes) => {
          const ideal = attention(shape, { fused: true, causal });
          const roomy = fusedAttentionTraffic(shape, { onChipBytes: 1e12, causal });
          expect(roomy.bytes).toBe(ideal.bytes);
          expect(roomy.compulsoryBytes).toBe(ideal.bytes);
          expect(roomy.flops).toBe(ideal.flops);
          const tight = fusedAttentionTraffic(shape, { onChipBytes: bytes, causal });
          expect(tight.bytes).toBeGreaterThanOrEqual(ideal.bytes);
          expect(tight.onChipBytes).toBeLessThanOrEqual(bytes);
        },
      ),
    );
  });

  it("never moves more on a larger chip", () => {
    fc.assert(
      fc.property(
        shapes,
        fc.constantFrom("queries" as const, "keys" as const),
        fc.integer({ min: 700, max: 20_000 }),
        fc.integer({ min: 0, max: 20_000 }),
        (shape, outer, bytes, more) => {
          const run = (onChipBytes: number) =>
            fusedAttentionTraffic(shape, { onChipBytes, outer, causal: "full" }).bytes;
          expect(run(bytes + more)).toBeLessThanOrEqual(run(bytes));
        },
      ),
    );
  });

  it("grows as the tokens squared over the chip's memory", () => {
    const one = { batch: 1, heads: 1, keyValueHeads: 1, headSize: 64 };
    for (const outer of ["queries", "keys"] as const) {
      const run = (tokens: number, onChipBytes: number) =>
        fusedAttentionTraffic({ ...one, queryTokens: tokens, keyTokens: tokens }, {
          onChipBytes,
          outer,
        }).bytes;
      expect(run(1 << 17, 1e5) / run(1 << 16, 1e5)).toBeCloseTo(4, 1);
      expect(run(1 << 17, 1e5) / run(1 << 17, 2e5)).toBeCloseTo(2, 1);
    }
  });

  it("moves a third of the unfused bytes, or less, on a chip of 100 kB", () => {
    // 100 kB, 64 values a head: far fewer bytes than scores written and read
    const shape = { ...square, batch: 1, queryTokens: 4096, keyTokens: 4096 };
    const blocked = fusedAttentionTraffic(shape, { onChipBytes: 100e3, keyBlock: 64 });
    expect(attention(shape).bytes / blocked.bytes).toBeGreaterThan(3);
  });

  it("reads keys once for all heads that share them if their queries fit", () => {
    const step = { ...square, batch: 1, queryTokens: 1, keyTokens: 4096, heads: 32 };
    const grouped = { ...step, keyValueHeads: 4 };
    const cost = fusedAttentionTraffic(grouped, { onChipBytes: 50e3, keyBlock: 64 });
    expect(cost.queryBlocks).toBe(1);
    expect(cost.bytes).toBe(attention(grouped, { fused: true }).bytes);
  });

  it("refuses a chip that does not hold the blocks, and says what they take", () => {
    const call = (options: Parameters<typeof fusedAttentionTraffic>[1]) => () =>
      fusedAttentionTraffic(square, options);
    expect(call({ onChipBytes: 100 })).toThrow(
      "onChipBytes is 100: blocks of 1 rows of queries and 1 of keys take 652",
    );
    expect(call({ onChipBytes: 1e5, queryBlock: 512, keyBlock: 64 })).toThrow(RangeError);
    expect(call({ onChipBytes: 0 })).toThrow("onChipBytes is 0");
    expect(call({ onChipBytes: 1e5, keyBlock: 0.5 })).toThrow("keyBlock is 0.5");
    // @ts-expect-error: not a loop
    expect(call({ onChipBytes: 1e5, outer: "rows" })).toThrow('outer is "rows"');
  });
});

describe("fuse", () => {
  const up = gemm({ m: 256, n: 32, k: 64 });
  const activation = elementwise({ n: 256 * 32 });
  const down = gemm({ m: 64, n: 32, k: 256 });

  it("makes fused attention out of its parts", () => {
    fc.assert(fc.property(small, small, small, fc.integer({ min: 1, max: 8 }), (q, k, d, heads) => {
      const fused = fuse([
        batchedGemm({ batch: heads, m: q, n: k, k: d }),
        softmax({ rows: heads * q, columns: k }),
        batchedGemm({ batch: heads, m: q, n: d, k }),
      ], [
        { from: 0, to: [{ operator: 1, read: "input" }] },
        { from: 1, to: [{ operator: 2, read: "matrix A" }] },
      ]);
      const shape = {
        batch: 1,
        queryTokens: q,
        keyTokens: k,
        heads,
        keyValueHeads: heads,
        headSize: d,
      };
      const whole = attention(shape, { fused: true });
      expect(fused.flops).toBe(whole.flops);
      expect(fused.bytesRead).toBe(whole.bytesRead);
      expect(fused.bytesWritten).toBe(whole.bytesWritten);
      expect(fused.footprint).toBe(whole.footprint);
    }));
  });

  it("is the plain sum without intermediates", () => {
    const sum = fuse([up, activation, down], []);
    expect(sum.flops).toBe(up.flops + activation.flops + down.flops);
    expect(sum.bytes).toBe(up.bytes + activation.bytes + down.bytes);
    expect(sum.footprint).toBe(up.footprint + activation.footprint + down.footprint);
  });

  it("tells apart variables of one name, so that formulas stay true", () => {
    const cost = fuse([up, activation, down], [{ from: 0, to: [{ operator: 1, read: "input" }] }]);
    expect(cost.variables).toMatchObject({ "m₁": 256, "m₃": 64, "n₁": 32, "n₂": 8192 });
    for (const term of cost.terms) expect(evaluate(term, cost.variables)).toBe(term.value);
    expect(cost.terms.map(({ label }) => label)).toContain("gemm 3: matrix A");
    expect(cost.conventions).toContain(conventionSentence("fusion"));
  });

  it("saves only the reads of a tensor that is kept", () => {
    const to = [{ operator: 1, read: "input" }];
    const sum = up.bytes + activation.bytes;
    const tensor = 2 * 256 * 32;
    expect(fuse([up, activation], [{ from: 0, to }]).bytes).toBe(sum - 2 * tensor);
    const kept = fuse([up, activation], [{ from: 0, to, kept: true }]);
    expect(kept.bytes).toBe(sum - tensor);
    expect(kept.footprint).toBe(up.footprint + activation.footprint - tensor);
  });

  it("saves every pass over an intermediate, and every reader", () => {
    const add = elementwise({ n: 64 * 32 }, { inputs: 2 });
    const norm = layerNorm({ rows: 64, columns: 32 }, { passes: "three-pass", affine: false });
    const again = elementwise({ n: 64 * 32 });
    const tensor = 2 * 64 * 32;
    const cost = fuse([add, norm, again], [{
      from: 0,
      to: [{ operator: 1, read: "input" }, { operator: 2, read: "input" }],
    }]);
    expect(cost.bytes).toBe(add.bytes + norm.bytes + again.bytes - 5 * tensor);
    expect(cost.footprint).toBe(4 * tensor);
  });

  it("never moves more than the operators apart", () => {
    fc.assert(fc.property(small, fc.integer({ min: 1, max: 6 }), fc.boolean(), (n, count, kept) => {
      const chain = Array.from({ length: count }, () => elementwise({ n }));
      const links = chain.slice(1).map((_, i) => ({
        from: i,
        to: [{ operator: i + 1, read: "input" }],
        kept,
      }));
      const cost = fuse(chain, links);
      expect(cost.bytes).toBe(kept ? 2 * n * (count + 1) : 2 * n * 2);
      expect(cost.bytes).toBe(cost.footprint);
      expect(cost.flops).toBe(count * n);
    }));
  });

  it("refuses an intermediate that is not there", () => {
    const to = [{ operator: 1, read: "input" }];
    const call = (...links: Parameters<typeof fuse>[1][number][]) => () =>
      fuse([up, activation, down], links);
    expect(call({ from: 0, written: "scores", to })).toThrow(
      'Term "scores" of operator 0 is not there: written are matrix C',
    );
    expect(call({ from: 0, to: [{ operator: 1, read: "scores" }] })).toThrow("read are input");
    expect(call({ from: 1, to })).toThrow("operator is 1: it must come after operator 1");
    expect(call({ from: 7, to })).toThrow("operator is 7: there are 3, counted from 0");
    expect(call({ from: 0, to: [] })).toThrow("to is empty");
    expect(call({ from: 0, to }, { from: 0, to })).toThrow("is named twice");
    expect(call({ from: 0, to: [{ operator: 2, read: "matrix A" }] })).toThrow(
      '"matrix A" of operator 2 is 32768 bytes: it is not "matrix C" of operator 0, which is 16384',
    );
    expect(() => fuse([], [])).toThrow("operators is empty");
  });
});
