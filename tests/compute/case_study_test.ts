import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  caseStudyGroups,
  type CaseStudyModel,
  caseStudyModelOf,
  caseStudyModels,
  caseStudyProfile,
  type CaseStudyResidual,
  caseStudyResiduals,
  constrainedProfile,
  convolutionCost,
  findCaseStudyModel,
  listedConvolutions,
  normalizedLatencies,
  resnet50Convolutions,
  surveyConvention,
} from "@/lib/compute/case_study/mod.ts";
import { knownMachines, type OperatorTableRow, operatorTables } from "@/lib/compute/data/mod.ts";
import { defineMachine, findMachine } from "@/lib/compute/mod.ts";
import { findTransformer } from "@/lib/compute/transformers/mod.ts";

const residuals = caseStudyResiduals(operatorTables);
const key = ({ row, quantity }: CaseStudyResidual) =>
  [row.table, row.model, row.tokens, row.shape, row.group, quantity]
    .filter((part) => part !== undefined).join(" ");

/** Every printed number that the count does not give, with the kind of reason. */
const known: Readonly<Record<string, string>> = {
  "table-3 BERT-Base 128 activation-to-activation memoryOperations": "slip",
  "table-3 BERT-Base 512 activation-to-activation memoryShare": "slip",
  "table-3 BERT-Base 512 mlp intensity": "rounding",
  "table-3 BERT-Base 4096 activation-to-activation flopsShare": "rounding",
  "table-3 BERT-Base 4096 other intensity": "rounding",
  "table-11 GPT-2 128 projections intensity": "rounding",
  "table-11 GPT-2 512 projections flopsShare": "rounding",
  "table-11 GPT-2 512 projections memoryShare": "rounding",
  "table-11 GPT-2 512 projections intensity": "rounding",
  "table-11 GPT-2 512 activation-to-activation intensity": "rounding",
  "table-11 GPT-2 4096 projections intensity": "rounding",
  "figure-4 BERT-Large 128 end-to-end flops": "other-count",
  "figure-4 BERT-Large 256 end-to-end flops": "other-count",
  "figure-4 BERT-Large 512 end-to-end flops": "other-count",
  "figure-4 BERT-Large 1024 end-to-end flops": "other-count",
  "figure-4 BERT-Large 2048 end-to-end flops": "other-count",
  "figure-4 BERT-Large 4096 end-to-end flops": "other-count",
  "figure-5 BERT-Large 4096 end-to-end memoryOperations": "other-count",
  "figure-6 BERT-Base 4096 end-to-end intensity": "rounding",
  "figure-6 BERT-Large 128 end-to-end intensity": "other-count",
  "figure-6 BERT-Large 256 end-to-end intensity": "other-count",
  "figure-6 BERT-Large 512 end-to-end intensity": "other-count",
  "figure-6 BERT-Large 1024 end-to-end intensity": "other-count",
  "figure-6 BERT-Large 2048 end-to-end intensity": "other-count",
  "figure-6 BERT-Large 4096 end-to-end intensity": "other-count",
};

/** One printed row. */
function row(table: string, tokens: number, group: string, model?: string): OperatorTableRow {
  const found = operatorTables.find((candidate) =>
    candidate.table === table && candidate.tokens === tokens && candidate.group === group &&
    (model === undefined || candidate.model === model)
  );
  if (!found) throw new Error(`no row ${table} ${tokens} ${group}`);
  return found;
}

/** A printed number; NaN, which no expectation accepts, where there is none. */
const value = (printed: { readonly value: number } | undefined) => printed?.value ?? NaN;

