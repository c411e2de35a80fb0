import type { OperatorCost } from "@/lib/compute/mod.ts";
import type { DiagramModel, DiagramShape } from "../model.ts";
import { byteText, flopText } from "../text.ts";

const width = 220;
const height = 250;
const room = 190;
const gap = 8;
const bottom = 200;

/**
 * FLOPs and bytes as two squares to one scale, a FLOP as large as a byte: how
 * many times the second fits into the first is the intensity.
 */
export function areasDiagram({ flops, bytes }: OperatorCost): DiagramModel {
  const [wide, narrow] = [Math.sqrt(flops), Math.sqrt(bytes)];
  const scale = (room - gap) / (wide + narrow);
  const left = (width - room) / 2;
  const square = (from: number, edge: number, role: "compute" | "memory"): DiagramShape => ({
    kind: "polygon",
    role,
    paint: "fill",
    points: [
      { x: from, y: bottom },
      { x: from, y: bottom - edge },
      { x: from + edge, y: bottom - edge },
      { x: from + edge, y: bottom },
    ],
  });
  const line = (text: string, role: "compute" | "memory", y: number): DiagramShape => ({
    kind: "text",
    at: { x: width / 2, y },
    text,
    role,
    anchor: "middle",
  });
  return {
    id: "areas",
    title: "One FLOP as large as one byte",
    description: `Two squares to one scale: ${flopText(flops)} and ${byteText(bytes)}.`,
    width,
    height,
    shapes: [
      square(left, wide * scale, "compute"),
      square(left + wide * scale + gap, narrow * scale, "memory"),
      line(flopText(flops), "compute", height - 27),
      line(byteText(bytes), "memory", height - 8),
    ],
  };
}
