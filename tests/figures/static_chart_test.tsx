import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { renderToString } from "preact-render-to-string";
import { Diagram } from "@/components/figure/diagram.tsx";
import { Picture } from "@/components/figure/picture.tsx";
import { StaticFrame } from "@/components/figure/static_frame.tsx";
import { figureViews } from "@/components/figure/static_views.tsx";
import { StaticChart } from "@/components/figure/static_chart.tsx";
import { drawFigure, figureNames, parseFigureProps } from "@/lib/figures/mod.ts";
import { context, machines } from "./support.ts";

const states: readonly [string, Record<string, string>][] = [
  ["roofline", {}],
  ["roofline", { machine: "v100,a100-80,h100-sxm", operator: "dot(8); Mine: kernel(8, 8, 1)" }],
  ["roofline", { levels: "all", ceilings: "all", operator: "A & B <i>: gemv(8, 8)" }],
  ["intensity", {}],
  ["intensity", { operation: "softmax" }],
  ["tiling", {}],
  ["tiling", { size: "8,20,12", tile: "5" }],
];

const palette = {
  compute: "#985000",
  memory: "#00687a",
  network: "#6a3fb5",
  accent: "#2b4a66",
  ink: "#1d1c1a",
  soft: "#5a564c",
  rule: "#dad4c6",
  paper: "#fbf9f4",
  font: "sans-serif",
};

function draw([name, attributes]: (typeof states)[number]) {
  return drawFigure(name, parseFigureProps(name, attributes, context), context);
}

function chartOf(state: (typeof states)[number]): string {
  const model = draw(state);
  return renderToString(
    <StaticChart
      chart={model.chart}
      title={model.finding}
      description={model.description}
      id="one"
      width={640}
      height={420}
    />,
  );
}

/** The tags of a document in order; throws where one is not closed. */
function tags(markup: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  for (const [, closing, name = "", rest = ""] of markup.matchAll(/<(\/?)([\w-]+)([^>]*)>/g)) {
    seen.push(name);
    if (closing) expect(open.pop()).toBe(name);
    else if (!rest.endsWith("/") && !["input", "br"].includes(name)) open.push(name);
  }
  expect(open).toEqual([]);
  return seen;
}

describe("StaticChart", () => {
  it("is well formed, whatever a name holds", () => {
    for (const state of states) {
      expect(tags(chartOf(state))[0]).toBe("svg");
      expect(chartOf(state)).not.toContain("<i>");
    }
  });

  it("has a title and a description, and refers to both", () => {
    const markup = chartOf(["roofline", {}]);
    expect(markup).toContain('role="img"');
    expect(markup).toMatch(/aria-labelledby="one-title"/);
    expect(markup).toMatch(/<title id="one-title">Matrix-vector product/);
    expect(markup).toMatch(/<desc id="one-desc">Attainable rate against/);
  });

  it("draws in classes alone: the page's policy forbids style attributes", () => {
    for (const state of states) {
      const markup = chartOf(state);
      expect(markup).not.toMatch(/\sstyle=/);
      expect(markup).not.toMatch(/(?:fill|stroke)="#/);
      expect(markup).toContain("fig-s-");
    }
  });

  it("holds no number that is not one", () => {
    for (const state of states) expect(chartOf(state)).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("draws every line with its dash, and points in their shapes", () => {
    const markup = chartOf(["roofline", { machine: "v100,a100-80,h100-sxm" }]);
    expect(markup).toContain('stroke-dasharray="8 5"');
    expect(markup).toContain('stroke-dasharray="2 4"');
  });
});

describe("Picture", () => {
  it("stands by itself: colours written out, no class it would need a page for", () => {
    for (const state of states) {
      const markup = renderToString(<Picture id="one" model={draw(state)} palette={palette} />);
      tags(markup);
      expect(markup).toContain('fill="#1d1c1a"');
      expect(markup).not.toMatch(/class="fig-[sf]-/);
      expect(markup).not.toMatch(/NaN|undefined/);
    }
  });
});

describe("Diagram", () => {
  it("has a title and a description", () => {
    const [diagram] = draw(["intensity", {}]).diagrams;
    if (!diagram) throw new Error("Nothing is drawn");
    const markup = renderToString(<Diagram diagram={diagram} id="two" />);
    tags(markup);
    expect(markup).toMatch(/<title id="two-title">.+<\/title><desc id="two-desc">A solid/);
    expect(markup).not.toMatch(/\sstyle=/);
  });
});

describe("StaticFrame", () => {
  const frame = (name: string) => {
    const state = parseFigureProps(name, {}, context);
    const view = figureViews(name, "a", state, machines);
    return renderToString(
      <StaticFrame id="a" number={1} model={drawFigure(name, state, context)} {...view} />,
    );
  };

  it("draws every figure whole, with nothing that waits for a script left enabled", () => {
    for (const name of figureNames) {
      const markup = frame(name);
      tags(markup);
      expect(markup).not.toMatch(/\sstyle=/);
      const controls = markup.match(/<(?:button|select|input|fieldset)[^>]*>/g) ?? [];
      expect(controls.length).toBeGreaterThan(5);
      const within = markup.replaceAll(/<fieldset[^>]*disabled[^]*?<\/fieldset>/g, "");
      for (const [control] of within.matchAll(/<(?:button|select|input)[^>]*>/g)) {
        expect(control).toContain("disabled");
      }
    }
  });

  it("keeps the long lists of choices for the browser", () => {
    const select = /<select id="a-machine-1"[^]*?<\/select>/.exec(frame("roofline"))?.[0] ?? "";
    expect(select.match(/<option/g)).toHaveLength(1);
    expect(select).toContain("A100 80GB SXM");
  });

  it("gives every id once", () => {
    for (const name of figureNames) {
      const ids = [...frame(name).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it("labels every control", () => {
    for (const name of figureNames) {
      const markup = frame(name);
      for (const [, id] of markup.matchAll(/<(?:select|input)[^>]*\sid="([^"]+)"/g)) {
        const labelled = markup.includes(`for="${id}"`) ||
          new RegExp(`id="${id}"[^>]*aria-label=|aria-label="[^"]*"[^>]*id="${id}"`).test(markup);
        expect([id, labelled]).toEqual([id, true]);
      }
    }
  });
});
