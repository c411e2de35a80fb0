import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { evaluate, parseExpression } from "@/lib/course/expression/mod.ts";
import { vocabulary } from "./fixtures.ts";

const run = (source: string) =>
  evaluate(parseExpression(source), { parameters: { big: 131072 }, vocabulary });
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("an operator that does not fit", () => {
  for (const name of ["time", "rate", "bound"]) {
    it(`has no ${name}, and the error says how much memory is missing`, () => {
      let error: unknown;
      try {
        run(`${name}(gemm(big, big, big), "a100-80", "fp16")`);
      } catch (caught) {
        error = caught;
      }
      expect(error).toBeInstanceOf(RangeError);
      expect(plain(String(error))).toContain(
        "does not fit into the memory of the A100 80GB, 23.1 GB are missing: " +
          "it takes 103 GB, and 80 GB are there",
      );
    });
  }

  it("still has its operations and bytes", () => {
    expect(run("flops(gemm(big, big, big))")).toMatchObject({ value: 2 * 131072 ** 3 });
  });
});
