import { type Machine, peakRate, ridgePoint } from "@/lib/compute/mod.ts";
import type { Annotation, Axis } from "../model.ts";
import { intensityText } from "../text.ts";
import type { Placed } from "./place.ts";
import type { RooflineState } from "./state.ts";

/** The ridge, the regions' names, and what ties points to each other and to the axis. */
export function rooflineAnnotations(
  state: RooflineState,
  machines: readonly Machine[],
  placed: readonly Placed[],
  { x, y }: { x: Axis; y: Axis },
): Annotation[] {
  const chosen = placed.find(({ selected }) => selected);
  const ridges = machines.map((machine) => ({
    at: ridgePoint(machine, { precision: state.precision }),
    to: peakRate(machine, state.precision),
  }));
  const [main] = ridges;
  return [
    ...(main && machines.length === 1
      ? [
        region("memory-bound", "memory", Math.sqrt(x.min * main.at), y),
        region("compute-bound", "compute", Math.sqrt(x.max * main.at), y),
      ]
      : []),
    ...ridges.map(({ at, to }): Annotation => ({
      kind: "vertical",
      at,
      to,
      label: machines.length === 1 ? `ridge point ${intensityText(at)}` : intensityText(at),
      role: "soft",
      dash: "dotted",
    })),
    ...(chosen ? [drop(chosen, y)] : []),
    ...placed.flatMap((operator) => gap(operator)),
  ];
}

function region(label: string, role: "memory" | "compute", at: number, y: Axis): Annotation {
  return { kind: "region", x: at, y: y.min * (y.max / y.min) ** 0.06, label, role };
}

function drop({ intensity, on }: Placed, y: Axis): Annotation {
  const top = Math.max(...on.map(({ roof }) => roof));
  return {
    kind: "segment",
    from: { x: intensity, y: y.min },
    to: { x: intensity, y: top },
    label: "",
    role: "ink",
    dash: "dotted",
  };
}

function gap({ intensity, measured, on }: Placed): Annotation[] {
  const bound = on[0]?.best?.rate;
  if (!measured || bound === undefined) return [];
  return [{
    kind: "segment",
    from: { x: intensity, y: measured.rate },
    to: { x: intensity, y: bound },
    label: "",
    role: "accent",
    dash: "dashed",
  }];
}
