/** What holds of every figure in every state. */
import { expect } from "@std/expect";
import type { FigureContext, FigureDefinition, FigureModel } from "@/lib/figures/mod.ts";

/** Expects that a state is drawn without a hole, and is read back from its properties. */
export function expectSound<State>(
  definition: FigureDefinition<State>,
  state: State,
  context: FigureContext,
): void {
  expect(definition.parseProps(definition.formatProps(state), context)).toEqual(state);
  const model = definition.draw(state, context);
  expectWritten(model, definition.tell(state, context));
  expectNumbers(model);
  const { chart, table, readout } = model;
  for (const { x, y, min, max } of chart.handles) {
    expect(x).toBeGreaterThanOrEqual(chart.x.min);
    expect(x).toBeLessThanOrEqual(chart.x.max);
    expect(y).toBeGreaterThanOrEqual(chart.y.min);
    expect(y).toBeLessThanOrEqual(chart.y.max);
    expect(x).toBeGreaterThanOrEqual(min);
    expect(x).toBeLessThanOrEqual(max);
  }
  expect(table.rows.length).toBeGreaterThan(0);
  expect(new Set(table.rows.map((row) => row.length))).toEqual(new Set([table.columns.length]));
  expect(new Set(readout.rows.map(({ cells }) => cells.length)))
    .toEqual(new Set([readout.columns.length]));
  const labels = model.workings.map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
  expect(Object.keys(definition.observe(state, context)).sort())
    .toEqual([...definition.observes].sort());
}

function expectWritten(model: FigureModel, told: string): void {
  const { finding, description, readout, workings, conventions, notes } = model;
  const texts = [
    told,
    finding,
    description,
    ...readout.rows.flatMap(({ cells }) => cells.map(({ text }) => text)),
    ...workings.flatMap(({ formula, numbers, result }) => [formula, numbers, result]),
    ...conventions,
    ...notes,
  ];
  for (const text of texts) {
    expect(text).not.toMatch(/NaN|undefined|null|not a number|∞|Infinity(?! Fabric)/);
  }
  expect(finding).toMatch(/^[A-Z].*[^.]$/);
}

function expectNumbers({ chart, diagrams, table }: FigureModel): void {
  const numbers = [
    chart.x.min,
    chart.x.max,
    chart.y.min,
    chart.y.max,
    ...chart.series.flatMap(({ points }) => points.flatMap(({ x, y }) => [x, y])),
    ...table.rows.flat().filter((value) => typeof value === "number"),
  ];
  expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([]);
  for (const { width, height, shapes } of diagrams) {
    const places = shapes.flatMap((shape) =>
      shape.kind === "text" ? [shape.at] : "points" in shape ? shape.points : shape.rects
    );
    const outside = places.filter(({ x, y }) =>
      !(x >= -0.01 && x <= width + 0.01 && y >= -0.01 && y <= height + 0.01)
    );
    expect(outside).toEqual([]);
  }
}
