import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  applyMask,
  blockMask,
  breakEvenSparsity,
  breakEvenTimeSparsity,
  decodeSparse,
  encodeSparse,
  type FloatFormatName,
  floatRange,
  magnitudeMask,
  patternMask,
  roundFloat,
  sparseBytes,
  sparseProductTime,
  type SparseStorage,
  structuredMask,
} from "@/lib/compute/compression/mod.ts";
import { Random } from "@/lib/compute/mod.ts";
import { machineOf } from "./arbitraries.ts";

/** Numbers spread evenly over a range, where `fc.double` prefers the smallest magnitudes. */
function even(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 2 ** 30 }).map((part) => min + (max - min) * (part / 2 ** 30));
}

const weight = fc.oneof(even(-8, 8), fc.double({ min: -8, max: 8, noNaN: true }));
const sparsity = even(0, 1);
/** Matrices whose sides 4 divides, with zeros at random places. */
const matrices = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 6 })).chain((
  [r, c],
) =>
  fc.record({
    rows: fc.constant(4 * r),
    columns: fc.constant(4 * c),
    values: fc.array(
      fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: weight }),
      { minLength: 16 * r * c, maxLength: 16 * r * c },
    ),
  })
);
const storages: readonly SparseStorage[] = [
  { format: "dense" },
  { format: "bitmap" },
  { format: "csr" },
  { format: "csr", indexBits: 8, pointerBits: 16 },
  { format: "coo", indexBits: 5 },
  { format: "blocked-csr", blockRows: 2, blockColumns: 4 },
  { format: "blocked-csr", blockRows: 4, blockColumns: 1, indexBits: 7 },
  { format: "n-of-m", kept: 4, group: 4 },
  { format: "relative", offsetBits: 2 },
  { format: "relative", offsetBits: 4 },
];

function ones(mask: Uint8Array): number {
  return mask.reduce((sum, one) => sum + one, 0);
}

/** A matrix with a given number of values other than zero, at drawn places. */
function scattered(rows: number, columns: number, filled: number, random = new Random(filled)) {
  const places = random.shuffle(Array.from({ length: rows * columns }, (_, i) => i));
  const values = new Float64Array(rows * columns);
  for (const place of places.slice(0, filled)) values[place] = 1 + random.uniform();
  return { rows, columns, values };
}

