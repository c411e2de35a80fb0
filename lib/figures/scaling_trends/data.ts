import { type Machine, peakRate } from "@/lib/compute/mod.ts";
import type { FigureContext } from "../definition.ts";
import { shortestName, shortName } from "../text.ts";
import { type Dot, dotsOf } from "../trend/dots.ts";
import type { Look } from "../trend/lines.ts";
import type { Groups } from "../trend/props.ts";

/** The paper's three series. */
export type ScalingSeries = "peak-rate" | "dram-bandwidth" | "interconnect-rate";

/** The series, in the order in which they are spoken of. */
export const scalingSeries: readonly ScalingSeries[] = [
  "peak-rate",
  "dram-bandwidth",
  "interconnect-rate",
];

/** How each series looks, and what is said of it. */
export const looks: Readonly<
  Record<ScalingSeries, Look & { readonly short: string; readonly unit: string }>
> = {
  "peak-rate": {
    id: "peak-rate",
    name: "peak rate",
    short: "peak",
    unit: "FLOP/s",
    role: "compute",
    shape: "circle",
  },
  "dram-bandwidth": {
    id: "dram-bandwidth",
    name: "DRAM bandwidth",
    short: "DRAM",
    unit: "B/s",
    role: "memory",
    shape: "square",
  },
  "interconnect-rate": {
    id: "interconnect-rate",
    name: "interconnect",
    short: "link",
    unit: "T/s",
    role: "network",
    shape: "triangle",
  },
};

/** The ids of all points. */
export const pointIds = once(() =>
  scalingSeries.flatMap((series) => dotsOf(series).map(({ id }) => id))
);

/** Words for groups of points. */
export const groups = once((): Groups => {
  const matching = (test: (dot: Dot) => boolean) =>
    scalingSeries.flatMap((series) => dotsOf(series).filter(test).map(({ id }) => id));
  const peaks = dotsOf("peak-rate");
  return {
    // The point without a device has a processor's name above it in the paper's figure
    cpus: peaks.filter(({ label }) => /^(?:R10000|Pentium|Itanium|server|Xeon|2016)/.test(label))
      .map(({ id }) => id),
    "low-precision": peaks.filter(({ label }) => /FP16|bf16/.test(label)).map(({ id }) => id),
    unnamed: matching(({ basis }) => basis === "inferred" || basis === "unknown"),
  };
});

/** A machine of the course's table as a point of the paper's series. */
export interface LaterDot extends Dot {
  /** Its name without its maker, as far as its first number. */
  readonly short: string;
  readonly machine: Machine;
}

/** The last year of the paper's points. */
const lastYear = 2022;

/**
 * The machines that came after the paper's points and are of their kind: with graphics or stacked
 * memory, and a dense peak in FP16 or BF16. Only their year is known: they stand in its middle.
 */
export function laterDots(series: ScalingSeries, { machines }: FigureContext): LaterDot[] {
  if (series === "interconnect-rate") return [];
  return machines.filter(isLater).map((machine) => ({
    id: machine.id,
    date: machine.year + 0.5,
    day: String(machine.year),
    label: shortName(machine),
    short: shortestName(machine),
    value: series === "peak-rate" ? halfPeak(machine) : machine.levels[0]?.bandwidth ?? 0,
    basis: "printed",
    inFit: false,
    machine,
  }));
}

function isLater(machine: Machine): boolean {
  return machine.year > lastYear && /^(?:GDDR|HBM)/.test(machine.levels[0]?.name ?? "") &&
    halfPeak(machine) > 0;
}

/** The dense peak in FP16 or BF16, whichever is higher; 0 if neither is known. */
function halfPeak(machine: Machine): number {
  return Math.max(
    0,
    ...(["fp16", "bf16"] as const).map((precision) =>
      machine.peaks[precision] === undefined ? 0 : peakRate(machine, precision)
    ),
  );
}

/** Worked out when first asked for: figures that are not on a page cost it nothing. */
function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => made ??= make();
}