describe("the survey's tables", () => {
  it("are compared number by number, none left out", () => {
    const quantities = [
      "flops",
      "flopsShare",
      "memoryOperations",
      "memoryShare",
      "intensity",
      "normalizedLatency",
    ];
    const printed = operatorTables.flatMap((row) =>
      Object.keys(row).filter((name) => quantities.includes(name))
    );
    expect(residuals.length).toBe(printed.length);
    expect(residuals.length).toBe(327);
    for (const { row, quantity, printed, place } of residuals) {
      expect({ value: printed, place }).toEqual(row[quantity]);
    }
  });

  it("agree at the printed precision but for a named list", () => {
    const computed = residuals.filter(({ computed }) => computed !== null);
    expect(computed.length).toBe(261);
    const off = computed.filter(({ agrees }) => !agrees);
    expect(Object.fromEntries(off.map((cell) => [key(cell), cell.reason?.kind]))).toEqual(known);
    for (const { printed, place, computed: value, residual, agrees } of computed) {
      // The rounding is done here anew, on the integer that is printed.
      const rounded = Math.abs((value ?? NaN) / place - printed / place) <= 0.5 + 1e-6;
      expect(agrees).toBe(rounded);
      expect(residual).toBe((value ?? NaN) - printed);
    }
  });

  it("are computed whole: tables 3, 5, 11 and 12 and figures 4 to 6", () => {
    const missing = residuals.filter(({ computed }) => computed === null);
    expect([...new Set(missing.map(({ row }) => row.table))].sort()).toEqual([
      "figure-32",
      "figure-9",
      "table-4",
    ]);
    expect(missing.every(({ reason }) => reason?.kind === "not-computed")).toBe(true);
  });

  it("say why a number differs in sentences", () => {
    for (const { agrees, reason } of residuals) {
      expect(reason === undefined).toBe(agrees);
      if (reason) expect(reason.sentence).toMatch(/^[A-Z].*\.$/s);
    }
  });

  it("leave a difference without reason when a printed number is anything else", () => {
    const changed = operatorTables.filter(({ table }) => table === "table-3").map((row) =>
      row.tokens === 512 && row.group === "mlp"
        ? { ...row, flops: { value: 61.98e9, place: 1e7 } }
        : row
    );
    const [cell] = caseStudyResiduals(changed).filter(({ row, quantity }) =>
      row.tokens === 512 && row.group === "mlp" && quantity === "flops"
    );
    expect(cell?.agrees).toBe(false);
    expect(cell && "reason" in cell).toBe(false);
  });
});

describe("the evidence for each difference", () => {
  it("0.006 memory operations: percentage and intensity of the row imply 0.0094", () => {
    const { flops, memoryShare, intensity, memoryOperations } = row(
      "table-3",
      128,
      "activation-to-activation",
    );
    expect(value(flops) / value(intensity) / 1e9).toBeCloseTo(0.0094, 4);
    const total = value(row("table-3", 128, "total").memoryOperations);
    expect(value(memoryShare) * total / 1e9).toBeCloseTo(0.0098, 4);
    expect(value(memoryOperations) / 1e9).toBe(0.006);
  });

  it("20 percent: the column sums to 98, and the row's own numbers imply 22", () => {
    const groups = ["projections", "activation-to-activation", "mlp", "other"];
    const shares = groups.map((group) => value(row("table-3", 512, group).memoryShare));
    expect(Math.round(100 * shares.reduce((sum, share) => sum + share))).toBe(98);
    const part = row("table-3", 512, "activation-to-activation");
    const implied = value(part.flops) / value(part.intensity) /
      value(row("table-3", 512, "total").memoryOperations);
    expect(Math.round(100 * implied)).toBe(22);
  });

  it("percentages rounded the other way: their column sums to 100 only so", () => {
    const sum = (table: string, tokens: number, quantity: "flopsShare" | "memoryShare") =>
      ["projections", "activation-to-activation", "mlp", "other"]
        .map((group) => Math.round(100 * value(row(table, tokens, group)[quantity])))
        .reduce((total, share) => total + share);
    expect(sum("table-3", 4096, "flopsShare")).toBe(100);
    expect(sum("table-11", 512, "flopsShare")).toBe(100);
    expect(sum("table-11", 512, "memoryShare")).toBe(100);
  });

  it("2.00: the rows' own FLOPs and memory operations give less than 1.995", () => {
    const own = (tokens: number, group: string) => {
      const { flops, memoryOperations } = row("table-11", tokens, group);
      return value(flops) / value(memoryOperations);
    };
    expect(own(4096, "projections")).toBeLessThan(1.995);
    expect(own(512, "activation-to-activation")).toBeCloseTo(1.97, 2);
  });

  it("117 in figure 6: table 3 prints 117.96 for the same", () => {
    expect(value(row("table-3", 4096, "total").intensity)).toBe(117.96);
    expect(value(row("figure-6", 4096, "end-to-end", "BERT-Base").intensity)).toBe(117);
  });

  it("BERT-Large: figure 4 fits 22·d²·l a layer at every length, and 21 or 23 at none", () => {
    const model = findCaseStudyModel("BERT-Large");
    const fits = (factor: number) =>
      [128, 256, 512, 1024, 2048, 4096].filter((tokens) => {
        const { flops } = caseStudyProfile(model, tokens, { phase: "encoder" }).total;
        const missing = (24 - factor) * 24 * 1024 ** 2 * tokens;
        const printed = value(row("figure-4", tokens, "end-to-end", "BERT-Large").flops);
        return Math.round((flops - missing) / 1e9) === printed / 1e9;
      }).length;
    expect([21, 22, 23].map(fits)).toEqual([0, 6, 0]);
  });

  it("BERT-Large: its intensities are those of the smaller count, within one unit", () => {
    const model = findCaseStudyModel("BERT-Large");
    const { layers, width } = model;
    for (const tokens of [128, 256, 512, 1024, 2048, 4096]) {
      const { flops, bytes } = caseStudyProfile(model, tokens, { phase: "encoder" }).total;
      const smaller = (flops - 2 * layers * width ** 2 * tokens) / (bytes - layers * width ** 2);
      const printed = value(row("figure-6", tokens, "end-to-end", "BERT-Large").intensity);
      expect(Math.abs(smaller - printed)).toBeLessThan(1);
      expect(Math.abs(flops / bytes - printed)).toBeGreaterThan(4);
    }
  });
});

