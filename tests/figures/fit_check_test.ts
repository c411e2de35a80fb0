import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { knownMachines } from "@/lib/compute/data/mod.ts";
import { layerActivations, trainingMemory } from "@/lib/compute/training/mod.ts";
import {
  devicesNeeded,
  findTransformer,
  parameterCount,
  transformerModels,
} from "@/lib/compute/transformers/mod.ts";
import { FigurePropError } from "@/lib/figures/mod.ts";
import {
  applyPreset,
  fitPresets,
  isPreset,
  setModel,
  setUse,
} from "@/lib/figures/fit_check/change.ts";
import { fitCheck } from "@/lib/figures/fit_check/mod.ts";
import {
  type FitCheckState,
  fitOptimizers,
  machinesWithMemory,
  precisionsFor,
  recomputations,
} from "@/lib/figures/fit_check/state.ts";
import { expectSound } from "./sound.ts";

const context = { machines: knownMachines() };
const state = (attributes: Record<string, string> = {}) => fitCheck.parseProps(attributes, context);
const draw = (attributes: Record<string, string> = {}) => fitCheck.draw(state(attributes), context);
const observe = (attributes: Record<string, string> = {}) =>
  fitCheck.observe(state(attributes), context);
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
const bytes = (shown: unknown) => (shown as { value: number }).value;

const gpt3 = 174_604_259_328;
const anyState: fc.Arbitrary<FitCheckState> = fc.record({
  model: fc.constantFrom(...transformerModels().map(({ id }) => id)),
  machine: fc.constantFrom(...machinesWithMemory(context).map(({ id }) => id)),
  use: fc.constantFrom("training" as const, "inference" as const),
  optimizer: fc.constantFrom(...fitOptimizers),
  batch: fc.constantFrom(1, 7, 1024),
  recompute: fc.constantFrom(...recomputations),
  devices: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constantFrom(4096, 2 ** 20)),
  controls: fc.subarray(["presets", "model", "batch", "devices"] as const),
  part: fc.double({ min: 0, max: 1, noNaN: true }),
  precision: fc.nat(6),
}).map(({ part, precision, ...rest }) => {
  const allowed = precisionsFor[rest.use];
  return {
    ...rest,
    precision: allowed[precision % allowed.length] ?? "fp16",
    length: 1 + Math.round(part * (findTransformer(rest.model).context - 1)),
  };
});

describe("fit-check: finding", () => {
  it("says what training takes and how many devices hold it", () => {
    expect(plain(draw().finding)).toBe(
      "Training GPT-3 175B with Adam takes 2.79 TB before any activation and 3.07 TB in all: " +
        "39 A100s of 80 GB only to hold it, and 8 have room for 20.8 % of it",
    );
    expect(plain(draw({ devices: "39" }).finding)).toContain("only to hold it, 78.7 GB on each");
    expect(plain(draw({ devices: "64" }).finding)).toContain("and each of 64 holds 48 GB");
  });

  it("says what is left where one device is enough", () => {
    const bert = { model: "bert-large", machine: "v100" };
    expect(plain(draw({ ...bert, devices: "1" }).finding)).toBe(
      "Training BERT-Large with Adam takes 5.36 GB before any activation and 6.29 GB in all: " +
        "one V100 of 16 GB holds it and has 9.71 GB to spare",
    );
    expect(plain(draw({ ...bert, devices: "4" }).finding)).toContain(
      "one V100 of 16 GB would hold it",
    );
  });

  it("speaks of running a model, and of a single device", () => {
    const llama = { model: "llama-2-70b", use: "inference", batch: "16", devices: "1" };
    expect(plain(draw(llama).finding)).toBe(
      "Running Llama-2-70B takes 138 GB for its weights and 159 GB in all: " +
        "2 A100s of 80 GB only to hold it, and one has room for 50.2 % of it",
    );
  });
});

