import type { OperatorCost } from "@/lib/compute/mod.ts";
import type { DiagramModel, DiagramShape } from "../model.ts";
import { byteText, flopText } from "../text.ts";

const width = 210;
const height = 300;
const side = 170;
const left = 20;
const bottom = 222;

/**
 * FLOPs and bytes as two squares to one scale, a FLOP as large as a byte: how
 * many times the small one fits into the large one is the intensity, or one
 * over it.
 */
export function areasDiagram({ flops, bytes }: OperatorCost): DiagramModel {
  const scale = side / Math.sqrt(Math.max(flops, bytes));
  const square = (amount: number, role: "compute" | "memory", paint: "tint" | "fill") => {
    const edge = Math.sqrt(amount) * scale;
    const [right, top] = [left + edge, bottom - edge];
    return {
      kind: "polygon" as const,
      role,
      paint,
      points: [
        { x: left, y: bottom },
        { x: left, y: top },
        { x: right, y: top },
        { x: right, y: bottom },
      ],
    };
  };
  const squares: DiagramShape[] = [
    square(flops, "compute", "tint"),
    square(bytes, "memory", "fill"),
  ];
  return {
    id: "areas",
    title: "One FLOP as large as one byte",
    description: `Two squares to one scale: ${flopText(flops)} and ${byteText(bytes)}.`,
    width,
    height,
    // The smaller one lies on the larger.
    shapes: [
      ...(flops >= bytes ? squares : squares.reverse()),
      {
        kind: "text",
        at: { x: width / 2, y: height - 26 },
        text: flopText(flops),
        role: "compute",
        anchor: "middle",
      },
      {
        kind: "text",
        at: { x: width / 2, y: height - 8 },
        text: byteText(bytes),
        role: "memory",
        anchor: "middle",
      },
    ],
  };
}