describe("the survey's count", () => {
  const BERT = findCaseStudyModel("BERT-Base");

  it("takes the norms' parameters once: without them two printed intensities are missed", () => {
    const without = (tokens: number) => {
      const { flops, bytes } = caseStudyProfile(BERT, tokens, { phase: "encoder" }).total;
      return flops / (bytes - 12 * 4 * 768);
    };
    expect([without(128), without(512)].map((value) => value.toFixed(2))).toEqual([
      "159.72",
      "231.02",
    ]);
    expect(value(row("table-3", 128, "total").intensity)).toBe(159.68);
    expect(value(row("table-3", 512, "total").intensity)).toBe(231);
  });

  it("is, for the products of an encoder, that of each product at one byte a value", () => {
    const sizes = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(sizes, sizes, sizes, sizes, sizes, (layers, heads, headSize, mlpWidth, l) => {
        const width = heads * headSize;
        const model = { layers, width, heads, headSize, mlpWidth };
        const { groups } = caseStudyProfile(model, l, { phase: "encoder" });
        // m × k times k × n, with 2k − 1 operations a result where both are activations.
        const product = (m: number, k: number, n: number, less = 0) => ({
          flops: m * n * (2 * k - less),
          bytes: m * k + k * n + m * n,
        });
        const times = (count: number, { flops, bytes }: { flops: number; bytes: number }) => ({
          flops: count * flops,
          bytes: count * bytes,
        });
        const add = (...parts: { flops: number; bytes: number }[]) => ({
          flops: parts.reduce((sum, part) => sum + part.flops, 0),
          bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
        });
        expect(groups.projections).toMatchObject(times(4 * layers, product(l, width, width)));
        expect(groups["activation-to-activation"]).toMatchObject(
          times(layers * heads, add(product(l, headSize, l, 1), product(l, l, headSize, 1))),
        );
        expect(groups.mlp).toMatchObject(
          times(layers, add(product(l, width, mlpWidth), product(l, mlpWidth, width))),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("is, for a generation summed exactly, the sum over its steps", () => {
    const sizes = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(sizes, sizes, sizes, sizes, sizes, (layers, heads, headSize, mlpWidth, l) => {
        const d = heads * headSize;
        const sums = { projections: [0, 0], "activation-to-activation": [0, 0], mlp: [0, 0] };
        const add = (group: keyof typeof sums, flops: number, bytes: number) => {
          sums[group] = [(sums[group][0] ?? 0) + flops, (sums[group][1] ?? 0) + bytes];
        };
        for (let cached = 1; cached <= l; cached++) {
          for (let layer = 0; layer < layers; layer++) {
            for (let matrix = 0; matrix < 4; matrix++) add("projections", 2 * d * d, d * d + 2 * d);
            // Scores read the keys, the result reads the values; the scores themselves count once.
            add(
              "activation-to-activation",
              4 * cached * d,
              2 * cached * d + heads * cached + 4 * d,
            );
            add("mlp", 2 * d * mlpWidth, d * mlpWidth + d + mlpWidth);
            add("mlp", 2 * d * mlpWidth, d * mlpWidth + d + mlpWidth);
          }
        }
        const model = { layers, width: d, heads, headSize, mlpWidth };
        const profile = caseStudyProfile(model, l, { phase: "decoder", generation: "exact" });
        for (const [group, [flops, bytes]] of Object.entries(sums)) {
          expect(profile.groups[group as keyof typeof sums]).toMatchObject({ flops, bytes });
        }
      }),
      { numRuns: 60 },
    );
  });

  it("sums steps to l²/2: the exact sum misses the printed totals at 4096 tokens", () => {
    const gpt = findCaseStudyModel("GPT-2");
    const exact = caseStudyProfile(gpt, 4096, { phase: "decoder", generation: "exact" }).total;
    const { total } = caseStudyProfile(gpt, 4096, { phase: "decoder" });
    expect([total.flops, total.bytes].map((count) => (count / 1e9).toFixed(2))).toEqual([
      "1012.04",
      "507.80",
    ]);
    expect([exact.flops, exact.bytes].map((count) => (count / 1e9).toFixed(2))).toEqual([
      "1012.12",
      "507.83",
    ]);
  });

  it("sums its groups and carries its conventions", () => {
    const model = fc.record({
      layers: fc.integer({ min: 1, max: 50 }),
      width: fc.integer({ min: 1, max: 4096 }),
      heads: fc.integer({ min: 1, max: 64 }),
      headSize: fc.integer({ min: 1, max: 256 }),
      mlpWidth: fc.integer({ min: 1, max: 16384 }),
    });
    const phase = fc.constantFrom("encoder" as const, "decoder" as const);
    fc.assert(fc.property(model, fc.integer({ min: 1, max: 8192 }), phase, (model, l, phase) => {
      const { groups, total, conventions } = caseStudyProfile(model, l, { phase });
      const sum = (count: "flops" | "bytes") =>
        caseStudyGroups.reduce((sum, group) => sum + groups[group][count], 0);
      expect(total.flops).toBe(sum("flops"));
      expect(total.bytes).toBe(sum("bytes"));
      expect(total.intensity).toBe(total.flops / total.bytes);
      expect(conventions).toEqual(Object.values(surveyConvention.choices));
    }));
  });

  it("moves a generation's weights for every token, an encoder's once", () => {
    const gpt = caseStudyProfile(BERT, 512, { phase: "decoder" });
    const bert = caseStudyProfile(BERT, 512, { phase: "encoder" });
    expect(gpt.groups.mlp.flops).toBe(bert.groups.mlp.flops);
    expect(gpt.groups.mlp.bytes / bert.groups.mlp.bytes).toBeGreaterThan(250);
    expect(gpt.total.intensity).toBeLessThan(2);
  });

  it("refuses what makes no sense, by field", () => {
    const encoder = { phase: "encoder" as const };
    for (const field of ["layers", "width", "heads", "headSize", "mlpWidth"] as const) {
      for (const wrong of [0, -1, 1.5, NaN]) {
        expect(() => caseStudyProfile({ ...BERT, [field]: wrong }, 128, encoder)).toThrow(field);
        expect(() => constrainedProfile({ ...BERT, [field]: wrong }, 128)).toThrow(field);
      }
    }
    expect(() => caseStudyProfile(BERT, 0, encoder)).toThrow("tokens is 0");
    expect(() => caseStudyProfile(BERT, 1, { phase: "prefill" as "encoder" })).toThrow(
      'phase is "prefill": known are encoder, decoder',
    );
    expect(() => caseStudyProfile(BERT, 1, { phase: "decoder", generation: "half" as "exact" }))
      .toThrow('generation is "half": known are half-square, exact');
    expect(() => findCaseStudyModel("BERT-base")).toThrow(
      'Unknown model "BERT-base": known are BERT-Base',
    );
    expect(() => caseStudyResiduals("rows" as unknown as [])).toThrow(TypeError);
  });
});

describe("models of the case study", () => {
  it("are those of the library under the same names", () => {
    for (const model of caseStudyModels) {
      const id = model.name === "GPT-2" ? "gpt-2-small" : model.name.toLowerCase();
      expect(caseStudyModelOf(findTransformer(id))).toEqual({ ...model, name: expect.any(String) });
    }
  });

  it("refuse what the survey does not count", () => {
    const why: Record<string, string> = {
      "llama-2-7b": "gated",
      "llama-2-70b": "fewer key and value heads",
      "t5-base": "two stacks",
    };
    for (const [id, reason] of Object.entries(why)) {
      expect(() => caseStudyModelOf(findTransformer(id))).toThrow(reason);
    }
  });
});

describe("intensities under a small memory", () => {
  it("have totals that whole numbers of bytes give to every printed digit", () => {
    const model = findCaseStudyModel("BERT-Base");
    const totals = [128, 512, 4096].map((tokens) =>
      constrainedProfile(model, tokens).total.intensity
    );
    expect(totals.map((value) => value.toFixed(3))).toEqual(["106.110", "111.122", "47.067"]);
  });

  it("are never above those with ideal reuse", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 8192 }), (tokens) => {
      const model: CaseStudyModel = findCaseStudyModel("BERT-Large");
      const ideal = caseStudyProfile(model, tokens, { phase: "encoder" });
      const { total } = constrainedProfile(model, tokens);
      expect(total.flops / ideal.total.flops).toBeCloseTo(1, 12);
      expect(total.intensity).toBeLessThan(ideal.total.intensity);
    }));
  });
});

