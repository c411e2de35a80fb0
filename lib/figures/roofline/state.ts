import type { Precision } from "@/lib/compute/mod.ts";
import type { FigureContext, FigureProp, FigureSchema } from "../definition.ts";
import { FigurePropError } from "../error.ts";
import {
  commonPrecisions,
  drawableMachines,
  machinesById,
  usualMachine,
  usualPrecision,
} from "../machines.ts";
import { formatOperators, operatorForms, type OperatorSpec, parseOperators } from "../operators.ts";
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

/** The properties of a roofline. */
export const rooflineProps: readonly FigureProp[] = [
  {
    name: "machine",
    about: "The machine, or up to three to compare, the main one first.",
    accepts: "ids of the machine table, separated by commas",
    otherwise: "a100-80",
  },
  {
    name: "precision",
    about: "Whose peak is the roof, and how many bytes a value takes.",
    accepts:
      "a precision for which every machine has a peak: fp64, fp32, tf32, bf16, fp16, fp8, int8, fp4, int4",
    otherwise: "fp16 where all machines have it",
  },
  {
    name: "operator",
    about: "What is placed under the roof, each with an optional name before a colon.",
    accepts: `up to six, separated by semicolons: ${operatorForms.join(", ")}`,
    otherwise: "gemv(4096, 4096), unless intensity is given",
  },
  {
    name: "intensity",
    about: "A point at this intensity, in place of operator.",
    accepts: "a number of FLOP/byte, above 0",
    otherwise: "no such point",
  },
  {
    name: "selected",
    about: "Which operator the controls act on and the title speaks of.",
    accepts: "its position, from 1",
    otherwise: "1",
  },
  {
    name: "levels",
    about: "Draw the bandwidth of cache levels as roofs of their own.",
    accepts: "memory or all",
    otherwise: "memory",
  },
  {
    name: "ceilings",
    about: "Draw the main machine's other precisions as fainter roofs.",
    accepts: "one or all",
    otherwise: "one",
  },
  {
    name: "presets",
    about: "The operators offered as chips.",
    accepts: "like operator, or none",
    otherwise: usualPresets,
  },
  {
    name: "controls",
    about: "Which groups of controls the reader gets.",
    accepts: `some of ${allControls.join(", ")}, separated by commas, or none`,
    otherwise: "all of them",
  },
];

/** Reads a roofline's properties. */
export function parseRoofline(attributes: Attributes, context: FigureContext): RooflineState {
  refuseUnknown(attributes, rooflineProps.map(({ name }) => name));
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
  props: rooflineProps,
  parseProps: parseRoofline,
  formatProps: formatRoofline,
};