describe("fit-check: numbers", () => {
  it("counts 16 bytes a parameter for Adam in mixed precision", () => {
    const shown = observe();
    expect(bytes(shown.weights)).toBe(2 * gpt3);
    expect(bytes(shown.gradients)).toBe(2 * gpt3);
    expect(bytes(shown.optimizer_state)).toBe(12 * gpt3);
    expect(bytes(shown.before_activations)).toBe(16 * gpt3);
    expect(shown.needed).toBe(39);
  });

  it("has the states of every optimizer as the library has them", () => {
    for (const optimizer of fitOptimizers) {
      for (const precision of ["mixed", "fp32"] as const) {
        const { total } = trainingMemory({ parameters: gpt3, optimizer, precision });
        expect(bytes(observe({ optimizer, precision }).before_activations)).toBeCloseTo(total, -3);
      }
    }
  });

  it("counts activations by Korthikanti's formula, with embedding and head", () => {
    const [s, h, a, layers, vocabulary] = [2048, 12_288, 96, 96, 50_257];
    const ends = s * (5 * h + 4 * vocabulary);
    const all = { none: 34 + 5 * a * s / h, selective: 34, full: 2 };
    for (const recompute of recomputations) {
      const expected = layers * s * h * all[recompute] + ends;
      expect(bytes(observe({ recompute }).activations)).toBeCloseTo(expected, -1);
      expect(bytes(observe({ recompute, batch: "3" }).activations)).toBeCloseTo(3 * expected, -1);
    }
  });

  it("stores four bytes where FP32 has no two", () => {
    const expected = 24 * 512 * 1024 * (66 + 9 * 16 * 512 / 1024);
    const shown = observe({ model: "bert-large", precision: "fp32" });
    expect(bytes(shown.activations)).toBeCloseTo(expected, -1);
  });

  it("prints a formula of a layer that gives its bytes, for every model", () => {
    for (const model of transformerModels()) {
      for (const recompute of recomputations) {
        for (const precision of ["mixed", "fp32"]) {
          const attributes = { model: model.id, recompute, precision, batch: "2" };
          const line = draw(attributes).workings.find(({ label }) =>
            label === "activations of a layer"
          );
          const text = (line?.numbers ?? "").replaceAll(/[\u00a0\u202f]/g, "")
            .replaceAll("·", "*");
          const value = Number(new Function(`return ${text}`)());
          const sizes = model.experts
            ? {
              ...model,
              mlpWidth: (model.experts.active + model.experts.shared) * model.experts.width,
            }
            : model;
          const tokens = state(attributes).length;
          const stored = layerActivations(sizes, { tokens, batch: 2, recomputation: recompute });
          const expected = stored.tensors.reduce(
            (sum, { values, bytesPerValue }) =>
              sum + values * (precision === "fp32" && bytesPerValue === 2 ? 4 : bytesPerValue),
            0,
          );
          expect(value).toBeCloseTo(expected, 0);
        }
      }
    }
  });

  it("needs as many devices for inference as the library says", () => {
    for (const machine of machinesWithMemory(context)) {
      for (const model of transformerModels()) {
        if (model.architecture === "encoder-decoder") continue;
        const tokens = Math.min(model.context, 4096);
        const attributes = { model: model.id, machine: machine.id, use: "inference", batch: "4" };
        expect(observe({ ...attributes }).needed).toBe(
          devicesNeeded(machine, model, { tokens, batch: 4 }),
        );
      }
    }
  });

  it("keeps cache and activations at two bytes where weights are narrower", () => {
    const llama = { model: "llama-2-7b", use: "inference" };
    const [wide, narrow] = [observe(llama), observe({ ...llama, precision: "int4" })];
    expect(bytes(narrow.weights)).toBe(bytes(wide.weights) / 4);
    expect(bytes(narrow.key_values)).toBe(bytes(wide.key_values));
    expect(bytes(narrow.key_values)).toBe(4096 * 524_288);
  });

  it("spreads everything evenly", () => {
    const shown = observe({ devices: "10" });
    expect(bytes(shown.per_device)).toBeCloseTo(bytes(shown.total) / 10, 0);
    expect(shown.fits).toBe(false);
    expect(bytes(shown.missing)).toBeCloseTo(bytes(shown.total) - 800e9, 0);
  });
});

