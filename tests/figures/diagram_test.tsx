import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { renderToString } from "preact-render-to-string";
import { Diagram } from "@/components/figure/diagram.tsx";
import type { DiagramShape } from "@/lib/figures/mod.ts";

const rects = [
  { x: 1, y: 2, width: 3, height: 4 },
  { x: 10.04, y: 20, width: 8, height: 4.06 },
];

function draw(shape: DiagramShape): string {
  return renderToString(
    <Diagram
      id="d"
      diagram={{
        id: "x",
        title: "Title",
        description: "What it is",
        width: 40,
        height: 40,
        shapes: [shape],
      }}
    />,
  );
}

describe("Diagram: rectangles", () => {
  it("draws any number of them as one path", () => {
    const html = draw({ kind: "rects", rects, role: "memory", paint: "fill" });
    expect(html.match(/<path/g)).toHaveLength(1);
    expect(html).toContain('d="M1 2h3v4h-3zM10 20h8v4.1h-8z"');
    expect(html).toContain('class="fig-f-memory"');
    expect(html).toContain('fill-opacity="0.48"');
  });

  it("draws nothing where there is none", () => {
    expect(draw({ kind: "rects", rects: [], role: "ink", paint: "solid" })).not.toContain("<path");
  });

  it("tells solid, outline and hairline apart", () => {
    const of = (paint: "solid" | "outline" | "hairline") =>
      draw({ kind: "rects", rects, role: "ink", paint });
    expect(of("solid")).toContain('class="fig-f-ink"');
    expect(of("solid")).not.toContain("opacity");
    expect(of("outline")).toContain('stroke-width="2" class="fig-s-ink fig-f-none"');
    expect(of("hairline")).toContain('stroke-width="1" class="fig-s-rule fig-f-none"');
  });
});
