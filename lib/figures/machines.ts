import type { Machine, Precision } from "@/lib/compute/mod.ts";
import type { FigureContext } from "./definition.ts";

/** Every precision, widest first. */
export const precisions: readonly Precision[] = [
  "fp64",
  "fp32",
  "tf32",
  "bf16",
  "fp16",
  "fp8",
  "int8",
  "fp4",
  "int4",
];

/** Machines with at least one known peak: those a roof can be drawn for. */
export function drawableMachines({ machines }: FigureContext): readonly Machine[] {
  return machines.filter((machine) => commonPrecisions([machine]).length > 0);
}

/** The precisions for which every one of these machines has a known peak. */
export function commonPrecisions(machines: readonly Machine[]): Precision[] {
  return precisions.filter((precision) =>
    machines.every((machine) => machine.peaks[precision] !== undefined)
  );
}

/** The precision to start with: half precision where there is one. */
export function usualPrecision(allowed: readonly Precision[]): Precision {
  return (["fp16", "bf16"] as const).find((precision) => allowed.includes(precision)) ??
    allowed[0] ?? "fp16";
}

/** The course's usual machine where the table has it, else the first. */
export function usualMachine(context: FigureContext): string {
  const drawable = drawableMachines(context);
  return (drawable.find(({ id }) => id === "a100-80") ?? drawable[0])?.id ?? "";
}

/** Machines by id, in the order asked for; unknown ids are left out. */
export function machinesById(ids: readonly string[], { machines }: FigureContext): Machine[] {
  return ids.flatMap((id) => machines.find((machine) => machine.id === id) ?? []);
}

/** How a precision is written: `FP16`. */
export function precisionName(precision: Precision): string {
  return precision.toUpperCase();
}
