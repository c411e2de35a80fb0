import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import {
  fittedPoints,
  growthPoints,
  growthSeries,
  type GrowthSeriesId,
  knownMachines,
  type OperatorTableRow,
  operatorTables,
  paperModels,
  pointsOf,
  remedyClaims,
} from "@/lib/compute/data/mod.ts";
import { generateModules, outdated } from "@/tools/compute_data.ts";
import { machines } from "./machine_table.ts";

const tables = new URL("../../content/data/", import.meta.url);

describe("the generated modules", () => {
  it("are those of the tables: if not, run deno run -A tools/compute_data.ts", async () => {
    expect(outdated(await generateModules())).toEqual([]);
  });

  it("are seen to differ by one digit", async () => {
    const modules = new Map(await generateModules());
    modules.set("growth.ts", modules.get("growth.ts")?.replace("3.0257", "3.0258") ?? "");
    expect(outdated(modules)).toEqual(["lib/compute/data/growth.ts"]);
  });
});

describe("tools/compute_data", () => {
  const wrong: [what: string, file: string, from: string, to: string, message: string][] = [
    [
      "a date that is none",
      "growth.csv",
      "2020-05-14",
      "2020-02-30",
      "date must be a date such as",
    ],
    ["a value that is no number", "growth.csv", "339000000", "0.339 G", "value must be a number"],
    ["a value below 0", "growth.csv", "339000000", "-339", "value must be above 0"],
    ["an unknown series", "growth.csv", "moores-law", "moore", "series must be one of peak-rate"],
    ["neither yes nor no", "growth.csv", ",yes,", ",maybe,", "in_fit must be yes or no"],
    ["an unknown column", "remedies.csv", "conditions", "condition", 'unknown column "condition"'],
    ["a missing source", "paper_models.csv", ",source,", ",sauce,", 'missing column "source"'],
    ["an unknown group", "operator_tables.csv", ",mlp,", ",ffn,", "group must be one of"],
    ["a machine out of range", "machines.csv", ",2017,", ",20170,", "year from 1940 to 2100"],
  ];
  for (const [what, file, from, to, message] of wrong) {
    it(`names file, line and rule for ${what}`, async () => {
      const folder = await Deno.makeTempDir();
      try {
        for (const { name } of Deno.readDirSync(tables)) {
          const text = Deno.readTextFileSync(new URL(name, tables));
          const changed = name === file ? text.replace(from, to) : text;
          if (name === file) expect(changed).not.toBe(text);
          Deno.writeTextFileSync(`${folder}/${name}`, changed);
        }
        const generate = generateModules(new URL(`file://${folder}/`));
        await expect(generate).rejects.toThrow(message);
        await expect(generate).rejects.toThrow(new RegExp(`content/data/${file}:\\d+:\\d+`));
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    });
  }
});

describe("knownMachines", () => {
  it("gives what another reader of the tables gives", () => {
    const known = knownMachines();
    expect(known.map(({ id }) => id)).toEqual(machines.map(({ id }) => id));
    for (const [i, machine] of machines.entries()) {
      const { peaks, levels, link, ...rest } = machine;
      expect(known[i]).toMatchObject(rest);
      for (const [precision, rate] of Object.entries(peaks)) {
        expect(known[i]?.peaks[precision as keyof typeof peaks]).toBeCloseTo(rate / 1, -3);
      }
      expect(known[i]?.levels.map(({ id }) => id)).toEqual(levels.map(({ id }) => id));
      expect(known[i]?.link?.description).toBe(link?.description);
    }
  });

  it("gives the same list again", () => expect(knownMachines()).toBe(knownMachines()));

  it("says which single peak is unverified", () => {
    const b300 = knownMachines().find(({ id }) => id === "b300");
    expect(b300?.unverified).toEqual(["int8"]);
  });
});

/** Factor of growth over two years that the normal equations give for log10(value) on days. */
function growthPerTwoYears(series: GrowthSeriesId): number {
  const points = fittedPoints(series).map(({ date, value }) => ({
    x: Date.parse(date) / 86_400_000,
    y: Math.log10(value),
  }));
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const slope = mean((point) => (point.x - x) * (point.y - y)) /
    mean((point) => (point.x - x) ** 2);
  return 10 ** (slope * 2 * 365.25);
}

describe("growth", () => {
  const counts: [GrowthSeriesId, points: number, fitted: number][] = [
    ["peak-rate", 37, 37],
    ["dram-bandwidth", 12, 12],
    ["interconnect-rate", 10, 10],
    ["model-parameters", 16, 10],
    ["accelerator-memory", 7, 7],
    ["training-compute", 21, 10],
    ["moores-law", 2, 0],
  ];

  it("has the points of every figure, and no series besides", () => {
    expect(growthSeries.map(({ id }) => id)).toEqual(counts.map(([id]) => id));
    for (const [id, points, fitted] of counts) {
      expect([id, pointsOf(id).length, fittedPoints(id).length]).toEqual([id, points, fitted]);
    }
    expect(growthPoints.length).toBe(37 + 12 + 10 + 16 + 7 + 21 + 2);
  });

  it("gives back the growth recorded for every fit", () => {
    for (const { id, fittedPerTwoYears, fittedPerTwentyYears } of growthSeries.slice(0, 6)) {
      const factor = growthPerTwoYears(id);
      expect({ id, ratio: factor / fittedPerTwoYears }).toEqual({
        id,
        ratio: expect.closeTo(1, 4),
      });
      if (fittedPerTwentyYears === undefined) continue;
      expect(factor ** 10 / fittedPerTwentyYears).toBeCloseTo(1, 3);
    }
  });

  it("gives 214 for models without mixtures of experts", () => {
    const dense = fittedPoints("model-parameters").filter(({ label }) =>
      !["GShard", "Switch Transformer"].includes(label)
    );
    expect(dense).toHaveLength(8);
    const note = growthSeries.find(({ id }) => id === "model-parameters")?.note;
    expect(note).toContain("214");
  });

  it("starts at the values the figure is normalised to, and scales all others by them", () => {
    const bases: [GrowthSeriesId, number][] = [
      ["peak-rate", 0.339e9],
      ["dram-bandwidth", 15.2e9],
      ["interconnect-rate", 2.5e9],
    ];
    for (const [id, base] of bases) {
      expect(pointsOf(id)[0]?.value).toBe(base);
      for (const { plotted = NaN, value } of pointsOf(id)) {
        expect(Math.abs(plotted * base / value - 1)).toBeLessThan(3e-4);
      }
    }
    for (const { plotted = NaN, value } of pointsOf("accelerator-memory")) {
      expect(plotted * 6e9 / value).toBeCloseTo(1, 4);
    }
  });

  it("has one unit a series and dates that a calendar has", () => {
    for (const { id, unit } of growthSeries) {
      for (const point of pointsOf(id)) {
        expect(point.unit).toBe(unit);
        expect(new Date(point.date).toISOString().slice(0, 10)).toBe(point.date);
      }
    }
  });

  it("lists what is known for another name, nearest first", () => {
    expect(() => pointsOf("dram" as GrowthSeriesId)).toThrow(RangeError);
    expect(() => pointsOf("peak-rates" as GrowthSeriesId)).toThrow(
      'Unknown series "peak-rates": known are peak-rate, ',
    );
  });
});

describe("the operator tables", () => {
  const of = (table: string, tokens?: number) =>
    operatorTables.filter((row) =>
      row.table === table && (tokens === undefined || row.tokens === tokens)
    );

  it("has every row and bar", () => {
    const counts = Object.fromEntries(
      [...new Set(operatorTables.map(({ table }) => table))].map((table) => [
        table,
        of(table).length,
      ]),
    );
    expect(counts).toEqual({
      "table-3": 15,
      "table-11": 15,
      "table-4": 6,
      "table-12": 12,
      "table-5": 21,
      "figure-4": 18,
      "figure-5": 18,
      "figure-6": 18,
      "figure-9": 18,
      "figure-32": 18,
    });
  });

  it("adds up to its totals as far as rounding allows", () => {
    for (const table of ["table-3", "table-11"]) {
      for (const tokens of [128, 512, 4096]) {
        const rows = of(table, tokens);
        for (const quantity of ["flops", "memoryOperations"] as const) {
          const total = rows.find(({ group }) => group === "total")?.[quantity];
          const parts = rows.filter(({ group }) => group !== "total").map((row) => row[quantity]);
          const sum = parts.reduce((all, part) => all + (part?.value ?? NaN), 0);
          const slack = [total, ...parts].reduce((all, part) => all + (part?.place ?? NaN), 0) / 2;
          expect({ table, tokens, quantity, off: Math.abs(sum - (total?.value ?? NaN)) <= slack })
            .toEqual({ table, tokens, quantity, off: true });
        }
      }
    }
  });

  it("has intensities that are FLOPs over memory operations, except the slips its notes name", () => {
    const slips = of("table-3").concat(of("table-11")).filter((row) => !intensityFits(row));
    expect(slips.map(({ table, tokens, group }) => `${table} ${tokens} ${group}`)).toEqual([
      "table-3 128 activation-to-activation",
      "table-11 512 activation-to-activation",
      "table-11 4096 projections",
    ]);
    for (const { note } of slips) expect(note).toContain("slip:");
  });

  it("keeps the last printed place", () => {
    const [first] = of("table-11", 128).filter(({ group }) => group === "activation-to-activation");
    expect(first?.flops).toEqual({ value: 0.3e9, place: 0.01e9 });
    expect(first?.flopsShare).toEqual({ value: 0.01, place: 0.01 });
    expect(first?.note).toContain("text layer");
  });
});

/** Whether a printed intensity lies between the quotients that rounding allows. */
function intensityFits({ flops, memoryOperations, intensity }: OperatorTableRow): boolean {
  if (!flops || !memoryOperations || !intensity) return false;
  const low = (flops.value - flops.place / 2) /
    (memoryOperations.value + memoryOperations.place / 2);
  const high = (flops.value + flops.place / 2) /
    (memoryOperations.value - memoryOperations.place / 2);
  return intensity.value + intensity.place / 2 >= low &&
    intensity.value - intensity.place / 2 <= high;
}

describe("the paper's models", () => {
  it("has every row", () => {
    const count = (table: string) => paperModels.filter((row) => row.table === table).length;
    expect([count("language"), count("vision"), count("training-memory")]).toEqual([15, 8, 8]);
  });

  it("has totals that add up, except the slips its notes name", () => {
    for (const row of paperModels.filter(({ table }) => table === "training-memory")) {
      const { parameterBytes = NaN, optimizerBytes = NaN, activationBytes = NaN } = row;
      const sum = parameterBytes + optimizerBytes + activationBytes;
      expect(sum / 1e9).toBeCloseTo((row.summedTotalBytes ?? NaN) / 1e9, 6);
      const isSlip = Math.abs(sum - (row.printedTotalBytes ?? NaN)) > 1e6;
      expect({ model: row.model, isSlip }).toEqual({
        model: row.model,
        isSlip: ["AlexNet", "GPT-2"].includes(row.model),
      });
      if (isSlip) expect(row.note).toContain("typo");
    }
  });

  it("keeps the row that repeats another, and says so", () => {
    const row = (model: string) => paperModels.find((row) => row.model === model);
    const [copy, original] = [row("RoBERTa Large"), row("GPT-2")];
    expect(copy?.parameters).toBe(original?.parameters);
    expect(copy?.note).toContain("copy error");
    expect(row("GPT-3")).toMatchObject({ parameters: 175e9, trainingFlops: 3.1e23, tokens: 2048 });
  });
});

describe("the claims about remedies", () => {
  it("says of every claim how sure it is, in one word and at length", () => {
    expect(remedyClaims).toHaveLength(98);
    for (const { status, confidence } of remedyClaims) {
      if (status !== "unverified") expect(confidence).toMatch(new RegExp(`^${status}`));
      else expect(confidence).toContain("unverified");
    }
  });

  it("marks what the paper is said to claim as unverified, but for what was read", () => {
    const paper = remedyClaims.filter(({ topic }) => topic.startsWith("paper:"));
    expect(paper).toHaveLength(7);
    expect(paper.filter(({ status }) => status === "unverified")).toHaveLength(6);
  });
});
