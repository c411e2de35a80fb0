import type { Precision } from "@/lib/compute/mod.ts";
import type { FigureContext, FigureSchema } from "../definition.ts";
import { FigurePropError } from "../error.ts";
import {
  commonPrecisions,
  drawableMachines,
  machinesById,
  usualMachine,
  usualPrecision,
} from "../machines.ts";
import type { OperatorSpec } from "../operator_kinds.ts";
import { formatOperators, parseOperators } from "../operators.ts";
import { type Attributes, readChoice, readInteger, readList, refuseUnknown } from "../props.ts";

/** The state of a roofline. */
export interface RooflineState {
  /** Ids of one to three machines, the main one first. */
  readonly machine: readonly string[];
  readonly precision: Precision;
  /** Whether cache levels are drawn as roofs of their own. */
  readonly levels: "memory" | "all";
  /** Whether the main machine's other precisions are drawn as fainter roofs. */
  readonly ceilings: "one" | "all";
  readonly operators: readonly OperatorSpec[];
  /** The operator the controls act on, from 1. */
  readonly selected: number;
  readonly presets: readonly OperatorSpec[];
  readonly controls: readonly RooflineControl[];
}

/** Groups of controls that an author can leave out. */
export type RooflineControl =
  | "machine"
  | "compare"
  | "precision"
  | "roofs"
  | "presets"
  | "operator";

const allControls: readonly RooflineControl[] = [
  "machine",
  "compare",
  "precision",
  "roofs",
  "presets",
  "operator",
];

/** The most machines one chart compares. */
export const mostMachines = 3;

const usualPresets =
  "Matrix × vector, 4096: gemv(4096, 4096); Batch of 64: gemm(4096, 64, 4096); " +
  "Square product, 4096: gemm(4096, 4096, 4096); Softmax: softmax(4096, 4096)";

/** The names of its properties; docs/figures.md says what each is. */
const rooflinePropNames = [
  "machine",
  "precision",
  "operator",
  "intensity",
  "selected",
  "levels",
  "ceilings",
  "presets",
  "controls",
];

/** Reads a roofline's properties. */
export function parseRoofline(attributes: Attributes, context: FigureContext): RooflineState {
  refuseUnknown(attributes, rooflinePropNames);
  const ids = drawableMachines(context).map(({ id }) => id);
  const machine = readList(attributes, "machine", ids, [usualMachine(context)], mostMachines);
  const allowed = commonPrecisions(machinesById(machine, context));
  if (machine.length === 0 || allowed.length === 0) {
    throw new FigurePropError(
      "machine",
      attributes["machine"] ?? "",
      ["machines that share a precision"],
      "there is no precision for which all have a known peak",
    );
  }
  const operators = readOperators(attributes);
  return {
    machine,
    precision: readChoice(attributes, "precision", allowed, usualPrecision(allowed)),
    levels: readChoice(attributes, "levels", ["memory", "all"], "memory"),
    ceilings: readChoice(attributes, "ceilings", ["one", "all"], "one"),
    operators,
    selected: readInteger(
      attributes,
      "selected",
      { min: 1, max: Math.max(1, operators.length) },
      1,
    ),
    presets: attributes["presets"]?.trim() === "none"
      ? []
      : parseOperators("presets", attributes["presets"] || usualPresets),
    controls: readList(attributes, "controls", allControls, allControls),
  };
}

function readOperators(attributes: Attributes): OperatorSpec[] {
  const { operator, intensity } = attributes;
  if (intensity) {
    if (operator) {
      throw new FigurePropError("intensity", intensity, [
        `operator="${operator}; intensity(${intensity})"`,
      ], "operator is given as well");
    }
    return parseOperators("intensity", `intensity(${intensity})`);
  }
  if (operator?.trim() === "none") return [];
  return parseOperators("operator", operator || "gemv(4096, 4096)");
}

/** Writes a roofline's state as properties. */
export function formatRoofline(state: RooflineState): Record<string, string> {
  return {
    machine: state.machine.join(","),
    precision: state.precision,
    operator: formatOperators(state.operators) || "none",
    selected: String(state.selected),
    levels: state.levels,
    ceilings: state.ceilings,
    presets: formatOperators(state.presets) || "none",
    controls: state.controls.join(",") || "none",
  };
}

/** What the roofline figure accepts. */
export const rooflineSchema: FigureSchema<RooflineState> = {
  name: "roofline",
  props: rooflinePropNames.map((name) => ({ name })),
  parseProps: parseRoofline,
  formatProps: formatRoofline,
};
