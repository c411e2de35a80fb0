import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { setOperation, setPrecision, setSize, setVary } from "@/lib/figures/intensity/change.ts";
import { intensity } from "@/lib/figures/intensity/mod.ts";
import * as change from "@/lib/figures/roofline/change.ts";
import { roofline } from "@/lib/figures/roofline/mod.ts";
import { anyRooflineState } from "./roofline_states.ts";
import { context } from "./support.ts";

const state = (attributes: Record<string, string> = {}) => roofline.parseProps(attributes, context);

describe("changes of a roofline", () => {
  it("only lead to states that the schema accepts and that can be drawn", () => {
    fc.assert(fc.property(anyRooflineState, (reached) => {
      expect(roofline.parseProps(roofline.formatProps(reached), context)).toEqual(reached);
      expect(roofline.draw(reached, context).finding).not.toBe("");
    }));
  });

  it("choose another precision for a machine that lacks the present one", () => {
    const next = change.setMachine(state({ precision: "tf32" }), 0, "tpu-v4", context);
    expect(next).toMatchObject({ machine: ["tpu-v4"], precision: "bf16" });
  });

  it("send away machines that share no precision with the one chosen, and doubles", () => {
    const two = state({ machine: "a100-80,xeon-6242", precision: "fp32" });
    expect(change.setMachine(two, 0, "tpu-v4", context).machine).toEqual(["tpu-v4"]);
    expect(change.setMachine(two, 1, "a100-80", context).machine).toEqual(["a100-80"]);
  });

  it("add machines up to three, none twice, each with the precision", () => {
    let many = state({ precision: "tf32" });
    for (let i = 0; i < 4; i++) many = change.addMachine(many, context);
    expect(new Set(many.machine).size).toBe(3);
    expect(change.precisionsOf(many, context)).toContain("tf32");
  });

  it("keep the last machine", () => {
    expect(change.removeMachine(state(), 0)).toEqual(state());
  });

  it("select an added operator and the one that is left", () => {
    const two = change.addOperator(state());
    expect(two.selected).toBe(2);
    expect(change.removeOperator(two)).toMatchObject({ selected: 1 });
    expect(change.removeOperator(change.removeOperator(two)).operators).toEqual([]);
  });

  it("place a preset where there was no operator", () => {
    const [preset] = state().presets;
    const next = change.setOperator(state({ operator: "none" }), preset ?? fail());
    expect(next.operators).toEqual([preset]);
  });

  it("keep the sizes that two kinds share", () => {
    const next = change.setKind(state({ operator: "gemv(512, 256)" }), "gemm");
    expect(next.operators[0]?.sizes).toEqual([512, 256, 4096]);
  });

  it("keep a size that two kinds share within what the new one takes", () => {
    const next = change.setKind(state({ operator: "dot(1048576)" }), "gemm");
    expect(next.operators[0]?.sizes).toEqual([4096, 131_072, 4096]);
  });

  it("take a measured time off a kernel", () => {
    const measured = change.setSize(change.setKind(state(), "kernel"), 2, 0.5);
    expect(measured.operators[0]?.sizes).toEqual([1e9, 1e9, 0.5]);
    expect(change.setSize(measured, 2, 0).operators[0]?.sizes).toEqual([1e9, 1e9]);
  });
});

describe("changes of the intensity figure", () => {
  const initial = intensity.parseProps({ m: "64", n: "64", k: "64" }, context);

  it("let one size go its own way, and bring all together again", () => {
    const alone = setSize(initial, "k", 1);
    expect(alone).toMatchObject({ m: 64, n: 64, k: 1, vary: "k" });
    expect(setVary(alone, "all")).toMatchObject({ m: 64, n: 64, k: 64, vary: "all" });
  });

  it("move weights with the values they were like, and only then", () => {
    expect(setPrecision(initial, "fp8").weights).toBe("fp8");
    expect(setPrecision({ ...initial, weights: "int4" }, "fp8").weights).toBe("int4");
  });

  it("vary a size that the operation has", () => {
    expect(setOperation({ ...initial, vary: "k" }, "gemv").vary).toBe("n");
    expect(setOperation(initial, "dot").vary).toBe("n");
    expect(setOperation(initial, "softmax").vary).toBe("all");
  });
});

function fail(): never {
  throw new Error("There is no preset");
}
