import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { parseQuantity } from "@/lib/compute/mod.ts";
import {
  cleanName,
  FigurePropError,
  formatOperators,
  type OperatorKind,
  operatorKinds,
  type OperatorSpec,
  parseOperators,
  readSize,
} from "@/lib/figures/mod.ts";

const kinds = Object.keys(operatorKinds) as OperatorKind[];

/** Any operator that the schema allows. */
const anyOperator: fc.Arbitrary<OperatorSpec> = fc.constantFrom(...kinds).chain((kind) =>
  fc.record({
    name: fc.string({ maxLength: 40 }).map(cleanName),
    kind: fc.constant(kind),
    sizes: fc.tuple(
      ...operatorKinds[kind].sizes.map(({ min, max, whole }) =>
        whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true })
      ),
    ),
  })
);

function refused(text: string): FigurePropError {
  try {
    parseOperators("operator", text);
  } catch (error) {
    if (error instanceof FigurePropError) return error;
  }
  throw new Error(`${text} was not refused`);
}

describe("parseOperators", () => {
  it("reads back whatever formatOperators writes", () => {
    fc.assert(fc.property(fc.array(anyOperator, { maxLength: 6 }), (operators) => {
      expect(parseOperators("operator", formatOperators(operators))).toEqual(operators);
    }));
  });

  it("takes units for the numbers of a kernel", () => {
    expect(parseOperators("operator", "Mine: kernel(2 GFLOP, 1.5 GB, 3 ms)")).toEqual([
      { name: "Mine", kind: "kernel", sizes: [2e9, 1.5e9, 0.003] },
    ]);
    expect(parseOperators("operator", "kernel(1e9, 2 GiB)")[0]?.sizes).toEqual([1e9, 2 ** 31]);
  });

  it("refuses what it does not know, and says what it does", () => {
    expect(refused("conv(3, 3)").allowed).toContain("gemv(m, n)");
    expect(refused("gemv(4096)").allowed).toEqual(["gemv(m, n)"]);
    expect(refused("gemv(4096, 0)").message).toContain('"0" does not fit');
    expect(refused("gemv(4096, 2.5)").allowed).toEqual(["a whole number from 1 to 131072"]);
    expect(refused("kernel(2 GB, 1 GB)").message).toContain('"2 GB" does not fit');
    expect(refused(Array(7).fill("dot(8)").join(";")).allowed).toEqual(["at most 6 operators"]);
  });
});

describe("readSize", () => {
  const [flops, bytes, seconds] = operatorKinds.kernel.sizes;

  it("agrees with the computation library on units", () => {
    const texts = [
      "25.17 GFLOP",
      "3 TFLOPs",
      "14 GiB",
      "1.5 MB",
      "22 ms",
      "8 µs",
      "0.4 ns",
      "2 kB",
    ];
    for (const text of texts) {
      const size = [flops, bytes, seconds].find((each) =>
        each && readSize(text, each) !== undefined
      );
      expect(size && readSize(text, size)).toBeCloseTo(parseQuantity(text).value, 12);
    }
  });

  it("refuses the unit of something else, text and nothing", () => {
    for (const text of ["3 ms", "fast", "", "  ", "1e99", "-4", "1..2"]) {
      expect(flops && readSize(text, flops)).toBeUndefined();
    }
  });

  it("takes spaces between groups of digits", () => {
    const [rows] = operatorKinds.gemv.sizes;
    expect(rows && readSize("65 536", rows)).toBe(65_536);
  });
});
