import { expect } from "@std/expect";
import type { FigureModel } from "@/lib/figures/mod.ts";
import { layoutChart } from "@/lib/figures/layout/mod.ts";

/** What holds of every model of a trend figure, whatever its state. */
export function expectSoundModel(model: FigureModel): void {
  const { chart, readout, table, workings, finding, notes } = model;
  for (const { min, max } of [chart.x, chart.y]) {
    expect(Number.isFinite(min) && Number.isFinite(max) && min < max).toBe(true);
  }
  for (const { points } of chart.series) {
    expect(points.length).toBeGreaterThan(0);
    for (const { x, y } of points) {
      expect(Number.isFinite(x) && Number.isFinite(y) && y > 0).toBe(true);
    }
  }
  for (const { x, y, min, max } of chart.handles) {
    expect(x).toBeGreaterThanOrEqual(chart.x.min);
    expect(x).toBeLessThanOrEqual(chart.x.max);
    expect(y).toBeGreaterThanOrEqual(chart.y.min);
    expect(y).toBeLessThanOrEqual(chart.y.max);
    expect(min).toBeLessThanOrEqual(x);
    expect(max).toBeGreaterThanOrEqual(x);
  }
  for (const { cells } of readout.rows) expect(cells).toHaveLength(readout.columns.length);
  for (const row of table.rows) {
    expect(row).toHaveLength(table.columns.length);
    for (const value of row) {
      if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
    }
  }
  expect(new Set(workings.map(({ label }) => label)).size).toBe(workings.length);
  const texts = [
    finding,
    ...notes,
    ...chart.handles.map(({ valueText }) => valueText),
    ...chart.annotations.map(({ label }) => label),
    ...readout.rows.flatMap(({ cells }) => cells.map(({ text }) => text)),
    ...workings.flatMap(({ numbers, result }) => [numbers, result]),
    ...layoutChart(chart, { width: 358, height: 360 }).labels.map(({ text }) => text),
  ];
  for (const text of texts) expect(text).not.toMatch(/NaN|undefined|Infinity|∞|\[object/);
  expect(finding).toMatch(/^[A-Z\d]/);
  expect(finding).not.toMatch(/[.:,]$|\s\s/);
}