describe("ResNet-50", () => {
  const sum = (of: "flops" | "bytes") =>
    listedConvolutions().reduce((total, row) => total + row.count * convolutionCost(row)[of], 0);

  it("has 53 convolutions with the published number of multiply-accumulates and weights", () => {
    for (const [stride, gmacs] of [["1x1", 3.86], ["3x3", 4.09]] as const) {
      const layers = resnet50Convolutions(stride);
      expect(layers.length).toBe(53);
      const flops = layers.reduce((total, layer) => total + convolutionCost(layer).flops, 0);
      // With the classifier's 2048 × 1000.
      expect((flops / 2 + 2_048_000) / 1e9).toBeCloseTo(gmacs, 2);
      // 25,557,032 parameters in all, less classifier and batch norms.
      const weights = layers.reduce(
        (total, { kernel, inputChannels, outputChannels }) =>
          total + kernel ** 2 * inputChannels * outputChannels,
        0,
      );
      const norms = layers.reduce((total, { outputChannels }) => total + 2 * outputChannels, 0);
      expect(weights + norms + 2_049_000).toBe(25_557_032);
    }
  });

  it("as listed lacks 0.58 of the 7.26 GFLOPs that table 4 prints, and the network has more", () => {
    const printed = operatorTables.find(({ table, group }) =>
      table === "table-4" && group === "convolution"
    );
    expect((value(printed?.flops) - sum("flops")) / 1e9).toBeCloseTo(0.58, 2);
    const bytes = value(printed?.flops) / value(printed?.intensity);
    expect((bytes - sum("bytes")) / 1e6).toBeCloseTo(3.9, 1);
    const all = resnet50Convolutions("1x1")
      .reduce((total, layer) => total + convolutionCost(layer).flops, 0);
    expect(all / 1e9).toBeCloseTo(7.71, 2);
    expect(all).toBeGreaterThan(value(printed?.flops));
  });

  it("has a table 4 that is consistent in itself", () => {
    const part = (group: string) =>
      operatorTables.find((row) => row.table === "table-4" && row.group === group);
    const flops = ["convolution", "batch-norm", "relu", "other"]
      .reduce((total, group) => total + value(part(group)?.flops), 0);
    expect(flops / 1e9).toBeCloseTo(value(part("total-unfused")?.flops) / 1e9, 1);
    // Bytes to more digits than are printed: FLOPs divided by intensity.
    const bytes = (group: string) => value(part(group)?.flops) / value(part(group)?.intensity);
    expect(bytes("convolution") / bytes("total-unfused")).toBeCloseTo(
      value(part("convolution")?.memoryShare),
      2,
    );
    expect(bytes("total-fused") / 1e9).toBeCloseTo(0.06, 3);
  });

  it("refuses what makes no sense", () => {
    const shape = { kernel: 3, inputChannels: 64, outputChannels: 64, outputSize: 56 };
    for (const field of [...Object.keys(shape), "inputSize"]) {
      expect(() => convolutionCost({ ...shape, [field]: 0 })).toThrow(`${field} is 0`);
    }
    expect(() => resnet50Convolutions("5x5" as "1x1")).toThrow("stride");
  });
});

