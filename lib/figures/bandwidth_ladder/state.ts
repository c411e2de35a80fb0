import { energyTables } from "@/lib/compute/energy/tables.ts";
import type { Precision } from "@/lib/compute/mod.ts";
import type { FigureContext, FigureSchema } from "../definition.ts";
import { FigurePropError } from "../error.ts";
import { commonPrecisions, machinesById, precisions, usualPrecision } from "../machines.ts";
import { type Attributes, readChoice, readList, refuseUnknown } from "../props.ts";
import { describeSize, readSize } from "../sizes.ts";

/** The state of the ladder of bandwidths. */
export interface LadderState {
  /** One to three machines; the first is the main one. */
  readonly machine: readonly string[];
  /** The amount whose time is drawn. */
  readonly bytes: number;
  /** The arithmetic that could be done meanwhile. */
  readonly precision: Precision;
  /** FLOPs done with each byte, whose need for bandwidth is drawn; 0 for none. */
  readonly intensity: number;
  /** The id of a table of energies, or `none`. */
  readonly energy: string;
  readonly controls: readonly LadderControl[];
}

/** Groups of controls that an author can leave out. */
export type LadderControl =
  | "presets"
  | "machine"
  | "compare"
  | "bytes"
  | "precision"
  | "intensity"
  | "energy";

const allControls: readonly LadderControl[] = [
  "presets",
  "machine",
  "compare",
  "bytes",
  "precision",
  "intensity",
  "energy",
];

/** The most machines one ladder shows. */
export const mostMachines = 3;

/** The amount as it is typed. */
export const bytesSize = {
  name: "bytes",
  label: "amount",
  unit: "B",
  min: 1,
  max: 1e15,
  whole: false,
  initial: 1e9,
} as const;

/** FLOPs with each byte as they are typed. */
export const intensitySize = {
  name: "intensity",
  label: "with each byte",
  unit: "FLOP/byte",
  min: 0.01,
  max: 1e5,
  whole: false,
  initial: 10,
} as const;

/** The tables of energies, and none. */
export const energyChoices: readonly string[] = [...energyTables.map(({ id }) => id), "none"];

const propNames = [
  "machine",
  "bytes",
  "precision",
  "intensity",
  "energy",
  "controls",
];

/** Reads the properties of the ladder. */
export function parseLadder(attributes: Attributes, context: FigureContext): LadderState {
  refuseUnknown(attributes, propNames);
  const ids = context.machines.map(({ id }) => id);
  const machine = readList(attributes, "machine", ids, usualMachines(ids), mostMachines);
  if (machine.length === 0) {
    throw new FigurePropError("machine", attributes.machine ?? "", ids, "one is needed");
  }
  const allowed = precisionsOf(machine, context);
  return {
    machine,
    bytes: readAmount(attributes, "bytes", bytesSize) ?? bytesSize.initial,
    precision: readChoice(attributes, "precision", allowed, usualPrecision(allowed)),
    intensity: attributes.intensity?.trim() === "none"
      ? 0
      : readAmount(attributes, "intensity", intensitySize) ?? 0,
    energy: readChoice(attributes, "energy", energyChoices, "horowitz-45nm"),
    controls: readList(attributes, "controls", allControls, allControls),
  };
}

/** Two generations where the table has them. */
function usualMachines(ids: readonly string[]): string[] {
  const usual = ["a100-80", "h100-sxm"].filter((id) => ids.includes(id));
  return usual.length > 0 ? usual : ids.slice(0, 1);
}

/** The precisions that the main machine has a known peak in; all where none is known. */
export function precisionsOf(
  [main = ""]: readonly string[],
  context: FigureContext,
): readonly Precision[] {
  const known = commonPrecisions(machinesById([main], context));
  return known.length > 0 ? known : precisions;
}

function readAmount(
  attributes: Attributes,
  prop: string,
  size: typeof bytesSize | typeof intensitySize,
): number | undefined {
  const text = attributes[prop]?.trim();
  if (!text) return undefined;
  const value = readSize(text, size);
  if (value === undefined) throw new FigurePropError(prop, text, [describeSize(size)]);
  return value;
}

/** Writes the state as properties. */
export function formatLadder(state: LadderState): Record<string, string> {
  return {
    machine: state.machine.join(","),
    bytes: String(state.bytes),
    precision: state.precision,
    intensity: state.intensity === 0 ? "none" : String(state.intensity),
    energy: state.energy,
    controls: state.controls.join(",") || "none",
  };
}

/** What the ladder accepts. */
export const bandwidthLadderSchema: FigureSchema<LadderState> = {
  name: "bandwidth-ladder",
  props: propNames.map((name) => ({ name })),
  parseProps: parseLadder,
  formatProps: formatLadder,
};
