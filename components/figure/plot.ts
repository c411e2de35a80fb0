import uPlot from "uplot";
import type { ChartLayout, PlacedTick } from "@/lib/figures/layout/mod.ts";
import type { Axis, ChartModel } from "@/lib/figures/model.ts";
import { drawAreas, drawMarks } from "./canvas_marks.ts";
import { alignLines, lineOptions, linesOf, structureOf } from "./plot_data.ts";
import { readPalette } from "./theme.ts";

/**
 * A chart on a canvas. The library draws axes, grid and lines; the rest is
 * drawn into its hooks. A new model is new data for the same drawing, painted
 * once a frame however many models come.
 */
export class Plot {
  readonly #host: HTMLElement;
  #chart: ChartModel;
  #layout: ChartLayout;
  #colors: ReturnType<typeof readPalette>;
  #structure = "";
  #drawing: uPlot | undefined;
  #frame = 0;
  #gone = false;

  /** Draws at once, so that the host is never seen empty. */
  constructor(host: HTMLElement, chart: ChartModel, layout: ChartLayout) {
    this.#host = host;
    this.#chart = chart;
    this.#layout = layout;
    this.#colors = readPalette(host);
    this.#paint();
    // Text drawn before the course's own font has come is drawn again.
    document.fonts?.ready.then(() => this.recolor());
  }

  /** Shows another model or size in the next frame. */
  show(chart: ChartModel, layout: ChartLayout): void {
    this.#chart = chart;
    this.#layout = layout;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  /** Reads the theme's colours again. */
  recolor(): void {
    if (this.#gone) return;
    this.#colors = readPalette(this.#host);
    this.show(this.#chart, this.#layout);
  }

  /** Takes the drawing off the page. */
  destroy(): void {
    this.#gone = true;
    cancelAnimationFrame(this.#frame);
    this.#drawing?.destroy();
  }

  #paint(): void {
    this.#frame = 0;
    const { width, height } = this.#layout;
    const structure = `${this.#layout.fontSize} ${structureOf(this.#chart)}`;
    if (this.#drawing && structure === this.#structure) {
      if (this.#drawing.width !== width || this.#drawing.height !== height) {
        this.#drawing.setSize({ width, height });
      }
      this.#drawing.setData(alignLines(this.#chart));
      return;
    }
    this.#drawing?.destroy();
    this.#structure = structure;
    this.#drawing = new uPlot(this.#options(), alignLines(this.#chart), this.#host);
  }

  #options(): uPlot.Options {
    const { width, height } = this.#layout;
    const marks = (draw: typeof drawMarks) => ({ ctx }: uPlot) => {
      ctx.save();
      ctx.scale(devicePixelRatio, devicePixelRatio);
      draw(ctx, this.#chart, this.#layout, this.#colors);
      ctx.restore();
    };
    return {
      width,
      height,
      legend: { show: false },
      cursor: { show: false },
      // Top, right, bottom, left; the axes fill the other two.
      padding: [
        () => this.#layout.plot.top,
        () => this.#layout.width - this.#layout.plot.right,
        0,
        0,
      ],
      scales: {
        x: { time: false, ...scaleOf(this.#chart.x), range: () => rangeOf(this.#chart.x) },
        y: { ...scaleOf(this.#chart.y), range: () => rangeOf(this.#chart.y) },
      },
      axes: [
        this.#axis("x", () => this.#layout.height - this.#layout.plot.bottom, 0.5),
        this.#axis("y", () => this.#layout.plot.left, 7 / this.#layout.fontSize),
      ],
      series: [
        {},
        ...linesOf(this.#chart).map((line) => lineOptions(line, (role) => this.#colors[role])),
      ],
      hooks: { drawClear: [marks(drawAreas)], draw: [marks(drawMarks)] },
    };
  }

  #axis(scale: "x" | "y", size: () => number, gap: number): uPlot.Axis {
    const ticks = (): readonly PlacedTick[] =>
      scale === "x" ? this.#layout.xTicks : this.#layout.yTicks;
    return {
      scale,
      size,
      gap: gap * this.#layout.fontSize,
      font: `${this.#layout.fontSize}px ${this.#colors.font}`,
      stroke: () => this.#colors.soft,
      grid: { stroke: () => this.#colors.rule, width: 1 },
      ticks: { show: false },
      splits: () => ticks().map(({ value }) => value),
      filter: (_drawing, splits) => splits,
      values: () => ticks().map(({ label }) => label),
    };
  }
}

function scaleOf({ scale, base = 10 }: Axis): uPlot.Scale {
  return scale === "log" ? { distr: 3, log: base } : { distr: 1 };
}

function rangeOf({ min, max }: Axis): [number, number] {
  return [min, max];
}