describe("pruning by magnitude", () => {
  it("removes as many as asked, and none larger than one it keeps", () => {
    fc.assert(fc.property(fc.array(weight), sparsity, (values, sparsity) => {
      const mask = magnitudeMask(values, sparsity);
      expect(ones(mask)).toBe(values.length - Math.round(sparsity * values.length));
      const of = (bit: number) => values.filter((_, i) => mask[i] === bit).map(Math.abs);
      expect(Math.max(0, ...of(0))).toBeLessThanOrEqual(Math.min(Infinity, ...of(1)));
    }));
    expect([...magnitudeMask([1, -1, 1, -1], 0.5)]).toEqual([1, 1, 0, 0]);
  });

  it("keeps the best N of every M, as a search over all choices finds", () => {
    const pattern = fc.constantFrom({ kept: 2, group: 4 }, { kept: 1, group: 4 }, {
      kept: 1,
      group: 2,
    });
    fc.assert(fc.property(matrices, pattern, (matrix, pattern) => {
      const left = applyMask(matrix.values, patternMask(matrix, pattern));
      for (let at = 0; at < left.length; at += pattern.group) {
        const group = matrix.values.slice(at, at + pattern.group).map(Math.abs);
        let best = 0;
        for (let choice = 0; choice < 2 ** pattern.group; choice++) {
          const chosen = group.filter((_, i) => choice >> i & 1);
          if (chosen.length === pattern.kept) {
            best = Math.max(best, chosen.reduce((sum, value) => sum + value, 0));
          }
        }
        const sum = left.slice(at, at + pattern.group).reduce((s, value) => s + Math.abs(value), 0);
        expect(sum).toBeCloseTo(best, 12);
      }
    }));
  });

  it("keeps N of every M even where magnitudes are equal", () => {
    fc.assert(fc.property(matrices, (matrix) => {
      const mask = patternMask(matrix, { kept: 2, group: 4 });
      for (let at = 0; at < mask.length; at += 4) expect(ones(mask.slice(at, at + 4))).toBe(2);
    }));
    const equal = { rows: 1, columns: 4, values: [1, -1, 1, 1] };
    expect([...patternMask(equal, { kept: 2, group: 4 })]).toEqual([1, 1, 0, 0]);
  });

  it("removes whole blocks, rows and columns", () => {
    fc.assert(fc.property(matrices, sparsity, (matrix, sparsity) => {
      const { rows, columns, values } = matrix;
      const mask = blockMask(matrix, { rows: 2, columns: 4 }, sparsity);
      const energy = (row: number, column: number) => {
        let sum = 0;
        let kept = 0;
        for (let i = 0; i < 8; i++) {
          const at = (row + (i >> 2)) * columns + column + i % 4;
          sum += (values[at] ?? NaN) ** 2;
          kept += mask[at] ?? NaN;
        }
        expect([0, 8]).toContain(kept);
        return { sum, kept };
      };
      const blocks = [];
      for (let row = 0; row < rows; row += 2) {
        for (let column = 0; column < columns; column += 4) blocks.push(energy(row, column));
      }
      const removed = blocks.filter(({ kept }) => kept === 0);
      expect(removed.length).toBe(Math.round(sparsity * blocks.length));
      const smallest = Math.min(...blocks.filter(({ kept }) => kept > 0).map(({ sum }) => sum));
      for (const { sum } of removed) expect(sum).toBeLessThanOrEqual(smallest);
      expect(ones(structuredMask(matrix, "rows", 0.25))).toBe(columns * rows * 0.75);
    }));
    const matrix = { rows: 3, columns: 2, values: [1, 2, 0, 0, 3, 1] };
    expect([...structuredMask(matrix, "rows", 1 / 3)]).toEqual([1, 1, 0, 0, 1, 1]);
    expect([...structuredMask(matrix, "columns", 0.5)]).toEqual([1, 0, 1, 0, 1, 0]);
  });

  it("is refused when out of range", () => {
    const matrix = { rows: 1, columns: 6, values: [1, 2, 3, 4, 5, 6] };
    expect(() => magnitudeMask([1], 1.1)).toThrow("sparsity is 1.1: it must be from 0 to 1");
    expect(() => patternMask(matrix, { kept: 2, group: 4 })).toThrow(
      "it must divide the 6 columns",
    );
    expect(() => patternMask(matrix, { kept: 3, group: 2 })).toThrow("kept is 3");
    expect(() => blockMask(matrix, { rows: 2, columns: 1 }, 0.5)).toThrow("block.rows is 2");
    expect(() => structuredMask(matrix, "depth" as "rows", 0.5)).toThrow("known are rows, columns");
    expect(() => structuredMask({ ...matrix, rows: 2 }, "rows", 0)).toThrow("have 12");
    expect(() => applyMask([1], [1, 1])).toThrow(RangeError);
  });
});

describe("a stored matrix", () => {
  const formats = fc.constantFrom<FloatFormatName>("fp32", "fp16", "fp8-e4m3", "fp4-e2m1");

  it("comes back as its rounded values, from as many bytes as are counted", () => {
    fc.assert(
      fc.property(matrices, fc.constantFrom(...storages), formats, (matrix, storage, format) => {
        const stored = encodeSparse(matrix, storage, format);
        const decoded = decodeSparse(stored);
        const rounded = matrix.values.map((value) => value === 0 ? 0 : roundFloat(format, value));
        expect([...decoded.values].map((v) => v + 0)).toEqual(rounded.map((v) => v + 0));
        const buffers = [stored.values, stored.indices, stored.pointers];
        expect(stored.bytes).toBe(buffers.reduce((sum, { length }) => sum + length, 0));
        const { rows, columns } = matrix;
        const valueBits = floatRange(format).bits;
        const counts = { rows, columns, entries: stored.entries, valueBits };
        expect(sparseBytes(storage, counts)).toBe(stored.bytes);
      }),
      { numRuns: 400 },
    );
  });

  it("takes the published bytes: 2:4 with FP16 values is 9/16 of dense", () => {
    const values = Array.from({ length: 64 * 64 }, (_, i) => i + 1);
    const matrix = { rows: 64, columns: 64, values };
    const pruned = applyMask(values, patternMask(matrix, { kept: 2, group: 4 }));
    const storage = { format: "n-of-m", kept: 2, group: 4 } as const;
    const stored = encodeSparse({ ...matrix, values: pruned }, storage, "fp32");
    expect([...decodeSparse(stored).values]).toEqual([...pruned]);
    // Mishra et al. 2021: half of the values and two bits for each
    expect(encodeSparse({ ...matrix, values: pruned }, storage).bytes).toBe(64 * 64 * 2 * 9 / 16);
    expect(() => encodeSparse(matrix, storage)).toThrow("there may be 2");
  });

  it("takes stepping stones for long runs of zeros, as in the paper's example", () => {
    // Han, Mao and Dally 2016, figure 2: 3-bit offsets, values at 1, 4 and 15
    const values = new Float64Array(16);
    values[1] = 3.4;
    values[4] = 0.9;
    values[15] = 1.7;
    const storage = { format: "relative", offsetBits: 3 } as const;
    const stored = encodeSparse({ rows: 1, columns: 16, values }, storage, "fp32");
    expect(stored.entries).toBe(4);
    expect([...decodeSparse(stored).values]).toEqual([...values].map(Math.fround));
  });

  it("stores random zeros in as many entries as expected", () => {
    for (const [filled, offsetBits] of [[500, 4], [2000, 4], [4000, 3]] as const) {
      const matrix = scattered(128, 256, filled);
      const { entries } = encodeSparse(matrix, { format: "relative", offsetBits });
      const sparsity = 1 - filled / (128 * 256);
      const expected = filled / (1 - sparsity ** (2 ** offsetBits));
      expect(Math.abs(entries / expected - 1)).toBeLessThan(0.03);
    }
  });

  it("is refused where an index does not fit", () => {
    const matrix = { rows: 1, columns: 300, values: new Float64Array(300) };
    expect(() => encodeSparse(matrix, { format: "csr", indexBits: 8 })).toThrow("count to 300");
    expect(() => encodeSparse(matrix, { format: "blocked-csr", blockRows: 1, blockColumns: 7 }))
      .toThrow("blockColumns is 7");
    expect(() => encodeSparse(matrix, { format: "relative", offsetBits: 17 })).toThrow(RangeError);
    expect(() => encodeSparse(matrix, { format: "csc" } as unknown as SparseStorage)).toThrow(
      'format is "csc": known are dense, bitmap',
    );
    expect(() => sparseBytes({ format: "csr" }, { rows: 1, columns: 1, entries: -1, valueBits: 8 }))
      .toThrow("entries is -1");
  });
});

