import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { StaticChart } from "@/components/figure/static_chart.tsx";
import { dateInYears } from "@/lib/compute/trends/mod.ts";
import { axisTicks, type ChartModel, type PointSeries } from "@/lib/figures/mod.ts";
import { layoutChart } from "@/lib/figures/layout/mod.ts";
import { cursorStops, readingAt } from "@/lib/figures/reading.ts";
import { calendarText } from "@/lib/figures/text.ts";

const plain = (text = "") => text.replaceAll(/[\u00a0\u202f]/g, " ");

const many: PointSeries = {
  kind: "points",
  id: "devices",
  label: "devices",
  role: "compute",
  shape: "circle",
  small: true,
  points: [
    { x: 2008, y: 10, label: "First of many", name: "First" },
    { x: 2008, y: 40, label: "", name: "Second" },
    { x: 2012.5, y: 90, label: "" },
  ],
};

const chart: ChartModel = {
  x: { label: "year", unit: "", scale: "linear", calendar: true, min: 2006.5, max: 2013.5 },
  y: { label: "rate", unit: "FLOP/s", scale: "log", min: 1, max: 1000 },
  series: [
    many,
    {
      kind: "line",
      id: "fit",
      label: "Growth of all devices",
      role: "compute",
      dash: "solid",
      points: [{ x: 2007, y: 10 }, { x: 2013, y: 100 }],
    },
  ],
  annotations: [],
  handles: [],
};

describe("an axis of years", () => {
  it("is marked at whole years, however few there are", () => {
    expect(axisTicks(chart.x, 30).map(({ label }) => label))
      .toEqual(["2007", "2008", "2009", "2010", "2011", "2012", "2013"]);
    expect(axisTicks(chart.x, 2).map(({ label }) => label)).toEqual(["2010"]);
  });

  it("writes a year at its beginning, and else a month", () => {
    const text = (date: string) => plain(calendarText(dateInYears(date)));
    for (let year = 1996; year < 2041; year++) expect(text(`${year}-01-01`)).toBe(`${year}`);
    expect(text("2020-05-28")).toBe("May 2020");
    expect(text("2021-12-31")).toBe("Dec 2021");
    expect(text("2022-02-01")).toBe("Feb 2022");
    expect(text("2021-03-01")).toBe("Mar 2021");
    expect(calendarText(2021)).toBe("2021");
  });

  it("stands beside values too large for a prefix, which are read as powers of ten", () => {
    const large = { ...chart, y: { ...chart.y, unit: "FLOP", min: 1e17, max: 1e27 } };
    const at = { ...many, points: [{ x: 2010, y: 3.14e23, label: "", name: "GPT-3" }] };
    expect(plain(readingAt(large, at, 2010)?.text)).toBe("GPT-3: 3.14×10²³ FLOP at 2010");
  });

  it("lets the cursor stop at whole years", () => {
    const line = chart.series[1];
    if (line?.kind !== "line") throw new Error("No line");
    expect(cursorStops(chart, line)).toEqual([2007, 2008, 2009, 2010, 2011, 2012, 2013]);
    expect(plain(readingAt(chart, line, 2010)?.text))
      .toBe("Growth of all devices: 31.6 FLOP/s at 2010");
  });
});

describe("many points", () => {
  it("reads every point of a date by its own name", () => {
    expect(plain(readingAt(chart, many, 2008)?.text))
      .toBe("First: 10 FLOP/s at 2008; Second: 40 FLOP/s at 2008");
    expect(plain(readingAt(chart, many, 2008)?.short)).toBe("First, 2008: 10 FLOP/s");
    expect(plain(readingAt(chart, many, 2012.5)?.short)).toBe("Jul 2012: 90 FLOP/s");
    expect(readingAt(chart, many, 2009)).toBeUndefined();
  });

  it("gives the lines the first choice of a place for their labels", () => {
    const order = (small: boolean) =>
      layoutChart({ ...chart, series: [{ ...many, small }, ...chart.series.slice(1)] }, {
        width: 700,
        height: 400,
      }).labels.map(({ text }) => text);
    expect(order(true)).toEqual(["Growth of all devices", "First of many"]);
    expect(order(false)).toEqual(["First of many", "Growth of all devices"]);
  });
});

describe("an area that says something", () => {
  it("is denser than a background, in the page's drawing", () => {
    const points = [{ x: 2008, y: 10 }, { x: 2012, y: 10 }, { x: 2012, y: 90 }];
    const opacity = (dense: boolean) => {
      const area = { kind: "area", id: "band", label: "", role: "memory", dense, points } as const;
      const svg = renderToString(
        h(StaticChart, {
          chart: { ...chart, series: [area] },
          title: "",
          description: "",
          id: "area",
          width: 600,
          height: 400,
        }),
      );
      return Number(/fill-opacity="([\d.]+)"/.exec(svg)?.[1]);
    };
    expect(opacity(true)).toBeGreaterThan(opacity(false));
    expect(opacity(false)).toBeGreaterThan(0);
  });
});
