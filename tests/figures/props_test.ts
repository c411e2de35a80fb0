import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import {
  figureNames,
  FigurePropError,
  figureSchemas,
  parseFigureProps,
} from "@/lib/figures/mod.ts";
import { context } from "./support.ts";

/** What reading these properties throws. */
function problem(name: string, attributes: Record<string, string>): FigurePropError {
  try {
    parseFigureProps(name, attributes, context);
  } catch (error) {
    if (error instanceof FigurePropError) return error;
  }
  throw new Error("Nothing was refused");
}

describe("parseFigureProps", () => {
  it("gives every figure a state without any property", () => {
    expect(figureNames.slice(0, 2)).toEqual(["roofline", "intensity"]);
    for (const name of figureNames) {
      expect(Object.keys(parseFigureProps(name, {}, context)).length).toBeGreaterThan(4);
    }
  });

  it("gives a state that JSON keeps", () => {
    for (const name of figureNames) {
      const state = parseFigureProps(name, {}, context);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }
  });

  it("reads what the author wrote", () => {
    expect(parseFigureProps("roofline", {
      machine: "v100, h100-sxm",
      precision: "fp32",
      operator: "Decode: gemv(4096, 4096); intensity(8)",
      selected: "2",
      ceilings: "all",
      controls: "machine",
    }, context)).toMatchObject({
      machine: ["v100", "h100-sxm"],
      precision: "fp32",
      operators: [
        { name: "Decode", kind: "gemv", sizes: [4096, 4096] },
        { name: "", kind: "intensity", sizes: [8] },
      ],
      selected: 2,
      ceilings: "all",
      controls: ["machine"],
    });
  });

  it("takes intensity for a point of that intensity", () => {
    expect(parseFigureProps("roofline", { intensity: "2" }, context).operators)
      .toEqual([{ name: "", kind: "intensity", sizes: [2] }]);
  });

  it("starts at bfloat16 on a machine without FP16", () => {
    expect(parseFigureProps("roofline", { machine: "tpu-v4" }, context).precision).toBe("bf16");
  });

  it("varies all sizes of a square product and n of any other", () => {
    const vary = (attributes: Record<string, string>) =>
      parseFigureProps("intensity", attributes, context).vary;
    expect(vary({ m: "64", n: "64", k: "64" })).toBe("all");
    expect(vary({ m: "64", n: "8", k: "64" })).toBe("n");
    expect(vary({ operation: "dot" })).toBe("n");
  });

  it("names property, value and what is allowed", () => {
    const machine = problem("roofline", { machine: "a100-8" });
    expect(machine.prop).toBe("machine");
    expect(machine.value).toBe("a100-8");
    expect(machine.allowed).toContain("a100-80");
    expect(machine.message).toContain('machine="a100-8"');

    const size = problem("intensity", { n: "0" });
    expect([size.prop, size.value]).toEqual(["n", "0"]);
    expect(size.allowed).toEqual(["a whole number from 1 to 65536"]);
  });

  it("refuses an unknown figure and an unknown property, and lists the known ones", () => {
    expect(problem("rooftop", {}).allowed).toEqual(figureNames);
    const unknown = problem("roofline", { machines: "v100" });
    expect(unknown.prop).toBe("machines");
    expect(unknown.allowed).toEqual(figureSchemas.get("roofline")?.props.map(({ name }) => name));
  });

  it("refuses a precision that one of the machines lacks", () => {
    const fp8 = problem("roofline", { machine: "a100-80, h100-sxm", precision: "fp8" });
    expect(fp8.prop).toBe("precision");
    expect(fp8.allowed).toContain("fp16");
    expect(fp8.allowed).not.toContain("fp8");
  });

  it("refuses machines that share no precision, and more than three", () => {
    expect(problem("roofline", { machine: "xeon-6242, tpu-v4" }).prop).toBe("machine");
    expect(problem("roofline", { machine: "v100, a100-40, a100-80, h100-sxm" }).allowed)
      .toEqual(["at most 3 values"]);
  });

  it("refuses a machine without a peak: it has no roof", () => {
    expect(problem("roofline", { machine: "wse-3" }).allowed).not.toContain("wse-3");
  });

  it("refuses intensity and operator together, and shows how to write both", () => {
    expect(problem("roofline", { intensity: "2", operator: "dot(8)" }).allowed)
      .toEqual(['operator="dot(8); intensity(2)"']);
  });

  it("refuses a size that the operation does not have", () => {
    expect(problem("intensity", { operation: "dot", vary: "m" }).allowed).toEqual(["n"]);
  });
});
