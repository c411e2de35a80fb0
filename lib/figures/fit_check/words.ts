/**
 * How the fit check says things.
 *
 * @module
 */
import { formatNumber, type Machine } from "@/lib/compute/mod.ts";
import { precisionName } from "../machines.ts";
import type { ColourRole } from "../model.ts";
import { byteText, shortestName } from "../text.ts";
import type { Part, PartKind } from "./memory.ts";
import type { FitCheckState, FitOptimizer, FitPrecision } from "./state.ts";

/** A whole number, written out. */
export const countText = (count: number): string => formatNumber(count, { digits: 15 });

/** How a kind is drawn: its colour, told apart a second time by density and dash. */
export const looks: Readonly<
  Record<
    PartKind,
    {
      readonly role: ColourRole;
      readonly paint: "fill" | "tint" | "shade";
      readonly dash: "solid" | "dashed" | "dotted" | "dashdot";
      readonly dense: boolean;
    }
  >
> = {
  weights: { role: "memory", paint: "fill", dash: "solid", dense: true },
  gradients: { role: "memory", paint: "tint", dash: "dotted", dense: false },
  state: { role: "ink", paint: "tint", dash: "dashed", dense: false },
  key_values: { role: "memory", paint: "tint", dash: "dotted", dense: false },
  activations: { role: "compute", paint: "shade", dash: "dashdot", dense: true },
};

/** A kind in words. */
export function kindText(kind: PartKind, { optimizer, precision }: FitCheckState): string {
  switch (kind) {
    case "state":
      if (optimizer === "sgd") return "master copy of the weights";
      return precision === "mixed" ? "optimizer state and master copy" : "optimizer state";
    case "key_values":
      return "KV cache";
    default:
      return kind;
  }
}

/** A kind in as few words as can be. */
export function shortKind(kind: PartKind): string {
  return kind === "state" ? "optimizer" : kind === "key_values" ? "KV cache" : kind;
}

/** A level of the stack: `weights: 349 GB`, `+ gradients: 698 GB`. */
export function levelText({ kind, upTo }: Part, first: boolean): string {
  return `${first ? "" : "+ "}${shortKind(kind)}: ${byteText(upTo)}`;
}

const optimizerNames: Readonly<Record<FitOptimizer, string>> = {
  adam: "Adam",
  "adam-8bit": "8-bit Adam",
  momentum: "momentum",
  sgd: "SGD",
  adahessian: "AdaHessian",
};

/** An optimizer's name. */
export const optimizerName = (optimizer: FitOptimizer): string => optimizerNames[optimizer];

/** A precision's name. */
export function fitPrecisionName(precision: FitPrecision): string {
  return precision === "mixed" ? "mixed" : precisionName(precision);
}

/** Devices by number and name: `39 A100s`, `one A100`. */
export function devicesText(count: number, machine: Pick<Machine, "name">): string {
  const name = shortestName(machine);
  return count === 1 ? `one ${name}` : `${countText(count)} ${name}s`;
}

/** The same with the memory of each: `39 A100s of 80 GB`. */
export function sizedDevices(count: number, machine: Machine): string {
  return `${devicesText(count, machine)} of ${byteText(machine.levels[0]?.capacity ?? 0)}`;
}