describe("fit-check: drawing", () => {
  it("fills boxes in proportion to bytes", () => {
    for (const attributes of [{}, { model: "bert-large" }, { machine: "groq-lpu" }]) {
      const shown = observe(attributes);
      const [diagram] = draw(attributes).diagrams;
      // Without the swatches of the legend
      const areas = (diagram?.shapes ?? []).flatMap((shape) =>
        shape.kind === "rects" && shape.paint !== "hairline" && shape.rects.some(({ x }) => x !== 2)
          ? [shape.rects.reduce((sum, { width, height }) => sum + width * height, 0)]
          : []
      );
      const all = areas.reduce((sum, area) => sum + area, 0);
      const kinds = [shown.weights, shown.gradients, shown.optimizer_state, shown.activations];
      expect(areas.map((area) => area / all)).toHaveLength(4);
      kinds.forEach((kind, index) =>
        expect((areas[index] ?? 0) / all).toBeCloseTo(bytes(kind) / bytes(shown.total), 3)
      );
    }
  });

  it("marks the least number of devices on their memory", () => {
    const points = draw().chart.series.find(({ id }) => id === "least")?.points ?? [];
    expect(points.map(({ x }) => x)).toEqual([5, 9, 35, 39]);
    for (const { x, y } of points) expect(y).toBe(x * 80e9);
  });

  it("notes what is uncertain, and what recomputation holds for a moment", () => {
    expect(draw({ machine: "m2" }).notes.join(" ")).toContain("Unverified: the memory capacity");
    expect(draw().notes.join(" ")).not.toContain("Unverified");
    expect(plain(draw({ recompute: "full" }).notes.join(" "))).toContain("come on top: 2.87 GB");
  });
});

describe("fit-check: changes", () => {
  it("drags to whole numbers, powers of two and the least when near", () => {
    const drag = (x: number) => fitCheck.drag(state(), "devices", { x, y: 1 }, context).devices;
    expect(drag(39.4)).toBe(39);
    expect(drag(8.2)).toBe(8);
    expect(drag(23.4)).toBe(23);
    expect(drag(0)).toBe(1);
    expect(drag(1e9)).toBe(2 ** 20);
  });

  it("steps by one device, by a factor of two, and to the ends", () => {
    const step = (by: "less" | "more" | "much-less" | "much-more" | "least" | "most") =>
      fitCheck.step(state({ devices: "9" }), "devices", by, context).devices;
    expect([step("less"), step("more"), step("much-less"), step("much-more")])
      .toEqual([8, 10, 5, 18]);
    expect([step("least"), step("most")]).toEqual([1, draw().chart.x.max]);
  });

  it("takes the length of another model, and keeps one that was chosen", () => {
    expect(setModel(state(), "bert-large").length).toBe(512);
    expect(setModel(state({ length: "300" }), "gpt-2-xl").length).toBe(300);
    expect(setModel(state({ length: "2000" }), "bert-base").length).toBe(512);
  });

  it("changes the precision with the use only where it must", () => {
    expect(setUse(state(), "inference").precision).toBe("fp16");
    expect(setUse(state({ precision: "fp32" }), "inference").precision).toBe("fp32");
  });

  it("knows the presets it is in", () => {
    for (const preset of fitPresets) {
      const there = applyPreset(state({ devices: "3", machine: "v100" }), preset);
      expect(fitPresets.filter((each) => isPreset(there, each))).toEqual([preset]);
      expect(there).toMatchObject({ devices: 3, machine: "v100" });
    }
  });
});

describe("fit-check: any state", () => {
  it("is drawn soundly and read back", () => {
    fc.assert(
      fc.property(anyState, (any) => {
        expectSound(fitCheck, any, context);
        const { fits, needed, devices } = fitCheck.observe(any, context);
        expect(fits).toBe(Number(devices) >= Number(needed));
      }),
      { numRuns: 200 },
    );
  });

  it("refuses what it cannot use, and says what it can", () => {
    const bad: [string, string, string][] = [
      ["model", "gpt-5", "gpt-3-175b"],
      ["machine", "xeon-6242", "a100-80"],
      ["use", "play", "training"],
      ["precision", "int4", "mixed"],
      ["optimizer", "adafactor", "adam"],
      ["batch", "0", "a whole number from 1 to 1024"],
      ["length", "2049", "a whole number from 1 to 2048"],
      ["recompute", "some", "selective"],
      ["devices", "1.5", "a whole number from 1 to 1048576"],
      ["controls", "knobs", "presets"],
      ["size", "1", "model"],
    ];
    for (const [prop, value, allowed] of bad) {
      const read = () => state({ [prop]: value });
      expect(read).toThrow(FigurePropError);
      expect(read).toThrow(`${prop}="${value}"`);
      expect(read).toThrow(allowed);
    }
  });

  it("knows every parameter of the library's models", () => {
    for (const model of transformerModels()) {
      expect(observe({ model: model.id }).parameters).toBe(parameterCount(model).total);
    }
  });
});
