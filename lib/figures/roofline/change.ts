/**
 * What a reader can change about a roofline. Every change gives a state that
 * the schema accepts.
 *
 * @module
 */
import type { Precision } from "@/lib/compute/mod.ts";
import type { FigureContext } from "../definition.ts";
import { commonPrecisions, drawableMachines, machinesById, usualPrecision } from "../machines.ts";
import {
  mostOperators,
  type OperatorKind,
  operatorKinds,
  type OperatorSpec,
} from "../operator_kinds.ts";
import { renamed } from "./lever.ts";
import { mostMachines, type RooflineState } from "./state.ts";

/** Puts a machine in a place; machines that share no precision with it leave. */
export function setMachine(
  state: RooflineState,
  index: number,
  id: string,
  context: FigureContext,
): RooflineState {
  const wanted = state.machine.map((old, at) => at === index ? id : old);
  const chosen = machinesById([id], context);
  const machine = wanted.filter((other, at) =>
    at === index ||
    (other !== id && sharesPrecision([...chosen, ...machinesById([other], context)]))
  );
  return withPrecision({ ...state, machine }, context);
}

/** Adds a machine to compare with: the next in the table that shares the precision. */
export function addMachine(state: RooflineState, context: FigureContext): RooflineState {
  const table = drawableMachines(context);
  const last = table.findIndex(({ id }) => id === state.machine.at(-1));
  const next = [...table.slice(last + 1), ...table.slice(0, last + 1)].find((machine) =>
    !state.machine.includes(machine.id) && machine.peaks[state.precision] !== undefined
  );
  if (!next || state.machine.length >= mostMachines) return state;
  return { ...state, machine: [...state.machine, next.id] };
}

/** Takes a machine off the chart; the last one stays. */
export function removeMachine(state: RooflineState, index: number): RooflineState {
  if (state.machine.length < 2) return state;
  return { ...state, machine: state.machine.filter((_, at) => at !== index) };
}

/** The precisions that all machines of a state share. */
export function precisionsOf(state: RooflineState, context: FigureContext): Precision[] {
  return commonPrecisions(machinesById(state.machine, context));
}

/** Adds an operator, and selects it. */
export function addOperator(state: RooflineState): RooflineState {
  if (state.operators.length >= mostOperators) return state;
  const operators = [...state.operators, newOperator("gemm")];
  return { ...state, operators, selected: operators.length };
}

/** Takes the selected operator off the chart. */
export function removeOperator(state: RooflineState): RooflineState {
  const operators = state.operators.filter((_, at) => at + 1 !== state.selected);
  return { ...state, operators, selected: Math.max(1, Math.min(state.selected, operators.length)) };
}

/** Changes the selected operator; on a chart without operators, adds it. */
export function setOperator(state: RooflineState, spec: OperatorSpec): RooflineState {
  const at = state.selected - 1;
  const before = state.operators[at];
  if (!before) return { ...state, operators: [spec], selected: 1 };
  return { ...state, operators: state.operators.map((old, index) => index === at ? spec : old) };
}

/** Names the selected operator. */
export function setName(state: RooflineState, name: string): RooflineState {
  const before = state.operators[state.selected - 1];
  return before ? setOperator(state, { ...before, name }) : state;
}

/** Changes one size of the selected operator; an optional one is removed by 0. */
export function setSize(state: RooflineState, index: number, value: number): RooflineState {
  const before = state.operators[state.selected - 1];
  if (!before) return state;
  // An optional size of nothing is left out.
  const sizes = operatorKinds[before.kind].sizes.flatMap(({ optional }, at) => {
    const size = at === index ? value : before.sizes[at];
    return size === undefined || (optional && size === 0) ? [] : [size];
  });
  return setOperator(state, renamed(before, { ...before, sizes }));
}

/** Makes the selected operator one of another kind, with the sizes both kinds have. */
export function setKind(state: RooflineState, kind: OperatorKind): RooflineState {
  const before = state.operators[state.selected - 1];
  return setOperator(state, newOperator(kind, before));
}

function newOperator(kind: OperatorKind, before?: OperatorSpec): OperatorSpec {
  const known = new Map(
    before && operatorKinds[before.kind].sizes.map(({ name }, at) => [name, before.sizes[at]]),
  );
  return {
    name: "",
    kind,
    sizes: operatorKinds[kind].sizes.filter(({ optional }) => !optional).map(
      // One kind's size may be more than another takes
      ({ name, initial, min, max }) => Math.min(Math.max(known.get(name) ?? initial, min), max),
    ),
  };
}

function sharesPrecision(machines: Parameters<typeof commonPrecisions>[0]): boolean {
  return commonPrecisions(machines).length > 0;
}

function withPrecision(state: RooflineState, context: FigureContext): RooflineState {
  const allowed = precisionsOf(state, context);
  if (allowed.includes(state.precision)) return state;
  return { ...state, precision: usualPrecision(allowed) };
}