describe("the break-even sparsity", () => {
  const rows = 16;
  const columns = 48;
  const size = rows * columns;

  /** The fewest zeros at which the bytes of an actual encoding are no more than dense. */
  function searched(storage: SparseStorage, format: FloatFormatName): number {
    const dense = encodeSparse(scattered(rows, columns, 0), { format: "dense" }, format).bytes;
    for (let zeros = 0; zeros <= size; zeros++) {
      const matrix = scattered(rows, columns, size - zeros);
      if (encodeSparse(matrix, storage, format).bytes <= dense) return zeros / size;
    }
    return NaN;
  }

  it("is where actual encodings cross", () => {
    const cases: [SparseStorage, number][] = [
      [{ format: "bitmap" }, 1.5],
      [{ format: "csr" }, 1.5],
      [{ format: "csr", indexBits: 8, pointerBits: 16 }, 1.5],
      [{ format: "coo", indexBits: 8 }, 1.5],
    ];
    for (const format of ["fp32", "fp16", "fp8-e4m3"] as const) {
      for (const [storage, values] of cases) {
        const closed = breakEvenSparsity(storage, {
          rows,
          columns,
          valueBits: floatRange(format).bits,
        });
        // Rounding up to whole bytes may take a value more
        expect(Math.abs((closed ?? NaN) - searched(storage, format)) * size).toBeLessThan(values);
      }
    }
  });

  it("of offsets is near that of encodings of random zeros", () => {
    const storage = { format: "relative", offsetBits: 4 } as const;
    const closed = breakEvenSparsity(storage, { rows, columns, valueBits: 16 }) ?? NaN;
    expect(Math.abs(closed - searched(storage, "fp16"))).toBeLessThan(0.02);
    // Without stepping stones it would be k ÷ (v + k)
    expect(closed).toBeGreaterThanOrEqual(4 / 20);
    expect(closed).toBeLessThan(4 / 20 + 0.01);
    // One bit reaches one zero: (1 − s)(v + 1) ÷ (1 − s²) = v gives s = 1 ÷ v, as for a bitmap
    const oneBit = { format: "relative", offsetBits: 1 } as const;
    expect(breakEvenSparsity(oneBit, { rows, columns, valueBits: 4 })).toBeCloseTo(1 / 4, 12);
  });

  it("of blocks is where whole blocks of zeros pay", () => {
    const storage = { format: "blocked-csr", blockRows: 4, blockColumns: 4 } as const;
    const closed = breakEvenSparsity(storage, { rows, columns, valueBits: 16 }) ?? NaN;
    const blocks = size / 16;
    const dense = size * 2;
    let found = NaN;
    for (let zeros = 0; zeros <= blocks && Number.isNaN(found); zeros++) {
      const counts = { rows, columns, entries: (blocks - zeros) * 16, valueBits: 16 };
      if (sparseBytes(storage, counts) <= dense) found = zeros / blocks;
    }
    expect(found - closed).toBeGreaterThanOrEqual(0);
    expect(found - closed).toBeLessThan(1 / blocks);
  });

  it("is 1/2 for CSR and 2/3 for coordinates with two-byte values and indices, 1/v for a bitmap", () => {
    const large = { rows: 65_536, columns: 65_536, valueBits: 16 };
    expect(breakEvenSparsity({ format: "csr" }, large)).toBeCloseTo(1 / 2, 4);
    expect(breakEvenSparsity({ format: "coo" }, large)).toBeCloseTo(2 / 3, 12);
    expect(breakEvenSparsity({ format: "bitmap" }, large)).toBe(1 / 16);
    expect(breakEvenSparsity({ format: "csr" }, { ...large, valueBits: 32 })).toBeCloseTo(1 / 3, 4);
    expect(breakEvenSparsity({ format: "csr" }, { ...large, valueBits: 4 })).toBeCloseTo(4 / 5, 4);
    expect(breakEvenSparsity({ format: "n-of-m", kept: 2, group: 4 }, large)).toBe(0.5);
    expect(breakEvenSparsity({ format: "dense" }, large)).toBe(0);
  });

  it("does not exist where places take more than the values they save", () => {
    const bits = { rows: 8, columns: 8, valueBits: 1 };
    expect(breakEvenSparsity({ format: "n-of-m", kept: 2, group: 4 }, bits)).toBeUndefined();
    expect(breakEvenSparsity({ format: "csr" }, bits)).toBeUndefined();
  });
});

