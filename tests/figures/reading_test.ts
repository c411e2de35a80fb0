import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { attainableRate } from "@/lib/compute/mod.ts";
import { drawFigure, parseFigureProps, tableToCsv } from "@/lib/figures/mod.ts";
import {
  cursorStops,
  nearestReading,
  readableSeries,
  readingAt,
  valueAt,
} from "@/lib/figures/reading.ts";
import { context, machine } from "./support.ts";

const { chart } = drawFigure(
  "roofline",
  parseFigureProps("roofline", { operator: "Mine: intensity(8)" }, context),
  context,
);
const plain = (text = "") => text.replaceAll(/[\u00a0\u202f]/g, " ");
const [slope, peak, mine] = readableSeries(chart);

describe("reading a chart", () => {
  it("reads lines and points, not areas", () => {
    expect(readableSeries(chart).map(({ kind }) => kind)).toEqual(["line", "line", "points"]);
  });

  it("reads between the ends of a straight line on logarithmic axes", () => {
    for (const x of [0.3, 1, 42]) {
      const rate = attainableRate(machine("a100-80"), x, { precision: "fp16" });
      expect((valueAt(chart, slope?.points ?? [], x) ?? 0) / rate).toBeCloseTo(1, 9);
    }
    expect(valueAt(chart, slope?.points ?? [], 1e4)).toBeUndefined();
  });

  it("stops at both ends of a roof and at even steps between", () => {
    const stops = slope ? cursorStops(chart, slope) : [];
    expect(stops[0]).toBe(0.1);
    expect(stops.at(-1)).toBeCloseTo(153.016, 3);
    expect(stops).toContain(1);
    expect(stops).toContain(10);
    expect([...stops].sort((a, b) => a - b)).toEqual(stops);
  });

  it("says series, value and place", () => {
    expect(plain(peak && readingAt(chart, peak, 1000)?.text)).toBe(
      "A100 80GB SXM, FP16 peak: 312 TFLOP/s at 1000 FLOP/byte",
    );
    expect(plain(mine && readingAt(chart, mine, 8)?.text)).toBe(
      "Mine: 16.3 TFLOP/s at 8 FLOP/byte",
    );
  });

  it("reads the nearest line where lines lie one above the other", () => {
    const compared = drawFigure(
      "roofline",
      parseFigureProps("roofline", { machine: "v100,h100-sxm" }, context),
      context,
    ).chart;
    expect(nearestReading(compared, { x: 1, y: 3e12 })?.text).toContain("H100");
    expect(nearestReading(compared, { x: 1, y: 1e10 })?.text).toContain("V100");
  });

  it("counts steps of sizes in powers of two", () => {
    const sizes =
      drawFigure("intensity", parseFigureProps("intensity", {}, context), context).chart;
    const [curve] = readableSeries(sizes);
    expect(curve && cursorStops(sizes, curve).slice(0, 4)).toEqual([1, 2, 4, 8]);
  });
});

describe("tableToCsv", () => {
  it("writes units in the header and numbers in full precision", () => {
    const { table } = drawFigure("roofline", parseFigureProps("roofline", {}, context), context);
    const [header, row] = tableToCsv(table).split("\r\n");
    expect(header).toContain("attainable rate (FLOP/s)");
    expect(row).toContain(String(table.rows[0]?.[8]));
    expect(row?.split(",")).toHaveLength(table.columns.length);
  });

  it("quotes separators and takes the teeth out of formulas", () => {
    const csv = tableToCsv({
      caption: "",
      columns: [{ label: "name", unit: "" }, { label: "value", unit: "" }],
      rows: [['a "b", c', -1], ["=1+1", 2]],
    });
    expect(csv).toBe(`name,value\r\n"a ""b"", c",-1\r\n'=1+1,2\r\n`);
  });

  for (
    const [text, cell] of [
      [" =1+1", "' =1+1"],
      ["|=1+1", "'|=1+1"],
      ["\n@a", `"'\n@a"`],
      ["\ta", "'\ta"],
      ["\ra", `"'\ra"`],
      ["a;=1+1", `"a;=1+1"`],
      ["a\rb", `"a\rb"`],
      ["a = b", "a = b"],
      ["| a", "| a"],
    ] as const
  ) {
    it(`writes the text ${JSON.stringify(text)} as ${JSON.stringify(cell)}`, () => {
      const columns = [{ label: "name", unit: "" }];
      expect(tableToCsv({ caption: "", columns, rows: [[text]] })).toBe(`name\r\n${cell}\r\n`);
    });
  }
});
