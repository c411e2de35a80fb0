import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { renderToString } from "preact-render-to-string";
import { Handles } from "@/components/figure/handles.tsx";
import { axisTicks, type ChartModel, type Handle, type LineSeries } from "@/lib/figures/mod.ts";
import { layoutChart } from "@/lib/figures/layout/mod.ts";
import { axisText, cursorStops, nearestReading } from "@/lib/figures/reading.ts";

const line: LineSeries = {
  kind: "line",
  id: "steps",
  label: "steps",
  role: "ink",
  dash: "solid",
  points: [0.8, 1, 1.2, 2.8, 3, 3.2].map((x) => ({ x, y: x < 2 ? 100 : 10 })),
};
const chart: ChartModel = {
  x: {
    label: "level",
    unit: "",
    scale: "linear",
    marks: [1, 2, 3],
    names: ["near", "nearer", "far"],
    min: 0.5,
    max: 3.5,
  },
  y: { label: "bandwidth", unit: "B/s", scale: "log", min: 1, max: 1000 },
  series: [line],
  annotations: [],
  handles: [],
};

describe("an axis of kinds", () => {
  it("is marked by names", () => {
    expect(axisTicks(chart.x, 9)).toEqual([
      { value: 1, label: "near" },
      { value: 2, label: "nearer" },
      { value: 3, label: "far" },
    ]);
  });

  it("is read at its kinds, and only where a line has one", () => {
    expect(axisText(chart.x, 2.9)).toBe("far");
    expect(cursorStops(chart, line)).toEqual([1, 3]);
    expect(nearestReading(chart, { x: 1.3, y: 50 })?.text).toBe("steps: 100\u00a0B/s at near");
    expect(nearestReading(chart, { x: 2.1, y: 50 })).toBeUndefined();
  });
});

describe("a handle that moves up and down", () => {
  const handle: Handle = {
    id: "need",
    label: "need",
    valueText: "50",
    x: 3,
    y: 50,
    vertical: true,
    min: 1,
    max: 1000,
    selected: true,
  };
  const html = (each: Handle) =>
    renderToString(
      Handles({
        handles: [each],
        layout: layoutChart(chart, { width: 640, height: 400 }),
        onDrag: () => {},
        onStep: () => {},
      }),
    );

  it("says its value on y, and that it is vertical", () => {
    expect(html(handle)).toContain('aria-valuenow="50"');
    expect(html(handle)).toContain('aria-orientation="vertical"');
    expect(html({ ...handle, vertical: false })).toContain('aria-valuenow="3"');
    expect(html({ ...handle, vertical: false })).not.toContain("aria-orientation");
  });
});