describe("the break-even sparsity in time", () => {
  const machine = machineOf({ peak: 200e12, bandwidth: 1e12 });
  const efficiency = even(0.05, 1);
  const shape = fc.record({
    m: fc.constant(4096),
    n: fc.integer({ min: 1, max: 2048 }),
    k: fc.constant(4096),
  });

  it("is that of the closed form for CSR", () => {
    fc.assert(fc.property(shape, efficiency, efficiency, (shape, compute, memory) => {
      const options = {
        precision: "fp16",
        storage: { format: "csr" },
        sparseEfficiency: { compute, memory },
      } as const;
      const { m, n, k } = shape;
      const seconds = Math.max(
        2 * m * n * k / 200e12,
        2 * (m * k + k * n + m * n) / 1e12,
      );
      // The share of values that arithmetic leaves time for, and the one that memory does
      const byCompute = seconds * 200e12 * compute / (2 * m * n * k);
      const others = 2 * (k * n + m * n) + 4 * (m + 1);
      const byMemory = (seconds * 1e12 * memory - others) / (4 * m * k);
      const density = Math.min(byCompute, byMemory, 1);
      const found = breakEvenTimeSparsity(machine, shape, options);
      if (density < 0) expect(found).toBeUndefined();
      else expect(found).toBeCloseTo(1 - density, 9);
    }));
  });

  it("in the memory-bound limit is that in bytes", () => {
    const shape = { m: 8192, n: 1, k: 8192 };
    const storage = { format: "bitmap" } as const;
    const time = breakEvenTimeSparsity(machine, shape, { precision: "fp16", storage });
    const bytes = breakEvenSparsity(storage, { rows: 8192, columns: 8192, valueBits: 16 });
    expect(time).toBeCloseTo(bytes ?? NaN, 9);
  });

  it("speeds 2:4 up by 2 where arithmetic decides and by 16/9 where weights are read", () => {
    const options = {
      precision: "fp16",
      storage: { format: "n-of-m", kept: 2, group: 4 },
    } as const;
    const many = sparseProductTime(machine, { m: 4096, n: 4096, k: 4096 }, options);
    expect(many.speedUp).toBe(2);
    const one = sparseProductTime(machine, { m: 4096, n: 1, k: 4096 }, options);
    expect(one.speedUp).toBeCloseTo(16 / 9, 2);
    const shape = { m: 4096, n: 64, k: 4096 };
    expect(breakEvenTimeSparsity(machine, shape, options)).toBe(0.5);
    expect(breakEvenTimeSparsity(machine, shape, { ...options, sparseEfficiency: 0.3 }))
      .toBeUndefined();
  });

  it("never gets slower with more zeros", () => {
    const storage = fc.constantFrom<SparseStorage>({ format: "csr" }, { format: "bitmap" }, {
      format: "relative",
      offsetBits: 4,
    });
    fc.assert(fc.property(shape, storage, sparsity, sparsity, (shape, storage, a, b) => {
      const seconds = (sparsity: number) =>
        sparseProductTime(machine, shape, { precision: "fp16", storage, sparsity }).sparse.seconds;
      expect(seconds(Math.max(a, b))).toBeLessThanOrEqual(seconds(Math.min(a, b)) * (1 + 1e-12));
    }));
  });
});