describe("normalized latency", () => {
  // 16 cores at 2.8 GHz with two 512-bit multiply-add units each, six channels of DDR4-2933: the
  // processor's figures as its maker gives them, not read for this test; the findings below hold
  // for any machine near it.
  const processor = defineMachine({
    id: "xeon-gold-6242",
    name: "Intel Xeon Gold 6242",
    year: 2019,
    peaks: { fp32: 16 * 2.8e9 * 64 },
    levels: [{ id: "memory", name: "DDR4-2933", bandwidth: 6 * 8 * 2.933e9 }],
    source: "maker's figures, unverified",
  });
  const bounds = normalizedLatencies(processor, { precision: "fp32" });
  const measured = (model: string, tokens: number) =>
    value(row("figure-9", tokens, "end-to-end", model).normalizedLatency);

  it("of GPT-2 over BERT-Base follows from the bytes, not from the FLOPs", () => {
    for (const { model, tokens, normalized, flopsRatio, bytesRatio } of bounds) {
      if (model !== "GPT-2") continue;
      const same = bounds.find((other) => other.model === "BERT-Base" && other.tokens === tokens);
      const found = measured("GPT-2", tokens) / measured("BERT-Base", tokens);
      expect(flopsRatio / (same?.flopsRatio ?? NaN)).toBeLessThan(1);
      expect(bytesRatio / (same?.bytesRatio ?? NaN)).toBeGreaterThan(40);
      expect(found).toBeGreaterThan(25);
      const bound = normalized / (same?.normalized ?? NaN);
      expect(bound / found).toBeGreaterThan(0.5);
      expect(bound / found).toBeLessThan(1.1);
    }
  });

  it("is within a factor of 1.6 of each of the eighteen measured ones", () => {
    expect(bounds.length).toBe(18);
    for (const { model, tokens, normalized } of bounds) {
      const ratio = normalized / measured(model, tokens);
      expect(ratio).toBeGreaterThan(1 / 1.6);
      expect(ratio).toBeLessThan(1.6);
    }
  });

  it("says what limits a model: all of GPT-2 is traffic, a tenth to a quarter of BERT-Base", () => {
    for (const { model, memoryBoundShare, memoryBound } of bounds) {
      if (model === "GPT-2") {
        expect(memoryBoundShare).toBe(1);
        expect(memoryBound).toEqual(caseStudyGroups);
      } else {
        expect(memoryBoundShare).toBeLessThan(0.26);
        expect(memoryBound).toContain("other");
      }
    }
  });

  it("is 1 for BERT-Base at 128 tokens on any machine, whatever lengths are asked for", () => {
    for (const id of ["v100", "v100-32"]) {
      const [first] = normalizedLatencies(findMachine(knownMachines(), id), {
        precision: "fp16",
        tokens: [128],
      });
      expect(first).toMatchObject({ normalized: 1, flopsRatio: 1, bytesRatio: 1 });
    }
    expect(() => normalizedLatencies(processor, { precision: "fp32", tokens: [0] })).toThrow(
      "tokens",
    );
  });
});
